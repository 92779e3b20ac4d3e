#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/gate.hpp>
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
        using L = lanes<V>;
        return V(times_tanh(math::exact<L>(b), product<L>(), L(value)));
    }

    /// a b (1 - tanh²(a x)).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (math::has_short_exp<L>)
            return V(finish_derivative(begin_derivative(x), x));
        else
            return V(math::tanh_slope_product(product<L>(), scaled_input(x)));
    }

    /// e^|2a x| in units.
    template <class L> XACT_INLINE auto begin_derivative(L x, accurate_t = {}) const requires math::has_short_exp<L> {
        const auto factor = math::make_gate_factor<L>(math::doubled(a), math::rising_slope_limit);
        return math::begin_rising_gate_slope(at_most(math::finite(factor.limit), math::abs(x)), factor.steps);
    }
    template <class L> XACT_INLINE L finish_derivative(const math::power_and_rest<L>& begun, L) const {
        return math::rising_sigmoid_slope(math::times_power(product<L>(), L(4)), begun);
    }

    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const auto z = scaled_input(L(value)), one = math::dw<L>{L(1), L(0)};
        const L tangent = times_tanh(one, math::exact<L>(a), L(value));
        return V(-2 * ((math::rounded<L>(a) * tangent) * math::tanh_slope_product(product<L>(), z)));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.a, self.b); }

    /// b x (1 - tanh²(a x)) and tanh(a x).
    template <value V> basic_scaled_tanh<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value);
        const auto z = scaled_input(x), one = math::dw<L>{L(1), L(0)};
        return {V(math::finite(x) * math::tanh_slope_product(math::exact<L>(b), z)),
                V(times_tanh(one, math::exact<L>(a), x))};
    }

private:
    template <class V> XACT_INLINE math::dw<V> scaled_input(V x) const { return math::finite(x) * math::exact<V>(a); }

    /// factor·tanh(a x), from factor·a, too.
    template <class V> XACT_INLINE V times_tanh(math::dw<V> factor, math::dw<V> product, V x) const {
        if constexpr (math::has_accurate_tanh_pieces<V>) {
            const V sign = math::exact<V>(a).hi, last = V(math::piece_tanh_limit) * math::abs(math::inverse<V>(a).hi);
            const auto with_sign = [&](math::dw<V> c) {
                return math::dw<V>{flip_sign(c.hi, sign), flip_sign(c.lo, sign)};
            };
            const V y = at_most(math::finite(last), math::abs(x));
            return flip_sign(math::piece_tanh_product(with_sign(factor), with_sign(math::exact<V>(a)), product, y), x);
        } else {
            const V usual = math::tanh_product(factor, scaled_input(x));
            // a x may underflow where a b x does not.
            return select(math::abs(x) < V(0x1p-100), math::round_product(x, product), usual);
        }
    }

    template <class V> XACT_INLINE math::dw<V> product() const { return math::exact<V>(a) * math::exact<V>(b); }
};

using scaled_tanh = basic_scaled_tanh<double>;

} // namespace v0
} // namespace xact
