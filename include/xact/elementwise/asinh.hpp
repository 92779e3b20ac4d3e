#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/asinh.hpp>

namespace xact {
inline namespace v0 {

/// The inverse hyperbolic sine.
struct asinh {
    static constexpr facts about{.name = "asinh",
                                 .formula = "asinh(x)",
                                 .source = "elementary",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_plus_inf = 0};

    template <class R> static R definition(R x) {
        using std::asinh;
        return asinh(x);
    }

    template <value V, tier A = accurate_t> V operator()(V x, A = {}) const { return V(math::asinh(lanes<V>(x))); }

    /// 1/√(1 + x²).
    template <value V, tier A = accurate_t> V derivative(V x, A = {}) const {
        return V(math::asinh_slope(lanes<V>(x)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value), s = math::asinh_slope(x);
        return V(-(((math::finite(x) * s) * s) * s));
    }
};

} // namespace v0
} // namespace xact
