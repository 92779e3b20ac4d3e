#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/logistic.hpp>
#include <xact/math/tanh.hpp>

namespace xact {
inline namespace v0 {

/// The hyperbolic tangent, flatter below 0.
template <class P> struct basic_penalized_tanh {
    P a = P(0.25);

    static constexpr facts about{.name = "penalized_tanh",
                                 .formula = "x > 0 ? tanh(x) : a tanh(x)",
                                 .source = "arXiv:1602.05980",
                                 .limit_at_minus_inf = -0.25,
                                 .limit_at_plus_inf = 1,
                                 .slope_at_plus_inf = 0,
                                 .kinks = {0},
                                 .parameters = {"a"}};

    template <class R> R definition(R x) const {
        using std::tanh;
        const R t = tanh(x);
        return x > 0 ? t : R(R(a) * t);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value), t = math::tanh(x);
        return V(select(x > 0, t, math::round_product(t, math::exact<lanes<V>>(a))));
    }

    /// f'(0) = a.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> x(value), s = slope(x);
        return V(select(x > 0, s, math::round_product(s, math::exact<lanes<V>>(a))));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value), curvature = -2 * (math::tanh(x) * slope(x));
        return V(select(x > 0, curvature, math::rounded<lanes<V>>(a) * curvature));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.a); }

    template <value V> basic_penalized_tanh<V> parameter_derivatives(V value) const {
        return {V(at_most(lanes<V>(0), math::tanh(lanes<V>(value))))};
    }

private:
    template <class V> static XACT_INLINE V slope(V x) { return math::sigmoid_slope<2>(x + x); }
};

using penalized_tanh = basic_penalized_tanh<double>;

} // namespace v0
} // namespace xact
