#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/fast_logistic.hpp>
#include <xact/math/logistic.hpp>
#include <xact/math/tanh.hpp>

namespace xact {
inline namespace v0 {

/// The logistic function.
struct sigmoid {
    static constexpr facts about{.name = "sigmoid",
                                 .formula = "1 / (1 + e^-x)",
                                 .source = "Verhulst 1838",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = 1,
                                 .slope_at_plus_inf = 0,
                                 .aliases = {"logistic", "expit"}};
    static constexpr bool has_fast = true;

    template <class R> static R definition(R x) {
        using std::exp;
        return 1 / (1 + exp(-x));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        if constexpr (fast_tier<A> && math::has_fast_quotients<lanes<V>>) return V(math::fast_sigmoid(lanes<V>(value)));
        return V(math::sigmoid(lanes<V>(value)));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        if constexpr (fast_tier<A> && math::has_fast_quotients<lanes<V>>)
            return V(math::fast_sigmoid_slope(lanes<V>(value)));
        return V(math::sigmoid_slope(lanes<V>(value)));
    }

    /// σ(x) σ(-x) (1 - 2σ(x)), the last factor as -tanh(x/2).
    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        const auto a = math::bounded_magnitude(x);
        const auto t = math::round(math::tanh_nonnegative(math::times_power(a, lanes<V>(0.5))));
        return V(math::round_product(copysign(t, -x), math::sigmoid_slope(math::make_logistic(a))));
    }

    /// y (1 - y).
    template <value V> V derivative_from_output(V value) const {
        const lanes<V> y(value);
        return V(y * (1 - y));
    }
};

} // namespace v0
} // namespace xact
