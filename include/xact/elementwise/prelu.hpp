#pragma once

#include <xact/elementwise/leaky_relu.hpp>

namespace xact {
inline namespace v0 {

/// Parametric ReLU: a leaky ReLU whose slope is learnt, one for the layer or, with channelwise(), one a channel.
template <class P> struct basic_prelu {
    P a = P(0.25);

    static constexpr facts about{.name = "prelu",
                                 .formula = "x > 0 ? x : a x",
                                 .source = "arXiv:1502.01852",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = 0.25,
                                 .kinks = {0},
                                 .parameters = {"a"}};
    static constexpr bool few_at_once = true;

    template <class R> R definition(R x) const { return general().definition(x); }

    template <value V, tier A = accurate_t> V operator()(V x, A tier = {}) const { return general()(x, tier); }

    /// f'(0) = a.
    template <value V, tier A = accurate_t> V derivative(V x, A tier = {}) const {
        return general().derivative(x, tier);
    }

    template <value V> V second_derivative(V x) const { return general().second_derivative(x); }

    /// For a > 0, where the sign of y tells the branch.
    template <value V> V derivative_from_output(V y) const { return general().derivative_from_output(y); }

    static constexpr auto parameters(auto& self) { return std::tie(self.a); }

    template <value V> basic_prelu<V> parameter_derivatives(V x) const {
        return {general().parameter_derivatives(x).a};
    }

private:
    constexpr basic_leaky_relu<P> general() const { return {a}; }
};

using prelu = basic_prelu<double>;

} // namespace v0
} // namespace xact
