#pragma once

#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/ramp.hpp>

namespace xact {
inline namespace v0 {

/// Hard Swish: the input, gated by a ramp from 0 to 1.
template <class P> struct basic_hard_swish {
    P alpha = P(1.0 / 6);
    P beta = P(0.5);

    static constexpr facts about{.name = "hard_swish",
                                 .formula = "x min(max(α x + β, 0), 1)",
                                 .source = "arXiv:1905.02244",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .kinks = {-3, 3},
                                 .roots = {-3},
                                 .slope_roots = {-1.5},
                                 .parameters = {"alpha", "beta"},
                                 .aliases = {"hard_silu", "hswish"}};

    template <class R> R definition(R x) const {
        const R height = ramp().template exact_alpha<R>() * x + R(beta);
        return height <= 0 ? R(0) : height >= 1 ? x : R(x * height);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), height = ramp()(x);
        return V(shut_unless_positive(height, x * at_most(L(1), height)));
    }

    /// f'(-3) = 0, f'(3) = 1 for the default parameters.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return V(prepared_derivative<lanes<V>>().derivative(lanes<V>(value)));
    }

    /// dy f'(x), and where f' is 0, 0 also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        return V(prepared_derivative<lanes<V>>().backward(lanes<V>(value), lanes<V>(dy)));
    }

    template <class L> struct derivative_in_registers {
        math::ramp<P> ramp;
        math::ramp_interval<L> kinks;
        math::dw<L> twice_slope;
        L left, tiny; // the latter keeps subnormal numbers out beside a β that is not 0

        template <tier A = accurate_t> XACT_INLINE L derivative(L x, A = {}) const {
            const L middle = ramp.plus_beta(twice_slope, x + tiny);
            return select(x <= kinks.low, left, select(x >= kinks.high, L(1) - left, middle));
        }
        template <tier A = accurate_t> XACT_INLINE L backward(L x, L dy, A = {}) const {
            return math::gradient_unless_flat(derivative(x), dy);
        }
    };
    template <class L> XACT_INLINE derivative_in_registers<L> prepared_derivative() const {
        const auto r = ramp();
        const L left = select(r.template falls<L>(), L(1), L(0));
        const L tiny = select(math::rounded<L>(beta) == 0, L(0), L(math::far_below_one<typename L::scalar>));
        return {r, r.template kinks<L>(), r.template twice_slope<L>(), left, tiny};
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value), a = math::rounded<lanes<V>>(alpha);
        return V(ramp().where_open(x, a + a));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.beta); }

    template <value V> basic_hard_swish<V> parameter_derivatives(V value) const {
        const lanes<V> x(value);
        return {V(ramp().where_open(x, x * x)), V(ramp().where_open(x, x))};
    }

private:
    XACT_INLINE math::ramp<P> ramp() const { return {alpha, beta}; }
};

using hard_swish = basic_hard_swish<double>;

} // namespace v0
} // namespace xact
