#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/fast_silu.hpp>
#include <xact/math/gate.hpp>

namespace xact {
inline namespace v0 {

/// Swish: the input, gated by the sigmoid of a multiple of it; silu is β = 1.
template <class P> struct basic_swish {
    P beta = P(1);

    static constexpr facts about{.name = "swish",
                                 .formula = "x σ(β x)",
                                 .source = "arXiv:1710.05941",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_roots = {-1.2784645427610738}};

    template <class R> R definition(R x) const {
        using std::exp;
        return x / (1 + exp(-R(beta) * x));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (fast_tier<A> && math::has_fast_pieces<L>)
            return V(math::either(
                math::is_one<L>(beta), [&] { return math::fast_silu(x); }, [&] { return (*this)(x, accurate); }));
        const auto z = scaled_input(x);
        // Where |β x| had to be bounded the gate is 0 beside any factor of moderate size.
        const auto in_double_words = [&] {
            const auto a = math::bounded_magnitude(z);
            const auto bounded = select(a.hi == abs(z.hi), math::finite(x), copysign(L(1), x));
            return math::gate(z.hi < 0, x, bounded, math::make_logistic(a).lower);
        };
        if constexpr (math::is_fused<L>) {
            // So that |x|, where the gate is not negligible, can be scaled up.
            const auto is_moderate =
                math::parameter_is<L>(beta, [](auto b) { return (b >= 0x1p-60f) | (b <= -0x1p-60f); });
            const auto in_single_words = [&] {
                const auto a = math::falling_argument(z);
                return math::falling_gate(x, select(a.hi == abs(z.hi), abs(x), L(1)), math::falling_exp(a));
            };
            return V(math::either(is_moderate, in_single_words, in_double_words));
        } else {
            return V(in_double_words());
        }
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (fast_tier<A> && math::has_fast_pieces<L>)
            return V(math::either(
                math::is_one<L>(beta), [&] { return math::fast_silu_slope(x); },
                [&] { return derivative(x, accurate); }));
        const auto z = scaled_input(x);
        if constexpr (math::is_fused<L>) {
            const auto a = math::falling_argument(z);
            return V(math::falling_gate_slope(z.hi < 0, math::dw<L>{L(1) - a.hi, -a.lo}, math::falling_exp_pair(a)));
        } else {
            const auto a = math::bounded_magnitude(z);
            return V(math::logistic_gate_slope(z.hi < 0, a, math::make_logistic(a)));
        }
    }

    template <value V> V second_derivative(V value) const {
        const auto a = math::bounded_magnitude(scaled_input(lanes<V>(value)));
        return V(math::rounded<lanes<V>>(beta) *
                 math::logistic_gate_curvature(lanes<V>(2), a.hi, math::make_logistic(a)));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.beta); }

    /// x² σ(β x) σ(-β x).
    template <value V> basic_swish<V> parameter_derivatives(V value) const {
        const lanes<V> x = math::finite(lanes<V>(value));
        const auto slope = math::sigmoid_slope(math::make_logistic(math::bounded_magnitude(scaled_input(x))));
        return {V(x * math::round_product(x, slope))};
    }

private:
    template <class V> XACT_INLINE math::dw<V> scaled_input(V x) const {
        return math::finite(x) * math::exact<V>(beta);
    }
};

using swish = basic_swish<double>;

} // namespace v0
} // namespace xact
