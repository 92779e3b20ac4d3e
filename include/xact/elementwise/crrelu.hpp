#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/density.hpp>

namespace xact {
inline namespace v0 {

/// CRReLU: ReLU and a small odd ripple of learnt height, from an optimisation of the entropy.
template <class P> struct basic_crrelu {
    P epsilon = P(0.01);

    static constexpr facts about{.name = "crrelu",
                                 .formula = "max(0, x) + ε x e^(-x²/2)",
                                 .source = "arXiv:2405.12954",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .kinks = {0},
                                 .slope_roots = {-1},
                                 .parameters = {"epsilon"}};

    template <class R> R definition(R x) const {
        using std::exp;
        const R ripple = R(epsilon) * x * exp(-(x * x) / 2);
        return x > 0 ? R(x + ripple) : ripple;
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const L t = math::density_argument(x);
        const L ripple = math::density_product(t, {t, L(0)}, math::exact<L>(epsilon));
        return V(at_least(L(-0.0), x) + flip_sign(ripple, x));
    }

    /// f'(0) = ε.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), t = math::density_argument(x);
        const L ripple = math::density_product(t, L(1) - math::two_product_beside_one(t, t), math::exact<L>(epsilon));
        return V(select(x > 0, L(1) + ripple, ripple));
    }

    /// ε x (x² - 3) e^(-x²/2).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value), t = math::density_argument(x), odd = fma(t, t, L(-3)) * t;
        return V(math::density_product(t, {select(x < 0, -odd, odd), L(0)}, math::exact<L>(epsilon)));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.epsilon); }

    template <value V> basic_crrelu<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value), t = math::density_argument(x);
        return {V(math::density_product(t, {copysign(t, x), L(0)}, {L(1), L(0)}))};
    }
};

using crrelu = basic_crrelu<double>;

} // namespace v0
} // namespace xact
