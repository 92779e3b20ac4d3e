#pragma once

#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/straight.hpp>
#include <xact/math/threshold.hpp>

namespace xact {
inline namespace v0 {

/// Variational rectified activation, which tells inputs from outside a network's distribution: small features are
/// removed, large ones cut off; VRA+ adds γ to those between. α and β are quantiles of a layer's features; 0.5 and 1
/// are only an example.
template <class P> struct basic_vra {
    P alpha = P(0.5);
    P beta = P(1);
    P gamma = P(0);

    static constexpr facts about{.name = "vra",
                                 .formula = "x < α ? 0 : x > β ? β : x + γ",
                                 .source = "arXiv:2302.11716",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = 1,
                                 .slope_at_plus_inf = 0,
                                 .kinks = {0.5, 1},
                                 .parameters = {"alpha", "beta", "gamma"}};

    /// Throws unless α <= β; either may be infinite.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(alpha <= beta))
            detail::fail_parameter(about.name, "alpha", double(alpha),
                                   "at most beta = " + detail::number_text(double(beta)));
    }

    template <class R> R definition(R x) const { return x < R(alpha) ? R(0) : x > R(beta) ? R(beta) : R(x + R(gamma)); }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), bound = math::rounded<L>(beta);
        const math::dw<L> shift = math::exact<L>(gamma);
        const auto unshifted = [&] { return select(x < math::not_below<L>(alpha), L(0), at_most(bound, x)); };
        const auto shifted = [&] { return branches(x, bound, (x + shift.hi) + shift.lo); };
        return V(math::either(math::is_zero<L>(gamma), unshifted, shifted));
    }

    /// f'(α) = f'(β) = 1.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return backward(value, V(lanes<V>(1)));
    }

    /// dy where α <= x <= β, else 0, also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        const lanes<V> x(value);
        return V(keep_nan(x, branches(x, lanes<V>(0), lanes<V>(dy))));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(keep_nan(x, lanes<V>(0)));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.beta, self.gamma); }

    /// α moves nothing but the jump.
    template <value V> basic_vra<V> parameter_derivatives(V value) const {
        const lanes<V> x(value), zero(0), one(1);
        return {second_derivative(value), V(keep_nan(x, branches(x, one, zero))),
                V(keep_nan(x, branches(x, zero, one)))};
    }

private:
    /// 0 for x < α, `right` for x > β, else `middle`.
    template <class V> XACT_INLINE V branches(V x, V right, V middle) const {
        return select(x < math::not_below<V>(alpha), V(0), select(x > math::not_above<V>(beta), right, middle));
    }
};

using vra = basic_vra<double>;

} // namespace v0
} // namespace xact
