#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/falling.hpp>
#include <xact/math/fast_exp.hpp>

namespace xact {
inline namespace v0 {

/// SELU: a scaled ELU whose constants keep mean 0 and variance 1 of a normal input.
struct selu {
    static constexpr facts about{.name = "selu",
                                 .formula = "λ (x > 0 ? x : α expm1(x))",
                                 .source = "arXiv:1706.02515",
                                 .limit_at_minus_inf = -1.7580993408473768599,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_plus_inf = 1.0507009873554804934,
                                 .kinks = {0}};
    static constexpr bool has_fast = true;

    template <class R> static R definition(R x) {
        using std::expm1;
        return x > 0 ? R(constant<R>(lambda) * x) : R(constant<R>(lambda_alpha) * expm1(x));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value);
        if constexpr (fast_tier<A> && math::has_fast_exp<lanes<V>>)
            return V(select(x > 0, math::as<lanes<V>>(lambda).hi * x,
                            math::fast_expm1_product(math::as<lanes<V>>(lambda_alpha).hi, x)));
        return V(select(x > 0, math::as<lanes<V>>(lambda).hi * x,
                        math::expm1_product(math::as<lanes<V>>(lambda_alpha), at_most(lanes<V>(0), x))));
    }

    /// f'(0) = λ α.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> x(value);
        if constexpr (fast_tier<A> && math::has_fast_exp<lanes<V>>)
            return V(select(x > 0, math::as<lanes<V>>(lambda).hi,
                            math::fast_falling_exp_product(math::as<lanes<V>>(lambda_alpha).hi, x)));
        return V(select(x > 0, math::as<lanes<V>>(lambda).hi, below(x)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(select(x > 0, lanes<V>(0), below(x)));
    }

    template <value V> V derivative_from_output(V value) const {
        const lanes<V> y(value);
        return V(select(y > 0, math::as<lanes<V>>(lambda).hi, y + math::as<lanes<V>>(lambda_alpha).hi));
    }

private:
    // λ = 1.0507009873554804934193349852946 and α = 1.6732632423543772848170429916717, catalogue of constants in the
    // paper's appendix; their product rounded once, as the sum of two doubles.
    static constexpr math::real lambda{0x1.0cfabd6a91132p+0, 0x1.6fc7d272f2696p-55};
    static constexpr math::real lambda_alpha{0x1.c212cc640f031p+0, 0x1.05161b045a1f1p-56};

    template <class R> static R constant(math::real c) { return R(c.hi) + R(c.lo); }

    /// λ α e^x for x <= 0.
    template <class V> static XACT_INLINE V below(V x) {
        return math::exp_product(math::as<V>(lambda_alpha), at_most(V(0), x));
    }
};

} // namespace v0
} // namespace xact
