#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/sinc.hpp>

namespace xact {
inline namespace v0 {

/// The cardinal sine, not normalised: f(0) = 1.
struct sinc {
    static constexpr facts about{.name = "sinc",
                                 .formula = "sin(x) / x",
                                 .source = "arXiv:2402.09092",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = 0,
                                 .slope_at_plus_inf = 0,
                                 .roots = {-3.1415926535897931, 3.1415926535897931},
                                 .slope_roots = {-4.4934094579090642, 4.4934094579090642},
                                 .roots_everywhere_from = 2.2467047289545321};

    template <class R> static R definition(R x) {
        using std::sin;
        // A series near 0, where the slope of the quotient loses its digits.
        const R square = x * x;
        if (square < R(1e-6))
            return 1 - square / 6 * (1 - square / 20 * (1 - square / 42 * (1 - square / 72 * (1 - square / 110))));
        return sin(x) / x;
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        return V(math::round(math::sinc_parts<lanes<V>>(lanes<V>(value)).value));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return V(math::sinc_parts<lanes<V>>(lanes<V>(value)).slope);
    }

    template <value V> V second_derivative(V value) const {
        return V(math::sinc_parts<lanes<V>>(lanes<V>(value)).curvature());
    }
};

} // namespace v0
} // namespace xact
