#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/odd_pieces.hpp>
#include <xact/math/tanhshrink.hpp>
#include <xact/math/tanhshrink_pieces.hpp>

namespace xact {
inline namespace v0 {

/// Tanhshrink: the input less its hyperbolic tangent.
struct tanhshrink {
    static constexpr facts about{.name = "tanhshrink",
                                 .formula = "x - tanh(x)",
                                 .source = "elementary",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = 1};

    /// For |x| < 1 (x cosh(x) - sinh(x))/cosh(x), the numerator as the series whose terms have one sign.
    template <class R> static R definition(R x) {
        using std::cosh;
        using std::tanh;
        if (x <= -1 || x >= 1) return x - tanh(x);
        const R square = x * x;
        R term = x * square / 3, sum = term;
        for (int k = 1; k < 20; ++k) {
            term = term * square / (2 * k * (2 * k + 3));
            sum = sum + term;
        }
        return sum / cosh(x);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        if constexpr (math::has_accurate_tanh_pieces<lanes<V>>)
            return V(math::piece_tanhshrink(lanes<V>(value)));
        else
            return V(math::tanhshrink(lanes<V>(value)));
    }

    /// tanh(x)².
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (math::has_accurate_tanh_pieces<L>)
            return V(math::piece_tanh_squared(x));
        else if constexpr (math::is_fused<L>)
            return V(finish_derivative(begin_derivative(x), x));
        else
            return V(square(math::tanh_pair(x)));
    }

    template <class L>
    XACT_INLINE auto begin_derivative(L x, accurate_t = {}) const
        requires(math::is_fused<L> && !math::has_accurate_tanh_pieces<L>) {
        return math::begin_tanh_pair(x);
    }
    template <class L> XACT_INLINE L finish_derivative(const math::dw<L>& begun, L) const {
        return square(math::finish_tanh_pair(begun));
    }

    /// 2 t (1 - t²), t = tanh(x).
    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(2 * (math::tanh(x) * math::sigmoid_slope<2>(x + x)));
    }

private:
    template <class V> static XACT_INLINE V square(math::dw<V> t) { return math::rounded_square(t); }
};

} // namespace v0
} // namespace xact
