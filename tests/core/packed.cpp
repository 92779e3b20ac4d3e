#include <algorithm>
#include <cmath>
#include <cstddef>
#include <random>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include <xact/constructors/act_gate.hpp>
#include <xact/core/packed.hpp>
#include <xact/elementwise/elu.hpp>
#include <xact/gated/bilinear.hpp>
#include <xact/gated/swiglu.hpp>

#include "support/catch.hpp"
#include "support/inputs.hpp"
#include "support/parameters.hpp"

// Both inputs in one array: whatever the packing, the bits of two arrays.

namespace {

template <class S> std::vector<S> numbers(std::size_t n, unsigned seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal(0, 3);
    std::vector<S> x;
    for (std::size_t i = 0; i < n; ++i) {
        const double special[] = {0, 1e30, -1e30, std::nan(""), HUGE_VAL, -100};
        const auto k = random() % 30;
        x.push_back(S(static_cast<float>(k < 6 ? special[k] : normal(random))));
    }
    return x;
}

/// One NaN is as good as another.
template <class S> bool same(S a, S b) {
    const double u = double(a), v = double(b);
    return (std::isnan(u) && std::isnan(v)) || (u == v && std::signbit(u) == std::signbit(v));
}
template <class S> bool same(std::span<const S> a, std::span<const S> b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](S u, S v) { return same(u, v); });
}

/// A matrix of rows in a longer array, which begins somewhere in a buffer; everything around it stays as it was.
template <class S> struct rows_of {
    std::size_t rows, length, stride, offset;
    std::vector<S> buffer;

    rows_of(std::size_t r, std::size_t l, std::size_t s, std::size_t o)
        : rows(r), length(l), stride(s), offset(o), buffer(o + r * s + 3, S(77.0f)) {}
    S* row(std::size_t r) { return buffer.data() + offset + r * stride; }
    std::span<S> range(bool whole_stride = false) {
        const std::size_t n = rows == 0 ? 0 : (rows - 1) * stride + (whole_stride ? stride : length);
        return {buffer.data() + offset, n};
    }
    bool untouched_around() const {
        for (std::size_t i = 0; i < buffer.size(); ++i) {
            const bool inside = i >= offset && (i - offset) % stride < length && (i - offset) / stride < rows;
            if (!inside && double(buffer[i]) != 77) return false;
        }
        return true;
    }
};

/// Puts pairs into a row, and takes them out.
template <class P, class S> void pack(P, S* row, std::size_t width, const S* a, const S* b) {
    for (std::size_t i = 0; i < width; ++i) {
        if constexpr (std::same_as<P, xact::interleaved_t>)
            row[2 * i] = a[i], row[2 * i + 1] = b[i];
        else if constexpr (std::same_as<P, xact::activated_first_t>)
            row[i] = a[i], row[width + i] = b[i];
        else
            row[width + i] = a[i], row[i] = b[i];
    }
}
template <class P, class S> std::vector<S> packed_rows(P p, const rows_of<S>& shape, const S* a, const S* b) {
    const std::size_t width = shape.length / 2;
    std::vector<S> all(shape.rows * shape.length);
    for (std::size_t r = 0; r < shape.rows; ++r)
        pack(p, all.data() + r * shape.length, width, a + r * width, b + r * width);
    return all;
}
template <class S> void fill(rows_of<S>& m, const std::vector<S>& values) {
    for (std::size_t r = 0; r < m.rows; ++r) std::copy_n(values.data() + r * m.length, m.length, m.row(r));
}
template <class S> bool holds(rows_of<S>& m, const std::vector<S>& values) {
    for (std::size_t r = 0; r < m.rows; ++r)
        if (!same(std::span<const S>(m.row(r), m.length), std::span(values).subspan(r * m.length, m.length)))
            return false;
    return m.untouched_around();
}

template <class S, class D, class F, class P, class E>
bool is_right(E e, const F& f, P p, std::size_t rows, std::size_t width, std::size_t gap, std::size_t offset) {
    const std::size_t n = rows * width;
    const std::vector<S> a = numbers<S>(n, 1), b = numbers<S>(n, 2);
    const std::vector<D> dy = numbers<D>(n, 3);
    std::vector<D> y(n);
    std::vector<S> da(n), db(n);
    xact::forward(f, a, b, y);
    xact::backward(f, a, b, dy, da, db);

    const std::size_t x_stride = 2 * width + gap, y_stride = width + 2 * gap;
    const xact::packed_strides strides =
        gap == 0 ? xact::packed_strides{} : xact::packed_strides{.x_stride = x_stride, .y_stride = y_stride};
    const auto g = xact::packed(f, p, width, strides);
    rows_of<S> x(rows, 2 * width, x_stride, offset), dx(rows, 2 * width, x_stride, (offset + 3) % 8);
    rows_of<D> out(rows, width, y_stride, (offset + 5) % 8), in_dy(rows, width, y_stride, 1);
    const auto packed_x = packed_rows(p, x, a.data(), b.data()), packed_dx = packed_rows(p, x, da.data(), db.data());
    fill(x, packed_x);
    fill(in_dy, dy);
    bool ok = true;
    xact::forward(e, g, x.range(), out.range(true));
    ok = ok && holds(out, y) && holds(x, packed_x);
    xact::backward(e, g, x.range(), in_dy.range(), dx.range(true));
    ok = ok && holds(dx, packed_dx) && holds(x, packed_x) && holds(in_dy, dy);
    xact::backward_with_value(e, g, x.range(), in_dy.range(), dx.range(), in_dy.range(true));
    ok = ok && holds(dx, packed_dx) && holds(in_dy, y);
    fill(in_dy, dy);
    xact::backward(e, g, x.range(), in_dy.range(), x.range());
    ok = ok && holds(x, packed_dx);
    if constexpr (xact::has_parameters<F>) {
        fill(x, packed_x);
        const F wanted = xact::parameter_gradient(f, a, b, dy),
                got = xact::parameter_gradient(e, g, x.range(), in_dy.range());
        std::vector<double> all;
        test::for_each_parameter(wanted, [&](double v) { all.push_back(v); });
        std::size_t k = 0;
        test::for_each_parameter(got, [&](double v) { ok = ok && same(v, all[k++]); });
    }
    return ok;
}

template <class S, class D, class F, class P> void check_widths(const F& f, P p) {
    constexpr std::size_t lanes = xact::vec<xact::compute_type<S, D>>::size;
    std::string failure;
    for (std::size_t width = 1; width <= 4 * lanes + 3; ++width)
        for (const std::size_t rows : {0u, 1u, 3u})
            for (const std::size_t gap : {0u, 1u, 5u})
                for (std::size_t offset = 0; offset < (width % 5 == 0 ? 8u : 2u); ++offset)
                    if (!is_right<S, D>(xact::sequential, f, p, rows, width, gap, offset) && failure.empty())
                        failure = std::to_string(rows) + " rows of width " + std::to_string(width) + ", gap " +
                                  std::to_string(gap) + ", offset " + std::to_string(offset);
    INFO(failure);
    CHECK(failure.empty());
}

} // namespace

TEMPLATE_TEST_CASE("packed: the bits of two arrays at any width, gap and offset", "[core]", xact::activated_first_t,
                   xact::activated_second_t, xact::interleaved_t) {
    check_widths<float, float>(xact::swiglu{}, TestType{});
    check_widths<double, double>(xact::bilinear{}, TestType{});
    check_widths<float, float>(xact::act_gate<xact::elu, xact::elu>{{.alpha = 0.5}, {}}, TestType{});
}

TEMPLATE_TEST_CASE("packed: storage types in any mix", "[core]", xact::activated_first_t, xact::activated_second_t,
                   xact::interleaved_t) {
    check_widths<xact::bfloat16, float>(xact::bilinear{}, TestType{});
    check_widths<float, double>(xact::bilinear{}, TestType{});
    check_widths<xact::float16, xact::bfloat16>(xact::bilinear{}, TestType{});
}

TEMPLATE_TEST_CASE("packed: threads and streaming stores do not change bits", "[core]", xact::activated_first_t,
                   xact::activated_second_t, xact::interleaved_t) {
    CHECK(is_right<float, float>(xact::parallel, xact::swiglu{}, TestType{}, 301, 517, 0, 1));
    CHECK(is_right<float, float>(xact::parallel, xact::swiglu{}, TestType{}, 2, 100003, 3, 2));
    CHECK(is_right<double, double>(xact::sequential, xact::bilinear{}, TestType{}, 997, 1031, 0, 0));
    CHECK(is_right<float, float>(xact::sequential, xact::bilinear{}, TestType{}, 997, 3001, 1, 3));
}

TEST_CASE("packed: y in either half of x, dy in either half of dx", "[core]") {
    const xact::swiglu f{};
    const auto check = [&](auto p) {
        for (const std::size_t width : {1u, 7u, 16u, 33u, 100u}) {
            constexpr std::size_t rows = 3;
            const std::size_t n = rows * width;
            const auto a = numbers<float>(n, 1), b = numbers<float>(n, 2), dy = numbers<float>(n, 3);
            std::vector<float> y(n), da(n), db(n);
            xact::forward(f, a, b, y);
            xact::backward(f, a, b, dy, da, db);
            const auto g = xact::packed(f, p, width, {.y_stride = 2 * width});
            for (const std::size_t half : {std::size_t{0}, width}) {
                rows_of<float> x(rows, 2 * width, 2 * width, 1);
                fill(x, packed_rows(p, x, a.data(), b.data()));
                const std::span<float> in_half(x.row(0) + half, (rows - 1) * 2 * width + width);
                xact::forward(g, x.range(), in_half);
                bool ok = true;
                for (std::size_t r = 0; r < rows; ++r)
                    ok = ok && same(std::span<const float>(x.row(r) + half, width),
                                    std::span<const float>(y).subspan(r * width, width));
                CHECK(ok);

                rows_of<float> dx = x;
                fill(x, packed_rows(p, x, a.data(), b.data()));
                const std::span<float> dy_half(dx.row(0) + half, (rows - 1) * 2 * width + width);
                for (std::size_t r = 0; r < rows; ++r) std::copy_n(dy.data() + r * width, width, dx.row(r) + half);
                xact::backward(g, x.range(), dy_half, dx.range());
                CHECK(holds(dx, packed_rows(p, x, da.data(), db.data())));
            }
        }
    };
    check(xact::activated_first);
    check(xact::activated_second);
}

TEST_CASE("packed: columns of one matrix, as long as they do not overlap", "[core]") {
    // [a b | y]: three columns of width 4 in rows of 12.
    std::vector<float> matrix(36, 2.0f);
    const auto g = xact::packed(xact::bilinear{}, xact::activated_first, 4, {.x_stride = 12, .y_stride = 12});
    const std::span<float> x(matrix.data(), 24 + 8), y(matrix.data() + 8, 24 + 4);
    xact::forward(g, x, y);
    for (std::size_t i = 0; i < 36; ++i) CHECK(matrix[i] == (i % 12 < 8 ? 2 : 4));
    CHECK_THROWS_WITH(
        xact::forward(g, x, std::span<float>(matrix.data() + 7, 24 + 4)),
        "xact::forward(bilinear): x and y overlap in part: y starts 28 bytes after x, which has 128 bytes");
}

TEMPLATE_TEST_CASE("packed: pointers are as good as ranges", "[core]", xact::activated_first_t,
                   xact::activated_second_t, xact::interleaved_t) {
    constexpr std::size_t rows = 3, width = 21;
    for (const std::size_t gap : std::initializer_list<std::size_t>{0, 5}) {
        const xact::packed_strides strides{.x_stride = 2 * width + gap, .y_stride = width + gap};
        const auto f = xact::packed(xact::swiglu{}, TestType{}, width, strides);
        const std::vector<float> x = numbers<float>(rows * strides.x_stride, 1),
                                 dy = numbers<float>(rows * strides.y_stride, 2);
        std::vector<float> y(dy.size()), dx(x.size()), y2 = y, dx2 = dx, value = y, value2 = y;
        xact::forward(f, x, y);
        xact::forward(f, x.data(), y2.data(), rows);
        CHECK(same<float>(y, y2));
        xact::backward(f, x, dy, dx);
        xact::backward(xact::parallel, f, x.data(), dy.data(), dx2.data(), rows);
        CHECK(same<float>(dx, dx2));
        std::fill(dx2.begin(), dx2.end(), 0.0f);
        xact::backward_with_value(f, x, dy, dx, value);
        xact::backward_with_value(f, x.data(), dy.data(), dx2.data(), value2.data(), rows);
        CHECK(same<float>(dx, dx2));
        CHECK(same<float>(value, value2));
        xact::forward(f, x.data(), y.data(), 0);
        CHECK(same<float>(y, y2));
    }
    const auto g = xact::packed(xact::act_gate<xact::elu, xact::elu>{}, TestType{}, width);
    const std::vector<float> x(rows * 2 * width, -0.5f), dy(rows * width, 1.5f);
    const auto all = xact::parameter_gradient(g, x, dy),
               by_pointer = xact::parameter_gradient(g, x.data(), dy.data(), rows);
    CHECK(all.activation.alpha == by_pointer.activation.alpha);
}

TEST_CASE("packed: errors give the numbers", "[errors]") {
    const xact::swiglu f{};
    std::vector<float> x(24, 1.0f), y(12, 77.0f);
    const std::span<float> some(x);
    using xact::activated_first, xact::interleaved, xact::packed;
    const auto before = y;
    CHECK_THROWS_WITH(xact::forward(packed(f, activated_first, 0), x, y), "xact::forward(swiglu): width is 0");
    CHECK_THROWS_WITH(xact::forward(packed(f, activated_first, 5), x, y),
                      "xact::forward(swiglu): x has 24 elements, which are not whole rows of 10");
    CHECK_THROWS_WITH(xact::forward(packed(f, activated_first, 4, {.x_stride = 9}), x, y),
                      "xact::forward(swiglu): x has 24 elements, which are not whole rows of 8, 9 apart");
    CHECK_THROWS_WITH(xact::forward(packed(f, interleaved, 4, {.x_stride = 7}), x, y),
                      "xact::forward(swiglu): x_stride is 7, shorter than a row of 8 elements");
    CHECK_THROWS_WITH(xact::forward(packed(f, interleaved, 4, {.y_stride = 3}), x, y),
                      "xact::forward(swiglu): y_stride is 3, shorter than a row of 4 elements");
    CHECK_THROWS_WITH(xact::forward(packed(f, interleaved, 4), some.first(16), y),
                      "xact::forward(swiglu): x has 2 rows, y has 3");
    // A half of its rows holds no y while pairs are read from all of them.
    CHECK_THROWS_WITH(xact::forward(packed(f, interleaved, 4, {.y_stride = 8}), some, some.first(20)),
                      "xact::forward(swiglu): x and y overlap in part: y starts 0 bytes after x, which has 96 bytes");
    const std::vector<float> dy(20, 1.0f);
    CHECK_THROWS_WITH(
        xact::backward_with_value(packed(f, activated_first, 4, {.y_stride = 8}), x, dy, x, some.first(20)),
        "xact::backward_with_value(swiglu): dx and y overlap in part: y starts 0 bytes after dx, which has 96 bytes");
    CHECK_THROWS_WITH(xact::backward(packed(f, activated_first, 4), x, y, some.first(8)),
                      "xact::backward(swiglu): x has 3 rows, dx has 1");
    CHECK_THROWS_WITH(xact::parameter_gradient(packed(f, activated_first, 4), x, some.first(8)),
                      "xact::parameter_gradient(swiglu): x has 3 rows, dy has 2");
    CHECK(y == before);
    xact::forward(packed(f, activated_first, 4), some.first(0), std::span(y).first(0));
    CHECK(y == before);
}
