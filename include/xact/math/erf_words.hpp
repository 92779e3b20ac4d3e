#pragma once

#include <xact/math/erf.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// erf(a) for 0 <= a <= 1 in two words, to 0.5 ulp before they are rounded, far less beside 0.
template <class V> XACT_INLINE dw<V> small_erf(dw<V> a) noexcept {
    using T = typename V::scalar;
    const V one(T(1)), small = at_most(one, a.hi), square = without_subnormals(small) * small;
    const dw<V> first = as<V>(two_over_sqrt_pi), product = two_product(small, first.hi);
    const V rest = fma(square, polynomial(square, erf_coefficients<T>::e), first.lo);
    // The low word's part is its product with the derivative, which below 1 is near 2/√π (1 - a²).
    const V by_low = a.lo * fnma(square, fma(square, V(T(-0.5)), one), one);
    return fast_two_sum(product.hi, fma(small, rest, fma(by_low, first.hi, product.lo)));
}

/// erf(a) and its derivative at a >= 0 in two words, from erf's polynomials: to 0.5 ulp before they are rounded.
template <class V> struct erf_parts {
    using T = typename V::scalar;

    dw<V> a; // bounded

    XACT_INLINE explicit erf_parts(dw<V> argument) noexcept {
        const V zero(T(0)), limit(erf_coefficients<T>::highest), hi = at_most(limit, argument.hi);
        const auto inside = hi == argument.hi;
        a = {hi, select(inside, argument.lo, zero)};
        // Beyond the limit 0 beside any factor, and NaN where the argument is.
        const dw<V> factor = select(argument.hi > limit, {zero, zero}, as<V>(two_over_sqrt_pi));
        bell_ = factor * exp(exp_bounded(-(a * a)));
    }

    XACT_INLINE dw<V> value() const noexcept {
        using c = normal_coefficients<T>;
        const V one(T(1));
        // Where erfc is at most 0.16, its own rounding errors hardly count.
        const V t = a.hi * as<V>(sqrt_2).hi, center(c::center), inverse = one / (t + center);
        const V ratio = polynomial((t - center) * inverse, c::g) * inverse;
        // erfc = 2 R(√2 a) e^-a², whose e^-a² the derivative has.
        const V complement = (ratio * as<V>(sqrt_pi).hi) * summand(bell_).hi;
        return select(a.hi < one, small_erf(a), fast_two_sum(one, -complement));
    }

    /// e^-a²·2/√π beside larger numbers, and times what may be small or large.
    XACT_INLINE dw<V> slope() const noexcept { return summand(bell_); }
    XACT_INLINE scaled<V> slope_times(scaled<V> factor) const noexcept {
        return {bell_.significand * factor.significand, bell_.exponent + factor.exponent};
    }

    /// -1/2 times the second derivative over the first.
    XACT_INLINE V decay() const noexcept { return a.hi; }

    /// The derivative at 0.
    static XACT_INLINE dw<V> unit() noexcept { return as<V>(two_over_sqrt_pi); }

private:
    static constexpr real sqrt_pi{0x1.c5bf891b4ef6bp+0, -0x1.618f13eb7ca89p-54};

    scaled<V> bell_;
};

} // namespace math
} // namespace v0
} // namespace xact
