#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/exp.hpp>
#include <xact/math/exp_table.hpp>
#include <xact/math/fast_golu.hpp>

namespace xact {
inline namespace v0 {

/// GoLU: the input, gated by the Gompertz function. The inner exponential carries 8 bits more than the type, since its
/// error is that of the outer one's argument.
template <class P> struct basic_golu {
    P alpha = P(1);
    P beta = P(1);
    P gamma = P(1);

    static constexpr facts about{.name = "golu",
                                 .formula = "α x exp(-β exp(-γ x))",
                                 .source = "arXiv:2502.03654",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_roots = {-0.56714329040978387}};

    template <class R> R definition(R x) const {
        using std::exp;
        return R(alpha) * x * exp(-R(beta) * exp(-R(gamma) * x));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (fast_tier<A> && math::has_fast_pieces<L>)
            return V(math::either(
                all_one<L>(), [&] { return math::fast_golu(x); }, [&] { return (*this)(x, accurate); }));
        const auto in_double_words = [&] {
            const parts p(*this, x);
            const auto g = math::exact<L>(alpha) * p.gate;
            return scale(math::limit_product(g.significand, p.bounded), g.exponent);
        };
        const auto by_tables = [&](auto p) {
            // Far to the right the gate is 1; q·rest would turn infinity into NaN.
            const L far(0x1p60f), q = at_least(-far, at_most(far, x)) * p.power;
            return math::limit_product(p.factor, select(x > far, x, fma(q, p.rest, q)));
        };
        return V(by_tables_if_moderate(x, by_tables, in_double_words));
    }

    /// α (1 + βγ x e^(-γx)) exp(-β e^(-γx)).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (fast_tier<A> && math::has_fast_pieces<L>)
            return V(math::either(
                all_one<L>(), [&] { return math::fast_golu_slope(x); }, [&] { return derivative(x, accurate); }));
        const auto in_double_words = [&] {
            const parts p(*this, x);
            const auto n = L(1) - p.z * p.w;
            return math::round((math::exact<L>(alpha) * n) * p.gate);
        };
        const auto by_tables = [&](auto p) {
            const auto n = L(1) - p.z * p.w;
            const L q = n.hi * p.power, q_low = n.lo * p.power;
            return math::round_product(q + fma(q, p.rest, fma(q_low, p.rest, q_low)), p.factor);
        };
        return V(by_tables_if_moderate(x, by_tables, in_double_words));
    }

    template <value V> V second_derivative(V value) const {
        const parts p(*this, lanes<V>(value));
        const lanes<V> z = p.z.hi, b = math::rounded<lanes<V>>(beta);
        const lanes<V> factor = math::rounded<lanes<V>>(alpha) * math::rounded<lanes<V>>(gamma) * b;
        return V((factor * fma(z, 1 - p.w.hi, lanes<V>(2))) * p.inner_by_gate());
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.beta, self.gamma); }

    template <value V> basic_golu<V> parameter_derivatives(V value) const {
        const lanes<V> x(value), y = math::finite(x);
        const parts p(*this, x);
        const lanes<V> a = math::rounded<lanes<V>>(alpha), b = math::rounded<lanes<V>>(beta);
        const lanes<V> by_alpha = scale(math::limit_product(p.gate.significand, p.bounded), p.gate.exponent);
        const lanes<V> product = p.inner_by_gate();
        const lanes<V> by_beta = -a * (y * product);
        return {V(by_alpha), V(by_beta), V(-b * (y * by_beta))};
    }

private:
    /// Whether this is the paper's GoLU, which the fast tier has.
    template <class L> XACT_INLINE auto all_one() const {
        return math::is_one<L>(alpha) & math::is_one<L>(beta) & math::is_one<L>(gamma);
    }

    template <class V> struct parts {
        math::dw<V> z;              // -γx, bounded
        math::scaled<V> inner;      // e^z
        math::dw<V> w;              // β e^z, bounded
        typename V::condition shut; // where it had to be: the gate is 0 beside any power of x
        math::scaled<V> gate;       // e^-w
        V bounded;                  // x, or its sign where the gate is shut

        XACT_INLINE parts(const basic_golu& f, V x) {
            z = math::exp_bounded(-(math::finite(x) * math::exact<V>(f.gamma)));
            inner = math::precise_exp(z);
            const math::dw<V> unbounded = math::exact<V>(f.beta) * math::summand(inner);
            w = -math::exp_bounded(-unbounded);
            shut = w.hi < unbounded.hi;
            gate = math::exp(-w);
            bounded = select(shut, copysign(V(1), x), x);
        }

        /// e^z·e^-w, which vanishes at both ends although its first factor does not.
        XACT_INLINE V inner_by_gate() const {
            const V product = scale(math::round(inner.significand * gate.significand), inner.exponent + gate.exponent);
            return select(shut, V(0), product);
        }
    };
    template <class V> parts(const basic_golu&, V) -> parts<V>;

    /// by_tables(parts) where the exponents stay within the range of table_parts.
    template <class L, class ByTables, class InDoubleWords>
    XACT_INLINE L by_tables_if_moderate(L x, ByTables by_tables, InDoubleWords in_double_words) const {
        if constexpr (math::has_exp_table<L>) {
            const auto is_moderate = [](auto p) { return (p >= 0x1p-30f) & (p <= 0x1p30f); };
            const auto of_beta = math::parameter_is<L>(beta, is_moderate);
            const auto of_gamma = math::parameter_is<L>(gamma, is_moderate);
            return math::either(
                of_beta & of_gamma, [&] { return by_tables(table_parts<L>(*this, x)); }, in_double_words);
        } else {
            return in_double_words();
        }
    }

    /// The same from tables, in float.
    template <class V> struct table_parts {
        math::dw<V> z, w;
        V power, rest;      // the gate is power·(1 + rest) ...
        math::dw<V> factor; // ... times this, with α in it

        XACT_INLINE table_parts(const basic_golu& f, V x) {
            const math::dw<V> unbounded = -(math::finite(x) * math::exact<V>(f.gamma));
            const V hi = at_least(V(-80), at_most(V(80), unbounded.hi));
            z = {hi, select(hi == unbounded.hi, unbounded.lo, V(0))};
            w = math::exact<V>(f.beta) * math::table_exp(z);
            const auto shut = w.hi > V(110);
            w = {at_most(V(110), w.hi), select(shut, V(0), w.lo)};
            // Where the gate is small it is held as a multiple of 2^-64.
            const auto small = w.hi > V(40);
            const auto parts = math::split_exp(
                -w, select(small, V(V::template exponent_shifter<64>), V(V::template exponent_shifter<0>)));
            power = select(shut, V(0), parts.power), rest = parts.rest;
            factor = math::times_power(math::exact<V>(f.alpha), select(small, V(0x1p-64f), V(1)));
        }
    };
};

using golu = basic_golu<double>;

} // namespace v0
} // namespace xact
