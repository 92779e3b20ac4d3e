#pragma once

#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/straight.hpp>

namespace xact {
inline namespace v0 {

/// The input above a threshold t, a value v elsewhere: a jump from v to t.
template <class P> struct basic_threshold {
    P t = P(1);
    P v = P(0);

    static constexpr facts about{.name = "threshold",
                                 .formula = "x > t ? x : v",
                                 .source = "arXiv:1402.3337",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = infinity,
                                 .kinks = {1},
                                 .parameters = {"t", "v"},
                                 .aliases = {"thresholded_relu"}};
    static constexpr bool few_at_once = true;

    template <class R> R definition(R x) const { return x > R(t) ? x : R(v); }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const auto x = math::unless_nan(lanes<V>(value), t);
        return V(select(x <= math::rounded_down<lanes<V>>(t), math::rounded<lanes<V>>(v), x));
    }

    /// f'(t) = 0.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return backward(value, V(lanes<V>(1)));
    }

    /// dy where x > t, else 0, also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        return V(above(lanes<V>(value), lanes<V>(dy), lanes<V>(0)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(keep_nan(x, lanes<V>(0)));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.t, self.v); }

    /// That by t is 0 but for the jump.
    template <value V> basic_threshold<V> parameter_derivatives(V value) const {
        const lanes<V> x(value), zero(0);
        return {V(keep_nan(x, zero)), V(above(x, zero, lanes<V>(1)))};
    }

private:
    /// yes where x > t, else no; NaN where x or t is NaN.
    template <class V> XACT_INLINE V above(V x, V yes, V no) const {
        return keep_nan(math::unless_nan(x, t), select(x > math::rounded_down<V>(t), yes, no));
    }
};

using threshold = basic_threshold<double>;

} // namespace v0
} // namespace xact
