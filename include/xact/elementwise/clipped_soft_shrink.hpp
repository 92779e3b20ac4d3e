#pragma once

#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/threshold.hpp>

namespace xact {
inline namespace v0 {

/// Clipped soft shrinkage, or soft threshold (CST): the input, brought nearer to 0 by τ, within ±m. By default 85 % of
/// normally distributed inputs give 0.
template <class P> struct basic_clipped_soft_shrink {
    P tau = P(1.439531);
    P m = P(1);

    static constexpr facts about{.name = "clipped_soft_shrink",
                                 .formula = "sgn(x) min(max(|x| - τ, 0), m)",
                                 .source = "arXiv:2402.16184",
                                 .limit_at_minus_inf = -1,
                                 .limit_at_plus_inf = 1,
                                 .slope_at_plus_inf = 0,
                                 .kinks = {-2.439531, -1.439531, 1.439531, 2.439531},
                                 .parameters = {"tau", "m"},
                                 .aliases = {"cst"}};

    /// Throws unless τ >= 0 and m > 0; m may be infinite.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(tau >= 0)) detail::fail_parameter(about.name, "tau", double(tau), "at least 0");
        if (!(m > 0)) detail::fail_parameter(about.name, "m", double(m), "above 0");
    }

    template <class R> R definition(R x) const {
        const R beyond = (x < 0 ? R(-x) : x) - R(tau);
        const R size = beyond <= 0 ? R(0) : beyond >= R(m) ? R(m) : beyond;
        return x < 0 ? R(-size) : size;
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(copysign(at_most(math::rounded<L>(m), at_least(L(0), math::excess(math::abs(x), tau))), x));
    }

    /// 0 at the four kinks.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return backward(value, V(lanes<V>(1)));
    }

    /// dy where τ < |x| < τ + m, else 0, also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        return V(between(math::abs(lanes<V>(value)), lanes<V>(dy)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(keep_nan(x, lanes<V>(0)));
    }

    template <value V> V derivative_from_output(V value) const {
        using L = lanes<V>;
        const L size = math::abs(L(value));
        return V(where_positive(size, select(size >= math::rounded<L>(m), L(0), L(1))));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.tau, self.m); }

    template <value V> basic_clipped_soft_shrink<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value), size = math::abs(x), sign = copysign(L(1), x);
        return {V(between(size, -sign)), V(keep_nan(x, select(size >= top<L>(), sign, L(0))))};
    }

private:
    /// y where τ < size < τ + m, else 0; NaN for NaN.
    template <class V> XACT_INLINE V between(V size, V y) const {
        return where_between(math::not_above<V>(tau), size, top<V>(), y);
    }
    /// τ + m, as |x| is compared with it.
    template <class V> XACT_INLINE V top() const { return math::not_below(math::threshold_sum<V>(tau, m)); }
};

using clipped_soft_shrink = basic_clipped_soft_shrink<double>;

} // namespace v0
} // namespace xact
