#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/sincos.hpp>

namespace xact {
inline namespace v0 {

/// Growing Cosine Unit: the input times its cosine.
struct gcu {
    static constexpr facts about{.name = "gcu",
                                 .formula = "x cos(x)",
                                 .source = "arXiv:2108.12943",
                                 .slope_at_minus_inf = no_limit,
                                 .slope_at_plus_inf = no_limit,
                                 .slope_roots = {-0.86033358901937976, 0.86033358901937976},
                                 .roots_everywhere_from = 0.78539816339744831};

    template <class R> static R definition(R x) {
        using std::cos;
        return x * cos(x);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value);
        return V(math::round_product(x, math::angle<lanes<V>>::of(x).cos()));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> x(value);
        const auto [s, c] = math::angle<lanes<V>>::of(x).both();
        return V(math::round(c - math::product_beside_one(x, s)));
    }

    /// -2 sin(x) - x cos(x).
    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        const auto [s, c] = math::angle<lanes<V>>::of(x).both();
        return V(fnma(x, c.hi, lanes<V>(-2) * s.hi));
    }
};

} // namespace v0
} // namespace xact
