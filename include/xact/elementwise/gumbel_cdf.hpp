#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
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

    template <value V> V second_derivative(V value) const {
        const auto g = parts(lanes<V>(value));
        return V((g.w.hi - 1) * g.product());
    }

private:
    template <class V> static XACT_INLINE math::gompertz<V> parts(V x) {
        return {math::dw<V>{-x, V(0)}, math::dw<V>{V(1), V(0)}};
    }
};

} // namespace v0
} // namespace xact
