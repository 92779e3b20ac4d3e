#pragma once

#include <xact/math/exp.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// e^x - 1 for every x, in single words, to 1.4 ulp (float), 1.8 ulp (double): 2^k (1 + t) - 1, whose two parts do not
/// cancel. The power of two is half as large on the way, so that it overflows where the result does.
template <class V> XACT_INLINE V expm1(V x) noexcept {
    using T = typename V::scalar;
    const V z = at_least(V(T(sizeof(T) == 4 ? -20 : -40)), at_most(V(exp_coefficients<T>::highest), x));
    const auto [power, rest] = split_exp<-1>(without_subnormals(z));
    const V r = fma(power, rest, power - V(T(0.5)));
    return select(abs(x) < V(T(sizeof(T) == 4 ? 0x1p-30 : 0x1p-60)), x, r + r);
}

/// z brought into a wider range than by exp_bounded: beyond it e^z is 0 or infinite beside any factor of moderate size.
template <class V> XACT_INLINE dw<V> exp_bounded_far(dw<V> z) noexcept {
    using T = typename V::scalar;
    const V far(T(sizeof(T) == 4 ? 200 : 1500)), hi = at_least(-far, at_most(far, z.hi));
    return {hi, select(hi == z.hi, z.lo, V(T(0)))};
}

/// e^z - 1 for a bounded z, to 0.1 ulp before it is rounded.
template <class V> XACT_INLINE scaled<V> expm1(dw<V> z) noexcept {
    using T = typename V::scalar;
    const V zero(T(0)), one(T(1));
    const auto [k, r] = exp_reduce(z);
    const dw<V> t = expm1_reduced(r);
    // Where e^z is far above 1 the 1 is negligible, and the power of two, or its product with a factor, might overflow.
    const V far(T(sizeof(T) == 4 ? 60 : 120));
    const auto large = k > far;
    const V power = select(large, one, pow2(at_least(V(T(-100)), at_most(far, k))));
    const dw<V> base = two_sum(power, select(large, zero, -one));
    const dw<V> sum = fast_two_sum(base.hi, power * t.hi);
    return {{sum.hi, sum.lo + (base.lo + power * t.lo)}, select(large, k, zero)};
}

} // namespace math
} // namespace v0
} // namespace xact
