#pragma once

#include <tuple>

#include <xact/elementwise/relu.hpp>
#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {

/// Leaky ReLU: the identity above 0, a small slope a below.
template <class P> struct basic_leaky_relu {
    P a = P(0.01);

    static constexpr facts about{.name = "leaky_relu",
                                 .formula = "x > 0 ? x : a x",
                                 .source = "Maas et al. 2013",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = 0.01,
                                 .kinks = {0},
                                 .parameters = {"a"},
                                 .aliases = {"relie"}};
    static constexpr bool few_at_once = true;

    template <class R> R definition(R x) const { return x > 0 ? x : R(R(a) * x); }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value);
        // 0 times infinity would be NaN.
        const auto is_flat = math::parameter_is<lanes<V>>(a, [](auto slope) { return slope == 0; });
        return V(math::either(
            is_flat, [&] { return relu{}(x); }, [&] { return x * derivative(x); }));
    }

    /// f'(0) = a.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return V(one_where_positive(lanes<V>(value), math::rounded<lanes<V>>(a)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(keep_nan(x, lanes<V>(0)));
    }

    /// For a > 0, where the sign of y tells the branch.
    template <value V> V derivative_from_output(V y) const { return derivative(y); }

    static constexpr auto parameters(auto& self) { return std::tie(self.a); }

    template <value V> basic_leaky_relu<V> parameter_derivatives(V value) const {
        return {V(at_most(lanes<V>(0), lanes<V>(value)))};
    }
};

using leaky_relu = basic_leaky_relu<double>;

} // namespace v0
} // namespace xact
