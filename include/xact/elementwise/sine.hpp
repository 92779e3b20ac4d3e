#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/fast_sine.hpp>
#include <xact/math/sincos.hpp>

namespace xact {
inline namespace v0 {

/// The sine of a multiple of the input, that product being exact: what SIREN's layers consist of, with ω = 30.
template <class P> struct basic_sine {
    P omega = P(1);

    static constexpr facts about{.name = "sine",
                                 .formula = "sin(ω x)",
                                 .source = "arXiv:2006.09661",
                                 .slope_at_minus_inf = no_limit,
                                 .slope_at_plus_inf = no_limit,
                                 .slope_roots = {-1.5707963267948966, 1.5707963267948966},
                                 .roots_everywhere_from = 1.5707963267948966,
                                 .parameters = {"omega"}};
    static constexpr bool has_fast = true;
    static constexpr bool has_fast_default_loop = std::is_arithmetic_v<P>;

    template <class R> R definition(R x) const {
        using std::sin;
        return sin(R(omega) * x);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        if constexpr (fast_tier<A> && math::has_fast_sine<lanes<V>>)
            return V(math::fast_wave_of_product<math::wave::sine>(lanes<V>(value), omega));
        return V(math::sine_of_product(lanes<V>(value), omega));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (fast_tier<A> && math::has_fast_sine<L>)
            return V(math::rounded<L>(omega) * math::fast_wave_of_product<math::wave::cosine>(L(value), omega));
        const math::dw<L> factor = math::exact<L>(omega);
        if constexpr (math::is_fused<L>)
            return V(math::round_product(math::cosine_of_product(L(value), omega), factor));
        else // which would round a rounded cosine twice, to 2.1 ulp
            return V(math::round(math::angle<L>::of_product(L(value), factor).cos() * factor));
    }

    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L w = math::rounded<L>(omega);
        return V(-(w * (w * math::sine_of_product(L(value), omega))));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.omega); }

    template <value V> basic_sine<V> parameter_derivatives(V value) const {
        const lanes<V> x(value);
        return {V(x * math::cosine_of_product(x, omega))};
    }
};

using sine = basic_sine<double>;

} // namespace v0
} // namespace xact
