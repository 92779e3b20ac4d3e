#pragma once

#include <xact/core/forward.hpp>
#include <xact/math/abs.hpp>

namespace xact {
inline namespace v0 {

/// Square non-linearity: two parabolas from -1 to 1, the shape of tanh without an exponential.
struct sqnl {
    static constexpr facts about{.name = "sqnl",
                                 .formula = "|x| <= 2 ? x - x |x| / 4 : sgn(x)",
                                 .source = "Wuraola & Patel 2018",
                                 .limit_at_minus_inf = -1,
                                 .limit_at_plus_inf = 1,
                                 .slope_at_plus_inf = 0,
                                 .kinks = {-2, 0, 2},
                                 .slope_roots = {-2, 2},
                                 .aliases = {"smooth_tanh"}};

    template <class R> static R definition(R x) {
        return x >= 2 ? R(1) : x <= -2 ? R(-1) : x > 0 ? R(x * (1 - x / 4)) : R(x * (1 + x / 4));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), a = at_most(L(2), math::abs(x));
        return V(copysign(fnma(L(0.25) * a, a, a), x));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        return V(at_least(L(0), fnma(math::abs(L(value)), L(0.5), L(1))));
    }

    /// dy f'(x), and beyond ±2, 0 also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        const lanes<V> slope(derivative(value));
        return V(where_positive(slope, slope * lanes<V>(dy)));
    }

    /// -sgn(x)/2 within ±2.
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value);
        return V(keep_nan(x, select(math::abs(x) < 2, L(-0.5) * sign(x), L(0))));
    }

    template <value V> V derivative_from_output(V y) const {
        using L = lanes<V>;
        return V(sqrt(at_least(L(0), L(1) - math::abs(L(y)))));
    }
};

} // namespace v0
} // namespace xact
