#pragma once

#include <cmath>

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
                                 .slope = {.ulp = 1.1, .ulp_double = 1},
                                 .aliases = {"exponential"}};
    static constexpr bool has_fast = true;

    template <class R> static R definition(R x) {
        using std::exp;
        return exp(x);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        if constexpr (fast_tier<A> && math::has_fast_exp<lanes<V>>) return V(math::fast_exp(lanes<V>(value)));
        return V(math::exp(lanes<V>(value)));
    }

    template <value V, tier A = accurate_t> V derivative(V x, A tier = {}) const { return (*this)(x, tier); }

    /// dy e^x, also where e^x alone would overflow or underflow.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        if constexpr (fast_tier<A> && math::has_fast_exp<lanes<V>>)
            return V(math::fast_exp_product(lanes<V>(dy), at_least(lanes<V>(math::fast_exp_lowest<lanes<V>>),
                                                                   at_most(lanes<V>(170), lanes<V>(value)))));
        return V(math::rounded_exp_times(lanes<V>(value), lanes<V>(dy)));
    }

    template <value V> V second_derivative(V x) const { return (*this)(x); }

    template <value V> V derivative_from_output(V y) const { return y; }
};

} // namespace v0
} // namespace xact
