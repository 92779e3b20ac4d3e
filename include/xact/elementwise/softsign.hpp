#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/softsign.hpp>

namespace xact {
inline namespace v0 {

/// Softsign: a sigmoid with slow tails.
struct softsign {
    static constexpr facts about{.name = "softsign",
                                 .formula = "x / (1 + |x|)",
                                 .source = "Turian et al. 2009",
                                 .limit_at_minus_inf = -1,
                                 .limit_at_plus_inf = 1,
                                 .slope_at_plus_inf = 0,
                                 .kinks = {0}};

    template <class R> static R definition(R x) {
        if (x > 1) return 1 / (1 + 1 / x);
        if (x < -1) return -1 / (1 - 1 / x);
        return x > 0 ? R(x / (1 + x)) : R(x / (1 - x));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x = math::finite(lanes<V>(value));
        return V(x / (1 + math::abs(x)));
    }

    /// 1/(1 + |x|)².
    template <value V, tier A = accurate_t> V derivative(V x, A = {}) const {
        return V(math::inverse_square_of_sum(lanes<V>(x)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(-2 * (sign(x) * math::inverse_square_of_sum(x) / (1 + math::abs(x))));
    }

    /// (1 - |y|)².
    template <value V> V derivative_from_output(V value) const {
        const lanes<V> d = 1 - math::abs(lanes<V>(value));
        return V(d * d);
    }
};

} // namespace v0
} // namespace xact
