#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/elementwise/softplus.hpp>
#include <xact/math/expm1.hpp>

namespace xact {
inline namespace v0 {

/// The logarithm of the sigmoid: -softplus(-x), which does not overflow where σ(x) is 0.
struct log_sigmoid {
    static constexpr facts about{.name = "log_sigmoid",
                                 .formula = "-ln(1 + e^-x)",
                                 .source = "elementary",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = -0.0,
                                 .slope_at_minus_inf = 1,
                                 .slope_at_plus_inf = 0,
                                 .aliases = {"logsigmoid"}};
    static constexpr bool has_fast = true;

    template <class R> static R definition(R x) { return -softplus{}.definition(R(-x)); }

    template <value V, tier A = accurate_t> V operator()(V x, A tier = {}) const {
        return V(-softplus{}(-lanes<V>(x), tier));
    }

    /// σ(-x).
    template <value V, tier A = accurate_t> V derivative(V x, A tier = {}) const {
        return V(softplus{}.derivative(-lanes<V>(x), tier));
    }

    template <value V> V second_derivative(V x) const { return V(-softplus{}.second_derivative(lanes<V>(x))); }

    /// -expm1(y).
    template <value V> V derivative_from_output(V y) const { return V(-math::expm1(lanes<V>(y))); }
};

} // namespace v0
} // namespace xact
