#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/sincos.hpp>

namespace xact {
inline namespace v0 {

/// The smaller of the input and its sine: the identity below 0, the sine above.
struct min_sin {
    static constexpr facts about{.name = "min_sin",
                                 .formula = "min(x, sin(x))",
                                 .source = "arXiv:1710.05941",
                                 .limit_at_minus_inf = -infinity,
                                 .slope_at_minus_inf = 1,
                                 .slope_at_plus_inf = no_limit,
                                 .slope_roots = {1.5707963267948966},
                                 .roots_everywhere_from = 1.5707963267948966};

    template <class R> static R definition(R x) {
        using std::sin;
        return x < 0 ? x : R(sin(x));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value);
        return V(select(x < 0, x, math::short_angle<lanes<V>>::of(above(x)).sin()));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> x(value);
        return V(select(x < 0, lanes<V>(1), math::short_angle<lanes<V>>::of(above(x)).cos()));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(select(x < 0, lanes<V>(0), -math::short_angle<lanes<V>>::of(above(x)).sin()));
    }

private:
    /// x >= 0, or 0: so that no other branch of the sine is taken for a large negative x. -0 stays.
    template <class V> static XACT_INLINE V above(V x) { return select(x < 0, V(0), x); }
};

} // namespace v0
} // namespace xact
