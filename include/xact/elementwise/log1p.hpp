#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/log.hpp>

namespace xact {
inline namespace v0 {

/// The natural logarithm of 1 + x, which keeps its digits near 0.
struct log1p {
    static constexpr facts about{.name = "log1p",
                                 .formula = "ln(1 + x)",
                                 .source = "elementary",
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = no_limit,
                                 .slope_at_plus_inf = 0,
                                 .domain = {.lo = -1}};

    template <class R> static R definition(R x) {
        using std::log1p;
        return log1p(x);
    }

    template <value V, tier A = accurate_t> V operator()(V x, A = {}) const { return V(math::log1p(lanes<V>(x))); }

    /// 1/(1 + x).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> y = 1 + lanes<V>(value);
        return V(math::where_logarithm(y, 1 / y));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> y = 1 + lanes<V>(value), s = 1 / y;
        return V(math::where_logarithm(y, -s * s));
    }
};

} // namespace v0
} // namespace xact
