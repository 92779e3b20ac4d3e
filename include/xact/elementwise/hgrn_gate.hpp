#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/elementwise/sigmoid.hpp>

namespace xact {
inline namespace v0 {

/// The forget gate of a hierarchically gated recurrent network: a sigmoid above a lower bound γ, which grows with
/// depth.
template <class P> struct basic_hgrn_gate {
    P gamma = P(0);

    static constexpr facts about{.name = "hgrn_gate",
                                 .formula = "γ + (1 - γ) σ(x)",
                                 .source = "arXiv:2311.04823",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = 1,
                                 .slope_at_plus_inf = 0,
                                 .parameters = {"gamma"}};
    static constexpr bool has_fast = true;

    /// Throws unless γ is in [0, 1].
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(gamma >= 0 && gamma <= 1)) detail::fail_parameter(about.name, "gamma", double(gamma), "in [0, 1]");
    }

    template <class R> R definition(R x) const {
        using std::exp;
        return R(gamma) + (1 - R(gamma)) / (1 + exp(-x));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A tag = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(math::either(
            math::is_exactly<L>(gamma, 0), [&] { return sigmoid{}(x, tag); },
            [&] {
                // 1 - (1 - γ) σ(-x) where that is nearer.
                const auto l = math::make_logistic(math::bounded_magnitude(x));
                const auto lower = range<L>() * math::summand(l.lower);
                return math::round(select(x < 0, math::exact<L>(gamma) + lower, L(1) - lower));
            }));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A tag = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(math::either(
            math::is_exactly<L>(gamma, 0), [&] { return sigmoid{}.derivative(x, tag); },
            [&] {
                return math::sigmoid_slope_product(range<L>(), math::dw<L>{x, L(0)});
            }));
    }

    template <value V> V second_derivative(V x) const {
        return V(math::round(range<lanes<V>>()) * sigmoid{}.second_derivative(lanes<V>(x)));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.gamma); }

    /// σ(-x).
    template <value V> basic_hgrn_gate<V> parameter_derivatives(V x) const { return {V(math::sigmoid(-lanes<V>(x)))}; }

private:
    template <class V> XACT_INLINE math::dw<V> range() const { return V(1) - math::exact<V>(gamma); }
};

using hgrn_gate = basic_hgrn_gate<double>;

} // namespace v0
} // namespace xact
