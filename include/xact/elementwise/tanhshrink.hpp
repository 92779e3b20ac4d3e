#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/tanhshrink.hpp>

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
        return V(math::tanhshrink(lanes<V>(value)));
    }

    /// tanh(x)².
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const auto t = math::tanh_pair(lanes<V>(value));
        return V(fma(t.hi, t.hi, (t.hi + t.hi) * t.lo));
    }

    /// 2 t (1 - t²), t = tanh(x).
    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(2 * (math::tanh(x) * math::sigmoid_slope<2>(x + x)));
    }
};

} // namespace v0
} // namespace xact
