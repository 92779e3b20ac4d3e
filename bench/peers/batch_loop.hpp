#pragma once

#include <array>
#include <cstring>

#include "contestants.hpp"
#include "naive.hpp"

/// The textbook formulas over registers. V is one: a type with `size`, `load_unaligned`, `store_unaligned`, arithmetic
/// and functions.

namespace bench {

template <class V> using padded = std::array<float, V::size>;

/// body(i, width) for whole registers, then for what is left through padded copies.
template <class V, std::size_t In, std::size_t Out, class Body>
inline void for_registers(std::array<const float*, In> in, std::array<float*, Out> out, std::size_t n, Body body) {
    std::size_t i = 0;
    std::array<V, In> from;
    std::array<V, Out> to;
    for (; i + V::size <= n; i += V::size) {
        for (std::size_t k = 0; k < In; ++k) from[k] = V::load_unaligned(in[k] + i);
        body(from, to);
        for (std::size_t k = 0; k < Out; ++k) to[k].store_unaligned(out[k] + i);
    }
    if (i == n) return;
    const std::size_t left = (n - i) * sizeof(float);
    padded<V> lanes{};
    for (std::size_t k = 0; k < In; ++k) {
        std::memcpy(lanes.data(), in[k] + i, left);
        from[k] = V::load_unaligned(lanes.data());
    }
    body(from, to);
    for (std::size_t k = 0; k < Out; ++k) {
        to[k].store_unaligned(lanes.data());
        std::memcpy(out[k] + i, lanes.data(), left);
    }
}

template <class F, class V> void batch_forward(const float* x, float* y, std::size_t n) {
    for_registers<V>(std::array{x}, std::array{y}, n, [](const auto& in, auto& out) { out[0] = F::value(in[0]); });
}
template <class F, class V> void batch_backward(const float* x, const float* dy, float* dx, std::size_t n) {
    for_registers<V>(std::array{x, dy}, std::array{dx}, n,
                     [](const auto& in, auto& out) { out[0] = in[1] * F::slope(in[0]); });
}
template <class F, class V> void batch_gated_forward(const float* a, const float* b, float* y, std::size_t n) {
    for_registers<V>(std::array{a, b}, std::array{y}, n,
                     [](const auto& in, auto& out) { out[0] = F::value(in[0], in[1]); });
}
template <class F, class V>
void batch_gated_backward(const float* a, const float* b, const float* dy, float* da, float* db, std::size_t n) {
    for_registers<V>(std::array{a, b, dy}, std::array{da, db}, n,
                     [](const auto& in, auto& out) { F::backward(in[0], in[1], in[2], out[0], out[1]); });
}

template <class V> void fill_with_batches(contestant& c) {
    naive::elementwise::for_each(
        [&]<class F>(F) { c.elementwise(F::name, batch_forward<F, V>, batch_backward<F, V>); });
    naive::gated::for_each(
        [&]<class F>(F) { c.gated(F::name, batch_gated_forward<F, V>, batch_gated_backward<F, V>); });
}

} // namespace bench
