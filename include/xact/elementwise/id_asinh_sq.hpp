#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/asinh.hpp>
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
        const lanes<V> x(value);
        const auto a = math::asinh_words<lanes<V>>(math::finite(math::abs(x))).value;
        return V(math::limit_product(a * a, x));
    }

    /// With a = asinh(x), y = x/√(1 + x²): a (a + 2 y).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L size = math::abs(L(value));
        const math::asinh_words<L> w(math::finite(size));
        const L slope = math::round(w.value * (w.value + math::times_power(w.ratio, L(2))));
        return V(select(size > math::finite(size), size, slope));
    }

    /// 2 (2 a + y - a y²)/√(1 + x²), with the sign of x.
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value), size = math::finite(math::abs(x));
        const math::asinh_words<L> w(size);
        const L a = w.value.hi, y = w.ratio.hi, sum = fma(a, fnma(y, y, L(2)), y);
        return V(copysign((2 * sum) * math::asinh_slope(size), x));
    }
};

} // namespace v0
} // namespace xact
