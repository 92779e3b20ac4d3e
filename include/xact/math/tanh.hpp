#pragma once

#include <xact/math/exp.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// tanh(a) = -E/(2 + E), E = expm1(-2 a), for a >= 0; to 0.15 ulp before it is rounded.
template <class V> XACT_INLINE dw<V> tanh_nonnegative(dw<V> a) noexcept {
    using T = typename V::scalar;
    // From 20 (float), 40 (double) on the result is 1.
    const dw<V> z = times_power(a, V(T(-2)));
    const dw<V> e = expm1_nonpositive(dw<V>{at_least(V(T(-80)), z.hi), select(z.hi < V(T(-80)), V(T(0)), z.lo)});
    const dw<V> d = fast_two_sum(V(T(2)), e.hi);
    return -(e / dw<V>{d.hi, d.lo + e.lo});
}

} // namespace math
} // namespace v0
} // namespace xact
