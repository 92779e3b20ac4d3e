#pragma once

#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/threshold.hpp>

namespace xact {
inline namespace v0 {

/// Hard shrinkage: the identity, but 0 within ±λ.
template <class P> struct basic_hard_shrink {
    P lambda = P(0.5);

    static constexpr facts about{.name = "hard_shrink",
                                 .formula = "|x| > λ ? x : 0",
                                 .source = "Donoho & Johnstone 1994",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = 1,
                                 .kinks = {-0.5, 0.5},
                                 .parameters = {"lambda"},
                                 .aliases = {"magnitude_threshold"}};
    static constexpr bool few_at_once = true;

    /// Throws unless λ >= 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(lambda >= 0)) detail::fail_parameter(about.name, "lambda", double(lambda), "at least 0");
    }

    template <class R> R definition(R x) const { return x > R(lambda) || x < -R(lambda) ? x : R(0); }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value);
        return V(select(math::abs(x) <= math::not_above<lanes<V>>(lambda), copysign(lanes<V>(0), x), x));
    }

    /// f'(±λ) = 0.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return backward(value, V(lanes<V>(1)));
    }

    /// dy where |x| > λ, else 0, also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(keep_nan(x, select(math::abs(x) > math::not_above<L>(lambda), L(dy), L(0))));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(keep_nan(x, lanes<V>(0)));
    }

    template <value V> V derivative_from_output(V value) const {
        const lanes<V> y(value);
        return V(keep_nan(y, select(y == 0, lanes<V>(0), lanes<V>(1))));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.lambda); }

    /// 0: λ moves nothing but the jump.
    template <value V> basic_hard_shrink<V> parameter_derivatives(V x) const { return {second_derivative(x)}; }
};

using hard_shrink = basic_hard_shrink<double>;

} // namespace v0
} // namespace xact
