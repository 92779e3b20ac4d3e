#pragma once

#include "contestants.hpp"
#include "naive.hpp"

/// The textbook formulas in plain loops over floats, for the compiler to vectorise as it can.

namespace bench {
namespace { // as in naive.hpp

template <class F> void plain_forward(const float* __restrict x, float* __restrict y, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) y[i] = F::value(x[i]);
}
template <class F>
void plain_backward(const float* __restrict x, const float* __restrict dy, float* __restrict dx, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) dx[i] = dy[i] * F::slope(x[i]);
}
template <class F>
void plain_gated_forward(const float* __restrict a, const float* __restrict b, float* __restrict y, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) y[i] = F::value(a[i], b[i]);
}
template <class F>
void plain_gated_backward(const float* __restrict a, const float* __restrict b, const float* __restrict dy,
                          float* __restrict da, float* __restrict db, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) F::backward(a[i], b[i], dy[i], da[i], db[i]);
}

void plain_softmax(const float* __restrict x, float* __restrict y, std::size_t n, std::size_t row_length) {
    for (std::size_t r = 0; r < n; r += row_length) {
        float m = x[r], sum = 0;
        for (std::size_t i = r; i < r + row_length; ++i) m = std::max(m, x[i]);
        for (std::size_t i = r; i < r + row_length; ++i) sum += y[i] = std::exp(x[i] - m);
        for (std::size_t i = r; i < r + row_length; ++i) y[i] /= sum;
    }
}
void plain_softmax_backward(const float* __restrict y, const float* __restrict dy, float* __restrict dx, std::size_t n,
                            std::size_t row_length) {
    for (std::size_t r = 0; r < n; r += row_length) {
        float mean = 0;
        for (std::size_t i = r; i < r + row_length; ++i) mean += dy[i] * y[i];
        for (std::size_t i = r; i < r + row_length; ++i) dx[i] = y[i] * (dy[i] - mean);
    }
}
void plain_log_softmax(const float* __restrict x, float* __restrict y, std::size_t n, std::size_t row_length) {
    for (std::size_t r = 0; r < n; r += row_length) {
        float m = x[r], sum = 0;
        for (std::size_t i = r; i < r + row_length; ++i) m = std::max(m, x[i]);
        for (std::size_t i = r; i < r + row_length; ++i) sum += std::exp(x[i] - m);
        const float shift = m + std::log(sum);
        for (std::size_t i = r; i < r + row_length; ++i) y[i] = x[i] - shift;
    }
}
void plain_log_softmax_backward(const float* __restrict y, const float* __restrict dy, float* __restrict dx,
                                std::size_t n, std::size_t row_length) {
    for (std::size_t r = 0; r < n; r += row_length) {
        float sum = 0;
        for (std::size_t i = r; i < r + row_length; ++i) sum += dy[i];
        for (std::size_t i = r; i < r + row_length; ++i) dx[i] = dy[i] - std::exp(y[i]) * sum;
    }
}

void fill_with_plain_loops(contestant& c) {
    naive::elementwise::for_each([&]<class F>(F) { c.elementwise(F::name, plain_forward<F>, plain_backward<F>); });
    naive::gated::for_each([&]<class F>(F) { c.gated(F::name, plain_gated_forward<F>, plain_gated_backward<F>); });
    c.rowwise("softmax", plain_softmax, plain_softmax_backward);
    c.rowwise("log_softmax", plain_log_softmax, plain_log_softmax_backward);
}

} // namespace
} // namespace bench
