#pragma once

#include <xact/math/falling.hpp>
#include <xact/math/logistic.hpp>
#include <xact/math/tanh_pieces.hpp>

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

/// tanh(x).
template <class V> XACT_INLINE V tanh(V x) noexcept {
    using T = typename V::scalar;
    if constexpr (has_accurate_tanh_pieces<V>) {
        return piece_tanh(x);
    } else if constexpr (is_fused<V>) {
        // E = 2^k (1 + t) - 1, whose two parts do not cancel.
        const V a = at_most(V(T(sizeof(T) == 4 ? 10 : 20)), abs(x));
        const auto [power, rest] = split_exp<0>(V(T(-2)) * a);
        const V e = fma(power, rest, power - V(T(1)));
        return copysign(quotient(e, V(T(2)), e), x);
    } else {
        return keep_nan(x, copysign(round(tanh_nonnegative(bounded_magnitude(x))), x));
    }
}

/// |x|, as far as its tanh is not 1.
template <class V> XACT_INLINE V tanh_pair_argument(V x) noexcept {
    return at_most(V(typename V::scalar(sizeof(typename V::scalar) == 4 ? 12 : 24)), abs(x));
}

/// tanh(|x|) with what its rounding took, to 0.4 ulp; in halves from E = expm1(-2|x|), V being fused.
template <class V> XACT_INLINE dw<V> begin_tanh_pair(V x) noexcept {
    const V a = tanh_pair_argument(x);
    return expm1_pair(-(a + a));
}
template <class V> XACT_INLINE dw<V> finish_tanh_pair(dw<V> expm1) noexcept {
    using T = typename V::scalar;
    const V one(T(1)), two(T(2)), e = expm1.hi, e_low = expm1.lo;
    const V d = two + e, d_low = (two - d) + e, r = reciprocal_seed(d), y = -(e * r);
    // -E - y (2 + E).
    const V remainder = fnma(one + y, e_low, fnma(y, d_low, fnma(y, d, -e))), t = fma(remainder, r, y);
    return {t, fma(remainder, r, y - t)};
}
template <class V> XACT_INLINE dw<V> tanh_pair(V x) noexcept {
    if constexpr (is_fused<V>) {
        return finish_tanh_pair(begin_tanh_pair(x));
    } else {
        const dw<V> t = tanh_nonnegative(dw<V>{tanh_pair_argument(x), V(typename V::scalar(0))});
        return {keep_nan(x, t.hi), t.lo};
    }
}

/// factor·tanh(z).
template <class V> XACT_INLINE V tanh_product(dw<V> factor, dw<V> z) noexcept {
    using T = typename V::scalar;
    const V one(T(1)), sign = copysign(one, z.hi);
    V r = z.hi;
    if constexpr (is_fused<V>) {
        const V limit(T(sizeof(T) == 4 ? 10 : 20)), size = abs(z.hi), a = at_most(limit, size);
        const V low = select(a == size, z.lo * sign, V(T(0)));
        // e^(-2|z|) = power·(1 + rest + rest_low), as split_exp().
        using c = exp_coefficients<T>;
        const V shifter(V::template exponent_shifter<0>), h = V(T(-2)) * a;
        const V sum = fma(h, V(c::log2e), shifter), k = sum - shifter, power = pow2_of_sum(sum);
        const dw<V> s = fast_two_sum(fnma(k, V(c::ln2_1), h), fnma(k, V(c::ln2_2), V(T(-2)) * low));
        const V tail = fma(s.hi * s.hi, polynomial(s.hi, c::q), s.lo), rest = s.hi + tail,
                rest_low = tail - (rest - s.hi);
        // E/(2 - E), E = 1 - e^(-2|z|) in two words: where the quotient is 1 its error would be doubled.
        const V base = one - power, e = fnma(power, rest, base);
        const V e_low = fnma(power, rest_low, fnma(power, rest, base - e));
        const V q = reciprocal_seed(V(T(2)) - e), y = (factor.hi * e) * q;
        const V lows = fma(factor.lo, e, (factor.hi + y) * e_low);
        r = fma(fma(y, e, fma(factor.hi, e, -(y + y)) + lows), q, y);
    } else {
        r = round(factor * tanh_nonnegative(bounded_magnitude(z)));
    }
    return keep_nan(z.hi, r * sign);
}

/// factor·(1 - tanh²(z)) = 4 factor·σ(2z) σ(-2z).
template <class V> XACT_INLINE V tanh_slope_product(dw<V> factor, dw<V> z) noexcept {
    using T = typename V::scalar;
    return sigmoid_slope_product(times_power(factor, V(T(4))), times_power(z, V(T(2))));
}

} // namespace math
} // namespace v0
} // namespace xact
