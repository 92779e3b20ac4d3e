#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/logistic.hpp>
#include <xact/math/tanh.hpp>

namespace xact {
inline namespace v0 {

/// The larger of the input and its hyperbolic tangent: the identity above 0, the tangent below.
struct max_tanh {
    static constexpr facts about{.name = "max_tanh",
                                 .formula = "max(x, tanh(x))",
                                 .source = "arXiv:1710.05941",
                                 .limit_at_minus_inf = -1,
                                 .limit_at_plus_inf = infinity};

    template <class R> static R definition(R x) {
        using std::tanh;
        return x > 0 ? x : R(tanh(x));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value);
        return V(select(x > 0, x, math::tanh(x)));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> x(value);
        return V(select(x > 0, lanes<V>(1), slope_below(x)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(select(x > 0, lanes<V>(0), -2 * (math::tanh(x) * slope_below(x))));
    }

    /// 1 - y² for y <= 0, which is where the input was.
    template <value V> V derivative_from_output(V value) const {
        const lanes<V> y(value);
        return V(select(y > 0, lanes<V>(1), (1 - y) * (1 + y)));
    }

private:
    /// 4σ(2x) σ(-2x).
    template <class V> static XACT_INLINE V slope_below(V x) { return math::sigmoid_slope<2>(x + x); }
};

} // namespace v0
} // namespace xact
