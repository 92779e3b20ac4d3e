#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/sincos.hpp>

namespace xact {
inline namespace v0 {

/// A bell on [-1, 1], one period of a squared cosine: the window of Hann.
struct hann {
    static constexpr facts about{.name = "hann",
                                 .formula = "|x| <= 1 ? cos²(π x / 2) : 0",
                                 .source = "BeeDNN",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = 0,
                                 .slope_at_plus_inf = 0,
                                 .kinks = {-1, 1},
                                 .roots = {-1, 1},
                                 .slope_roots = {-1, 1}};
    static constexpr bool few_at_once = true;

    template <class R> static R definition(R x) {
        using std::atan;
        using std::cos;
        using std::sin;
        if (x > 1 || x < -1) return R(0);
        const R quarter = 2 * atan(R(1));
        const R s = x > R(0.5) ? sin(quarter * (1 - x)) : x < R(-0.5) ? sin(quarter * (1 + x)) : cos(quarter * x);
        return s * s;
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        // Not so small that the fourth power underflows.
        const L x = bounded(L(value)) + L(sizeof(typename L::scalar) == 4 ? 0x1p-30 : 0x1p-200);
        const auto c = math::angle<L>::of_quarters(x).cos();
        if constexpr (math::is_fused<L>)
            return V(fma(c.hi, c.hi, (c.hi + c.hi) * c.lo));
        else
            return V(math::round(c * c));
    }

    /// -π/2 sin(πx).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x = bounded(L(value));
        // Where the sine is its argument; so that no low word is below the smallest number.
        const auto is_small = math::abs(x) < L(0x1p-40);
        const L near_zero = L(-4.9348022005446793) * x;
        const auto s = math::angle<L>::of_quarters(L(2) * select(is_small, L(0), x)).sin_unless_small();
        return V(select(is_small, near_zero, -math::round(math::as<L>(math::quarter_turn) * s)));
    }

    /// dy·f'(x), 0 where |x| >= 1, also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(keep_nan(x, select(math::abs(x) < L(1), L(dy) * derivative(x), L(0))));
    }

    /// -π²/2 cos(πx).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value), c = math::short_angle<L>::of_quarters(L(2) * bounded(x)).cos();
        return V(keep_nan(x, select(math::abs(x) <= L(1), L(-4.9348022005446793) * c, L(0))));
    }

private:
    template <class V> static XACT_INLINE V bounded(V x) { return at_least(V(-1), at_most(V(1), x)); }
};

} // namespace v0
} // namespace xact
