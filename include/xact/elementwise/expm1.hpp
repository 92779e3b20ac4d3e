#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/expm1.hpp>

namespace xact {
inline namespace v0 {

/// The exponential less 1, which keeps its digits near 0.
struct expm1 {
    static constexpr facts about{.name = "expm1",
                                 .formula = "e^x - 1",
                                 .source = "elementary",
                                 .limit_at_minus_inf = -1,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_plus_inf = infinity};

    template <class R> static R definition(R x) {
        using std::expm1;
        return expm1(x);
    }

    template <value V, tier A = accurate_t> V operator()(V x, A = {}) const { return V(math::expm1(lanes<V>(x))); }

    /// e^x.
    template <value V, tier A = accurate_t> V derivative(V x, A = {}) const { return V(math::exp(lanes<V>(x))); }

    /// dy e^x, also where e^x alone would overflow or underflow.
    template <value V, tier A = accurate_t> V backward(V x, V dy, A = {}) const {
        return V(math::rounded_exp_times(lanes<V>(x), lanes<V>(dy)));
    }

    template <value V> V second_derivative(V x) const { return derivative(x); }

    template <value V> V derivative_from_output(V y) const { return V(lanes<V>(y) + 1); }
};

} // namespace v0
} // namespace xact
