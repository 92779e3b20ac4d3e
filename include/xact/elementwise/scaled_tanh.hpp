#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/logistic.hpp>
#include <xact/math/tanh.hpp>

namespace xact {
inline namespace v0 {

/// The hyperbolic tangent, stretched both ways.
template <class P> struct basic_scaled_tanh {
    P a = P(0.67);
    P b = P(1.7159);

    static constexpr facts about{.name = "scaled_tanh",
                                 .formula = "b tanh(a x)",
                                 .source = "LeCun et al. 1998",
                                 .limit_at_minus_inf = -1.7159,
                                 .limit_at_plus_inf = 1.7159,
                                 .slope_at_plus_inf = 0,
                                 .parameters = {"a", "b"},
                                 .aliases = {"stanh"}};

    template <class R> R definition(R x) const {
        using std::tanh;
        return R(b) * tanh(R(a) * x);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const auto z = scaled_input(lanes<V>(value));
        const lanes<V> t = math::round(math::exact<lanes<V>>(b) * math::tanh_nonnegative(math::bounded_magnitude(z)));
        return V(keep_nan(z.hi, t * copysign(lanes<V>(1), z.hi)));
    }

    /// a b (1 - tanh²(a x)).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return V(slope(scaled_input(lanes<V>(value)), math::exact<lanes<V>>(a) * math::exact<lanes<V>>(b)));
    }

    template <value V> V second_derivative(V value) const {
        const auto z = scaled_input(lanes<V>(value));
        const lanes<V> order = math::rounded<lanes<V>>(a);
        return V(-2 * ((order * tangent(z)) * slope(z, math::exact<lanes<V>>(a) * math::exact<lanes<V>>(b))));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.a, self.b); }

    template <value V> basic_scaled_tanh<V> parameter_derivatives(V value) const {
        const lanes<V> x(value);
        const auto z = scaled_input(x);
        return {V(math::finite(x) * slope(z, math::exact<lanes<V>>(b))), V(tangent(z))};
    }

private:
    template <class V> XACT_INLINE math::dw<V> scaled_input(V x) const { return math::finite(x) * math::exact<V>(a); }

    template <class V> static XACT_INLINE V tangent(math::dw<V> z) {
        return keep_nan(z.hi, copysign(math::round(math::tanh_nonnegative(math::bounded_magnitude(z))), z.hi));
    }

    /// factor·(1 - tanh² z) = 4 factor·σ(2z) σ(-2z).
    template <class V> static XACT_INLINE V slope(math::dw<V> z, math::dw<V> factor) {
        const auto l = math::make_logistic(math::bounded_magnitude(math::times_power(z, V(2))));
        return math::round(math::times_power(factor, V(4)) * math::sigmoid_slope(l));
    }
};

using scaled_tanh = basic_scaled_tanh<double>;

} // namespace v0
} // namespace xact
