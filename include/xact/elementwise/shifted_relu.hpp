#pragma once

#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/threshold.hpp>

namespace xact {
inline namespace v0 {

/// Shifted ReLU: what of the input is above b.
template <class P> struct basic_shifted_relu {
    P b = P(1);

    static constexpr facts about{.name = "shifted_relu",
                                 .formula = "max(0, x - b)",
                                 .source = "arXiv:2310.04564",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = infinity,
                                 .kinks = {1},
                                 .parameters = {"b"}};

    template <class R> R definition(R x) const { return x > R(b) ? R(x - R(b)) : R(0); }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        return V(at_least(lanes<V>(0), math::excess(lanes<V>(value), b)));
    }

    /// f'(b) = 0.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return backward(value, V(lanes<V>(1)));
    }

    /// dy where x > b, else 0, also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        return V(where_positive(math::excess(lanes<V>(value), b), lanes<V>(dy)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(keep_nan(x, lanes<V>(0)));
    }

    template <value V> V derivative_from_output(V y) const { return V(where_positive(lanes<V>(y), lanes<V>(1))); }

    static constexpr auto parameters(auto& self) { return std::tie(self.b); }

    template <value V> basic_shifted_relu<V> parameter_derivatives(V x) const { return {backward(x, V(lanes<V>(-1)))}; }
};

using shifted_relu = basic_shifted_relu<double>;

} // namespace v0
} // namespace xact
