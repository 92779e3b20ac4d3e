#pragma once

#include <xact/core/forward.hpp>

namespace xact {
inline namespace v0 {

/// ELU by straight lines: the identity above 0, half of it below, at least -1.
struct hard_elu {
    static constexpr facts about{.name = "hard_elu",
                                 .formula = "x >= 0 ? x : max(x / 2, -1)",
                                 .source = "BeeDNN",
                                 .limit_at_minus_inf = -1,
                                 .limit_at_plus_inf = infinity,
                                 .value = {.ulp = 0, .ulp_double = 0},
                                 .slope = {.ulp = 0, .ulp_double = 0},
                                 .kinks = {-2, 0}};
    static constexpr bool few_at_once = true;

    template <class R> static R definition(R x) { return x >= 0 ? x : x > -2 ? R(x / 2) : R(-1); }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(at_least(at_least(L(-1), L(0.5) * x), x));
    }

    /// f'(-2) = 0, f'(0) = 1.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return backward(value, V(lanes<V>(1)));
    }

    /// dy, its half, or 0, also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        return V(branches(lanes<V>(value), lanes<V>(-2), lanes<V>(dy)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(keep_nan(x, lanes<V>(0)));
    }

    template <value V> V derivative_from_output(V y) const {
        return V(branches(lanes<V>(y), lanes<V>(-1), lanes<V>(1)));
    }

private:
    /// g where x >= 0, half of it where x > `end`, else 0; NaN where x is NaN.
    template <class V> static XACT_INLINE V branches(V x, V end, V g) {
        return unless_negative(x - next_above(end), one_unless_negative(x, V(0.5)) * g);
    }
};

} // namespace v0
} // namespace xact
