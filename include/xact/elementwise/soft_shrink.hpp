#pragma once

#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/threshold.hpp>

namespace xact {
inline namespace v0 {

/// Soft shrinkage: the input, brought nearer to 0 by λ.
template <class P> struct basic_soft_shrink {
    P lambda = P(0.5);

    static constexpr facts about{.name = "soft_shrink",
                                 .formula = "sgn(x) max(|x| - λ, 0)",
                                 .source = "Donoho & Johnstone 1994",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = 1,
                                 .kinks = {-0.5, 0.5},
                                 .parameters = {"lambda"},
                                 .aliases = {"soft_threshold"}};

    /// Throws unless λ >= 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(lambda >= 0)) detail::fail_parameter(about.name, "lambda", double(lambda), "at least 0");
    }

    template <class R> R definition(R x) const {
        const R bound(lambda);
        return x > bound ? R(x - bound) : x < -bound ? R(x + bound) : R(0);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value);
        return V(copysign(at_least(lanes<V>(0), math::excess(math::abs(x), lambda)), x));
    }

    /// f'(±λ) = 0.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return backward(value, V(lanes<V>(1)));
    }

    /// dy where |x| > λ, else 0, also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        return V(outside(lanes<V>(value), lanes<V>(dy)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(keep_nan(x, lanes<V>(0)));
    }

    template <value V> V derivative_from_output(V value) const {
        const lanes<V> y(value);
        return V(keep_nan(y, select(y == 0, lanes<V>(0), lanes<V>(1))));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.lambda); }

    template <value V> basic_soft_shrink<V> parameter_derivatives(V value) const {
        const lanes<V> x(value);
        return {V(outside(x, copysign(lanes<V>(1), -x)))};
    }

private:
    /// y where |x| > λ, else 0; NaN for NaN.
    template <class V> XACT_INLINE V outside(V x, V y) const {
        return keep_nan(x, select(math::abs(x) > math::not_above<V>(lambda), y, V(0)));
    }
};

using soft_shrink = basic_soft_shrink<double>;

} // namespace v0
} // namespace xact
