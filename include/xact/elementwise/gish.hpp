#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/in_double.hpp>
#include <xact/math/scaled_log.hpp>

namespace xact {
inline namespace v0 {

/// Gish: the input, gated by the logarithm of one and a complementary Gompertz function, u = 1 - exp(-e^x).
struct gish {
    static constexpr facts about{.name = "gish",
                                 .formula = "x ln(2 - exp(-e^x))",
                                 .source = "arXiv:2402.09092",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_plus_inf = 0.69314718055994531,
                                 .slope_roots = {-1.282051049260126}};

    template <class R> static R definition(R x) {
        using std::exp;
        using std::expm1;
        using std::log1p;
        return x * log1p(-expm1(-exp(x)));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const L x(value);
            return V(finish(begin(x), x));
        } else {
            const L x(value);
            const parts<L> p(x);
            return V(scale(math::limit_product(p.gate.significand, select(x < 0, p.x, x)), p.gate.exponent));
        }
    }

    /// ln(1 + u) + x e^x exp(-e^x)/(1 + u).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const L x(value);
            return V(finish_derivative(begin_derivative(x), x));
        } else {
            const parts<L> p(L{value});
            const auto rest = (p.x * p.steepness()) * math::in_units_of(p.gate.exponent, p.e);
            return V(math::round(math::scaled<L>{p.gate.significand + rest, p.gate.exponent}));
        }
    }

    template <class L> XACT_INLINE auto begin(L x, accurate_t = {}) const requires math::in_double::is_possible<L> {
        return math::in_double::begin_exp(math::in_double::bounded_below(x));
    }
    template <class L> XACT_INLINE L finish(const auto& begun, L x) const {
        const auto f = [](auto at, auto e)
                           XACT_INLINE_LAMBDA { return at * math::in_double::log1p_unit(-math::in_double::expm1(-e)); };
        return math::in_double::evaluate(f, math::in_double::bounded_below(x), begun);
    }
    template <class L>
    XACT_INLINE auto begin_derivative(L x, accurate_t = {}) const requires math::in_double::is_possible<L> {
        return begin(math::in_double::bounded(x));
    }
    template <class L> XACT_INLINE L finish_derivative(const auto& begun, L x) const {
        const auto slope = [](auto at, auto e) XACT_INLINE_LAMBDA {
            const auto rest = -math::in_double::expm1(-e), inverse = math::in_double::inverse(rest + 1);
            return fma((at * e) * inverse, 1 - rest, math::in_double::log1p_unit(rest));
        };
        return math::in_double::evaluate(slope, math::in_double::bounded(x), begun);
    }

    /// With g = e^x exp(-e^x)/(1 + u): g (2 + x (1 - e^x - g)).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const parts<L> p(L{value});
        const L s = p.steepness().hi, e = math::summand(p.e).hi;
        return V(math::round_product(s * fma(p.x, fnma(e, s, 1 - e), L(2)), p.e));
    }

private:
    template <class V> struct parts {
        V x;               // bounded: from 5 (float), 7 (double) on exp(-e^x) is negligible
        math::scaled<V> e; // e^x
        math::dw<V> u;
        math::scaled<V> gate; // ln(1 + u)

        XACT_INLINE explicit parts(V value)
            : x(at_most(V(typename V::scalar(sizeof(typename V::scalar) == 4 ? 5 : 7)), math::exp_bounded(value).hi)),
              e(math::precise_exp(math::dw<V>{x, V(0)})),
              u(-math::expm1_nonpositive(-math::summand(e))),
              gate(math::unless_tiny(e, math::log1p_unit(u))) {}

        /// exp(-e^x)/(1 + u).
        XACT_INLINE math::dw<V> steepness() const { return math::summand(math::exp(-math::summand(e))) / (V(1) + u); }
    };
};

} // namespace v0
} // namespace xact
