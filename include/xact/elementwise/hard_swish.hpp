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
        const lanes<V> x(value), ramp = ramp_of(x);
        return V(select(ramp >= 1, x, select(ramp <= 0, copysign(lanes<V>(0), x), x * ramp)));
    }

    /// f'(-3) = 0, f'(3) = 1 for the default parameters.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> x(value), ramp = ramp_of(x);
        const lanes<V> inside = fma(math::rounded<lanes<V>>(alpha), x, ramp);
        return V(keep_nan(x, select(ramp >= 1, lanes<V>(1), select(ramp <= 0, lanes<V>(0), inside))));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value), ramp = ramp_of(x), a = math::rounded<lanes<V>>(alpha);
        return V(keep_nan(x, select((ramp > 0) & (ramp < 1), a + a, lanes<V>(0))));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.beta); }

    template <value V> basic_hard_swish<V> parameter_derivatives(V value) const {
        const lanes<V> x(value), ramp = ramp_of(x), zero(0);
        const auto inside = (ramp > 0) & (ramp < 1);
        return {V(keep_nan(x, select(inside, x * x, zero))), V(keep_nan(x, select(inside, x, zero)))};
    }

private:
    /// Product and sum are rounded apart: so the ramp is exactly 0 and 1 where 1/6, rounded, has its kinks, at ±3.
    template <class V> XACT_INLINE V ramp_of(V x) const {
        return math::rounded<V>(alpha) * math::finite(x) + math::rounded<V>(beta);
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
