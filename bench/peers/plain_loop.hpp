#pragma once

#include <algorithm>
#include <functional>
#include <vector>

#include "contestants.hpp"
#include "naive.hpp"

/// The textbook formulas in plain loops over floats or doubles, for the compiler to vectorise as it can.

namespace bench {
namespace { // as in naive.hpp

template <class F, class T> void plain_forward_apart(const T* __restrict x, T* __restrict y, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) y[i] = F::value(x[i]);
}
template <class F, class T> void plain_forward(const T* x, T* y, std::size_t n) {
    if (x != y) return plain_forward_apart<F>(x, y, n);
    for (std::size_t i = 0; i < n; ++i) y[i] = F::value(y[i]);
}
template <class F, class T>
void plain_backward_apart(const T* __restrict x, const T* __restrict dy, T* __restrict dx, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) dx[i] = dy[i] * F::slope(x[i]);
}
template <class F, class T> void plain_backward_in_place(const T* __restrict x, T* __restrict dx, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) dx[i] *= F::slope(x[i]);
}
template <class F, class T> void plain_backward(const T* x, const T* dy, T* dx, std::size_t n) {
    if (dy == dx)
        plain_backward_in_place<F>(x, dx, n);
    else
        plain_backward_apart<F>(x, dy, dx, n);
}
template <class F, class T>
void plain_gated_forward(const T* __restrict a, const T* __restrict b, T* __restrict y, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) y[i] = F::value(a[i], b[i]);
}
template <class F, class T>
void plain_gated_backward(const T* __restrict a, const T* __restrict b, const T* __restrict dy, T* __restrict da,
                          T* __restrict db, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) F::backward(a[i], b[i], dy[i], da[i], db[i]);
}

template <class T> void plain_softmax(const T* __restrict x, T* __restrict y, std::size_t n, std::size_t row_length) {
    for (std::size_t r = 0; r < n; r += row_length) {
        T m = x[r], sum = 0;
        for (std::size_t i = r; i < r + row_length; ++i) m = std::max(m, x[i]);
        for (std::size_t i = r; i < r + row_length; ++i) sum += y[i] = std::exp(x[i] - m);
        for (std::size_t i = r; i < r + row_length; ++i) y[i] /= sum;
    }
}
template <class T>
void plain_softmax_backward(const T* __restrict y, const T* __restrict dy, T* __restrict dx, std::size_t n,
                            std::size_t row_length) {
    for (std::size_t r = 0; r < n; r += row_length) {
        T mean = 0;
        for (std::size_t i = r; i < r + row_length; ++i) mean += dy[i] * y[i];
        for (std::size_t i = r; i < r + row_length; ++i) dx[i] = y[i] * (dy[i] - mean);
    }
}
template <class T>
void plain_log_softmax(const T* __restrict x, T* __restrict y, std::size_t n, std::size_t row_length) {
    for (std::size_t r = 0; r < n; r += row_length) {
        T m = x[r], sum = 0;
        for (std::size_t i = r; i < r + row_length; ++i) m = std::max(m, x[i]);
        for (std::size_t i = r; i < r + row_length; ++i) sum += std::exp(x[i] - m);
        const T shift = m + std::log(sum);
        for (std::size_t i = r; i < r + row_length; ++i) y[i] = x[i] - shift;
    }
}
template <class T>
void plain_log_softmax_backward(const T* __restrict y, const T* __restrict dy, T* __restrict dx, std::size_t n,
                                std::size_t row_length) {
    for (std::size_t r = 0; r < n; r += row_length) {
        T sum = 0;
        for (std::size_t i = r; i < r + row_length; ++i) sum += dy[i];
        for (std::size_t i = r; i < r + row_length; ++i) dx[i] = dy[i] - std::exp(y[i]) * sum;
    }
}

/// The threshold of the largest elements, sorted, of which threshold_of(sum, sum of squares, count) is below the last.
template <class T, class Threshold>
T sorted_threshold(std::vector<T>& z, const T* x, std::size_t n, T factor, const Threshold& threshold_of) {
    z.assign(x, x + n);
    const T m = *std::max_element(z.begin(), z.end());
    for (T& v : z) v = (v - m) * factor;
    std::sort(z.begin(), z.end(), std::greater<T>());
    T sum = 0, squares = 0, threshold = 0;
    for (std::size_t k = 0; k < n; ++k) {
        sum += z[k], squares += z[k] * z[k];
        const T t = threshold_of(sum, squares, static_cast<T>(k + 1));
        if (!(t < z[k])) break;
        threshold = t;
    }
    return threshold + m * factor;
}
template <class T> void sorted_sparsemax(const T* x, T* y, std::size_t n, std::size_t row_length) {
    std::vector<T> z;
    for (std::size_t r = 0; r < n; r += row_length) {
        const T t = sorted_threshold(z, x + r, row_length, T(1), [](T sum, T, T count) { return (sum - 1) / count; });
        for (std::size_t i = r; i < r + row_length; ++i) y[i] = std::max(x[i] - t, T(0));
    }
}
template <class T>
void plain_sparsemax_backward(const T* y, const T* dy, T* dx, std::size_t n, std::size_t row_length) {
    for (std::size_t r = 0; r < n; r += row_length) {
        T sum = 0, count = 0;
        for (std::size_t i = r; i < r + row_length; ++i)
            if (y[i] > 0) sum += dy[i], count += 1;
        for (std::size_t i = r; i < r + row_length; ++i) dx[i] = y[i] > 0 ? dy[i] - sum / count : 0;
    }
}
template <class T> void sorted_entmax15(const T* x, T* y, std::size_t n, std::size_t row_length) {
    std::vector<T> z;
    for (std::size_t r = 0; r < n; r += row_length) {
        const T t = sorted_threshold(z, x + r, row_length, T(0.5), [](T sum, T squares, T count) {
            const T mean = sum / count;
            return mean - std::sqrt(std::max((1 - (squares - sum * mean)) / count, T(0)));
        });
        for (std::size_t i = r; i < r + row_length; ++i) {
            const T root = std::max(x[i] / 2 - t, T(0));
            y[i] = root * root;
        }
    }
}
template <class T> void plain_entmax15_backward(const T* y, const T* dy, T* dx, std::size_t n, std::size_t row_length) {
    for (std::size_t r = 0; r < n; r += row_length) {
        T sum = 0, weights = 0;
        for (std::size_t i = r; i < r + row_length; ++i) sum += std::sqrt(y[i]) * dy[i], weights += std::sqrt(y[i]);
        for (std::size_t i = r; i < r + row_length; ++i) dx[i] = std::sqrt(y[i]) * (dy[i] - sum / weights);
    }
}

template <class T> void fill_with_plain_loops_over(contestant& c) {
    naive::elementwise::for_each(
        [&]<class F>(F) { c.elementwise<T>(F::name, plain_forward<F, T>, plain_backward<F, T>); });
    naive::gated::for_each(
        [&]<class F>(F) { c.gated<T>(F::name, plain_gated_forward<F, T>, plain_gated_backward<F, T>); });
    c.rowwise<T>("softmax", plain_softmax<T>, plain_softmax_backward<T>);
    c.rowwise<T>("log_softmax", plain_log_softmax<T>, plain_log_softmax_backward<T>);
    c.rowwise<T>("sparsemax", sorted_sparsemax<T>, plain_sparsemax_backward<T>);
    c.rowwise<T>("entmax15", sorted_entmax15<T>, plain_entmax15_backward<T>);
    c.rowwise<T>("entmax", sorted_entmax15<T>, plain_entmax15_backward<T>); // α = 1.5
}
void fill_with_plain_loops(contestant& c) {
    fill_with_plain_loops_over<float>(c);
    fill_with_plain_loops_over<double>(c);
}

} // namespace
} // namespace bench
