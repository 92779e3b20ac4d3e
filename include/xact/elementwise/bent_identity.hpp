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

    /// Near 0 the bend is x²/2 over √(x² + 1) + 1; further out the root is needed in two words.
    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), half(0.5), c = bounded(x), square = math::without_subnormals(c) * c;
        const auto exact_square = math::two_product(c, c);
        const auto root = math::sqrt(L(1) + exact_square);
        const L near = c + (half * square) / (root.hi + 1);
        const L far = math::round(c + math::times_power(L(-1) + root, half));
        const L line = x * select(x > 0, L(1.5), half);
        return V(select(math::abs(x) > limit<L>(), line, select(math::abs(x) < 1, near, far)));
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
