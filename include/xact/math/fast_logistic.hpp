#pragma once

#include <limits>

#include <xact/math/fast_one_plus_exp.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// What is made of the logistic function, for the fast tier; absolute errors below 2^-22.

/// σ(x).
template <class V> XACT_INLINE V fast_sigmoid(V x) noexcept { return V(1) / fast_one_plus_exp(x); }

/// σ(x) σ(-x).
template <class V> XACT_INLINE V fast_sigmoid_slope(V x) noexcept {
    const V q = fast_sigmoid(x);
    return fnma(q, q, q);
}

/// x·σ(h).
template <class V> XACT_INLINE V fast_logistic_gate(V x, V h) noexcept {
    return at_least(V(std::numeric_limits<float>::lowest()), x) / fast_one_plus_exp(h);
}

} // namespace math
} // namespace v0
} // namespace xact
