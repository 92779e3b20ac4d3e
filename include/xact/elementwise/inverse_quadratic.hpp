#pragma once

#include <xact/core/forward.hpp>
#include <xact/math/falling.hpp>

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
        return V(math::inverse_of_one_plus_square(lanes<V>(value)));
    }

    /// -2 x f(x)².
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        // Beyond this limit f' is 0.
        const L x(value), limit(sizeof(typename L::scalar) == 4 ? 0x1p60 : 0x1p400);
        const L bounded = at_least(-limit, at_most(limit, x));
        if constexpr (math::is_fused<L>) {
            // f = r (1 + c), c from x r, so that what x² and 1 + x² lose does not count.
            const L r = math::reciprocal_seed(fma(bounded, bounded, L(1)));
            const auto n = math::two_product(bounded, r);
            const L c = fnma(n.lo, bounded, fnma(n.hi, bounded, L(1)) - r), twice = r + r;
            return V(-fma(n.hi, twice, twice * fma(c + c, n.hi, n.lo)));
        } else {
            const auto square = math::two_product_beside_one(bounded, bounded);
            const auto f = math::reciprocal(L(1) + square);
            // In units of 1/limit, so that no low word is below the smallest number.
            return V(math::round(((L(-2) * (limit * bounded)) * f) * f) * (L(1) / limit));
        }
    }

    /// f² (6 - 8 f).
    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value), f = (*this)(x);
        return V(f * (f * fnma(lanes<V>(8), f, lanes<V>(6))));
    }
};

} // namespace v0
} // namespace xact
