#pragma once

#include <xact/core/forward.hpp>
#include <xact/math/abs.hpp>

namespace xact {
inline namespace v0 {

/// The absolute value.
struct abs {
    static constexpr facts about{.name = "abs",
                                 .formula = "|x|",
                                 .source = "elementary",
                                 .limit_at_minus_inf = infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = -1,
                                 .kinks = {0},
                                 .aliases = {"absolute", "vrelu"}};
    static constexpr bool few_at_once = true;

    template <class R> static R definition(R x) { return x > 0 ? x : x < 0 ? R(-x) : R(0); }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        return V(math::abs(lanes<V>(value)));
    }

    /// f'(0) = 0.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const { return V(sign(lanes<V>(value))); }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(keep_nan(x, lanes<V>(0)));
    }
};

} // namespace v0
} // namespace xact
