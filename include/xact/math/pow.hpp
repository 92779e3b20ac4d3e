#pragma once

#include <xact/math/exp.hpp>
#include <xact/math/log.hpp>

namespace xact {
inline namespace v0 {

namespace math {

/// x^s for finite x > 0 as significand·2^exponent, to 0.3 ulp (float), 1 ulp (double) before it is rounded.
template <class V> XACT_INLINE scaled<V> pow(V x, dw<V> s) noexcept { return exp(exp_bounded(s * log(x))); }

} // namespace math

} // namespace v0
} // namespace xact
