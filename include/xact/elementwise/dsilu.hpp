#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/gate.hpp>
#include <xact/math/tanh.hpp>

namespace xact {
inline namespace v0 {

/// dSiLU: the derivative of SiLU as an activation of its own, a steeper sigmoid that overshoots on both sides.
struct dsilu {
    static constexpr facts about{.name = "dsilu",
                                 .formula = "σ(x) (1 + x σ(-x))",
                                 .source = "arXiv:1702.03118",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = 1,
                                 .slope_at_plus_inf = 0,
                                 .roots = {-1.2784645427610738},
                                 .slope_roots = {-2.3993572805154675, 2.3993572805154675}};

    template <class R> static R definition(R x) {
        using std::exp;
        if (x < 0) {
            const R e = exp(x);
            return e / (1 + e) * (1 + x / (1 + e));
        }
        const R e = exp(-x);
        return (1 + x * e / (1 + e)) / (1 + e);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        return V(math::logistic_gate_slope(lanes<V>(value)));
    }

    /// σ(x) σ(-x) (2 - |x| tanh(|x|/2)).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (math::has_rising_exp<L>) {
            return V(finish_derivative(begin_derivative(x), x));
        } else {
            const parts<L> p(x);
            return V(math::round(p.factor() * math::sigmoid_slope(p.l)));
        }
    }

    template <class L> XACT_INLINE auto begin(L x, accurate_t = {}) const requires math::has_rising_exp<L> {
        return math::begin_logistic_gate_slope(x);
    }
    template <class L> XACT_INLINE L finish(const auto& begun, L x) const {
        return math::finish_logistic_gate_slope(begun, x);
    }
    template <class L> XACT_INLINE auto begin_derivative(L x, accurate_t = {}) const requires math::has_rising_exp<L> {
        const L a = bounded_magnitude(x);
        const math::rising_logistic<L> l(a);
        return math::dw<L>{select(math::abs(x) > a, L(0), l.q), l.c};
    }
    /// s u (2 - a + 2 a s), s = σ(-a), u = 1 - s, a = |x|; what the roundings took is added last.
    template <class L> XACT_INLINE L finish_derivative(const math::dw<L>& l, L x) const {
        const L a = bounded_magnitude(x), slope = a + a, unit(1 / math::falling_unit<typename L::scalar>), one(1);
        const L upper = fnma(unit, l.hi, one);
        const math::dw<L> u{upper, fnma(unit, l.hi, one - upper)}, line = math::two_sum(L(2), -a);
        const L s = slope * unit, factor = fma(s, l.hi, line.hi), bend = factor - line.hi;
        const L factor_low = fma(s, l.hi, -bend) + line.lo, p = u.hi * factor;
        const L p_low = fma(u.lo, factor, fma(u.hi, factor_low, product_error(u.hi, factor, p)));
        const L by_s = fma((u.hi + u.hi) - one, factor, u.hi * bend);
        return fma(l.hi, p, l.hi * fma(l.lo, by_s, p_low)) * unit;
    }

    /// With q = σ(x) σ(-x), t = tanh(|x|/2): -q (t (3 - |x| t) + 2|x| q), with the sign of x.
    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        const parts<lanes<V>> p(x);
        const auto q = math::sigmoid_slope(p.l);
        const lanes<V> t = math::round(math::tanh_nonnegative(math::times_power(p.a, lanes<V>(0.5))));
        const lanes<V> a = p.a.hi, sum = fma(t, fnma(a, t, lanes<V>(3)), (a + a) * math::round(q));
        return V(math::round_product(select(x < 0, sum, -sum), q));
    }

private:
    /// |x|, as far as f' is a normal number and a little farther.
    template <class V> static XACT_INLINE V bounded_magnitude(V x) {
        const V last(typename V::scalar(sizeof(typename V::scalar) == 4 ? 102 : 745));
        return at_most(last, math::without_subnormals(math::abs(x)));
    }

    template <class V> struct parts {
        math::dw<V> a; // |x|
        math::logistic<V> l;
        math::dw<V> t; // tanh(|x|/2)

        XACT_INLINE explicit parts(V x)
            : a(math::bounded_magnitude(x)), l(math::make_logistic(a)), t(l.upper - math::summand(l.lower)) {}

        XACT_INLINE math::dw<V> factor() const { return V(2) - a * t; }
    };
};

} // namespace v0
} // namespace xact
