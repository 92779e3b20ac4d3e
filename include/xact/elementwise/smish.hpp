#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/in_double.hpp>
#include <xact/math/sigmoid_pair.hpp>

namespace xact {
inline namespace v0 {

/// Smish: the input, gated by the tanh of the logarithm of one and its sigmoid s. With D = 1 + (1 + s)² the gate is
/// s (2 + s)/D, and its derivative by s is 4 (1 + s)/D².
struct smish {
    static constexpr facts about{.name = "smish",
                                 .formula = "x tanh(ln(1 + σ(x)))",
                                 .source = "arXiv:2402.09092",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_plus_inf = 0.6,
                                 .slope_roots = {-1.3945193019245041}};

    template <class R> static R definition(R x) {
        using std::exp;
        using std::log1p;
        using std::tanh;
        return x * tanh(log1p(1 / (1 + exp(-x))));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const L x(value);
            return V(finish(begin(x), x));
        } else if constexpr (math::has_rising_exp<L>) {
            return V(in_single_words(L(value)));
        } else {
            const parts<L> p(L{value});
            return V(math::gated(p.s, (p.above / p.d) * p.s.upper));
        }
    }

    /// s ((2 + s)/D + x σ(-x) 4 (1 + s)/D²).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const L x(value);
            return V(finish_derivative(begin_derivative(x), x));
        } else {
            const parts<L> p(L{value});
            const auto inverse = math::reciprocal(p.d);
            const auto by_s = math::times_power(p.one_more * inverse, L(4)) * (p.s.bounded * math::summand(p.s.lower));
            return V(math::round(((p.above + by_s) * inverse) * p.s.upper));
        }
    }

    /// e = e^-x. With N = 3 + 2 e and D = 5 + 6 e + 2 e² the gate is N/D, its slope e (8 + 12 e + 4 e²)/D².
    template <class L> XACT_INLINE auto begin(L x, accurate_t = {}) const requires math::in_double::is_possible<L> {
        return math::in_double::begin_exp(-math::in_double::bounded_below(x));
    }
    template <class L> XACT_INLINE L finish(const auto& begun, L x) const {
        const auto f = [](auto at, auto e) XACT_INLINE_LAMBDA {
            const quotient_in_double q(e);
            return at * (q.n * q.inverse);
        };
        return math::in_double::evaluate(f, math::in_double::bounded_below(x), begun);
    }
    template <class L>
    XACT_INLINE auto begin_derivative(L x, accurate_t = {}) const requires math::in_double::is_possible<L> {
        return begin(math::in_double::bounded(x));
    }
    template <class L> XACT_INLINE L finish_derivative(const auto& begun, L x) const {
        const auto slope = [](auto at, auto e) XACT_INLINE_LAMBDA {
            using W = decltype(at);
            const quotient_in_double q(e);
            const W by_e = fma(e, fma(W(4), e, W(12)), W(8));
            return q.inverse * fma(at * e, by_e * q.inverse, q.n);
        };
        return math::in_double::evaluate(slope, math::in_double::bounded(x), begun);
    }

    /// With q = σ(x) σ(-x), G = 4 (1 + s)/D²: q (G (2 + x (1 - 2s)) + 4 x q (1 - 3 (1 + s)²)/D³).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const parts<L> p(L{value});
        const L x = p.s.bounded, up = math::round(p.s.upper), low = math::round(p.s.lower);
        const L one_more = p.one_more.hi, inverse = 1 / p.d.hi, square = inverse * inverse;
        const L slope = 4 * (one_more * square),
                curvature = 4 * (fnma(3 * one_more, one_more, L(1)) * (square * inverse));
        const L sum = fma(slope, fma(x, low - up, L(2)), (x * (up * low)) * curvature);
        return V(math::round_product(sum * low, p.s.upper));
    }

private:
    template <class W> struct quotient_in_double {
        W n, inverse; // N, 1/D

        XACT_INLINE explicit quotient_in_double(W e)
            : n(fma(W(2), e, W(3))), inverse(math::in_double::inverse(fma(e, fma(W(2), e, W(6)), W(5)))) {}
    };
    template <class W> quotient_in_double(W) -> quotient_in_double<W>;

    /// |f| with t = e^-|x|: |x| (3 + 2t)/(5 + 6t + 2t²) above 0, |x| t (2 + 3t)/(2 + 6t + 5t²) below:
    /// from an estimated quotient, with what the denominator and the products have lost.
    template <class V> static XACT_INLINE V in_single_words(V x) {
        using T = typename V::scalar;
        const auto negative = x < 0;
        const V one(T(1)), back(1 / math::falling_unit<T>), large(0x1p100f);
        const V bounded = at_most(large, math::abs(x));
        const auto parts = math::short_exp<math::falling_bias<T>>(-math::falling_argument_beside_one(x));
        const V e = parts.product(), e_low = fma(parts.power, parts.rest, parts.power - e), t = e * back;
        const V n0 = select(negative, V(T(2)), V(T(3))), n1 = V(T(5)) - n0, n = fma(n1, t, n0);
        const V d0 = select(negative, V(T(2)), V(T(5))), d2 = V(T(7)) - d0, six(T(6));
        const V m = fma(d2, t, six), m_low = fma(d2, t, six - m), p = t * m, d = p + d0;
        const V d_low = ((d0 - d) + p) + fma(t, m_low, product_error(t, m, p));
        const V r = math::reciprocal_seed(d), c = fnma(r, d_low, fnma(r, d, one));
        const V factor = select(negative, e, one), factor_low = select(negative, e_low, V(T(0)));
        const V a = bounded * factor, a_low = fma(bounded, factor_low, product_error(bounded, factor, a));
        const V q = a * n, q_low = fma(a_low, n, product_error(a, n, q));
        const V y = fma(q, r, r * fma(q, c, q_low)) * select(negative, back, one);
        return flip_sign(fma(at_least(V(T(0)), x - large), V(T(0.6)), y), x); // 0.6 x far above, -0 far below
    }

    template <class V> struct parts {
        math::sigmoid_pair<V> s;
        math::dw<V> one_more, above, d; // 1 + s, 2 + s, D

        XACT_INLINE explicit parts(V x) : s(x), one_more(V(1) + math::summand(s.upper)), above(V(1) + one_more) {
            d = V(1) + one_more * one_more;
        }
    };
};

} // namespace v0
} // namespace xact
