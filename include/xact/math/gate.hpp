#pragma once

#include <xact/math/logistic.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// x·G for a gate with G(h) + G(-h) = 1, from the gate's smaller side Q = G(-|h|): x·Q where h < 0, x - x·Q elsewhere.
// Neither cancels, the tail keeps its relative accuracy, and infinite x have their limits.

/// x·G. `bounded_x` is x where Q is not negligible, and small enough elsewhere for x·Q to vanish.
template <class V> XACT_INLINE V gate(typename V::condition negative, V x, V bounded_x, scaled<V> q) noexcept {
    const V u = round_product(bounded_x, q);
    return select(negative, u, x - u);
}

/// d/dx (x·G) from D = Q - |x·dQ/dx|, what it is where h < 0.
template <class V> XACT_INLINE V gate_slope(typename V::condition negative, V d) noexcept {
    return select(negative, d, V(typename V::scalar(1)) - d);
}

/// D of x·σ(h), with w = |x·h'(x)|: σ(-|h|)·(1 - w·σ(|h|)).
template <class V>
XACT_INLINE V logistic_gate_slope(typename V::condition negative, dw<V> w, const logistic<V>& l) noexcept {
    const dw<V> p = w * l.upper;
    const dw<V> n = V(typename V::scalar(1)) - p;
    return gate_slope(negative, round(n * l.lower));
}

/// f'' of x·σ(h) from h', |x·h''| - with the sign of x·h''·h' -, and |x|·h'²: σ(h) σ(-h)·(2 h' + x h'' - |x| h'²
/// tanh(|h|/2)).
template <class V>
XACT_INLINE V logistic_gate_curvature(V slope_terms, V x_slope_squared, const logistic<V>& l) noexcept {
    const V tanh_half = l.upper.hi - round(l.lower);
    return round_product(fnma(x_slope_squared, tanh_half, slope_terms), sigmoid_slope(l));
}

} // namespace math
} // namespace v0
} // namespace xact
