#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/log.hpp>

namespace xact {
inline namespace v0 {

/// The natural logarithm.
struct log {
    static constexpr facts about{.name = "log",
                                 .formula = "ln(x)",
                                 .source = "elementary",
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = no_limit,
                                 .slope_at_plus_inf = 0,
                                 .roots = {1},
                                 .domain = {.lo = 0}};

    template <class R> static R definition(R x) {
        using std::log;
        return log(x);
    }

    template <value V, tier A = accurate_t> V operator()(V x, A = {}) const {
        return V(math::natural_log(lanes<V>(x)));
    }

    /// 1/x.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> x(value);
        return V(math::where_logarithm(x, 1 / math::abs(x)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value), s = 1 / math::abs(x);
        return V(math::where_logarithm(x, -s * s));
    }
};

} // namespace v0
} // namespace xact
