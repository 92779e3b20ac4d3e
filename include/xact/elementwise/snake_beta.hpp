#pragma once

#include <cmath>
#include <tuple>
#include <type_traits>

#include <xact/core/forward.hpp>
#include <xact/math/sincos.hpp>

namespace xact {
inline namespace v0 {
namespace detail {

/// 1/p, and 0 for p = 0.
template <class V, class P> XACT_INLINE math::dw<V> inverse_or_zero(P p) {
    const V zero(0);
    return select(math::exact<V>(p).hi == zero, {zero, zero}, math::inverse<V>(p));
}

/// x + s²/β, s = sin(αx).
template <class V> XACT_INLINE V snake_value(V x, math::dw<V> s, math::dw<V> inverse_beta) {
    const auto infinite = math::abs(x) > V(std::numeric_limits<typename V::scalar>::max());
    return select(infinite, x, math::round(x + (s * s) * inverse_beta));
}

/// sin²(αx + π/4), half of 1 + sin(2αx).
template <class V> XACT_INLINE math::dw<V> snake_rise(V x, math::dw<V> alpha) {
    const auto s = math::angle<V>::template of_product<1>(x, alpha).sin();
    return s * s;
}

} // namespace detail

/// Snake with an amplitude of its own.
template <class P> struct basic_snake_beta {
    P alpha = P(1);
    P beta = P(1);

    static constexpr facts about{.name = "snake_beta",
                                 .formula = "x + sin²(α x) / β",
                                 .source = "arXiv:2206.04658",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = no_limit,
                                 .slope_at_plus_inf = no_limit,
                                 .slope_roots = {-0.78539816339744831, 2.3561944901923449},
                                 .roots_everywhere_from = 1.9634954084936208,
                                 .parameters = {"alpha", "beta"}};

    /// Throws for β = 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (beta == 0) detail::fail_parameter(about.name, "beta", double(beta), "other than 0");
    }

    template <class R> R definition(R x) const {
        using std::sin;
        const R s = sin(R(alpha) * x);
        return x + s * s / R(beta);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const auto s = math::angle<L>::of_product(x, math::exact<L>(alpha)).sin();
        return V(detail::snake_value(x, s, math::inverse<L>(beta)));
    }

    /// 1 + r sin(2αx) with r = α/β; for a moderate r 1 - r + 2 r sin²(αx + π/4), which keeps its digits at the double
    /// roots for r = 1 but cancels for a large one.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const auto a = math::exact<L>(alpha), r = ratio<L>();
        return V(math::either(
            is_moderate<L>(),
            [&]() XACT_INLINE_LAMBDA {
                return math::round((L(1) - r) + math::times_power(r * detail::snake_rise(x, a), L(2)));
            },
            [&] { return steep_slope(x); }));
    }

    /// 2 α²/β cos(2αx).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const auto a = math::times_power(math::exact<L>(alpha), L(2));
        return V((a.hi * ratio<L>().hi) * math::short_angle<L>::of_product(L(value), a).cos());
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.beta); }

    /// x sin(2αx)/β, and -(sin(αx)/β)².
    template <value V> basic_snake_beta<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value), inverse = math::inverse<L>(beta).hi;
        const auto [s, c] = math::angle<L>::of_product(x, math::exact<L>(alpha)).both();
        const L w = s.hi * inverse;
        return {V(x * (w * (c.hi + c.hi))), V(-(w * w))};
    }

private:
    template <class V> XACT_INLINE auto is_moderate() const {
        if constexpr (std::is_arithmetic_v<P>)
            return std::abs(alpha) <= 4 * std::abs(beta);
        else
            return math::abs(math::rounded<V>(alpha)) <= V(4) * math::abs(math::rounded<V>(beta));
    }

    /// Apart, since inlined it costs the usual slope registers: 1.14 times the time in double.
    template <class V> XACT_APART V steep_slope(V x) const {
        const auto twice = math::times_power(math::exact<V>(alpha), V(2));
        return math::round(V(1) + ratio<V>() * math::angle<V>::of_product(x, twice).sin());
    }

    /// α/β.
    template <class V> XACT_INLINE math::dw<V> ratio() const { return math::exact<V>(alpha) * math::inverse<V>(beta); }
};

using snake_beta = basic_snake_beta<double>;

} // namespace v0
} // namespace xact
