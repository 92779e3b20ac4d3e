#pragma once

#include <cmath>
#include <limits>

#include <xact/core/forward.hpp>
#include <xact/math/expm1.hpp>
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
        using T = typename L::scalar;
        const L x(value);
        // w = e^x with its low word; beyond 40 it does not count.
        const auto [binade, rest, back] = math::shifted_exp(at_most(L(3.7), x));
        const L hi = fma(binade, rest, binade), w = hi * back, w_low = fma(binade, rest, binade - hi) * back;
        const auto [outer, outer_rest] = math::split_exp<-1>(math::dw<L>{-w, -w_low});
        const L half = fnma(outer, outer_rest, L(T(0.5)) - outer);
        return V(select(w < L(std::numeric_limits<T>::epsilon() / 16), w, half + half));
    }

    /// e^x exp(-e^x).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return V(math::gompertz_slope(lanes<V>(value), lanes<V>(1)));
    }

    /// -expm1(x) f'.
    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(-math::expm1(at_most(lanes<V>(50), x)) * math::gompertz_slope(x, lanes<V>(1)));
    }
};

} // namespace v0
} // namespace xact
