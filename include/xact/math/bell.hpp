#pragma once

#include <xact/math/falling.hpp>
#include <xact/math/rising_exp.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// Functions that fall as e^-a with a = (s x)², or as steep, times a factor: both as double words, so that the error of
// a does not count, and rounded once.

/// factor·e^-a for a >= 0; 0 for an infinite a, where the factor has to be finite. To 0.6 ulp.
template <class V> XACT_INLINE V falling_product(dw<V> factor, dw<V> a) noexcept {
    using T = typename V::scalar;
    if constexpr (is_fused<V>)
        return round(factor * falling_exp_pair(falling_argument(a))) * V(1 / falling_unit<T>);
    else
        return round(factor * exp(exp_bounded(-a)));
}

/// Where t² is falling_limit.
template <class T> inline constexpr T bell_limit = T(sizeof(T) == 4 ? 10.49815 : 28.2489);

/// The same to 1.5 ulp for a up to falling_limit: in single words where these do. The factor may be in units.
template <class V> XACT_INLINE V short_falling_product(dw<V> factor, dw<V> a, typename V::scalar unit = 1) noexcept {
    if constexpr (has_rising_exp<V>) {
        const V e = falling_exp(a);
        return fma(e, factor.hi, e * factor.lo) * V(unit / falling_unit<typename V::scalar>);
    } else {
        return falling_product(factor, a) * V(unit);
    }
}
template <class V> XACT_INLINE V short_falling_product(V factor, dw<V> a) noexcept {
    if constexpr (has_rising_exp<V>)
        return (falling_exp(a) * factor) * V(1 / falling_unit<typename V::scalar>);
    else
        return falling_product(dw<V>{factor, V(typename V::scalar(0))}, a);
}

/// s·x, or ±64, where e^-(s x)² is 0; NaN stays.
template <class V> XACT_INLINE dw<V> bell_argument(V x, dw<V> s) noexcept {
    using T = typename V::scalar;
    const V limit(T(64));
    const dw<V> t = x * s;
    const V hi = at_least(-limit, at_most(limit, t.hi));
    return {hi, select(hi == t.hi, t.lo, V(T(0)))};
}

/// x, but 0 where that argument t is at its limit: so that what is multiplied by 0 is no infinity.
template <class V> XACT_INLINE V where_not_negligible(dw<V> t, V x) noexcept {
    using T = typename V::scalar;
    return select(abs(t.hi) >= V(T(64)), V(T(0)), x);
}

/// e^-t², unevaluated, for that argument t: as long as its product with two more factors is not 0.
template <class V> XACT_INLINE scaled<V> far_bell(dw<V> t) noexcept {
    using T = typename V::scalar;
    const dw<V> square = t * t;
    // e^-350 is 0 beside any factors in float, e^-2800 in double.
    const V hi = at_most(V(T(sizeof(T) == 4 ? 350 : 2800)), square.hi);
    return exp(-dw<V>{hi, select_low(hi, square)});
}

} // namespace math
} // namespace v0
} // namespace xact
