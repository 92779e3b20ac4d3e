#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/log.hpp>

namespace xact {
inline namespace v0 {

/// The logarithm of the odds, the sigmoid's inverse, for x in [0, 1].
struct logit {
    static constexpr facts about{.name = "logit",
                                 .formula = "ln(x / (1 - x))",
                                 .source = "Berkson 1944",
                                 .slope_at_minus_inf = no_limit,
                                 .slope_at_plus_inf = no_limit,
                                 .roots = {0.5},
                                 .domain = {.lo = 0, .hi = 1}};

    template <class R> static R definition(R x) {
        using std::log;
        using std::log1p;
        return log(x) - log1p(-x);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), inf(infinity);
        const auto odds = math::dw<L>{x, L(0)} / math::two_sum(L(1), -x);
        const L r = select(x < 1, math::single_log(odds, L(0)), select(x == 1, inf, L(no_limit)));
        return V(math::where_logarithm_of(x, r));
    }

    /// 1/(x - x²).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        L s = x;
        if constexpr (math::is_fused<L>)
            s = 1 / math::abs(fnma(x, x, x));
        else
            s = select(x > L(0x1p-60), math::round(math::reciprocal(x * math::two_sum(L(1), -x))), 1 / math::abs(x));
        return V(select((x >= 0) & (x <= 1), select(x == 1, L(infinity), s), L(no_limit)));
    }

    /// (2x - 1)/(x (1 - x))².
    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value), s = derivative(x);
        return V(((2 * x - 1) * s) * s);
    }
};

} // namespace v0
} // namespace xact
