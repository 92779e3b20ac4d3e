#pragma once

#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/straight.hpp>

namespace xact {
inline namespace v0 {

/// RPReLU: a parametric ReLU whose corner is moved by learnt shifts, to (γ, ζ).
template <class P> struct basic_rprelu {
    P gamma = P(0);
    P zeta = P(0);
    P beta = P(0.25);

    static constexpr facts about{.name = "rprelu",
                                 .formula = "x > γ ? x - γ + ζ : β (x - γ) + ζ",
                                 .source = "arXiv:2003.03488",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = 0.25,
                                 .kinks = {0},
                                 .parameters = {"gamma", "zeta", "beta"}};

    template <class R> R definition(R x) const {
        const R t = x - R(gamma);
        return x > R(gamma) ? R(t + R(zeta)) : R(R(beta) * t + R(zeta));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), y = math::finite(x), t = from_corner(x);
        // Both branches are lines: the low words of slope and offset count where the high ones cancel.
        const math::dw<L> g = math::exact<L>(gamma), z = math::exact<L>(zeta), b = math::exact<L>(beta);
        const math::dw<L> above = z - g, below = z - b * g;
        const auto in_general = [&] {
            const L right = (x + above.hi) + above.lo;
            const L left = fma(select(b.hi == 0, y, x), b.hi, below.hi) + fma(y, b.lo, below.lo);
            return select(t > 0, right, left);
        };
        const auto in_single_words = [&] { return fma(x, one_where_positive(x, b.hi), z.hi); };
        return V(math::either(has_single_words<L>(), in_single_words, in_general));
    }

    /// f'(γ) = β.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return V(one_where_positive(from_corner(lanes<V>(value)), math::rounded<lanes<V>>(beta)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(keep_nan(x, lanes<V>(0)));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.gamma, self.zeta, self.beta); }

    template <value V> basic_rprelu<V> parameter_derivatives(V value) const {
        const lanes<V> x(value), t = from_corner(x);
        return {V(-one_where_positive(t, math::rounded<lanes<V>>(beta))), V(keep_nan(x, lanes<V>(1))),
                V(at_most(lanes<V>(0), t))};
    }

private:
    /// Whether β ≠ 0 and ζ are numbers of V's scalar type, and γ is 0.
    template <class V> XACT_INLINE auto has_single_words() const {
        const auto is_sloped = math::parameter_is<V>(beta, [](auto slope) { return slope != 0; });
        const auto of_beta = math::is_number<V>(beta), of_zeta = math::is_number<V>(zeta),
                   of_gamma = math::is_zero<V>(gamma);
        return is_sloped & of_beta & of_zeta & of_gamma;
    }

    /// x - γ.
    template <class V> XACT_INLINE V from_corner(V x) const {
        const math::dw<V> g = math::exact<V>(gamma);
        return (x - g.hi) - g.lo;
    }
};

using rprelu = basic_rprelu<double>;

} // namespace v0
} // namespace xact
