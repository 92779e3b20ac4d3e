#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/bell.hpp>

namespace xact {
inline namespace v0 {

/// A bell: the exponential of minus the square of a multiple of the input.
template <class P> struct basic_gaussian {
    P s = P(1);

    static constexpr facts about{.name = "gaussian",
                                 .formula = "exp(-(s x)²)",
                                 .source = "arXiv:2111.15135",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = 0,
                                 .slope_at_plus_inf = 0,
                                 .parameters = {"s"},
                                 .aliases = {"rbf"}};

    template <class R> R definition(R x) const {
        using std::exp;
        const R t = R(s) * x;
        return exp(-(t * t));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const auto t = argument(L(value));
        return V(math::falling_product(math::dw<L>{L(1), L(0)}, t * t));
    }

    /// -2 s² x f(x).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const auto t = argument(L(value));
        return V(math::falling_product(L(-2) * (math::exact<L>(s) * t), t * t));
    }

    /// 2 s² (2 (s x)² - 1) f(x).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const auto t = argument(L(value)), square = t * t, scale = math::exact<L>(s);
        const auto factor = L(-1) + math::times_power(square, L(2));
        return V(math::falling_product(L(2) * ((scale * scale) * factor), square));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.s); }

    /// -2 s x² f(x).
    template <value V> basic_gaussian<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value);
        const auto t = argument(x);
        return {V(math::falling_product(L(-2) * (math::where_not_negligible(t, x) * t), t * t))};
    }

private:
    template <class V> XACT_INLINE math::dw<V> argument(V x) const { return math::bell_argument(x, math::exact<V>(s)); }
};

using gaussian = basic_gaussian<double>;

} // namespace v0
} // namespace xact
