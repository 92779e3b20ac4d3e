#pragma once

#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/threshold.hpp>

namespace xact {
inline namespace v0 {

/// Shrinkage: 0 within ±λ, elsewhere the input, brought nearer to 0 by b. Hard shrinkage is b = 0, soft is b = λ.
template <class P> struct basic_shrink {
    P lambda = P(0.5);
    P b = P(0);

    static constexpr facts about{.name = "shrink",
                                 .formula = "x < -λ ? x + b : x > λ ? x - b : 0",
                                 .source = "ONNX 9",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = 1,
                                 .kinks = {-0.5, 0.5},
                                 .parameters = {"lambda", "b"}};

    /// Throws unless λ >= 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(lambda >= 0)) detail::fail_parameter(about.name, "lambda", double(lambda), "at least 0");
    }

    template <class R> R definition(R x) const {
        return x < -R(lambda) ? R(x + R(b)) : x > R(lambda) ? R(x - R(b)) : R(0);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value), a = math::abs(x);
        // With the sign of x, though a b above |x| may turn it.
        return V(flip_sign(select(a <= math::not_above<lanes<V>>(lambda), lanes<V>(0), math::excess(a, b)), x));
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

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.lambda, self.b); }

    /// λ moves nothing but the jump.
    template <value V> basic_shrink<V> parameter_derivatives(V value) const {
        const lanes<V> x(value);
        return {second_derivative(value), V(outside(x, copysign(lanes<V>(1), -x)))};
    }

private:
    /// y where |x| > λ, else 0; NaN for NaN.
    template <class V> XACT_INLINE V outside(V x, V y) const {
        return keep_nan(x, select(math::abs(x) > math::not_above<V>(lambda), y, V(0)));
    }
};

using shrink = basic_shrink<double>;

} // namespace v0
} // namespace xact
