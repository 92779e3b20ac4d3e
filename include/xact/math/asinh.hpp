#pragma once

#include <xact/math/log.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// asinh(x), in single words: to 1.8 ulp. With a = |x|: ln(1 + u), u = a + a²/(1 + √(1 + a²)); ln a + ln 2 from 2^30
/// on.
template <class V> XACT_INLINE V asinh(V x) noexcept {
    using T = typename V::scalar;
    const V one(T(1)), zero(T(0)), limit(T(0x1p30)), a = abs(x);
    const auto far = a > limit;
    // 0 where u is a itself, so that no product underflows.
    const V c = at_most(limit, a), d = at_least(zero, c - V(T(sizeof(T) == 4 ? 0x1p-32 : 0x1p-61)));
    const V rise = d / (one + sqrt(fma(d, d, one)));
    const V hi = fma(c, rise, c);
    const dw<V> u{hi, fma(c, rise, c - hi)};
    // A quarter of a, whose inverse is a normal number.
    const V quarter = fma(V(T(0.25)), finite(a), -one);
    const V r = log1p_of_finite(select(far, dw<V>{quarter, zero}, u), select(far, V(T(3)), zero));
    return copysign(select(a < V(std::numeric_limits<T>::infinity()), r, a), x);
}

/// 1/√(1 + x²), its derivative, to 2 ulp; 1/|x| where x² is beyond the digits of the sum.
template <class V> XACT_INLINE V asinh_slope(V x) noexcept {
    using T = typename V::scalar;
    const V one(T(1)), limit(T(0x1p30)), a = abs(x), c = at_most(limit, a);
    return one / select(a > limit, a, sqrt(one_plus_square(c)));
}

} // namespace math
} // namespace v0
} // namespace xact
