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
        const auto product = [](auto, auto, auto square)
                                 XACT_INLINE_LAMBDA { return math::short_falling_product(L(1), square); };
        return V(with_argument(L(value), product));
    }

    /// -2 s² x f(x).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const auto product = [](auto scale, auto t, auto square) XACT_INLINE_LAMBDA {
            return math::short_falling_product(L(-2) * (scale * t), square);
        };
        return V(with_argument(L(value), product));
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
    /// use(s, s x, (s x)²), s x being bounded: in single words where these are exact.
    template <class V, class Use> XACT_INLINE V with_argument(V x, Use use) const {
        const V limit(math::bell_limit<typename V::scalar>);
        const auto in_single_words = [&]() XACT_INLINE_LAMBDA {
            const V scale = math::rounded<V>(s), t = at_least(-limit, at_most(limit, x * scale));
            return use(scale, t, math::two_product_beside_one(t, t));
        };
        const auto in_double_words = [&]() XACT_INLINE_LAMBDA {
            const math::dw<V> scale = math::exact<V>(s), all = x * scale;
            const V hi = at_least(-limit, at_most(limit, all.hi));
            const math::dw<V> t{hi, math::select_low(hi, all)};
            return use(scale, t, t * t);
        };
        return math::either(math::is_power_of_two<V>(s), in_single_words, in_double_words);
    }

    template <class V> XACT_INLINE math::dw<V> argument(V x) const { return math::bell_argument(x, math::exact<V>(s)); }
};

using gaussian = basic_gaussian<double>;

} // namespace v0
} // namespace xact
