#pragma once

#include <xact/core/forward.hpp>
#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {

/// The inverse of a parabola, the density of Cauchy's distribution but for its scale.
struct inverse_quadratic {
    static constexpr facts about{.name = "inverse_quadratic",
                                 .formula = "1 / (1 + x²)",
                                 .source = "mlpack",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = 0,
                                 .slope_at_plus_inf = -0.0};

    template <class R> static R definition(R x) { return 1 / (1 + x * x); }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value);
        return V(lanes<V>(1) / fma(x, x, lanes<V>(1)));
    }

    /// -2 x f(x)².
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        // Beyond this limit f' is 0.
        const L x(value), limit(sizeof(typename L::scalar) == 4 ? 0x1p60 : 0x1p400);
        const L bounded = at_least(-limit, at_most(limit, x));
        const auto f = math::reciprocal(L(1) + math::two_product(bounded, bounded));
        // In units of 1/limit, so that no low word is below the smallest number.
        return V(math::round(((L(-2) * (limit * bounded)) * f) * f) * (L(1) / limit));
    }

    /// f² (6 - 8 f).
    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value), f = (*this)(x);
        return V(f * (f * fnma(lanes<V>(8), f, lanes<V>(6))));
    }
};

} // namespace v0
} // namespace xact
