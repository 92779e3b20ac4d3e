#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/erf.hpp>

namespace xact {
inline namespace v0 {

/// The error function.
struct erf {
    static constexpr facts about{.name = "erf",
                                 .formula = "erf(x)",
                                 .source = "elementary",
                                 .limit_at_minus_inf = -1,
                                 .limit_at_plus_inf = 1,
                                 .slope_at_plus_inf = 0};

    template <class R> static R definition(R x) {
        using std::erf;
        return erf(x);
    }

    template <value V, tier A = accurate_t> V operator()(V x, A = {}) const { return V(math::erf(lanes<V>(x))); }

    /// 2/√π e^(-x²).
    template <value V, tier A = accurate_t> V derivative(V x, A = {}) const { return V(math::erf_slope(lanes<V>(x))); }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(-2 * (math::finite(x) * math::erf_slope(x)));
    }
};

} // namespace v0
} // namespace xact
