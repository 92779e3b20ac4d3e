#pragma once

#include <concepts>

#include <xact/math/logistic.hpp>
#include <xact/math/logistic_quotient.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// x·G for a gate with G(h) + G(-h) = 1, from the gate's smaller side Q = G(-|h|): x·Q where h < 0, x - x·Q elsewhere.
// Neither cancels, the tail keeps its relative accuracy, and infinite x have their limits.

/// x·G. `bounded_x` is x where Q is not negligible, and small enough elsewhere for x·Q to vanish.
template <class V> XACT_INLINE V gate(typename V::condition negative, V x, V bounded_x, scaled<V> q) noexcept {
    const V u = round_product(bounded_x, q);
    return copysign(select(negative, u, x - u), x); // -0 - -0 would be 0
}

/// d/dx (x·G) from D = Q - |x·dQ/dx|, what it is where h < 0.
template <class V> XACT_INLINE V gate_slope(typename V::condition negative, V d) noexcept {
    return select(negative, d, V(typename V::scalar(1)) - d);
}

/// The same for h of the sign of x.
template <class V> XACT_INLINE V gate_slope(V x, V d) noexcept {
    return select(x >= 0, V(typename V::scalar(1)) - d, d); // one masked subtraction
}

/// D of x·σ(h), with w = |x·h'(x)|: σ(-|h|)·(1 - w·σ(|h|)).
template <class V>
XACT_INLINE V logistic_gate_slope(typename V::condition negative, dw<V> w, const logistic<V>& l) noexcept {
    const dw<V> p = w * l.upper;
    const dw<V> n = V(typename V::scalar(1)) - p;
    return gate_slope(negative, round(n * l.lower));
}

/// f'' of x·σ(h) from h', |x·h''| - with the sign of x·h''·h' -, and |x|·h'²: σ(h) σ(-h)·(2 h' + x h'' - |x| h'²
/// tanh(|h|/2)).
template <class V>
XACT_INLINE V logistic_gate_curvature(V slope_terms, V x_slope_squared, const logistic<V>& l) noexcept {
    const V tanh_half = l.upper.hi - round(l.lower);
    return round_product(fnma(x_slope_squared, tanh_half, slope_terms), sigmoid_slope(l));
}

/// x·σ(h), h with the sign of x, from |x|·σ(-|h|), which is in units where it is from a rising_exp.
template <class V> XACT_INLINE V falling_gate(V x, V falling) noexcept {
    using T = typename V::scalar;
    const V linear = at_least(V(T(-0.0)), x);
    if constexpr (has_rising_exp<V>)
        return fnma(falling, V(1 / falling_unit<T>), linear);
    else
        return linear - falling;
}

/// x·σ(βx) = -(-x·σ(-βx)) from |x|·σ(-|βx|).
template <class V, class P> XACT_INLINE V falling_gate(P beta, V x, V falling) noexcept {
    return either(
        parameter_is<V>(beta, [](auto p) { return p > 0; }),
        [&]() XACT_INLINE_LAMBDA { return falling_gate(x, falling); },
        [&]() XACT_INLINE_LAMBDA { return -falling_gate(-x, falling); });
}

/// What of β the falling forms of x·σ(βx) take: |β|, the x where they end, and |β| in steps of the exponential.
template <class V> struct gate_factor {
    dw<V> scale;
    V limit;
    dw<V> steps;
};

/// The limit is that of |βx|. A number's are computed outside the loop, hence not in vectors.
template <class V, class P> XACT_INLINE gate_factor<V> make_gate_factor(P beta, typename V::scalar limit) noexcept {
    if constexpr (std::is_arithmetic_v<P>) {
        using T = typename V::scalar;
        const double size = std::abs(static_cast<double>(beta));
        const V last(limit * std::abs(static_cast<T>(inverse_of(double(beta)).hi)));
        return {as<V>(real{size}), last, exp_steps_of<V>(size)};
    } else {
        const dw<V> b = exact<V>(beta), size{abs(b.hi), copysign(V(1), b.hi) * b.lo};
        const V last = V(limit) * abs(inverse<V>(beta).hi);
        return {size, last, exp_steps_of<V>(size)};
    }
}

/// Whether σ(βx) is negligible beside any x where -βx is beyond falling_limit, and β fits into the words of its factor.
template <class V, class P> XACT_INLINE auto is_moderate_gate(P beta) noexcept {
    return parameter_is<V>(
        beta, [](auto b) { return ((b >= 0x1p-24f) & (b <= 0x1p10f)) | ((b <= -0x1p-24f) & (b >= -0x1p10f)); });
}

/// a·σ(-h) from e = unit·e^-h.
template <class V> XACT_INLINE V falling_part(V a, V e) noexcept {
    return product_quotient(a, e, V(falling_unit<typename V::scalar>), e);
}

/// d/dx (x·σ(h)) from e = unit·e^-|h| and l = 1 - |x·h'(x)|: e (l + e)/(1 + 2e + e²) where h < 0, its complement
/// elsewhere. In float the sums of numerator and denominator are rounded only in the estimate of the quotient; in
/// double there are 4 ulp to spend.
template <class V> XACT_INLINE V falling_gate_slope(typename V::condition negative, dw<V> l, dw<V> exact_e) noexcept {
    using T = typename V::scalar;
    if constexpr (sizeof(T) == 8) {
        const V e = exact_e.hi, f = e * V(1 / falling_unit<T>);
        return gate_slope(negative, quotient(e * (l.hi + (f + l.lo)), V(falling_unit<T>), fma(e, f, e + e)));
    }
    const V e = exact_e.hi, unit(falling_unit<T>), f = e * V(1 / falling_unit<T>), twice = e + e, sum = l.hi + f;
    const V v = fma(e, f, twice), v_low = fma(e, f, twice - v);
    const V r = reciprocal_seed(unit + v), y = (e * sum) * r;
    // e l + e f - y unit - y v, in pairs that nearly cancel; then its derivative in e.
    const V p = y * v, p_low = fma(y, v_low, product_error(y, v, p));
    const V remainder = (fma(e, l.hi, -(y * unit)) + fma(e, f, -p)) + fma(e, l.lo, -p_low);
    const V by_e = fnma(y + y, V(T(1)) + f, sum + f);
    return gate_slope(negative, fma(fma(by_e, exact_e.lo, remainder), r, y));
}

/// The largest h for which the falling forms count; they are exactly 0 there.
template <class V>
inline constexpr typename V::scalar gate_limit = [] {
    using T = typename V::scalar;
    if constexpr (has_rising_exp<V>)
        return rising_exp<V, falling_bias<T>>::limit;
    else
        return falling_limit<T>;
}();

/// unit·a·σ(-h) for h of one word or two.
template <class V, class H> XACT_INLINE V rising_part(V a, H h) noexcept {
    return a / rising_exp<V, falling_bias<typename V::scalar>>(h).with_one();
}
/// unit·a·σ(-ab), b in steps of the exponential.
template <class V> XACT_INLINE V rising_part_of_steps(V a, dw<V> b) noexcept {
    return a / rising_exp<V, falling_bias<typename V::scalar>>::of_steps(a, b).with_one();
}

/// e^h in units and in double, for h up to gate_limit.
template <class V> using rising_power = rising_exp<V, falling_bias<double>>;

/// D = σ(-h)·(1 - w·σ(h)) from it, 1 - w of one word or two: there are 4 ulp to spend.
template <class V, class W> XACT_INLINE V rising_gate_slope(const rising_power<V>& e, V w, W one_less_w) noexcept {
    const V unit(e.unit), q = V(1) / e.with_one();
    const V n = fma(w * unit, q, first_word(one_less_w));
    if constexpr (std::same_as<W, V>)
        return (n * q) * unit;
    else
        return fma(n, q, one_less_w.lo * q) * unit;
}
template <class V, class W, class H> XACT_INLINE V rising_gate_slope(V w, W one_less_w, H h) noexcept {
    return rising_gate_slope(rising_power<V>(h), w, one_less_w);
}

/// x, and some number as small where |x| is smaller, beside which no slope tells: what rounding takes of w stays a
/// normal number in units, too.
template <class V> XACT_INLINE V away_from_zero(V x) noexcept { return x + V(0x1p-40f); }

/// e^h in units, for h = a·b up to rising_slope_limit and in float: what D is made of. b is in steps of the
/// exponential.
template <class V> XACT_INLINE power_and_rest<V> begin_rising_gate_slope(V a, dw<V> b) noexcept {
    return short_exp_of_steps(a, b, V(short_exp_shifter<V, -rising_slope_bias>));
}

/// D/unit for D = σ(-h)·(1 - w·σ(h)) from e^h in units, w of one word or two. The quotient is an estimate, corrected by
/// its derivative to first order: n and one product are rounded.
template <class V, class W> XACT_INLINE V rising_gate_slope(power_and_rest<V> e, W two_words) noexcept {
    const V one(1), unit(1 / rising_slope_unit), w = first_word(two_words), w_unit = w * unit;
    const dw<V> sum = fast_two_sum(e.power, fma(e.power, e.rest, unit));
    const V q = reciprocal_seed(sum.hi), c = fnma(q, sum.lo, fnma(q, sum.hi, one));
    const V n = fma(w_unit, q, one - w), by_q = fma(w_unit, q, n);
    if constexpr (std::same_as<W, V>)
        return fma(q, n, q * (by_q * c));
    else
        return product_error(q, n, q * fnma(by_q, c, fnma(two_words.lo * unit, q, two_words.lo)));
}

/// gate_slope() from D/unit, 0 from where |x| is `limit`: no product there is subnormal. x is not -0.
template <class V> XACT_INLINE V gate_slope_of_units(V x, V limit, V d) noexcept {
    const V unit(1 / rising_slope_unit), zero(0);
    if constexpr (V::size == 16) {
        return fma(d, where_positive(x + limit, flip_sign(-unit, x)), one_unless_negative(x, zero));
    } else {
        const auto right = x >= 0;
        return fma(d, select(right, -unit, select(x > -limit, unit, zero)), select(right, V(1), zero));
    }
}

/// d/dx (x·σ(h)) from w = x·h'(x), |w| up to 2^60, and -h of any size; V has_short_exp.
template <class V> XACT_INLINE V quotient_gate_slope(dw<V> w, dw<V> minus_h) noexcept {
    // From h = 60 on it is 1.
    const V last(falling_limit<float>), hi = at_least(V(-60), at_most(last, minus_h.hi)), zero(0);
    const auto inside = hi == minus_h.hi;
    const dw<V> bounded{hi, select(inside, minus_h.lo, zero)};
    const logistic_quotient<V, falling_bias<float>> gate(short_exp<-falling_bias<float>>(bounded));
    return gate.gate_slope(select(inside, w, {zero, zero})) * select(hi >= last, zero, V(1 / falling_unit<float>));
}

/// x·σ(x).
template <class V> XACT_INLINE V logistic_gate(V x) noexcept {
    if constexpr (has_rising_exp<V>) {
        const V a = at_most(V(gate_limit<V>), abs(x));
        if constexpr (has_short_exp<V>)
            return falling_gate(x, rising_part_of_steps(a, exp_steps_of<V>(1.0))); // the bits of Swish
        else
            return falling_gate(x, rising_part(a, a));
    } else if constexpr (is_fused<V>) {
        const V a = falling_argument(x);
        return falling_gate(x, falling_part(a, falling_exp(a)));
    } else {
        const dw<V> a = bounded_magnitude(x);
        return gate(x < 0, x, copysign(a.hi, x), make_logistic(a).lower);
    }
}

/// d/dx (x·σ(x)) in halves; V has_rising_exp.
template <class V> XACT_INLINE V logistic_gate_slope_argument(V x) noexcept {
    if constexpr (has_short_exp<V>)
        return at_most(V(rising_slope_limit), abs(x));
    else
        return without_subnormals(at_most(V(gate_limit<V>), abs(x)));
}
template <class V> XACT_INLINE auto begin_logistic_gate_slope(V x) noexcept {
    if constexpr (has_short_exp<V>)
        return begin_rising_gate_slope(logistic_gate_slope_argument(away_from_zero(x)), exp_steps_of<V>(1.0));
    else
        return rising_power<V>(logistic_gate_slope_argument(x));
}
template <class V> XACT_INLINE V finish_logistic_gate_slope(power_and_rest<V> e, V x) noexcept {
    const V y = away_from_zero(x);
    return gate_slope_of_units(y, V(rising_slope_limit), rising_gate_slope(e, logistic_gate_slope_argument(y)));
}
template <class V> XACT_INLINE V finish_logistic_gate_slope(const rising_power<V>& e, V x) noexcept {
    const V a = logistic_gate_slope_argument(x);
    return gate_slope(x, rising_gate_slope(e, a, V(1) - a));
}

/// d/dx (x·σ(x)).
template <class V> XACT_INLINE V logistic_gate_slope(V x) noexcept {
    if constexpr (has_rising_exp<V>) {
        return finish_logistic_gate_slope(begin_logistic_gate_slope(x), x);
    } else if constexpr (is_fused<V>) {
        using T = typename V::scalar;
        const V a = without_subnormals(falling_argument_beside_one(x)), zero(T(0)), one(T(1));
        return falling_gate_slope(x < 0, dw<V>{one - a, zero}, falling_exp_pair(dw<V>{a, zero}));
    } else {
        const dw<V> a = bounded_magnitude(x);
        return logistic_gate_slope(x < 0, a, make_logistic(a));
    }
}

} // namespace math
} // namespace v0
} // namespace xact
