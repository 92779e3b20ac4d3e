#pragma once

#include <xact/core/forward.hpp>

namespace xact {
inline namespace v0 {

/// ReLU²: the square of the positive part.
struct relu_squared {
    static constexpr facts about{.name = "relu_squared",
                                 .formula = "max(0, x)²",
                                 .source = "arXiv:2109.08668",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_plus_inf = infinity,
                                 .kinks = {0},
                                 .aliases = {"relu2", "squared_relu"}};
    static constexpr bool few_at_once = true;

    template <class R> static R definition(R x) { return x > 0 ? R(x * x) : R(0); }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const auto r = at_least(lanes<V>(0), lanes<V>(value));
        return V(r * r);
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const auto r = at_least(lanes<V>(0), lanes<V>(value));
        return V(r + r);
    }

    /// dy f'(x), and for x <= 0, 0 also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        const lanes<V> x(value);
        return V(where_positive(x, (x + x) * lanes<V>(dy)));
    }

    template <value V> V second_derivative(V value) const { return V(where_positive(lanes<V>(value), lanes<V>(2))); }
};

} // namespace v0
} // namespace xact
