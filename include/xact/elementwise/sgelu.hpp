#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/elementwise/gelu.hpp>
#include <xact/math/odd_pieces.hpp>
#include <xact/math/sgelu.hpp>

namespace xact {
inline namespace v0 {

/// SGELU, the symmetric GELU: the input times the error function of it, which is even. |x| + 2 gelu(-|x|), which
/// cancels near 0.
template <class P> struct basic_sgelu {
    P alpha = P(1);

    static constexpr facts about{.name = "sgelu",
                                 .formula = "α x erf(x/√2)",
                                 .source = "arXiv:1911.03925",
                                 .limit_at_minus_inf = infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = -1,
                                 .parameters = {"alpha"}};

    template <class R> R definition(R x) const {
        using std::erf;
        using std::sqrt;
        return R(alpha) * x * erf(x / sqrt(R(2)));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value);
        return V(times_value(x, math::exact<lanes<V>>(alpha), math::is_one<lanes<V>>(alpha)));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (math::has_accurate_tanh_pieces<L>) {
            using pieces = math::sgelu_slope_pieces<L::size>;
            const auto slope = math::piece_value<pieces>(math::piece_argument<pieces>(x));
            const auto scaled = [&]() XACT_INLINE_LAMBDA { return math::round(slope * math::exact<L>(alpha)); };
            return V(flip_sign(math::either(
                                   math::is_one<L>(alpha), [&]() XACT_INLINE_LAMBDA { return slope.hi; }, scaled),
                               x));
        } else {
            const L a = math::abs(x), near = math::sgelu_slope(at_most(L(math::sgelu_near), a));
            const L slope = select(a > L(math::sgelu_near), fnma(L(2), gelu{}.derivative(-a), L(1)), near);
            return V(math::round_product(copysign(slope, x), math::exact<L>(alpha)));
        }
    }

    /// 2α φ(x) (2 - x²).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        return V(2 * (math::rounded<L>(alpha) * gelu{}.second_derivative(L(value))));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;
    static constexpr auto parameters(auto& self) { return std::tie(self.alpha); }

    template <value V> basic_sgelu<V> parameter_derivatives(V value) const {
        return {V(times_value(lanes<V>(value), math::dw<lanes<V>>{lanes<V>(1), lanes<V>(0)}, true))};
    }

private:
    /// factor·x erf(x/√2); is_plain says that the factor is 1.
    template <class V, class C> static XACT_INLINE V times_value(V x, math::dw<V> factor, C is_plain) {
        const V size = math::abs(x);
        if constexpr (math::has_accurate_tanh_pieces<V>) {
            using pieces = math::sgelu_value_pieces<V::size>;
            // Where the result is no normal number, it is 0: without the products that would underflow.
            const V least = select(math::abs(factor.hi) <= 1, V(0x1p-63f), V(0));
            const V a = select(size < least, V(0), size), t = at_most(V(pieces::limit), a);
            const auto gate = math::piece_value<pieces>(t);
            return math::either(
                is_plain, [&]() XACT_INLINE_LAMBDA { return fma(a, gate.hi, t * gate.lo); },
                [&]() XACT_INLINE_LAMBDA { return math::limit_product(gate * factor, a); });
        } else {
            const V near = math::sgelu_value(at_most(V(math::sgelu_near), size));
            return math::limit_product(factor,
                                       select(size > V(math::sgelu_near), fma(V(2), gelu{}(-size), size), near));
        }
    }
};

using sgelu = basic_sgelu<double>;

} // namespace v0
} // namespace xact
