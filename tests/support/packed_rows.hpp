#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <random>
#include <span>
#include <vector>

#include <xact/core/packed.hpp>

#include "support/parameters.hpp"

/// Calls with both inputs in one array beside those with two arrays: the same bits.

namespace test {

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

} // namespace test
