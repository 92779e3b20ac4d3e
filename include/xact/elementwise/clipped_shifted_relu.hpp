#pragma once

#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/threshold.hpp>

namespace xact {
inline namespace v0 {

/// Clipped shifted ReLU: what of the input is above τ, at most m. By default 85 % of normally distributed inputs give
/// 0. The paper calls it CReLU(τ, m), as others call the ReLU that keeps both signs apart (concat_signed).
template <class P> struct basic_clipped_shifted_relu {
    P tau = P(1.036433);
    P m = P(1);

    static constexpr facts about{.name = "clipped_shifted_relu",
                                 .formula = "min(max(x - τ, 0), m)",
                                 .source = "arXiv:2402.16184",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = 1,
                                 .slope_at_plus_inf = 0,
                                 .kinks = {1.036433, 2.036433},
                                 .parameters = {"tau", "m"}};

    /// Throws unless m > 0; it may be infinite.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(m > 0)) detail::fail_parameter(about.name, "m", double(m), "above 0");
    }

    template <class R> R definition(R x) const {
        const R above = x - R(tau);
        return above <= 0 ? R(0) : above >= R(m) ? R(m) : above;
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        return V(at_most(math::rounded<L>(m), at_least(L(0), math::excess(L(value), tau))));
    }

    /// f'(τ) = f'(τ + m) = 0.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return backward(value, V(lanes<V>(1)));
    }

    /// dy where τ < x < τ + m, else 0, also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        using L = lanes<V>;
        return V(where_between(math::not_above<L>(tau), L(value), top<L>(), L(dy)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(keep_nan(x, lanes<V>(0)));
    }

    template <value V> V derivative_from_output(V value) const {
        using L = lanes<V>;
        const L y(value);
        return V(where_positive(y, select(y >= math::rounded<L>(m), L(0), L(1))));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.tau, self.m); }

    template <value V> basic_clipped_shifted_relu<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value);
        return {backward(value, V(L(-1))), V(keep_nan(x, select(x >= top<L>(), L(1), L(0))))};
    }

private:
    /// τ + m, as x is compared with it.
    template <class V> XACT_INLINE V top() const { return math::not_below(math::threshold_sum<V>(tau, m)); }
};

using clipped_shifted_relu = basic_clipped_shifted_relu<double>;

} // namespace v0
} // namespace xact
