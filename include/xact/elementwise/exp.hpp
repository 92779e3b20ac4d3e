#pragma once

#include <cmath>
#include <limits>

#include <xact/core/forward.hpp>
#include <xact/math/exp.hpp>
#include <xact/math/fast_exp.hpp>

namespace xact {
inline namespace v0 {

/// The exponential, subnormal results included.
struct exp {
    static constexpr facts about{.name = "exp",
                                 .formula = "e^x",
                                 .source = "elementary",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_plus_inf = infinity,
                                 .value = {.ulp = 1.1, .ulp_double = 1},
                                 .slope = {.ulp = 1.1, .ulp_double = 1}};

    template <class R> static R definition(R x) {
        using std::exp;
        return exp(x);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        if constexpr (fast_tier<A> && math::has_fast_pieces<lanes<V>>) return V(math::fast_exp(lanes<V>(value)));
        return V(math::exp(lanes<V>(value)));
    }

    template <value V, tier A = accurate_t> V derivative(V x, A tier = {}) const { return (*this)(x, tier); }

    /// dy e^x, also where e^x alone would overflow or underflow.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        using T = typename lanes<V>::scalar;
        const lanes<V> x(value), g(dy);
        // Far enough for any dy to bring the product to 0 or infinity.
        constexpr int far = sizeof(T) == 4 ? 200 : 1500;
        if constexpr (fast_tier<A> && math::has_fast_pieces<lanes<V>>)
            return V(math::fast_exp_product(g, at_least(lanes<V>(-far), at_most(lanes<V>(far), x))));
        const auto [m, k] = math::exp(math::dw<lanes<V>>{at_least(lanes<V>(-far), at_most(lanes<V>(far), x)), 0});
        const lanes<V> half = round_small(k * lanes<V>(0.5));
        const lanes<V> product = scale(scale(math::round_product(math::finite(g), m), half), k - half);
        const lanes<V> inf(std::numeric_limits<T>::infinity()), zero(0);
        const lanes<V> far_off = g * select((x > 0) & (g != 0), inf, zero),
                       infinite = g * select(x == -inf, zero, lanes<V>(1));
        return V(select(abs(g) == inf, infinite, select(abs(x) > far, far_off, product)));
    }

    template <value V> V second_derivative(V x) const { return (*this)(x); }

    template <value V> V derivative_from_output(V y) const { return y; }
};

} // namespace v0
} // namespace xact
