#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/cbrt.hpp>

namespace xact {
inline namespace v0 {

/// The cube root, of negative numbers too.
struct cbrt {
    static constexpr facts about{.name = "cbrt",
                                 .formula = "∛x",
                                 .source = "elementary",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_plus_inf = 0};

    template <class R> static R definition(R x) {
        using std::cbrt;
        return x < 0 ? R(-cbrt(-x)) : R(cbrt(x));
    }

    template <value V, tier A = accurate_t> V operator()(V x, A = {}) const { return V(math::cbrt(lanes<V>(x))); }

    /// 1/(3 ∛x²); f'(0) is infinite.
    template <value V, tier A = accurate_t> V derivative(V x, A = {}) const { return V(math::cbrt_slope(lanes<V>(x))); }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(math::cbrt_slope(x) / x * lanes<V>(-2.0 / 3));
    }
};

} // namespace v0
} // namespace xact
