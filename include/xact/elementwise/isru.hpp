#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/inverse_root.hpp>

namespace xact {
inline namespace v0 {

/// The inverse square root unit: a sigmoid between ±1/√α, α > 0.
template <class P> struct basic_isru {
    P alpha = P(1);

    static constexpr facts about{.name = "isru",
                                 .formula = "x / √(1 + α x²)",
                                 .source = "arXiv:1710.09967",
                                 .limit_at_minus_inf = -1,
                                 .limit_at_plus_inf = 1,
                                 .slope_at_plus_inf = 0,
                                 .parameters = {"alpha"}};

    /// Throws unless α > 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(alpha > 0)) detail::fail_parameter(about.name, "alpha", double(alpha), "greater than 0");
    }

    template <class R> R definition(R x) const {
        using std::sqrt;
        if (x > 1) return 1 / sqrt(R(alpha) + 1 / (x * x));
        if (x < -1) return -1 / sqrt(R(alpha) + 1 / (x * x));
        return x / sqrt(1 + R(alpha) * x * x);
    }

    template <value V, tier A = accurate_t> V operator()(V x, A = {}) const { return V(parts(lanes<V>(x)).value()); }

    /// (1 + α x²)^(-3/2).
    template <value V, tier A = accurate_t> V derivative(V x, A = {}) const {
        return V(keep_nan(lanes<V>(x), parts(lanes<V>(x)).slope()));
    }

    /// -3 α x (1 + α x²)^(-5/2).
    template <value V> V second_derivative(V value) const {
        const auto p = parts(lanes<V>(value));
        const lanes<V> r = p.inverse();
        return V(((-3 * math::rounded<lanes<V>>(alpha) * (p.x * r)) * r) * p.slope());
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha); }

    /// -x³/2 (1 + α x²)^(-3/2).
    template <value V> basic_isru<V> parameter_derivatives(V value) const {
        const lanes<V> f = parts(lanes<V>(value)).value();
        return {V(lanes<V>(-0.5) * (f * f * f))};
    }

private:
    template <class V> XACT_INLINE math::inverse_root_unit<V> parts(V x) const { return {x, math::exact<V>(alpha)}; }
};

using isru = basic_isru<double>;

} // namespace v0
} // namespace xact
