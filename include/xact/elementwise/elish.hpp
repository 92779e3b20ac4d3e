#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/gate.hpp>

namespace xact {
inline namespace v0 {

/// ELiSH: SiLU above 0, an ELU gated by the sigmoid below.
struct elish {
    static constexpr facts about{.name = "elish",
                                 .formula = "x >= 0 ? x σ(x) : expm1(x) σ(x)",
                                 .source = "arXiv:1808.00783",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .kinks = {0},
                                 .slope_roots = {-0.88137358701954303}};

    template <class R> static R definition(R x) {
        using std::exp;
        using std::expm1;
        return x >= 0 ? R(x / (1 + exp(-x))) : R(expm1(x) / (1 + exp(-x)));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value);
        const auto a = math::bounded_magnitude(x);
        const auto l = math::make_logistic(a);
        const auto below = math::round(math::expm1_nonpositive(-a) * l.lower);
        return V(select(x < 0, below, math::gate(x < 0, x, a.hi, l.lower)));
    }

    /// Below 0 σ(x) (e^x + expm1(x) σ(-x)).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> x(value);
        const auto a = math::bounded_magnitude(x);
        const auto l = math::make_logistic(a);
        const auto below = (math::summand(l.e) + math::expm1_nonpositive(-a) * l.upper) * l.lower;
        return V(select(x < 0, math::round(below), math::logistic_gate_slope(x < 0, a, l)));
    }

    /// Below 0, with e = e^x: e ((e² + 2e - 1)/(1 + e)² + 4e/(1 + e)³).
    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        const auto a = math::bounded_magnitude(x);
        const auto l = math::make_logistic(a);
        const lanes<V> e = math::summand(l.e).hi, u = l.upper.hi;
        const auto sum = fma(e, e + 2, lanes<V>(-1)) + 4 * (e * u);
        return V(select(x < 0, math::round_product(sum * (u * u), l.e),
                        math::logistic_gate_curvature(lanes<V>(2), a.hi, l)));
    }
};

} // namespace v0
} // namespace xact
