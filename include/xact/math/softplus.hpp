#pragma once

#include <xact/math/falling.hpp>
#include <xact/math/log.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// ln(1 + e^-a) as significand·2^exponent, for a >= 0 bounded as for make_logistic; right to 0.15 ulp before it is
/// rounded, and where e^-a alone would underflow.
template <class V> XACT_INLINE scaled<V> softplus_tail(dw<V> a) noexcept {
    using T = typename V::scalar;
    const scaled<V> e = exp(-a);
    const dw<V> l = log1p_unit(summand(e));
    // Below 2^-(digits + 8) the logarithm is e^-a itself.
    const auto tiny = e.exponent < V(T(-std::numeric_limits<T>::digits - 8));
    return {select(tiny, e.significand, l), select(tiny, e.exponent, V(T(0)))};
}

/// base + ln(1 + e^-a), and base + factor·ln(1 + e^-a), from e = unit·e^-a.
template <class V> XACT_INLINE V add_falling_log(V base, V e) noexcept {
    using T = typename V::scalar;
    // U's first coefficient is 1: beside no base, U need not be rounded.
    const V one(T(1)), u = e * V(1 / falling_unit<T>), w = polynomial(u, without_first(log_coefficients<T>::unit));
    return select(base > without_subnormals(V(T(0))), fma(u, fma(u, w, one), base), fma(u, u * w, u));
}
template <class V> XACT_INLINE V add_falling_log(V base, V e, dw<V> factor) noexcept {
    using T = typename V::scalar;
    // The unit is taken off last: factor may be what makes the product a normal number.
    const V back(1 / falling_unit<T>), u = e * back;
    const V w = u * polynomial(u, without_first(log_coefficients<T>::unit)), l = fma(e, w, e);
    // What rounding l has lost, and a negligible part of e, so that it is no subnormal number where w vanishes.
    const V lost = fma(e, w, fma(e, V(T(sizeof(T) == 4 ? 0x1p-31 : 0x1p-60)), e - l));
    return fma(l, back * factor.hi, fma(l, back * factor.lo, fma(lost, back * factor.hi, base)));
}

} // namespace math
} // namespace v0
} // namespace xact
