#pragma once

#include <cmath>

#include <xact/core/forward.hpp>

namespace xact {
inline namespace v0 {

/// A stair with slopes for steps: flat from each even number to the odd one above it, and up by 1 to the next.
struct stair {
    static constexpr facts about{.name = "stair",
                                 .formula = "⌊x/2⌋ + max(0, x - 2⌊x/2⌋ - 1)",
                                 .source = "Darknet",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = no_limit,
                                 .slope_at_plus_inf = no_limit,
                                 .value = {.ulp = 0.5, .ulp_double = 0.5},
                                 .slope = {.ulp = 0, .ulp_double = 0},
                                 .kinks = {-2, -1, 0, 1, 2, 3}};

    /// With the step's height inside of the maximum, where a small x < 0 keeps its digits.
    template <class R> static R definition(R x) {
        using std::floor;
        const R step = floor(R(x / 2)), rise = x - (step + 1);
        return rise > step ? rise : step;
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), step = floor(L(0.5) * x);
        // In this order an infinite step stays, whose rise is NaN.
        return V(at_least(x - (step + L(1)), step));
    }

    /// 1 above odd numbers, 0 above even ones; at an integer 0.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return backward(value, V(lanes<V>(1)));
    }

    /// dy where f'(x) is not 0, else 0, also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        using L = lanes<V>;
        // Half of the integer below x is exact, also where half of x is not: below the normal numbers.
        const L x(value), step = floor(L(0.5) * floor(x)), rise = x - fma(step, L(2), L(1));
        return V(where_positive(rise, L(dy))); // NaN for an infinite x
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(keep_nan(x - x, lanes<V>(0)));
    }
};

} // namespace v0
} // namespace xact
