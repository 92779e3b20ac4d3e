#pragma once

#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/straight.hpp>

namespace xact {
inline namespace v0 {

/// Thresholded linear unit: the input, but at least τ. Made to be learnt, one τ a channel.
template <class P> struct basic_tlu {
    P tau = P(0);

    static constexpr facts about{.name = "tlu",
                                 .formula = "max(x, τ)",
                                 .source = "arXiv:1911.09737",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = infinity,
                                 .kinks = {0},
                                 .parameters = {"tau"},
                                 .aliases = {"relu_t", "max_t"}};
    static constexpr bool few_at_once = true;

    template <class R> R definition(R x) const { return x > R(tau) ? x : R(tau); }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        return V(at_least(math::rounded<lanes<V>>(tau), math::unless_nan(lanes<V>(value), tau)));
    }

    /// f'(τ) = 0.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return backward(value, V(lanes<V>(1)));
    }

    /// dy where x > τ, else 0, also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        const auto x = math::unless_nan(lanes<V>(value), tau);
        return V(keep_nan(x, select(x > math::rounded_down<lanes<V>>(tau), lanes<V>(dy), lanes<V>(0))));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(keep_nan(x, lanes<V>(0)));
    }

    template <value V> V derivative_from_output(V value) const {
        const lanes<V> y(value);
        return V(keep_nan(y, select(y > math::rounded<lanes<V>>(tau), lanes<V>(1), lanes<V>(0))));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.tau); }

    template <value V> basic_tlu<V> parameter_derivatives(V value) const {
        const auto x = math::unless_nan(lanes<V>(value), tau);
        return {V(keep_nan(x, select(x > math::rounded_down<lanes<V>>(tau), lanes<V>(0), lanes<V>(1))))};
    }
};

using tlu = basic_tlu<double>;

} // namespace v0
} // namespace xact
