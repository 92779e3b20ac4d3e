#pragma once

#include <xact/elementwise/snake_beta.hpp>

namespace xact {
inline namespace v0 {

/// Snake: the input plus the square of a sine of amplitude 1/α. α = 0 is its limit, the identity.
template <class P> struct basic_snake {
    P alpha = P(1);

    static constexpr facts about{.name = "snake",
                                 .formula = "x + sin²(α x) / α",
                                 .source = "arXiv:2006.08195",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = no_limit,
                                 .slope_at_plus_inf = no_limit,
                                 .slope_roots = {-0.78539816339744831, 2.3561944901923449},
                                 .roots_everywhere_from = 1.9634954084936208,
                                 .parameters = {"alpha"}};

    template <class R> R definition(R x) const {
        using std::sin;
        const R s = sin(R(alpha) * x);
        return x + s * s / R(alpha);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        // s²/α beside x is s beside 1.
        const auto s = math::angle<L>::of_product(x, math::exact<L>(alpha)).sin_unless_small();
        return V(detail::snake_value(x, s, detail::inverse_or_zero<L>(alpha)));
    }

    /// 1 + sin(2αx) = 2 sin²(αx + π/4), which keeps its digits at its double roots.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return V(lanes<V>(2) * math::round(detail::snake_rise(lanes<V>(value), math::exact<lanes<V>>(alpha))));
    }

    /// 2α cos(2αx).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const auto a = math::times_power(math::exact<L>(alpha), L(2));
        return V(a.hi * math::short_angle<L>::of_product(L(value), a).cos());
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha); }

    /// With w = sin(αx)/α: 2 x w cos(αx) - w², which is x² for α = 0.
    template <value V> basic_snake<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value), tiny(std::numeric_limits<typename L::scalar>::min());
        const auto a = math::exact<L>(alpha);
        const auto [s, c] = math::angle<L>::of_product(x, a).both();
        const L t = x * a.hi, w = select(math::abs(t) < tiny, x, s.hi / a.hi);
        return {V(fnma(w, w, x * ((w + w) * c.hi)))};
    }
};

using snake = basic_snake<double>;

} // namespace v0
} // namespace xact
