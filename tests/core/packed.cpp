#include <algorithm>
#include <cmath>
#include <cstddef>
#include <random>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include <xact/constructors/act_gate.hpp>
#include <xact/elementwise/prelu.hpp>
#include <xact/gated/bilinear.hpp>
#include <xact/gated/swiglu.hpp>

#include "support/catch.hpp"
#include "support/inputs.hpp"
#include "support/packed_rows.hpp"

// Both inputs in one array: whatever the packing, the bits of two arrays.

namespace {

using namespace test;

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
    check_widths<float, float>(xact::act_gate<xact::prelu, xact::prelu>{{.a = 0.5}, {}}, TestType{});
}

TEMPLATE_TEST_CASE("packed: storage types in any mix", "[core]", xact::activated_first_t, xact::activated_second_t,
                   xact::interleaved_t) {
    check_widths<xact::bfloat16, float>(xact::bilinear{}, TestType{});
    check_widths<float, double>(xact::bilinear{}, TestType{});
    check_widths<xact::float16, xact::bfloat16>(xact::bilinear{}, TestType{});
}

TEMPLATE_TEST_CASE("packed: threads do not change bits", "[core]", xact::activated_first_t, xact::activated_second_t,
                   xact::interleaved_t) {
    CHECK(is_right<float, float>(xact::parallel, xact::swiglu{}, TestType{}, 301, 517, 0, 1));
    CHECK(is_right<float, float>(xact::parallel, xact::swiglu{}, TestType{}, 2, 100003, 3, 2));
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
    const auto g = xact::packed(xact::act_gate<xact::prelu, xact::prelu>{}, TestType{}, width);
    const std::vector<float> x(rows * 2 * width, -0.5f), dy(rows * width, 1.5f);
    const auto all = xact::parameter_gradient(g, x, dy),
               by_pointer = xact::parameter_gradient(g, x.data(), dy.data(), rows);
    CHECK(all.activation.a == by_pointer.activation.a);
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
