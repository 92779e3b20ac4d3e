#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/softsign.hpp>

namespace xact {
inline namespace v0 {

/// Elliott's function: a softsign between 0 and 1.
struct elliott {
    static constexpr facts about{.name = "elliott",
                                 .formula = "x / (2 (1 + |x|)) + 1/2",
                                 .source = "Elliott 1993",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = 1,
                                 .slope_at_plus_inf = 0,
                                 .kinks = {0},
                                 .aliases = {"elliot"}};
    static constexpr bool few_at_once = true;

    template <class R> static R definition(R x) { return x > 0 ? R(1 - 1 / (2 * (1 + x))) : R(1 / (2 * (1 - x))); }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value), tail = lanes<V>(0.5) / (1 + math::abs(x));
        return V(select(x > 0, 1 - tail, tail));
    }

    /// 1/(2 (1 + |x|)²).
    template <value V, tier A = accurate_t> V derivative(V x, A = {}) const {
        return V(math::inverse_square_of_sum(lanes<V>(x), 0.5f));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(-sign(x) * math::inverse_square_of_sum(x) / (1 + math::abs(x)));
    }

    /// 2 min(y, 1 - y)².
    template <value V> V derivative_from_output(V value) const {
        const lanes<V> y(value), tail = at_most(1 - y, y);
        return V(2 * (tail * tail));
    }
};

} // namespace v0
} // namespace xact
