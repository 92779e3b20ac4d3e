#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {

/// The identity, bent: its slope goes from 1/2 to 3/2.
struct bent_identity {
    static constexpr facts about{.name = "bent_identity",
                                 .formula = "x + (√(x² + 1) - 1) / 2",
                                 .source = "elementary",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = 0.5,
                                 .slope_at_plus_inf = 1.5};

    template <class R> static R definition(R x) {
        using std::sqrt;
        return x + x * (x / (2 * (sqrt(x * x + 1) + 1)));
    }

    /// x + x/2·x/(√(x² + 1) + 1), but below -1, where that cancels, x/2 - (1 - 1/(√(x² + 1) - x))/2.
    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), one(1), half(0.5), half_x = half * x, c = bounded(math::without_subnormals(x));
        const auto low = x < -1;
        const L ratio = select(low, one, c) / (sqrt(math::one_plus_square(c)) + select(low, math::abs(x), one));
        return V(fma(select(low, half, half_x), ratio, select(low, half_x - half, x)));
    }

    /// 1 + x/(2 √(x² + 1)).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L c = bounded(math::without_subnormals(L(value)));
        return V(1 + (L(0.5) * c) / sqrt(math::one_plus_square(c)));
    }

    /// 1/(2 √(x² + 1)³).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L c = bounded(math::without_subnormals(L(value))), r = 1 / sqrt(math::one_plus_square(c));
        return V(L(0.5) * (r * r * r));
    }

private:
    /// Beyond it √(x² + 1) - 1 is |x|.
    template <class V> static XACT_INLINE V limit() { return V(0x1p60); }
    template <class V> static XACT_INLINE V bounded(V x) { return at_least(-limit<V>(), at_most(limit<V>(), x)); }
};

} // namespace v0
} // namespace xact
