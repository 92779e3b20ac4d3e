#pragma once

#include <cmath>
#include <limits>

#include <xact/core/forward.hpp>
#include <xact/math/log.hpp>

namespace xact {
inline namespace v0 {

/// The logarithm of 1 - e^-x, for x >= 0.
struct log1mexp {
    static constexpr facts about{.name = "log1mexp",
                                 .formula = "ln(1 - e^-x)",
                                 .source = "Maechler 2012",
                                 .limit_at_plus_inf = -0.0,
                                 .slope_at_minus_inf = no_limit,
                                 .slope_at_plus_inf = 0,
                                 .domain = {.lo = 0}};
    static constexpr bool few_at_once = true;

    template <class R> static R definition(R x) {
        using std::exp;
        using std::expm1;
        using std::log;
        using std::log1p;
        return x < 0.6931471805599453 ? R(log(-expm1(-x))) : R(log1p(-exp(-x)));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        using T = typename L::scalar;
        const L x(value), tiny(T(sizeof(T) == 4 ? 0x1p-40 : 0x1p-60)), y = at_least(tiny, x);
        const auto z = math::exp_bounded(select(is_far(y), L(-1), -y));
        // 1 - e^-x is x itself where it is tiny.
        const auto difference = select(x < tiny, math::dw<L>{math::abs(x), L(0)}, -math::expm1_nonpositive(z));
        const L near = math::single_log(difference, L(0));
        // For large x the first terms of its series: -e^-x - e^-2x/2.
        const L e = math::round(math::exp(z)), far = -fma(e * e, L(0.5), e);
        const L r = select(x > L(T(sizeof(T) == 4 ? 12 : 26)), far, near);
        return V(math::where_logarithm_of(x, select(is_far(x), L(-0.0), r)));
    }

    /// 1/(e^x - 1).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), tiny(0x1p-60);
        const auto z = math::exp_bounded(-at_least(tiny, x));
        const L r = math::round(-math::reciprocal(math::expm1_nonpositive(z)) * math::exp(z));
        return V(math::where_logarithm(x, select(x > tiny, r, 1 / math::abs(x))));
    }

    /// -e^x/(e^x - 1)² = -f' (1 + f').
    template <value V> V second_derivative(V value) const {
        const lanes<V> s = derivative(lanes<V>(value));
        return V(-s * (1 + s));
    }

private:
    /// Whether e^-x is 0.
    template <class V> static XACT_INLINE typename V::condition is_far(V x) {
        return x > V(sizeof(typename V::scalar) == 4 ? 104 : 746);
    }
};

} // namespace v0
} // namespace xact
