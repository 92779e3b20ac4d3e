#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/in_double.hpp>
#include <xact/math/scaled_log.hpp>
#include <xact/math/sigmoid_pair.hpp>

namespace xact {
inline namespace v0 {

/// Logish: the input, gated by the logarithm of one and its sigmoid s.
struct logish {
    static constexpr facts about{.name = "logish",
                                 .formula = "x ln(1 + σ(x))",
                                 .source = "arXiv:2402.09092",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_plus_inf = 0.69314718055994531,
                                 .slope_roots = {-1.3724541370256922}};

    template <class R> static R definition(R x) {
        using std::exp;
        using std::log1p;
        return x * log1p(1 / (1 + exp(-x)));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const L x(value);
            return V(finish(begin(x), x));
        } else {
            const math::sigmoid_pair<L> s(L{value});
            return V(math::gated(s, math::log1p_unit(s.upper)));
        }
    }

    /// ln(1 + s) + x s σ(-x)/(1 + s).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const L x(value);
            return V(finish_derivative(begin_derivative(x), x));
        } else {
            const math::sigmoid_pair<L> s(L{value});
            const auto gate = math::log1p_unit(s.upper);
            const auto steepness = (s.bounded * math::summand(s.lower)) / (L(1) + math::summand(s.upper));
            const auto rest = steepness * math::in_units_of(gate.exponent, s.upper);
            return V(math::round(math::scaled<L>{gate.significand + rest, gate.exponent}));
        }
    }

    template <class L> XACT_INLINE auto begin(L x, accurate_t = {}) const requires math::in_double::is_possible<L> {
        return math::in_double::begin([](auto at) XACT_INLINE_LAMBDA { return math::in_double::sigmoid(at); },
                                      math::in_double::bounded_below(x));
    }
    template <class L> XACT_INLINE L finish(const auto& begun, L x) const {
        const auto f = [](auto at, auto s) XACT_INLINE_LAMBDA { return at * math::in_double::log1p_unit(s); };
        return math::in_double::evaluate(f, math::in_double::bounded_below(x), begun);
    }
    template <class L>
    XACT_INLINE auto begin_derivative(L x, accurate_t = {}) const requires math::in_double::is_possible<L> {
        return math::in_double::begin_exp(-math::in_double::bounded(x));
    }
    /// With e = e^-x: s is 1/(1 + e), s σ(-x)/(1 + s) is e/((1 + e)(2 + e)).
    template <class L> XACT_INLINE L finish_derivative(const auto& begun, L x) const {
        const auto slope = [](auto at, auto e) XACT_INLINE_LAMBDA {
            const auto two_more = e + 2, inverse = math::in_double::inverse((e + 1) * two_more);
            return fma(at * e, inverse, math::in_double::log1p_unit(two_more * inverse));
        };
        return math::in_double::evaluate(slope, math::in_double::bounded(x), begun);
    }

    /// With g = s σ(-x)/(1 + s): g (2 + x (1 - 2s - g)).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const math::sigmoid_pair<L> s(L{value});
        const L up = math::round(s.upper), low = math::round(s.lower), rest = low / (1 + up);
        return V(math::round_product(rest * fma(s.bounded, (low - up) - up * rest, L(2)), s.upper));
    }
};

} // namespace v0
} // namespace xact
