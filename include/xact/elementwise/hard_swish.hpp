#pragma once

#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {

/// Hard Swish: the input, gated by a ramp from 0 to 1.
template <class P> struct basic_hard_swish {
    P alpha = P(1.0 / 6);
    P beta = P(0.5);

    static constexpr facts about{.name = "hard_swish",
                                 .formula = "x min(max(α x + β, 0), 1)",
                                 .source = "arXiv:1905.02244",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .kinks = {-3, 3},
                                 .roots = {-3},
                                 .slope_roots = {-1.5}};

    template <class R> R definition(R x) const {
        const R ramp = slope<R>() * x + R(beta);
        return ramp <= 0 ? R(0) : ramp >= 1 ? x : R(x * ramp);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value);
        return V(branches(x, copysign(lanes<V>(0), x), math::round_product(math::finite(x), ramp(x)), x));
    }

    /// f'(-3) = 0, f'(3) = 1 for the default parameters.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> x(value);
        return V(branches(x, lanes<V>(0), math::round(ramp(x) + linear(x)), lanes<V>(1)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value), a = math::rounded<lanes<V>>(alpha);
        return V(branches(x, lanes<V>(0), a + a, lanes<V>(0)));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.beta); }

    template <value V> basic_hard_swish<V> parameter_derivatives(V value) const {
        const lanes<V> x(value), zero(0);
        return {V(branches(x, zero, x * x, zero)), V(branches(x, zero, x, zero))};
    }

private:
    /// α x. The default α stands for the real number 1/6, so that the kinks are at ±3 exactly.
    template <class V> XACT_INLINE math::dw<V> linear(V x) const {
        math::dw<V> a = math::exact<V>(alpha);
        if constexpr (sizeof(typename V::scalar) == 8)
            a.lo = select(a.hi == V(1.0 / 6), V(0x1.5555555555555p-57), a.lo);
        return math::finite(x) * a;
    }

    template <class V> XACT_INLINE math::dw<V> ramp(V x) const { return linear(x) + math::exact<V>(beta); }

    /// `left` where the ramp is 0, `right` where it is 1, `middle` between; NaN for NaN. The ramp is taken for 0 or 1
    /// within its own rounding error, far below the distance of the next x.
    template <class V> XACT_INLINE V branches(V x, V left, V middle, V right) const {
        const V epsilon(sizeof(typename V::scalar) == 4 ? 0x1p-40 : 0x1p-90);
        const math::dw<V> r = ramp(x);
        return keep_nan(
            x, select(math::round(r) <= epsilon, left, select(math::round(V(1) - r) <= epsilon, right, middle)));
    }

    /// The real number 1/6 where α is the default.
    template <class R> R slope() const {
        if constexpr (std::is_arithmetic_v<P>)
            return alpha == P(1.0 / 6) ? R(1) / R(6) : R(alpha);
        else
            return R(alpha);
    }
};

using hard_swish = basic_hard_swish<double>;

} // namespace v0
} // namespace xact
