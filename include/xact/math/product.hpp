#pragma once

#include <xact/math/logistic.hpp>
#include <xact/math/normal.hpp>

/// Products of an activation with other factors, which are rounded once: silu(-95)·1e30 is a normal number although
/// silu(-95) is not, and 1e-30·1e30·1e30 never passes through infinity. 0·inf is NaN, as everywhere.

namespace xact {
inline namespace v0 {
namespace math {

/// x = factor·2^exponent with a factor between 2^-69 and 2^48 (float), 2^-274 and 2^400 (double), of which three can be
/// multiplied; a factor below 2^-40 or 2^-400 belongs to a subnormal x. Zeros, infinities and NaN stay in the factor.
template <class V> struct moderate {
    V factor, exponent;

    XACT_INLINE explicit moderate(V x) noexcept {
        using T = typename V::scalar;
        constexpr bool single = sizeof(T) == 4;
        constexpr T step = single ? 80 : 800, up = T(single ? 0x1p80 : 0x1p800), half_up = T(single ? 0x1p40 : 0x1p400);
        const auto large = abs(x) > V(half_up), small = abs(x) < V(1 / half_up);
        factor = x * select(large, V(1 / up), select(small, V(up), V(T(1))));
        exponent = select(large, V(step), select(small, V(-step), V(T(0))));
    }
};

/// x·a for an x of any size.
template <class V> XACT_INLINE scaled<V> scaled_product(V x, scaled<V> a) noexcept {
    const moderate<V> m(x);
    return {m.factor * a.significand, a.exponent + m.exponent};
}

/// a·b, rounded once. The low words turn an infinity into NaN; the plain product knows better.
template <class V> XACT_INLINE V full_product(scaled<V> a, V b) noexcept {
    const moderate<V> m(b);
    const V p = round_product(m.factor, a.significand), plain = m.factor * a.significand.hi;
    return scale(select(p == p, p, plain), a.exponent + m.exponent);
}

/// a·b·c, rounded once.
template <class V> XACT_INLINE V full_product(scaled<V> a, V b, V c) noexcept {
    const moderate<V> m(b), n(c);
    const dw<V> bc = two_product(m.factor, n.factor);
    const V correction = fma(bc.hi, a.significand.lo, bc.lo * a.significand.hi);
    const V p = fma(bc.hi, a.significand.hi, correction), plain = bc.hi * a.significand.hi;
    return scale(select(p == p, p, plain), a.exponent + (m.exponent + n.exponent));
}

/// An activation and its slope at one x, unevaluated.
template <class V> struct activation_parts { scaled<V> value, slope; };

/// At an infinite x on the closed side of its gate an activation is 0 itself, not a small number.
template <class V>
XACT_INLINE activation_parts<V> shut_at_infinity(typename V::condition closing, V x, scaled<V> gate,
                                                 scaled<V> slope) noexcept {
    using T = typename V::scalar;
    const V zero(T(0));
    const auto shut = closing & (abs(x) == V(std::numeric_limits<T>::infinity()));
    const dw<V> nothing{-zero, zero};
    return {scaled_product(select(shut, copysign(zero, x), x), gate),
            {select(shut, nothing, slope.significand), slope.exponent}};
}

/// x·σ(βx) and its slope σ(h)·(1 + h·σ(-h)), h = βx; right to 0.3 ulp before they are rounded, the slope near its root
/// to 0.3 ulp of 1, as far as their products with two more factors are numbers other than 0.
template <class V> XACT_INLINE activation_parts<V> swish_parts(V x, dw<V> beta) noexcept {
    using T = typename V::scalar;
    const V zero(T(0)), one(T(1));
    // e^-350·2^256 is 0 in float, e^-2800·2^2048 in double.
    const V limit(T(sizeof(T) == 4 ? 350 : 2800));
    const dw<V> h = finite(x) * beta;
    const V sign = copysign(one, h.hi), size = abs(h.hi);
    const dw<V> magnitude{at_most(limit, size), select(size <= limit, sign * h.lo, zero)};
    const logistic<V> l = make_logistic(magnitude);
    const auto negative = h.hi < zero;
    const scaled<V> gate{select(negative, l.lower.significand, l.upper), select(negative, l.lower.exponent, zero)};
    const dw<V> complement = select(negative, l.upper, summand(l.lower));
    const dw<V> growth = one + dw<V>{sign * magnitude.hi, sign * magnitude.lo} * complement;
    return shut_at_infinity(negative, x, gate, growth * gate);
}

/// ∂/∂β of x·σ(βx): x²·σ(h)·σ(-h), 0 at an infinite x unless β is 0.
template <class V> XACT_INLINE scaled<V> swish_beta_slope(V x, dw<V> beta) noexcept {
    const activation_parts<V> p = swish_parts(x, beta), q = swish_parts(-x, beta);
    // σ(h) from one, -x·σ(-h) from the other
    return {};
}

/// The normal distribution as math::normal, also where only a product with large factors is not 0.
template <class V> XACT_INLINE normal<V> far_normal(V x) noexcept {
    using T = typename V::scalar;
    constexpr bool single = sizeof(T) == 4;
    normal<V> n(x);
    // Where the polynomial for R ends: the asymptotic series, whose next term is below 2^-36 (float), 2^-64 (double).
    const auto far = abs(x) > V(T(single ? 15 : 40));
    if (any(far)) {
        constexpr std::array<T, 7> series{-1, 3, -15, 105, -945, 10395, -135135};
        const V one(T(1)), zero(T(0)), t = at_least(one, at_most(V(T(single ? 26 : 74)), abs(x)));
        const V inverse = one / t, square = inverse * inverse;
        const dw<V> leading = as<V>(inverse_sqrt_2pi) / dw<V>{t, zero};
        const dw<V> mills = leading * fast_two_sum(one, square * polynomial(square, series));
        const scaled<V> e = exp(two_product(t, t * V(T(-0.5))));
        n.t = select(far, t, n.t);
        n.e = {select(far, e.significand, n.e.significand), select(far, e.exponent, n.e.exponent)};
        n.mills = select(far, mills, n.mills);
    }
    return n;
}

/// x·Φ(x) and its slope Φ(x) + x·φ(x), as swish_parts; right to 1 ulp (float), 2 ulp (double) before they are rounded.
template <class V> XACT_INLINE activation_parts<V> gelu_parts(V x) noexcept {
    using T = typename V::scalar;
    const V zero(T(0)), one(T(1));
    const normal<V> n = far_normal(x);
    const auto negative = x < zero;
    const scaled<V> lower = n.lower(), slope = (n.mills - n.t * as<V>(inverse_sqrt_2pi)) * n.e;
    const auto side = [&](scaled<V> q) {
        return scaled<V>{select(negative, q.significand, one - summand(q)), select(negative, q.exponent, zero)};
    };
    return shut_at_infinity(negative, x, side(lower), side(slope));
}

} // namespace math
} // namespace v0
} // namespace xact
