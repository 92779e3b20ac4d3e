#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/logistic.hpp>
#include <xact/math/tanh.hpp>

namespace xact {
inline namespace v0 {

/// The larger of the input and its sigmoid.
struct max_sigmoid {
    static constexpr facts about{.name = "max_sigmoid",
                                 .formula = "max(x, σ(x))",
                                 .source = "arXiv:1710.05941",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = infinity,
                                 .kinks = {0.65904606840740666}};

    template <class R> static R definition(R x) {
        using std::exp;
        const R s = 1 / (1 + exp(-x));
        return x > s ? x : s;
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value);
        return V(select(x > crossing<lanes<V>>(), x, math::sigmoid(x)));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> x(value);
        return V(select(x > crossing<lanes<V>>(), lanes<V>(1), math::sigmoid_slope(x)));
    }

    /// σ(x) σ(-x) (1 - 2σ(x)) below the kink, 0 above.
    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        const auto t = math::tanh(x * lanes<V>(-0.5));
        return V(select(x > crossing<lanes<V>>(), lanes<V>(0), t * math::sigmoid_slope(x)));
    }

private:
    /// x = σ(x), rounded down in float and in double: every larger number is above it.
    template <class V> static XACT_INLINE V crossing() { return V(0x1.516e7c7cbc006p-1); }
};

} // namespace v0
} // namespace xact
