#pragma once

#include <cmath>

#include <xact/math/double_word.hpp>
#include <xact/math/short_exp.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// e^z = 2^k·e^r with k the integer nearest to z/ln 2, r in ±0.3467, e^r = 1 + r + r²·P(r).
// P has degree 5 (float, 2^-32.8) or 10 (double, 2^-63.5), Q, where a single word is enough, degree 4 (2^-28.1) or 9
// (2^-57.8); script: tests/certificates/exp.sollya.
// k·ln2_1 is exact for |k| < 2^9 (float), 2^12 (double), so that r loses nothing.
template <class T> struct exp_coefficients;

template <> struct exp_coefficients<float> {
    static constexpr float log2e = 0x1.715476p0f, ln2_1 = 0x1.62e4p-1f, ln2_2 = 0x1.7f7d1cp-20f;
    static constexpr std::array<float, 6> p{0x1p-1f,        0x1.555552p-3f,  0x1.5554e4p-5f,
                                            0x1.1115b6p-7f, 0x1.6d514ep-10f, 0x1.9a93eep-13f};
    static constexpr std::array<float, 4> small{0x1.555556p-3f, 0x1.55555cp-5f, 0x1.10fb7p-7f, 0x1.6a31cep-10f};
    static constexpr std::array<float, 5> q{0x1.fffffap-2f, 0x1.555492p-3f, 0x1.555a26p-5f, 0x1.123988p-7f,
                                            0x1.694cd4p-10f};
    // Beyond these e^z overflows, or stays 0 even when it is multiplied by 2^60.
    static constexpr float highest = 89, lowest = -174;
    static constexpr float negligible = -126;
};

template <> struct exp_coefficients<double> {
    static constexpr double log2e = 0x1.71547652b82fep0, ln2_1 = 0x1.62e42fefa4p-1, ln2_2 = -0x1.8432a1b0e2634p-43;
    static constexpr std::array<double, 11> p{0x1p-1,
                                              0x1.555555555555cp-3,
                                              0x1.5555555555543p-5,
                                              0x1.111111110ea02p-7,
                                              0x1.6c16c16c1ec87p-10,
                                              0x1.a01a01b440b83p-13,
                                              0x1.a01a017b429e6p-16,
                                              0x1.71ddee7dbbadbp-19,
                                              0x1.27e537b21b742p-22,
                                              0x1.af6e6d46f50d7p-26,
                                              0x1.1ee72468b4117p-29};
    static constexpr std::array<double, 8> small{0x1.5555555555555p-3,  0x1.5555555555552p-5,  0x1.111111111446fp-7,
                                                 0x1.6c16c16c5593dp-10, 0x1.a019ff3424756p-13, 0x1.a019d31a8f479p-16,
                                                 0x1.727472c477d84p-19, 0x1.32e297f058342p-22};
    static constexpr std::array<double, 10> q{0x1.000000000000ap-1,  0x1.55555555554fep-3,  0x1.55555555506acp-5,
                                              0x1.1111111126b2fp-7,  0x1.6c16c1847c94ap-10, 0x1.a01a012ff9a9p-13,
                                              0x1.a019994c130cep-16, 0x1.71df18bb1bca2p-19, 0x1.28ae10fcae6e9p-22,
                                              0x1.ad936f6892f5ep-26};
    static constexpr double highest = 710, lowest = -1416;
    static constexpr double negligible = -1022;
};

/// e^z·2^Bias = power·(1 + rest), where z is within the exponents of power: a single word for each, for results that
/// have 2 ulp to spend. rest, in [-0.293, 0.4143], is right to 2^-27 (float), 2^-55 (double).
template <class V> struct power_and_rest {
    V power, rest;

    XACT_INLINE V product() const noexcept { return fma(power, rest, power); }
};

/// Whether a small rest has to be right by itself, as e^z - 1 needs it, or beside 1.
enum class rest_right { by_itself, beside_one };

/// e^r - 1 - r, r reduced, and a number beside it.
template <rest_right R, class V> XACT_INLINE V exp_excess_plus(V r, V summand) noexcept {
    const V square = R == rest_right::by_itself ? r * r : product_beside_one(r, r);
    return fma(square, polynomial(r, square, exp_coefficients<typename V::scalar>::q), summand);
}

template <rest_right R = rest_right::by_itself, class V>
XACT_INLINE power_and_rest<V> split_exp(V z, V shifter) noexcept {
    using c = exp_coefficients<typename V::scalar>;
    const V sum = fma(z, V(c::log2e), shifter), k = sum - shifter;
    const V r = fnma(k, V(c::ln2_2), fnma(k, V(c::ln2_1), z));
    return {pow2_of_sum(sum), exp_excess_plus<R>(r, r)};
}
template <rest_right R = rest_right::by_itself, class V>
XACT_INLINE power_and_rest<V> split_exp(dw<V> z, V shifter) noexcept {
    using c = exp_coefficients<typename V::scalar>;
    const V sum = fma(z.hi, V(c::log2e), shifter), k = sum - shifter;
    const dw<V> r = fast_two_sum(fnma(k, V(c::ln2_1), z.hi), fnma(k, V(c::ln2_2), z.lo));
    return {pow2_of_sum(sum), r.hi + exp_excess_plus<R>(r.hi, r.lo)};
}
template <int Bias, rest_right R = rest_right::by_itself, class Z> XACT_INLINE auto split_exp(Z z) noexcept {
    using V = decltype(first_word(z));
    return split_exp<R>(z, V(V::template exponent_shifter<Bias>));
}

/// split_exp where rest need not be right beyond its place beside 1: fewer operations, power no power of two.
template <int Bias, class V> XACT_INLINE power_and_rest<V> short_exp(V z) noexcept {
    if constexpr (has_short_exp<V>) {
        const V shifter(short_exp_shifter<V, Bias>), sum = short_exp_sum(z, shifter);
        return {short_exp_power(sum), short_exp_rest(short_exp_remainder(z, sum - shifter) + short_exp_offset(sum))};
    } else {
        return split_exp<Bias, rest_right::beside_one>(z);
    }
}
template <int Bias, class V> XACT_INLINE power_and_rest<V> short_exp(dw<V> z) noexcept {
    if constexpr (has_short_exp<V>) {
        const V shifter(short_exp_shifter<V, Bias>), sum = short_exp_sum(z.hi, shifter);
        return {short_exp_power(sum),
                short_exp_rest(short_exp_remainder(z.hi, sum - shifter) + (short_exp_offset(sum) + z.lo))};
    } else {
        return split_exp<Bias, rest_right::beside_one>(z);
    }
}

/// A number times N/ln 2: in steps of the exponential's table.
template <class V> inline constexpr real exp_steps_of_one{0x1.71547652b82fep0 * V::size};
template <class V> XACT_INLINE dw<V> exp_steps_of(dw<V> x) noexcept { return x * as<V>(exp_steps_of_one<V>); }
/// The same of a functor's parameter; of a number outside the loop, hence not in vectors, but with their bits.
template <class V, class P> XACT_INLINE dw<V> exp_steps_of(P p) noexcept {
    if constexpr (std::is_arithmetic_v<P>) {
        using T = typename V::scalar;
        constexpr double steps = exp_steps_of_one<V>.hi;
        constexpr T high = static_cast<T>(steps), low = static_cast<T>(steps - double(high));
        const double x = static_cast<double>(p);
        const T hi = static_cast<T>(x), lo = static_cast<T>(x - double(hi)), product = hi * high;
        return {V(product), V(std::fma(lo, high, std::fma(hi, low, std::fma(hi, high, -product))))};
    } else {
        return exp_steps_of<V>(exact<V>(p));
    }
}

/// Its inverse, in the same way.
template <class V, class P> XACT_INLINE dw<V> exp_steps_of_inverse(P p) noexcept {
    if constexpr (std::is_arithmetic_v<P>)
        return exp_steps_of<V>(1 / static_cast<double>(p));
    else
        return exp_steps_of<V>(inverse<V>(p));
}

/// The rest of e^(a·b), the product unrounded, b in such steps: they need no reduction of two words.
template <class V> XACT_INLINE V short_exp_rest_of_steps(V a, dw<V> b, V sum, V shifter) noexcept {
    const V r =
        fma(a, b.lo, product_error(a, b.hi, sum - shifter)) + simd::lookup(short_exp_offset_in_steps<V::size>, sum);
    return r * polynomial(r, short_exp_coefficients_of_steps<V::size>);
}
/// e^(a·b)·2^Bias for that short_shifter, in the same way; V has_short_exp.
template <class V> XACT_INLINE power_and_rest<V> short_exp_of_steps(V a, dw<V> b, V shifter) noexcept {
    const V sum = fma(a, b.hi, shifter);
    return {short_exp_power(sum), short_exp_rest_of_steps(a, b, sum, shifter)};
}

/// e^(-t²·Halves/2)·2^Bias where V has_short_exp. t² takes no second word: less a short multiple of ln 2/N, which
/// leaves -2/Halves·r, it is rounded once.
template <int Bias, int Halves = 1, class V> XACT_INLINE power_and_rest<V> short_exp_of_square(V t) noexcept {
    using table = short_exp_table<V::size>;
    constexpr float parts = 2.0f / Halves;
    const V shifter(short_exp_shifter<V, Bias>), sum = fma(product_beside_one(t, t), V(table::steps / -parts), shifter);
    const V k = sum - shifter,
            multiple = fma(k, V(parts * table::step_1), V(far_below_one<float>)); // where k is 0, too
    const V reduced = fma(k, V(parts * table::step_2), fma(t, t, multiple));
    const V r = reduced + simd::lookup(short_square_exp_offset<V::size, Halves>, sum);
    return {short_exp_power(sum), r * polynomial(r, short_square_exp_coefficients<V::size, Halves>)};
}

/// What e^(-y²/(2 s²)) takes of s, from 2^-10 to 2^10: per y² the steps of ln 2/N, what one of them is of y², in two
/// words whose first is short, and -1/(2 s²).
template <class V> struct square_steps { V per_square, step_1, step_2, factor; };

template <class V, class P> XACT_INLINE square_steps<V> make_square_steps(P s) noexcept {
    constexpr real step{0x1.62e42fefa39efp0 / V::size, 0x1.abc9e3b39803fp-55 / V::size}; // 2 ln 2/N
    const auto from = [](dw<V> whole, V factor) XACT_INLINE_LAMBDA {
        const V step_1 = whole.hi.upper_half();
        return square_steps<V>{V(-1) / whole.hi, step_1, (whole.hi - step_1) + whole.lo, factor};
    };
    if constexpr (std::is_arithmetic_v<P>) {
        const double square = static_cast<double>(s) * static_cast<double>(s);
        return from(as<V>(real{step.hi * square}), V(-0.5 / square));
    } else {
        const dw<V> value = exact<V>(s), square = value * value;
        return from(as<V>(step) * square, V(-0.5) / square.hi);
    }
}

/// e^(-y²/(2 s²))·2^Bias in the same way, of hi + lo, which y is when it is rounded.
template <int Bias, class V>
XACT_INLINE power_and_rest<V> short_exp_of_square(V hi, V y, V lo, const square_steps<V>& c) noexcept {
    const V shifter(short_exp_shifter<V, Bias>), sum = fma(product_beside_one(y, y), c.per_square, shifter);
    const V k = sum - shifter, multiple = fma(k, c.step_1, V(far_below_one<float>));
    const V reduced = fma(hi + y, lo, fma(k, c.step_2, fma(hi, hi, multiple)));
    return {short_exp_power(sum), short_exp_rest(fma(reduced, c.factor, short_exp_offset(sum)))};
}
template <int Bias, class V>
XACT_INLINE power_and_rest<V> short_exp_of_square(dw<V> y, const square_steps<V>& c) noexcept {
    return short_exp_of_square<Bias>(y.hi, y.hi, y.lo, c);
}

/// e^z for z up to 80 in magnitude, of which no part is lost in e^z - 1.
template <class V> XACT_INLINE power_and_rest<V> precise_short_exp(V z) noexcept {
    if constexpr (has_short_exp<V>) {
        const V shifter(short_exp_shifter<V, 0>), sum = short_exp_sum(z, shifter);
        const V r = short_exp_remainder(z, sum - shifter) + precise_short_exp_offset(sum);
        return {short_exp_power(sum), fma(r * polynomial(r, short_exp_table<V::size>::precise), r, r)};
    } else {
        return split_exp<0>(z);
    }
}

template <class V> XACT_INLINE power_and_rest<V> precise_short_exp(dw<V> z) noexcept {
    if constexpr (has_short_exp<V>) {
        const V shifter(short_exp_shifter<V, 0>), sum = short_exp_sum(z.hi, shifter);
        const V r = short_exp_remainder(z.hi, sum - shifter) + (precise_short_exp_offset(sum) + z.lo);
        return {short_exp_power(sum), fma(r * polynomial(r, short_exp_table<V::size>::precise), r, r)};
    } else {
        return split_exp<0>(z);
    }
}

/// e^z - 1 for z up to 80 in magnitude: power·(1 + rest) - 1, the two parts of which do not cancel.
template <class V> XACT_INLINE V short_expm1(V z) noexcept {
    const auto [power, rest] = precise_short_exp(z);
    return fma(power, rest, power - V(typename V::scalar(1)));
}

/// What e^z·2^Bias takes for a shifter.
template <class V, int Bias> XACT_INLINE V short_shifter() noexcept {
    if constexpr (has_short_exp<V>)
        return V(short_exp_shifter<V, Bias>);
    else
        return V(V::template exponent_shifter<Bias>);
}

/// e^(a·b)·2^Bias for that short_shifter, the product unrounded.
template <class V> XACT_INLINE power_and_rest<V> short_exp(V a, dw<V> b, V shifter) noexcept {
    if constexpr (has_short_exp<V>) {
        using table = short_exp_table<V::size>;
        const V sum = fma(a, b.hi * V(table::steps), shifter), k = sum - shifter;
        const V r = fma(a, b.lo, fnma(k, V(table::step_2), fma(a, b.hi, k * V(-table::step_1))));
        return {short_exp_power(sum), short_exp_rest(r + short_exp_offset(sum))};
    } else {
        using c = exp_coefficients<typename V::scalar>;
        const V sum = fma(a, b.hi * V(c::log2e), shifter), k = sum - shifter;
        const V r = fma(a, b.lo, fnma(k, V(c::ln2_2), fma(a, b.hi, k * V(-c::ln2_1))));
        return {pow2_of_sum(sum), exp_excess_plus<rest_right::beside_one>(r, r)};
    }
}
template <int Bias = 0, class V> XACT_INLINE power_and_rest<V> short_exp(V a, dw<V> b) noexcept {
    return short_exp(a, b, short_shifter<V, Bias>());
}

/// e^z = power·(1 + r + tail), where z is within the exponents of power, and r + tail right to 0.2 ulp; V is fused.
template <class V> struct exp_parts {
    V power, r, tail;

    XACT_INLINE explicit exp_parts(V z) noexcept {
        if constexpr (has_short_exp<V>) {
            const V shifter(short_exp_shifter<V, 0>), sum = short_exp_sum(z, shifter);
            power = short_exp_power(sum);
            r = short_exp_remainder(z, sum - shifter) + precise_short_exp_offset(sum);
            tail = (r * r) * polynomial(r, short_exp_table<V::size>::precise);
        } else {
            using c = exp_coefficients<typename V::scalar>;
            const V shifter(V::template exponent_shifter<0>), sum = fma(z, V(c::log2e), shifter), k = sum - shifter;
            r = fnma(k, V(c::ln2_1), z);
            const V low = -(k * V(c::ln2_2)), s = r + low;
            power = pow2_of_sum(sum), tail = fma(s * s, polynomial(s, c::q), low);
        }
    }
};

template <class V> XACT_INLINE dw<V> exp_bounded(V z) noexcept {
    using c = exp_coefficients<typename V::scalar>;
    return {at_least(V(c::lowest), at_most(V(c::highest), z)), V(0)};
}

template <class V> struct exp_reduced {
    V k;
    dw<V> r;
};

template <class V> XACT_INLINE exp_reduced<V> exp_reduce(dw<V> z) noexcept {
    using c = exp_coefficients<typename V::scalar>;
    const V k = round_small(z.hi * V(c::log2e));
    return {k, fast_two_sum(fnma(k, V(c::ln2_1), z.hi), fnma(k, V(c::ln2_2), z.lo))};
}

/// z brought into the range where e^z is neither 0 nor infinite by far; NaN stays NaN.
template <class V> XACT_INLINE dw<V> exp_bounded(dw<V> z) noexcept {
    using c = exp_coefficients<typename V::scalar>;
    const V hi = at_least(V(c::lowest), at_most(V(c::highest), z.hi));
    return {hi, select(hi == z.hi, z.lo, V(typename V::scalar(0)))};
}

/// e^r - 1 of a reduced argument, to 0.1 ulp of its double word's high word.
template <class V> XACT_INLINE dw<V> expm1_reduced(dw<V> r) noexcept {
    const V tail = (r.hi * r.hi) * polynomial(r.hi, exp_coefficients<typename V::scalar>::p);
    return fast_two_sum(r.hi, r.lo + tail);
}

/// e^z as significand·2^exponent, for z between exp_coefficients::lowest and highest. The significand, in
/// [0.70, 1.42], is right to 0.1 ulp.
template <class V> XACT_INLINE scaled<V> exp(dw<V> z) noexcept {
    const auto [k, r] = exp_reduce(z);
    const dw<V> t = expm1_reduced(r);
    const dw<V> m = fast_two_sum(V(typename V::scalar(1)), t.hi);
    return {{m.hi, m.lo + t.lo}, k};
}

/// By how much an exponential that falls away has its exponent raised, so that nothing underflows that counts.
template <class T> inline constexpr int falling_bias = sizeof(T) == 4 ? 32 : 128;

/// Where e^-a is negligible beside any number, times a too: its power of two is the number 0, so that no product of it
/// is subnormal, which would take a hundred times as long.
template <class T> inline constexpr T falling_limit = T(sizeof(T) == 4 ? 110.21 : 798);

/// 2^falling_bias.
template <class T> inline constexpr T falling_unit = T(sizeof(T) == 4 ? 0x1p32 : 0x1p128);

/// e^x = power·(1 + rest)·back.
template <class V> struct shifted_power_and_rest { V power, rest, back; };

/// The exponent of power stays that of a normal number, or of 0 where e^x is 0: it is raised by falling_bias for x < 0.
/// Elsewhere it is lowered by no more than 2^128 needs, so that a small factor stays normal beside it.
template <class V> XACT_INLINE shifted_power_and_rest<V> shifted_exp(V x) noexcept {
    using T = typename V::scalar;
    const V bounded = at_least(V(-falling_limit<T>), at_most(V(exp_coefficients<T>::highest), x));
    const auto negative = x < 0;
    const V shifter =
        select(negative, V(V::template exponent_shifter<falling_bias<T>>), V(V::template exponent_shifter<-1>));
    const auto [power, rest] = split_exp(without_subnormals(bounded), shifter);
    return {power, rest, select(negative, V(1 / falling_unit<T>), V(T(2)))};
}

/// e^x to 1.1 ulp, subnormal results included.
template <class V> XACT_INLINE V exp(V x) noexcept {
    if constexpr (is_fused<V>) {
        const auto [power, rest, back] = shifted_exp(x);
        return fma(power, rest, power) * back;
    } else {
        return round(exp(exp_bounded(x)));
    }
}

/// e^z for factors that are multiplied by it before they are rounded, each to 0.7 ulp of the product, also where e^z
/// alone would overflow or underflow.
template <class V> class exp_factor {
    using T = typename V::scalar;
    // Above `large` factors are multiplied by 2^up before; above `highest` no factor that is not 0 makes a number of
    // e^z.
    static constexpr bool is_float = sizeof(T) == 4;
    static constexpr T large = is_float ? 80 : 700, highest = is_float ? 192 : 1454;
    static constexpr int up = is_float ? 100 : 900, large_bias = is_float ? -150 : -1075;
    static constexpr T up_unit = T(is_float ? 0x1p100 : 0x1p900), large_unit = T(is_float ? 0x1p50 : 0x1p175);

public:
    XACT_INLINE explicit exp_factor(dw<V> z) noexcept {
        const T lowest = is_fused<V> ? -falling_limit<T> : exp_coefficients<T>::lowest;
        const V hi = at_least(V(lowest), at_most(V(highest), z.hi));
        const dw<V> bounded{hi, select_low(hi, z)};
        const auto is_negative = z.hi<V(T(0)), is_large = z.hi> V(large);
        before_ = select(is_large, V(up_unit), V(T(1)));
        if constexpr (is_fused<V>) {
            const auto choose = [&](V negative, V usual, V above) XACT_INLINE_LAMBDA {
                return select(is_negative, negative, select(is_large, above, usual));
            };
            const V shifter = choose(V(V::template exponent_shifter<falling_bias<T>>),
                                     V(V::template exponent_shifter<0>), V(V::template exponent_shifter<large_bias>));
            const auto [power, rest] = split_exp(bounded, shifter);
            const V e = fma(power, rest, power);
            significand_ = {e, fma(power, rest, power - e)};
            after_ = choose(V(1 / falling_unit<T>), V(T(1)), V(large_unit));
        } else {
            const auto [significand, exponent] = exp(bounded);
            significand_ = significand, after_ = exponent - select(is_large, V(T(up)), V(T(0)));
        }
    }

    /// Whether e^z is 0 beside any factor.
    static XACT_INLINE typename V::condition is_negligible(dw<V> z) noexcept {
        return z.hi < V(is_fused<V> ? -falling_limit<T> : exp_coefficients<T>::lowest);
    }

    /// factor·e^z; the factor is finite.
    XACT_INLINE V times(dw<V> factor) const noexcept {
        const dw<V> product = times_power(factor, before_) * significand_;
        const V sum = round(product), limit = select(sum == sum, sum, product.hi); // infinity has no low word
        if constexpr (is_fused<V>)
            return limit * after_;
        else
            return scale(limit, after_);
    }

private:
    dw<V> significand_;
    V before_, after_; // what factors are multiplied by, and what the product, or its exponent
};

/// g·e^x from double words.
template <class V> XACT_INLINE V exp_times_anywhere(V x, V g) noexcept {
    using T = typename V::scalar;
    const V zero(T(0)), one(T(1)), inf(std::numeric_limits<T>::infinity());
    // Far enough for any g to bring the product to 0 or infinity.
    const V far(T(sizeof(T) == 4 ? 200 : 1500));
    const auto [m, k] = exp(dw<V>{at_least(-far, at_most(far, x)), zero});
    const V half = round_small(k * V(T(0.5)));
    const auto is_far = abs(x) > far;
    const V product = scale(scale(round_product(select(is_far, zero, finite(g)), m), half), k - half);
    const V far_off = g * select((x > 0) & (g != 0), inf, zero), infinite = g * select(x == -inf, zero, one);
    return select(abs(g) == inf, infinite, select(is_far, far_off, product));
}

/// g·e^x, also where e^x alone would overflow or underflow, from a product that is right for g of moderate size.
template <class V> XACT_INLINE V completed_exp_times(V x, V g, V product) noexcept {
    using T = typename V::scalar;
    const auto unusual = (abs(g) > V(T(0x1p30))) | (x > V(exp_coefficients<T>::highest));
    if (!any(unusual)) return product;
    // Beyond 200 any number but 0 makes it infinite.
    const V zero(T(0)), inf(std::numeric_limits<T>::infinity());
    const auto endless = x > V(T(sizeof(T) == 4 ? 200 : 1500));
    const V mostly = select(endless, g * select(g != 0, inf, zero), product);
    const auto finite_ones = unusual & !endless;
    return any(finite_ones) ? select(finite_ones, exp_times_anywhere(x, g), mostly) : mostly;
}

/// g·e^x to 1.1 ulp.
template <class V> XACT_INLINE V exp_times(V x, V g) noexcept {
    if constexpr (is_fused<V>) {
        // As exp(): what it makes 0 or infinite is so beside any g of moderate size, too.
        const auto [power, rest, back] = shifted_exp(x);
        // Where g·power overflows a negative rest would make NaN of it.
        const V scaled = finite(g * power);
        return completed_exp_times(x, g, fma(scaled, rest, scaled) * back);
    } else {
        return exp_times_anywhere(x, g);
    }
}

/// g·e^x, e^x rounded before.
template <class V> XACT_INLINE V rounded_exp_times(V x, V g) noexcept {
    if constexpr (is_fused<V>) {
        const auto [power, rest, back] = shifted_exp(x);
        return completed_exp_times(x, g, (g * fma(power, rest, power)) * back);
    } else {
        return exp_times_anywhere(x, g);
    }
}

/// A scaled double word as a summand beside larger numbers: right down to the power of two of the lowest exponent,
/// without one to the smallest normal one.
template <class V>
XACT_INLINE dw<V> summand(scaled<V> e, V lowest = V(exp_coefficients<typename V::scalar>::negligible)) noexcept {
    return times_power(e.significand, pow2(at_least(lowest, e.exponent)));
}
/// The same beside 1: no second word is subnormal.
template <class V> XACT_INLINE dw<V> summand_beside_one(scaled<V> e) noexcept {
    return summand(e, V(typename V::scalar(sizeof(typename V::scalar) == 4 ? -64 : -128)));
}

/// e^z as exp(), the significand to 2^-36 (float), 2^-65 (double): for exponents that are exponentials themselves.
/// With r = 8 ρ: e^ρ = 1 + ρ + ρ²/2 + ρ³·C(ρ), the first terms in double words, squared three times. C has degree 3
/// (float, 2^-43.6) or 7 (double, 2^-75.2); script: tests/certificates/exp_small.sollya.
template <class V> XACT_INLINE scaled<V> precise_exp(dw<V> z) noexcept {
    using T = typename V::scalar;
    const auto [k, r] = exp_reduce(z);
    const dw<V> rho = times_power(r, V(T(0.125)));
    const dw<V> half_square = times_power(rho * rho, V(T(0.5)));
    const V cube = (rho.hi * (rho.hi * rho.hi)) * polynomial(rho.hi, exp_coefficients<T>::small);
    const dw<V> quadratic = fast_two_sum(half_square.hi, half_square.lo + cube);
    const dw<V> linear = fast_two_sum(rho.hi, quadratic.hi);
    const dw<V> t = fast_two_sum(linear.hi, linear.lo + (rho.lo + quadratic.lo));
    const dw<V> s = fast_two_sum(V(T(1)), t.hi);
    dw<V> m = fast_two_sum(s.hi, s.lo + t.lo);
    for (int squarings = 0; squarings < 3; ++squarings) {
        const dw<V> square = m * m;
        m = fast_two_sum(square.hi, square.lo);
    }
    return {m, k};
}

/// e^z - 1 for z <= 0, to 0.1 ulp also where it is small.
template <class V> XACT_INLINE dw<V> expm1_nonpositive(dw<V> z) noexcept {
    using T = typename V::scalar;
    const auto [k, r] = exp_reduce(z);
    const dw<V> t = expm1_reduced(r);
    // As far as it counts beside 1, so that no second word is subnormal.
    const V power = pow2(at_least(V(T(sizeof(T) == 4 ? -64 : -128)), k));
    // 2^k·(1 + t) - 1, from the largest term down; where k = 0 the first sum vanishes and t is kept whole.
    const dw<V> base = fast_two_sum(V(T(-1)), power);
    const dw<V> sum = fast_two_sum(base.hi, power * t.hi);
    return {sum.hi, sum.lo + (base.lo + power * t.lo)};
}

} // namespace math
} // namespace v0
} // namespace xact
