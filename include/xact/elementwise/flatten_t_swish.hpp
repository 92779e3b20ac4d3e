#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/gate.hpp>

namespace xact {
inline namespace v0 {

/// Flatten-T Swish: SiLU above 0, moved by a threshold T that is all there is below.
template <class P> struct basic_flatten_t_swish {
    P t = P(-0.2);

    static constexpr facts about{.name = "flatten_t_swish",
                                 .formula = "x >= 0 ? x σ(x) + T : T",
                                 .source = "arXiv:1812.06247",
                                 .limit_at_minus_inf = -0.2,
                                 .limit_at_plus_inf = infinity,
                                 .kinks = {0},
                                 .roots = {0.3420609780730212},
                                 .parameters = {"t"},
                                 .aliases = {"fts"}};

    template <class R> R definition(R x) const {
        using std::exp;
        return x >= 0 ? R(x / (1 + exp(-x)) + R(t)) : R(t);
    }

    /// The quotient is rounded with its sum, which is 0 near 0.34.
    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (math::is_fused<L>) {
            return V(from_exp(falling_exp(x), x));
        } else {
            const L a = bounded(x);
            const math::dw<L> threshold = math::exact<L>(t);
            const auto y = a * math::make_logistic(math::bounded_magnitude(a)).upper;
            return V(select(x > a, x + threshold.hi, math::round(y + threshold)));
        }
    }

    /// With AVX-512 1.1 times as slow.
    template <class L> XACT_INLINE auto begin(L x, accurate_t = {}) const requires(math::is_fused<L>&& L::size != 16) {
        return falling_exp(x);
    }
    template <class L> XACT_INLINE L finish(const math::power_and_rest<L>& e, L x) const { return from_exp(e, x); }

    /// f'(0) = 1/2, f' = 0 below.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return backward(value, V(lanes<V>(1)));
    }

    /// dy f'(x) where x >= 0, else 0, also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        using L = lanes<V>;
        const L x(value), g(dy);
        if constexpr (math::has_rising_exp<L>)
            return V(finish_backward(begin_derivative(x), x, g));
        else
            return V(where_open(x, g * math::logistic_gate_slope(x)));
    }

    template <class L> XACT_INLINE auto begin_derivative(L x, accurate_t = {}) const requires math::has_rising_exp<L> {
        return math::begin_logistic_gate_slope(x);
    }
    template <class L> XACT_INLINE L finish_derivative(const auto& begun, L x) const {
        return finish_backward(begun, x, L(1));
    }
    template <class L> XACT_INLINE L finish_backward(const auto& begun, L x, L dy) const {
        return where_open(x, dy * math::finish_logistic_gate_slope(begun, x));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        const auto a = math::bounded_magnitude(x);
        const auto curvature = math::logistic_gate_curvature(lanes<V>(2), a.hi, math::make_logistic(a));
        return V(select(x < 0, lanes<V>(0), curvature));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.t); }

    template <value V> basic_flatten_t_swish<V> parameter_derivatives(V value) const {
        return {V(keep_nan(lanes<V>(value), lanes<V>(1)))};
    }

private:
    /// x, as far as the gate is neither 0 nor 1.
    template <class L> static XACT_INLINE L bounded(L x) {
        return at_most(L(sizeof(typename L::scalar) == 4 ? 64 : 640), at_least(L(0), x));
    }
    template <class L> static XACT_INLINE math::power_and_rest<L> falling_exp(L x) {
        return math::short_exp<0>(-bounded(x));
    }
    /// a σ(a) + t, and what x exceeds a by, to 1.9 ulp.
    template <class L> XACT_INLINE L from_exp(const math::power_and_rest<L>& e, L x) const {
        const math::dw<L> threshold = math::exact<L>(t);
        const L a = bounded(x), excess = at_least(L(0), x) - a;
        return math::logistic_quotient<L>(e, math::rounded_sum{}).times_plus(a, {excess + threshold.hi, threshold.lo});
    }
    template <class L> static XACT_INLINE L where_open(L x, L slope) { return select(x < 0, L(0), slope); }
};

using flatten_t_swish = basic_flatten_t_swish<double>;

} // namespace v0
} // namespace xact
