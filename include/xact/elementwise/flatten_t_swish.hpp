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
        const L x(value), a = at_most(L(sizeof(typename L::scalar) == 4 ? 64 : 640), at_least(L(0), x));
        const math::dw<L> threshold = math::exact<L>(t);
        if constexpr (math::is_fused<L>) {
            const math::logistic_quotient<L> gate(math::short_exp<0>(-a));
            return V(select(x > a, x + threshold.hi, gate.times_plus(a, threshold)));
        } else {
            const auto y = a * math::make_logistic(math::bounded_magnitude(a)).upper;
            return V(select(x > a, x + threshold.hi, math::round(y + threshold)));
        }
    }

    /// f'(0) = 1/2, f' = 0 below.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return backward(value, V(lanes<V>(1)));
    }

    /// dy f'(x) where x >= 0, else 0, also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        const lanes<V> x(value);
        return V(select(x < 0, lanes<V>(0), lanes<V>(dy) * math::logistic_gate_slope(x)));
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
};

using flatten_t_swish = basic_flatten_t_swish<double>;

} // namespace v0
} // namespace xact
