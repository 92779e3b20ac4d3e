#pragma once

#include <xact/core/forward.hpp>
#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {

/// A bell of parabolas on [-2, 2]: the square radial basis function.
struct sq_rbf {
    static constexpr facts about{.name = "sq_rbf",
                                 .formula = "|x| <= 1 ? 1 - x²/2 : max(0, 2 - |x|)²/2",
                                 .source = "BeeDNN",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = 0,
                                 .slope_at_plus_inf = 0,
                                 .kinks = {-2, -1, 1, 2},
                                 .roots = {-2, 2},
                                 .slope_roots = {-2, 2}};

    template <class R> static R definition(R x) {
        const R t = x < 0 ? R(-x) : x;
        return t <= 1 ? R(1 - x * x / 2) : t < 2 ? R((2 - t) * (2 - t) / 2) : R(0);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), t = math::abs(x), half(0.5), rest = at_least(L(0), L(2) - t);
        const L bounded = at_most(L(1), t);
        return V(select(t <= 1, fnma(half * bounded, bounded, L(1)), half * (rest * rest)));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), t = math::abs(x);
        // The smaller of |x| and 2 - |x|, not below 0.
        return V(copysign(at_least(L(0), at_most(L(2) - t, t)), -x));
    }

    /// dy·f'(x), 0 where |x| >= 2, also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(keep_nan(x, select(math::abs(x) < L(2), L(dy) * derivative(x), L(0))));
    }

    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value), t = math::abs(x);
        return V(keep_nan(x, select(t <= 1, L(-1), select(t < 2, L(1), L(0)))));
    }
};

} // namespace v0
} // namespace xact
