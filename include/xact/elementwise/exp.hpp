#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/exp.hpp>

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
                                 .value = {.ulp = 1, .ulp_double = 1},
                                 .slope = {.ulp = 1, .ulp_double = 1}};

    template <class R> static R definition(R x) {
        using std::exp;
        return exp(x);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        return V(math::round(math::exp(math::exp_bounded(lanes<V>(value)))));
    }

    template <value V, tier A = accurate_t> V derivative(V x, A tier = {}) const { return (*this)(x, tier); }

    template <value V> V second_derivative(V x) const { return (*this)(x); }

    template <value V> V derivative_from_output(V y) const { return y; }
};

} // namespace v0
} // namespace xact
