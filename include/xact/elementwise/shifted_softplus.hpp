#pragma once

#include <cmath>

#include <xact/elementwise/sigmoid.hpp>
#include <xact/math/falling.hpp>
#include <xact/math/log.hpp>

namespace xact {
inline namespace v0 {

/// Softplus less ln 2, which is 0 at 0: SchNet's. Not by that difference, which loses all digits there.
struct shifted_softplus {
    static constexpr facts about{.name = "shifted_softplus",
                                 .formula = "ln((1 + e^x)/2)",
                                 .source = "arXiv:1706.08566",
                                 .limit_at_minus_inf = -0.69314718055994531,
                                 .limit_at_plus_inf = infinity};

    template <class R> static R definition(R x) {
        using std::expm1;
        using std::log1p;
        return x > 0 ? R(x + log1p(expm1(-x) / 2)) : R(log1p(expm1(x) / 2));
    }

    /// ln(1 + (e^-|x| - 1)/2), and x more for x > 0.
    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const auto half = math::times_power(math::falling_expm1(-math::abs(x)), L(0.5));
        return V(at_least(L(0), x) + math::log1p_of_finite(half, L(0)));
    }

    template <value V, tier A = accurate_t> V derivative(V x, A tag = {}) const { return sigmoid{}(x, tag); }
    template <value V> V second_derivative(V x) const { return sigmoid{}.derivative(x); }
};

} // namespace v0
} // namespace xact
