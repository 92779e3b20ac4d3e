#pragma once

#include <xact/math/falling.hpp>
#include <xact/math/rising_exp.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// σ(a) and σ(-a) for a >= 0 from one exponential and one division, each right to 0.2 ulp before it is rounded.
/// What σ, tanh, softplus and every x·σ(h(x)) share.
template <class V> struct logistic {
    scaled<V> e;     // e^-a
    dw<V> upper;     // σ(a) = 1/(1 + e^-a)
    scaled<V> lower; // σ(-a) = e^-a·σ(a)
};

/// From e^-a.
template <class V> XACT_INLINE logistic<V> make_logistic(scaled<V> e) noexcept {
    const V one(typename V::scalar(1));
    const dw<V> s = summand_beside_one(e);
    const dw<V> d = fast_two_sum(one, s.hi);
    const dw<V> upper = reciprocal(dw<V>{d.hi, d.lo + s.lo});
    return {e, upper, upper * e};
}
/// a >= 0, at most 350 (float), 2800 (double).
template <class V> XACT_INLINE logistic<V> make_logistic(dw<V> a) noexcept {
    // Beside 1, and not 0, so that no square is subnormal.
    return make_logistic(exp(dw<V>{-a.hi, V(far_below_one<typename V::scalar>) - a.lo}));
}
/// To 2^-36 (float), 2^-65 (double): where σ(a) is a factor of an exponent.
template <class V> XACT_INLINE logistic<V> make_precise_logistic(dw<V> a) noexcept {
    return make_logistic(precise_exp(-a));
}

/// σ(h) for h of the sign that `negative` tells and a magnitude that `l` was made from.
template <class V> XACT_INLINE V sigmoid(typename V::condition negative, const logistic<V>& l) noexcept {
    const V low = round(l.lower);
    return select(negative, low, V(typename V::scalar(1)) - low);
}

/// σ(h)·σ(-h), the derivative of σ.
template <class V> XACT_INLINE scaled<V> sigmoid_slope(const logistic<V>& l) noexcept { return l.upper * l.lower; }

/// |z|, bounded so that make_logistic takes it.
template <class V> XACT_INLINE dw<V> bounded_magnitude(dw<V> z) noexcept {
    return -exp_bounded(dw<V>{-abs(z.hi), -flip_sign(z.lo, z.hi)});
}
template <class V> XACT_INLINE dw<V> bounded_magnitude(V z) noexcept {
    using T = typename V::scalar;
    return {at_most(V(-exp_coefficients<T>::lowest), abs(z)), V(T(0))};
}

/// σ(h) from e = unit·e^-|h|.
template <class V> XACT_INLINE V falling_sigmoid(typename V::condition negative, V e) noexcept {
    const V unit(falling_unit<typename V::scalar>);
    return quotient(select(negative, e, unit), unit, e);
}

/// Factor·σ(-|x|); 0 from where that is not a normal number.
template <int Factor = 1, class V> XACT_INLINE V rising_sigmoid(V x) noexcept {
    using T = typename V::scalar;
    using e = rising_exp<V, Factor == 1 ? 0 : falling_bias<T>>;
    return V(T(Factor) * e::unit) / e(abs(x)).with_one();
}

/// σ(x).
template <class V> XACT_INLINE V sigmoid(V x) noexcept {
    using T = typename V::scalar;
    if constexpr (has_rising_exp<V>) {
        const V low = rising_sigmoid(x);
        return select(x >= 0, V(T(1)) - low, low);
    } else if constexpr (is_fused<V>) {
        return falling_sigmoid(x < 0, falling_exp(without_subnormals(falling_argument(x))));
    } else {
        return sigmoid(x < 0, make_logistic(bounded_magnitude(x)));
    }
}
template <class V> XACT_INLINE V sigmoid(dw<V> z) noexcept {
    using T = typename V::scalar;
    if constexpr (has_rising_exp<V>) {
        const V low = V(T(1)) / rising_exp<V>(falling_argument(z)).with_one();
        return select(z.hi >= 0, V(T(1)) - low, low);
    } else if constexpr (is_fused<V>)
        return falling_sigmoid(z.hi < 0, falling_exp(falling_argument(z)));
    else
        return sigmoid(z.hi < 0, make_logistic(bounded_magnitude(z)));
}

/// σ(x) σ(-x)·2^Power, also e/(1 + 2e + e²).
template <int Power = 0, class V> XACT_INLINE V sigmoid_slope(V x) noexcept {
    using T = typename V::scalar;
    if constexpr (has_rising_exp<V>) {
        const V low = rising_sigmoid<1 << Power>(x);
        if constexpr (Power == 0)
            return fnma(low, low, low);
        else
            return fnma(low * V(1 / T(1 << Power)), low, low);
    } else if constexpr (is_fused<V>) {
        const V e = falling_exp(without_subnormals(falling_argument(x))), f = e * V(1 / falling_unit<T>);
        return quotient(V(T(1 << Power)) * e, V(falling_unit<T>), fma(e, f, e + e));
    } else {
        // The factor goes into the exponent, before a subnormal product is rounded.
        const auto [significand, exponent] = sigmoid_slope(make_logistic(bounded_magnitude(x)));
        return scale(round(significand), exponent + V(T(Power)));
    }
}

/// σ(-a) = unit·q (1 + c), 0 where that is not a normal number by far; c is what the rounding of q took.
template <class V> struct rising_logistic {
    using T = typename V::scalar;
    using exponential = rising_exp<V, falling_bias<T>>;

    V unit, q, c;

    /// a >= 0, of one word or two, up to falling_limit.
    template <class H> XACT_INLINE explicit rising_logistic(H a) noexcept : unit(exponential::unit) {
        const dw<V> d = exponential(a).pair_with_one();
        const V one(T(1));
        const V inf(std::numeric_limits<T>::infinity());
        q = one / select(first_word(a) >= V(falling_limit<T> - T(0.25)), inf, d.hi);
        c = fnma(q, d.lo, fnma(q, d.hi, one));
    }

    /// σ(a) but for c, with what its rounding took.
    XACT_INLINE dw<V> upper() const noexcept {
        const V one(T(1)), u = fnma(unit, q, one);
        return {u, fnma(unit, q, one - u)};
    }
};

/// Up to which h float slopes of σ(±h) and of gates x·σ(±h) are made of e^h; beyond they are 0 or 1. By the power of
/// two that e^h comes in no product is subnormal on the way.
inline constexpr float rising_slope_limit = 109;
inline constexpr int rising_slope_bias = 56;
inline constexpr float rising_slope_unit = 0x1p56f;

/// factor·σ(h) σ(-h) from e^h in units, h >= 0 up to rising_slope_limit; V has_short_exp.
template <class V> XACT_INLINE V rising_sigmoid_slope(dw<V> factor, power_and_rest<V> e) noexcept {
    const V one(1), unit(1 / rising_slope_unit);
    const dw<V> sum = fast_two_sum(e.power, fma(e.power, e.rest, unit));
    // q (1 + c) is σ(-h) in units, n is σ(h) but for c, which together count n - (1 - n) times.
    const V q = reciprocal_seed(sum.hi), c = fnma(q, sum.lo, fnma(q, sum.hi, one)), n = fnma(unit, q, one);
    const V p = factor.hi * q, p_low = fma(factor.lo, q, product_error(factor.hi, q, p));
    return fma(p, n, fma(p * c, fma(n, V(2), -one), p_low * n)) * select(e.power > V(0x1p100f), V(0), unit);
}

/// factor·σ(z) σ(-z).
template <class V> XACT_INLINE V sigmoid_slope_product(dw<V> factor, dw<V> z) noexcept {
    using T = typename V::scalar;
    if constexpr (has_short_exp<V>) {
        const dw<V> size = falling_argument(z, rising_slope_limit);
        return rising_sigmoid_slope(factor, short_exp<-rising_slope_bias>(size));
    } else if constexpr (has_rising_exp<V>) {
        const rising_logistic<V> l(falling_argument(z));
        const V upper = l.upper().hi, n = fnma(factor.hi * l.unit, l.q, factor.hi);
        const V low = fma(factor.hi * l.c, (upper + upper) - V(T(1)), factor.lo * upper);
        return fma(l.q, n, l.q * low) * l.unit;
    } else if constexpr (is_fused<V>) {
        // n/(unit + v), n = factor·e, v = 2 e + e², all with what their rounding takes.
        const dw<V> exact_e = falling_exp_pair(falling_argument(z));
        const V unit(falling_unit<T>), e = exact_e.hi, f = e * V(1 / falling_unit<T>), twice = e + e;
        const V v = fma(e, f, twice), v_low = fma(e, f, twice - v);
        const V n = factor.hi * e, n_low = fma(factor.lo, e, product_error(factor.hi, e, n));
        const V r = reciprocal_seed(unit + v), y = n * r, p = y * v, p_low = fma(y, v_low, product_error(y, v, p));
        const V by_e = fnma(y + y, V(T(1)) + f, factor.hi);
        return fma(((fnma(y, unit, n) - p) + fma(by_e, exact_e.lo, n_low - p_low)), r, y);
    } else {
        return round(factor * sigmoid_slope(make_logistic(bounded_magnitude(z))));
    }
}

} // namespace math
} // namespace v0
} // namespace xact
