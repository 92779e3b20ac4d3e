#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/expm1.hpp>
#include <xact/math/gompertz.hpp>

namespace xact {
inline namespace v0 {

/// The Gumbel distribution, or Gompertz function: a sigmoid that reaches 0 sooner than 1.
struct gumbel_cdf {
    static constexpr facts about{.name = "gumbel_cdf",
                                 .formula = "exp(-e^-x)",
                                 .source = "Gumbel 1935",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = 1,
                                 .slope_at_plus_inf = 0,
                                 .aliases = {"gompertz", "log_log"}};

    template <class R> static R definition(R x) {
        using std::exp;
        return exp(-exp(-x));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        return V(math::gompertz_value(lanes<V>(value), lanes<V>(-1)));
    }

    /// e^-x exp(-e^-x).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return V(math::gompertz_slope(lanes<V>(value), lanes<V>(-1)));
    }

    /// expm1(-x) f'.
    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(math::expm1(at_most(lanes<V>(50), -x)) * math::gompertz_slope(x, lanes<V>(-1)));
    }
};

} // namespace v0
} // namespace xact
