#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/asinh.hpp>
#include <xact/math/in_double.hpp>
#include <xact/math/log1p_words.hpp>

namespace xact {
inline namespace v0 {

/// The input times the square of its inverse hyperbolic sine.
struct id_asinh_sq {
    static constexpr facts about{.name = "id_asinh_sq",
                                 .formula = "x asinh(x)²",
                                 .source = "arXiv:1710.05941",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = infinity,
                                 .slope_at_plus_inf = infinity};

    template <class R> static R definition(R x) {
        using std::asinh;
        const R a = asinh(x);
        return x * a * a;
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const auto f = [](auto x) XACT_INLINE_LAMBDA {
                const auto a = asinh_in_double(math::abs(x)).value;
                return (x * a) * a;
            };
            return V(math::in_double::evaluate_finite(f, L(value)));
        } else {
            const L x(value);
            const auto a = math::asinh_words<L>(math::finite(math::abs(x))).value;
            return V(math::limit_product(a * a, x));
        }
    }

    /// With a = asinh(x), y = x/√(1 + x²): a (a + 2 y).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const auto slope = [](auto size) XACT_INLINE_LAMBDA {
                const auto [a, y] = asinh_in_double(size);
                return a * (a + (y + y));
            };
            const L size = math::abs(L(value));
            return V(select(size > math::finite(size), size, math::in_double::evaluate_finite(slope, size)));
        } else {
            const L size = math::abs(L(value));
            const math::asinh_words<L> w(math::finite(size));
            const L slope = math::round(w.value * (w.value + math::times_power(w.ratio, L(2))));
            return V(select(size > math::finite(size), size, slope));
        }
    }

    /// 2 (2 a + y - a y²)/√(1 + x²), with the sign of x.
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value), size = math::finite(math::abs(x));
        const math::asinh_words<L> w(size);
        const L a = w.value.hi, y = w.ratio.hi, sum = fma(a, fnma(y, y, L(2)), y);
        return V(copysign((2 * sum) * math::asinh_slope(size), x));
    }

private:
    template <class W> struct asinh_and_ratio { W value, ratio; };

    /// asinh(t) and t/√(1 + t²) for t >= 0.
    template <class W> static XACT_INLINE asinh_and_ratio<W> asinh_in_double(W t) {
        const W square = t * t, sum = square + W(1), r = math::in_double::inverse_root(sum);
        const W excess = fma(square, math::in_double::inverse(fma(sum, r, W(1))), t);
        return {math::in_double::log1p(excess), t * r};
    }
};

} // namespace v0
} // namespace xact
