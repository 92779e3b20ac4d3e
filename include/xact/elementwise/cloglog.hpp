#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/gompertz.hpp>

namespace xact {
inline namespace v0 {

/// The complementary log-log link's inverse: a sigmoid that reaches 1 sooner than 0.
struct cloglog {
    static constexpr facts about{.name = "cloglog",
                                 .formula = "1 - exp(-e^x)",
                                 .source = "elementary",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = 1,
                                 .slope_at_plus_inf = 0,
                                 .aliases = {"complementary_log_log"}};

    template <class R> static R definition(R x) {
        using std::exp;
        using std::expm1;
        return -expm1(-exp(x));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const math::gompertz<L> g = parts(L(value));
        const L tail = math::round(g.inner), usual = -math::round(math::expm1_nonpositive(-g.w));
        return V(keep_nan(
            g.z.hi, select(g.inner.exponent < L(-std::numeric_limits<typename L::scalar>::digits - 8), tail, usual)));
    }

    /// e^x exp(-e^x).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return V(parts(lanes<V>(value)).product());
    }

    template <value V> V second_derivative(V value) const {
        const auto g = parts(lanes<V>(value));
        return V((1 - g.w.hi) * g.product());
    }

private:
    template <class V> static XACT_INLINE math::gompertz<V> parts(V x) {
        return {math::dw<V>{x, V(0)}, math::dw<V>{V(1), V(0)}};
    }
};

} // namespace v0
} // namespace xact
