#pragma once

#include <xact/core/forward.hpp>

namespace xact {
inline namespace v0 {

/// The identity: no activation at all.
struct identity {
    static constexpr facts about{.name = "identity",
                                 .formula = "x",
                                 .source = "elementary",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = 1,
                                 .value = {.ulp = 0, .ulp_double = 0},
                                 .slope = {.ulp = 0, .ulp_double = 0},
                                 .aliases = {"linear"}};
    static constexpr bool few_at_once = true;

    template <class R> static R definition(R x) { return x; }

    template <value V, tier A = accurate_t> V operator()(V x, A = {}) const { return x; }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> x(value);
        return V(keep_nan(x, lanes<V>(1)));
    }

    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        return V(keep_nan(lanes<V>(value), lanes<V>(dy)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(keep_nan(x, lanes<V>(0)));
    }

    template <value V> V derivative_from_output(V y) const { return derivative(y); }
};

} // namespace v0
} // namespace xact
