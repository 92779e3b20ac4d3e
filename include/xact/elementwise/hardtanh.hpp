#pragma once

#include <xact/elementwise/clamp.hpp>

namespace xact {
inline namespace v0 {

/// Hard tanh: the identity within ±1.
struct hardtanh {
    static constexpr facts about{.name = "hardtanh",
                                 .formula = "min(max(x, -1), 1)",
                                 .source = "Collobert 2004",
                                 .limit_at_minus_inf = -1,
                                 .limit_at_plus_inf = 1,
                                 .slope_at_plus_inf = 0,
                                 .kinks = {-1, 1},
                                 .aliases = {"hard_tanh", "hardtan"}};
    static constexpr bool few_at_once = true;

    template <class R> static R definition(R x) { return general.definition(x); }

    template <value V, tier A = accurate_t> V operator()(V x, A tier = {}) const { return general(x, tier); }

    /// f'(-1) = f'(1) = 0.
    template <value V, tier A = accurate_t> V derivative(V x, A tier = {}) const { return general.derivative(x, tier); }

    /// dy where f'(x) is not 0, else 0, also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V x, V dy, A tier = {}) const {
        return general.backward(x, dy, tier);
    }

    template <value V> V second_derivative(V x) const { return general.second_derivative(x); }

    template <value V> V derivative_from_output(V y) const { return general.derivative_from_output(y); }

private:
    static constexpr clamp general{.lo = -1, .hi = 1};
};

} // namespace v0
} // namespace xact
