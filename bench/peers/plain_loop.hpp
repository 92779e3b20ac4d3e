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

void fill_with_plain_loops(contestant& c) {
    naive::elementwise::for_each([&]<class F>(F) { c.elementwise(F::name, plain_forward<F>, plain_backward<F>); });
    naive::gated::for_each([&]<class F>(F) { c.gated(F::name, plain_gated_forward<F>, plain_gated_backward<F>); });
}

} // namespace
} // namespace bench
