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
        using L = lanes<V>;
        const L x(value);
        if constexpr (math::is_fused<L>) {
            return V(finish(begin(x), x));
        } else {
            const auto a = math::bounded_magnitude(x);
            const auto l = math::make_logistic(a);
            const auto below = math::round(math::expm1_nonpositive(-a) * l.lower);
            return V(select(x < 0, below, math::gate(x < 0, x, a.hi, l.lower)));
        }
    }

    /// Below 0 σ(x) (e^x + expm1(x) σ(-x)).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (math::is_fused<L>) {
            return V(finish_derivative(begin_derivative(x), x));
        } else {
            const auto a = math::bounded_magnitude(x);
            const auto l = math::make_logistic(a);
            const auto below = (math::summand(l.e) + math::expm1_nonpositive(-a) * l.upper) * l.lower;
            return V(select(x < 0, math::round(below), math::logistic_gate_slope(x < 0, a, l)));
        }
    }

    /// e^-|x| in units.
    template <class L> XACT_INLINE auto begin(L x, accurate_t = {}) const requires math::is_fused<L> {
        return math::split_exp<math::falling_bias<typename L::scalar>>(-math::falling_argument_beside_one(x));
    }
    /// |x| or 1 - e^x, times e/(1 + e).
    template <class L> XACT_INLINE L finish(const math::power_and_rest<L>& begun, L x) const {
        using T = typename L::scalar;
        constexpr T unit = math::falling_unit<T>;
        const L a = math::falling_argument_beside_one(x);
        const auto [binade, rest] = begun;
        const L e = fma(binade, rest, binade), e_low = fma(binade, rest, binade - e);
        const L small = binade * L(1 / unit), base = L(1) - small, below = fnma(small, rest, base);
        const L factor = select(x < 0, below, a);
        const L factor_low = select(x < 0, fnma(small, rest, base - below), L(T(0)));
        const L r = math::reciprocal_seed(L(unit) + e), y = (factor * e) * r;
        const L remainder =
            fma(factor_low, e, fma(e_low, factor - y, fnma(y, e, product_error(factor, e, y * L(unit)))));
        return at_least(L(-0.0), x) - fma(remainder, r, y);
    }
    template <class L> XACT_INLINE auto begin_derivative(L x, accurate_t = {}) const requires math::is_fused<L> {
        return math::falling_exp_pair(math::dw<L>{bounded_for_slope(x), L(typename L::scalar(0))});
    }
    /// With s = e/(1 + e)², e = e^-|x|: below 0 e - 2s, above 1 - s (1 - |x| + e). s is y and a correction.
    template <class L> XACT_INLINE L finish_derivative(const math::dw<L>& begun, L x) const {
        using T = typename L::scalar;
        const L one(T(1)), two(T(2)), a = bounded_for_slope(x);
        const math::dw<L> e = math::times_power(begun, L(1 / math::falling_unit<T>));
        const math::dw<L> root = math::fast_two_sum(one, e.hi);
        const L seed = math::reciprocal_seed(root.hi), r = seed * seed, y = e.hi * r;
        const math::dw<L> half = math::two_product(y, root.hi);
        const L low = fnma(root.hi, fma(y + y, root.lo, half.lo), e.lo * fnma(two, half.hi, one));
        const L correction = (fnma(half.hi, root.hi, e.hi) + low) * r;
        const L below = fnma(two, y, e.hi) + fnma(two, correction, e.lo), n = (one - a) + e.hi;
        return select(x < 0, below, one - fma(n, y, n * correction));
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

private:
    template <class V> static XACT_INLINE V bounded_for_slope(V x) {
        return math::without_subnormals(math::falling_argument_beside_one(x));
    }
};

} // namespace v0
} // namespace xact
