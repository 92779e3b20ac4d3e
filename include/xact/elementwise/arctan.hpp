#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/atan.hpp>

namespace xact {
inline namespace v0 {

/// The arc tangent.
struct arctan {
    static constexpr facts about{.name = "arctan",
                                 .formula = "atan(x)",
                                 .source = "elementary",
                                 .limit_at_minus_inf = -1.5707963267948966,
                                 .limit_at_plus_inf = 1.5707963267948966,
                                 .slope_at_plus_inf = 0,
                                 .aliases = {"atan"}};

    template <class R> static R definition(R x) {
        using std::atan;
        return atan(x);
    }

    template <value V, tier A = accurate_t> V operator()(V x, A = {}) const { return V(math::atan(lanes<V>(x))); }

    /// 1/(1 + x²).
    template <value V, tier A = accurate_t> V derivative(V x, A = {}) const { return V(slope(lanes<V>(x))); }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value), s = slope(x);
        return V(-2 * ((math::finite(x) * s) * s));
    }

private:
    template <class V> static XACT_INLINE V slope(V x) {
        return math::inverse_of_one_plus_square(math::without_subnormals(x));
    }
};

} // namespace v0
} // namespace xact
