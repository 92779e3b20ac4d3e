#pragma once

#include <xact/math/exp.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// Functions of e = e^-a, a >= 0, in single words: what sigmoid, tanh, softplus and mish are made of where there is an
// fma. A number is held as a multiple of 1/falling_unit, so that no e underflows that counts beside a factor of a.
// Every result has two or three roundings, with that of e: at most 2 ulp (each function's bound is from its sweep).

/// |x|, as far as it counts; NaN stays.
template <class V> XACT_INLINE V falling_argument(V x) noexcept {
    return at_most(V(falling_limit<typename V::scalar>), abs(x));
}

/// |x|, as far as it counts where x < 0, and as far as e^-x counts beside 1 elsewhere: where results are normal numbers
/// it is one.
template <class V> XACT_INLINE V falling_argument_beside_one(V x) noexcept {
    return falling_argument(at_most(V(typename V::scalar(sizeof(typename V::scalar) == 4 ? 60 : 600)), x));
}

/// |z| as far as it counts.
template <class V>
XACT_INLINE dw<V> falling_argument(dw<V> z, typename V::scalar limit = falling_limit<typename V::scalar>) noexcept {
    const V magnitude = abs(z.hi), hi = at_most(V(limit), magnitude);
    const V lo = z.lo * copysign(V(typename V::scalar(1)), z.hi);
    return {hi, select(hi == magnitude, lo, V(typename V::scalar(0)))};
}

/// unit·e^-a for a up to falling_limit, to 1.1 ulp.
template <class V> XACT_INLINE V falling_exp(V a) noexcept {
    return short_exp<falling_bias<typename V::scalar>>(-a).product();
}
template <class V> XACT_INLINE V falling_exp(dw<V> a) noexcept {
    return short_exp<falling_bias<typename V::scalar>>(-a).product();
}

/// e^x for x <= 0, to 1 ulp, falling to 0 where it is no normal number; V has_short_exp.
template <class V> XACT_INLINE V normal_falling_exp(V x) noexcept {
    return short_exp<0>(at_least(V(short_exp_lowest), x)).product();
}

/// unit·e^-a as falling_exp(), with what its last rounding took.
template <class V> XACT_INLINE dw<V> falling_exp_pair(dw<V> a) noexcept {
    const auto [power, rest] = short_exp<falling_bias<typename V::scalar>>(-a);
    const V e = fma(power, rest, power);
    return {e, fma(power, rest, power - e)};
}

/// 1/x to 2^-14 (AVX-512) or rounded. A division is several times as dear as an estimate of 14 bits, but runs beside
/// the rest where there is one of 11 bits only.
template <class V> XACT_INLINE V reciprocal_seed(V x) noexcept {
    if constexpr (V::size == 16)
        return reciprocal_estimate(x);
    else
        return V(typename V::scalar(1)) / x;
}

/// n/(u + v), u a power of two and v > -u/2, rounded once: u + v is rounded only for an estimate y of the quotient,
/// which the remainder corrects. Where v is 3 u the remainder may be off by 0.4 ulp.
template <class V> XACT_INLINE V quotient(V n, V u, V v) noexcept {
    const V r = reciprocal_seed(u + v), y = n * r;
    return fma(fnma(y, v, fnma(y, u, n)), r, y);
}

/// a·b/(u + v), the same without rounding the product.
template <class V> XACT_INLINE V product_quotient(V a, V b, V u, V v) noexcept {
    const V r = reciprocal_seed(u + v), y = (a * b) * r;
    return fma(fnma(y, v, fma(a, b, -(y * u))), r, y);
}

/// e^z - 1 for z in [-60, 0] with what its rounding took, to 0.2 ulp; V is fused.
template <class V> XACT_INLINE dw<V> expm1_pair(const exp_parts<V>& e_to_z) noexcept {
    const auto [power, r, tail] = e_to_z;
    // From the largest term down.
    const dw<V> base = fast_two_sum(V(typename V::scalar(-1)), power);
    const V linear = fma(power, r, base.hi), e = fma(power, tail, linear);
    return dw<V>{e, fma(power, tail, linear - e) + (fma(power, r, base.hi - linear) + base.lo)};
}

template <class V> XACT_INLINE dw<V> expm1_pair(V z) noexcept { return expm1_pair(exp_parts<V>(z)); }

/// e^x and e^x - 1 for x <= 0, also where the first is nothing beside the second.
template <class V> struct exp_and_expm1 {
    V exp;
    dw<V> expm1;

    XACT_INLINE explicit exp_and_expm1(V x) noexcept {
        using T = typename V::scalar;
        if constexpr (is_fused<V>) {
            const exp_parts<V> parts(at_least(V(T(sizeof(T) == 4 ? -87.3366 : -708.3965)), x));
            exp = fma(parts.power, parts.r + parts.tail, parts.power), expm1 = expm1_pair(parts);
        } else {
            exp = round(math::exp(exp_bounded(x))), expm1 = expm1_nonpositive(exp_bounded(x));
        }
    }
};

/// e^x - 1 for every x <= 0, and for any V; where e^x is nothing beside 1, it is -1.
template <class V> XACT_INLINE dw<V> falling_expm1(V x) noexcept {
    if constexpr (is_fused<V>)
        return expm1_pair(at_least(V(typename V::scalar(sizeof(typename V::scalar) == 4 ? -20 : -40)), x));
    else
        return expm1_nonpositive(exp_bounded(x));
}

/// factor·(e^x - 1) for x <= 0; where x = -inf, -factor.
template <class V> XACT_INLINE V expm1_product(dw<V> factor, V x) noexcept {
    using T = typename V::scalar;
    if constexpr (is_fused<V>)
        return round_product(short_expm1(at_least(V(T(sizeof(T) == 4 ? -20 : -40)), x)), in_halves(factor));
    else
        return round(factor * expm1_nonpositive(exp_bounded(x)));
}

/// The same from double words.
template <class V> XACT_INLINE V expm1_product(dw<V> factor, dw<V> z) noexcept {
    using T = typename V::scalar;
    const V hi = at_least(V(T(sizeof(T) == 4 ? -20 : -40)), z.hi);
    const dw<V> bounded{hi, select(hi == z.hi, z.lo, V(T(0)))};
    if constexpr (is_fused<V>) {
        const auto [power, rest] = precise_short_exp(bounded);
        return round_product(fma(power, rest, power - V(T(1))), in_halves(factor));
    } else {
        return round(factor * expm1_nonpositive(bounded));
    }
}

/// factor·e^x for x <= 0.
template <class V> XACT_INLINE V exp_product(dw<V> factor, V x) noexcept {
    using T = typename V::scalar;
    if constexpr (is_fused<V>)
        return round_product(falling_exp(without_subnormals(falling_argument(x))),
                             times_power(factor, V(1 / falling_unit<T>)));
    else
        return round(factor * exp(exp_bounded(x)));
}

/// The same from double words.
template <class V> XACT_INLINE V exp_product(dw<V> factor, dw<V> z) noexcept {
    if constexpr (is_fused<V>)
        return round_product(falling_exp(falling_argument(z)),
                             times_power(factor, V(1 / falling_unit<typename V::scalar>)));
    else
        return round(factor * exp(exp_bounded(z)));
}

} // namespace math
} // namespace v0
} // namespace xact
