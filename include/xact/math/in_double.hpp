#pragma once

#include <xact/math/log.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// What in float would need two words nearly everywhere, computed in the lanes of double instead: its range holds all
/// that overflows or underflows on the way, its digits what cancels, and a formula is written as it is read. Its
/// kernels are right to 2^-27, since the result is rounded to float once, at the end: that takes two registers, but
/// half to a fifth of the time of double words.
namespace in_double {

/// Whether kernels on registers like V may be computed so.
template <class V> inline constexpr bool is_possible = sizeof(typename V::scalar) == 4;

/// The sum of two words.
template <class V> XACT_INLINE wide<typename V::arch> parameter(dw<V> p) noexcept {
    const auto hi = widen(p.hi), lo = widen(p.lo);
    return {hi.low + lo.low, hi.high + lo.high};
}

/// A functor's parameter: of a number, too, what two words of float hold, which lanes have no more of.
template <class V, class P> XACT_INLINE wide<typename V::arch> parameter(P p) noexcept {
    using W = vec<double, typename V::arch>;
    if constexpr (std::is_arithmetic_v<P>) {
        const float hi = static_cast<float>(p), lo = static_cast<float>(static_cast<double>(p) - double(hi));
        const W sum(double(hi) + double(lo));
        return {sum, sum};
    } else {
        return parameter<V>(exact<V>(p));
    }
}

/// What one half of a kernel leaves to the other.
template <class V, class A> XACT_INLINE wide<A> parameter(wide<A> p) noexcept { return p; }

/// f(x, parameters…), not rounded.
template <class V, class F, class... P>
XACT_INLINE wide<typename V::arch> begin(const F& f, V x, P... parameters) noexcept {
    const auto in_halves = [&](auto at, auto... p) XACT_INLINE_LAMBDA {
        return wide<typename V::arch>{f(at.low, p.low...), f(at.high, p.high...)};
    };
    return in_halves(widen(x), parameter<V>(parameters)...);
}

/// f(x, parameters…), rounded to float.
template <class V, class F, class... P> XACT_INLINE V evaluate(const F& f, V x, P... parameters) noexcept {
    return narrow(begin(f, x, parameters...));
}

/// The same, an infinite x being a number far beyond all floats.
template <class V, class F, class... P> XACT_INLINE V evaluate_finite(const F& f, V x, P... parameters) noexcept {
    const auto of_finite = [&f](auto at, auto... p) XACT_INLINE_LAMBDA {
        return f(at_least(decltype(at)(-1e80), at_most(decltype(at)(1e80), at)), p...);
    };
    return evaluate(of_finite, x, parameters...);
}

/// Beyond it e^-x is negligible beside any float; e^(4x) is a double.
inline constexpr float far = 170;

/// x where it counts in an exponent.
template <class V> XACT_INLINE V bounded(V x) noexcept { return at_least(V(-far), at_most(V(far), x)); }
/// x where it counts in an exponent, or is large itself.
template <class V> XACT_INLINE V bounded_below(V x) noexcept { return at_least(V(-far), x); }

template <std::size_t N> constexpr std::array<double, N> coefficients(const std::array<float, N>& c) noexcept {
    std::array<double, N> result{};
    for (std::size_t i = 0; i < N; ++i) result[i] = double(c[i]);
    return result;
}

template <std::size_t N> constexpr std::array<double, N> coefficients(const std::array<double, N>& c) noexcept {
    return c;
}

/// e^z = power·(1 + rest) for z up to 700 in magnitude.
template <const auto& Coefficients = exp_coefficients<float>::q, class W>
XACT_INLINE power_and_rest<W> split_exp(W z) noexcept {
    static constexpr auto q = coefficients(Coefficients);
    const W shifter(W::template exponent_shifter<0>), sum = fma(z, W(exp_coefficients<double>::log2e), shifter);
    const W r = fnma(sum - shifter, W(ln2.hi), z);
    return {pow2_of_sum(sum), fma(r * r, polynomial(r, q), r)};
}
template <class W> XACT_INLINE W exp_within(W z) noexcept { return split_exp(z).product(); }

/// An exponent, as far as the square of its power of e is a normal number.
template <class W> XACT_INLINE W bounded_exponent(W z) noexcept { return at_least(W(-340), at_most(W(340), z)); }

/// e^z, bounded.
template <class W> XACT_INLINE W exp(W z) noexcept { return exp_within(bounded_exponent(z)); }

/// e^x, for the second half of a kernel.
template <class V> XACT_INLINE wide<typename V::arch> begin_exp(V x) noexcept {
    return begin([](auto at) XACT_INLINE_LAMBDA { return in_double::exp(at); }, x);
}

/// The same to 2^-32, for what becomes a factor of an exponent.
template <class W> XACT_INLINE W precise_exp(W z) noexcept {
    return split_exp<exp_coefficients<float>::p>(bounded_exponent(z)).product();
}

/// e^z - 1, also near 0.
template <class W> XACT_INLINE W expm1(W z) noexcept {
    const auto [power, rest] = split_exp(bounded_exponent(z));
    return fma(power, rest, power - W(1));
}

/// 1/q. A division would take longer than the rest of a kernel where there is an estimate of 14 bits.
template <class W> XACT_INLINE W inverse(W q) noexcept {
    if constexpr (W::size == 8) {
        const W r = reciprocal_estimate(q);
        return fma(r, fnma(q, r, W(1)), r);
    } else {
        return W(1) / q;
    }
}

/// The same to 2^-42.
template <class W> XACT_INLINE W precise_inverse(W q) noexcept {
    if constexpr (W::size == 8) {
        const W r = reciprocal_estimate(q), rest = fnma(q, r, W(1));
        return fma(r, fma(rest, rest, rest), r);
    } else {
        return W(1) / q;
    }
}

/// 1/√q for q > 0.
template <class W> XACT_INLINE W inverse_root(W q) noexcept {
    const W r = inverse_root_estimate(q);
    if constexpr (W::size == 8)
        return fma(r * W(0.5), fnma(q * r, r, W(1)), r);
    else
        return r;
}

/// 1/(1 + e^-x).
template <class W> XACT_INLINE W sigmoid(W x) noexcept { return inverse(W(1) + exp(-x)); }

/// x σ(β x) as its factors, to 2^-26; x may be any float, beside factors of any float's size.
template <class W> struct swish {
    W x, h, open, shut; ///< h is β x as far as it counts, open σ(h), shut σ(-h)

    XACT_INLINE swish(W u, W beta) noexcept : x(u), h(at_least(W(-700), at_most(W(700), u * beta))) {
        const W e = exp_within(-h);
        open = inverse(W(1) + e), shut = e * open;
    }
    XACT_INLINE W value() const noexcept { return x * open; }
    XACT_INLINE W slope() const noexcept { return open * fma(h, shut, W(1)); }
    XACT_INLINE W beta_slope() const noexcept { return (x * x) * (open * shut); }
};

template <class W> struct value_and_slope { W value, slope; };

/// tanh(x) and its slope, from m = e^-2|x| - 1; the slope ends in 0.
template <class W> XACT_INLINE value_and_slope<W> tanh_and_slope(W x) noexcept {
    const W m = expm1(W(-2) * abs(x)), r = inverse(W(2) + m);
    return {flip_sign(-m * r, x), (W(4) * r) * fma(m, r, r)};
}
template <class W> XACT_INLINE W tanh(W x) noexcept { return tanh_and_slope(x).value; }

/// ln(1 + u) for u in [0, 1].
template <class W> XACT_INLINE W log1p_unit(W u) noexcept {
    static constexpr auto unit = coefficients(log_coefficients<float>::unit);
    return u * polynomial(u, unit);
}

/// ln x for normal x > 0, to 2^-41, or to 2^-36 with the coefficients of float.
template <const auto& Coefficients = log_coefficients<double>::short_m, class W> XACT_INLINE W log(W x) noexcept {
    static constexpr auto m = coefficients(Coefficients);
    const auto [k, v] = split_binary(x);
    const W q = v + W(1), s = (v - W(1)) * precise_inverse(q), square = s * s;
    const W series = fma(square, fma(square, polynomial(square, m), W(two_thirds.hi)), W(2));
    return fma(k, W(ln2.hi), s * series);
}

/// ln(1 + y) for finite y > -1, also for a tiny y, to 2^-36: with 1 + y = 2^k (1 + f) it is k ln 2 + 2 artanh(s), s =
/// f/(2 + f).
template <class W> XACT_INLINE W log1p(W y) noexcept {
    static constexpr auto m = coefficients(log_coefficients<float>::m);
    W k = y, f = y;
    if constexpr (has_split<W>) {
        const split_sum<W> sum(y);
        k = sum.exponent, f = sum.f;
    } else {
        const dw<W> sum = two_sum(W(1), y);
        const auto [exponent, v] = split_binary(sum.hi);
        k = exponent, f = (v - W(1)) + sum.lo * pow2(at_least(W(-100), -exponent));
    }
    const W s = f / (W(2) + f), square = s * s;
    const W series = fma(square, fma(square, polynomial(square, m), W(two_thirds.hi)), W(2));
    return fma(k, W(ln2.hi), s * series);
}

} // namespace in_double
} // namespace math
} // namespace v0
} // namespace xact
