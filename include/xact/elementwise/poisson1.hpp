#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/exp.hpp>

namespace xact {
inline namespace v0 {

/// The first Poisson function: a step that falls off exponentially, and grows so on the other side.
struct poisson1 {
    static constexpr facts about{.name = "poisson1",
                                 .formula = "(x - 1) e^-x",
                                 .source = "mlpack",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = 0,
                                 .slope_at_minus_inf = infinity,
                                 .slope_at_plus_inf = 0,
                                 .roots = {1},
                                 .slope_roots = {2}};

    template <class R> static R definition(R x) {
        using std::exp;
        return (x - 1) * exp(-x);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value);
        return V(math::exp_times(-x, bounded(x) - 1));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> x(value);
        return V(math::exp_times(-x, 2 - bounded(x)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(math::exp_times(-x, bounded(x) - 3));
    }

private:
    /// x, as far as e^-x is not 0 beside it.
    template <class V> static XACT_INLINE V bounded(V x) { return at_most(V(1000), x); }
};

} // namespace v0
} // namespace xact
