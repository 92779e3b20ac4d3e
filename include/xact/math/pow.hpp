#pragma once

#include <xact/math/exp.hpp>
#include <xact/math/log.hpp>

namespace xact {
inline namespace v0 {

namespace math {

/// The integer nearest to x: every number from 2^21 (float), 2^50 (double) on is taken for one, and for an even one.
template <class V> XACT_INLINE V round_nearest(V x) noexcept {
    return select(abs(x) < V(typename V::scalar(sizeof(typename V::scalar) == 4 ? 0x1p21 : 0x1p50)), round_small(x), x);
}

/// x^s for finite x > 0 as significand·2^exponent, to 0.3 ulp (float), 1 ulp (double) before it is rounded.
template <class V> XACT_INLINE scaled<V> pow(V x, dw<V> s) noexcept { return exp(exp_bounded(s * log(x))); }

} // namespace math

} // namespace v0
} // namespace xact
