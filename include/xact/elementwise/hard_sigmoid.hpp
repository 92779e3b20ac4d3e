#pragma once

#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/ramp.hpp>
#include <xact/math/straight.hpp>

namespace xact {
inline namespace v0 {

/// Hard sigmoid: a ramp from 0 to 1.
template <class P> struct basic_hard_sigmoid {
    P alpha = P(1.0 / 6);
    P beta = P(0.5);

    static constexpr facts about{.name = "hard_sigmoid",
                                 .formula = "min(max(α x + β, 0), 1)",
                                 .source = "arXiv:1905.02244",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = 1,
                                 .slope_at_plus_inf = 0,
                                 .kinks = {-3, 3},
                                 .roots = {-3},
                                 .parameters = {"alpha", "beta"},
                                 .aliases = {"hard_logistic"}};
    static constexpr bool few_at_once = true;

    template <class R> R definition(R x) const {
        const R height = ramp().template exact_alpha<R>() * x + R(beta);
        return height <= 0 ? R(0) : height >= 1 ? R(1) : height;
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        return V(at_least(L(0), at_most(L(1), ramp()(L(value)))));
    }

    /// f'(-3) = f'(3) = 0 for the default parameters.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return V(ramp().where_open(lanes<V>(value), math::rounded<lanes<V>>(alpha)));
    }

    /// dy α on the ramp, else 0, also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        return V(prepared_derivative<lanes<V>>().backward(lanes<V>(value), lanes<V>(dy)));
    }

    template <class L> struct derivative_in_registers {
        L slope;
        math::ramp_interval<L> kinks;

        template <tier A = accurate_t> XACT_INLINE L backward(L x, L dy, A = {}) const {
            return kinks.where_open(x, slope * dy);
        }
    };
    template <class L> XACT_INLINE derivative_in_registers<L> prepared_derivative() const {
        // Where α is 0 nothing is on the ramp.
        const auto is_flat = math::as_condition<L>(math::is_zero<L>(alpha));
        const auto kinks = ramp().template kinks<L>();
        return {math::rounded<L>(alpha), {select(is_flat, L(0), kinks.low), select(is_flat, L(0), kinks.high)}};
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(keep_nan(x, lanes<V>(0)));
    }

    template <value V> V derivative_from_output(V value) const {
        const lanes<V> y(value), a = math::rounded<lanes<V>>(alpha);
        return V(keep_nan(y, select((y > 0) & (y < 1), a, lanes<V>(0))));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.beta); }

    template <value V> basic_hard_sigmoid<V> parameter_derivatives(V value) const {
        const lanes<V> x(value);
        return {V(ramp().where_open(x, x)), V(ramp().where_open(x, lanes<V>(1)))};
    }

private:
    XACT_INLINE math::ramp<P> ramp() const { return {alpha, beta}; }
};

using hard_sigmoid = basic_hard_sigmoid<double>;

} // namespace v0
} // namespace xact
