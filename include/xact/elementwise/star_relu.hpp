#pragma once

#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {

/// StarReLU: ReLU², scaled and shifted so that a standard normal input keeps mean 0 and variance 1. The defaults are
/// the paper's, 2/√5 and -1/√5 to four digits.
template <class P> struct basic_star_relu {
    P s = P(0.8944);
    P b = P(-0.4472);

    static constexpr facts about{.name = "star_relu",
                                 .formula = "s max(0, x)² + b",
                                 .source = "arXiv:2210.13452",
                                 .limit_at_minus_inf = -0.4472,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_plus_inf = infinity,
                                 .kinks = {0},
                                 .roots = {0.70710678118654752},
                                 .parameters = {"s", "b"}};

    template <class R> R definition(R x) const { return x > 0 ? R(R(s) * (x * x) + R(b)) : R(R(b) + 0 * x); }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        using T = typename L::scalar;
        const math::dw<L> factor = math::exact<L>(s), offset = math::exact<L>(b);
        const L r = at_least(L(0), lanes<V>(value));
        const L bounded = at_most(L(T(sizeof(T) == 4 ? 0x1p60 : 0x1p500)), r);
        if constexpr (math::is_fused<L>) {
            // What the first product's rounding took counts beside the root; where the second may overflow it is left
            // out.
            const L y = select(factor.hi == 0, bounded, r), line = y * factor.hi;
            const L line_low = fma(bounded, factor.lo, product_error(bounded, factor.hi, line));
            const L low = select(bounded == r, fma(line_low, bounded, offset.lo), L(0));
            return V(fma(line, y, offset.hi) + low);
        } else {
            const L near = math::round(offset + factor * math::two_product(bounded, bounded));
            return V(select((r > bounded) & (factor.hi != 0), (r * factor.hi) * r, near));
        }
    }

    /// 2 s max(0, x).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const auto factor = math::times_power(math::exact<lanes<V>>(s), lanes<V>(2));
        return V(math::limit_product(math::in_halves(factor), at_least(lanes<V>(0), lanes<V>(value))));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> factor = math::rounded<lanes<V>>(s);
        return V(where_positive(lanes<V>(value), factor + factor));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.s, self.b); }

    template <value V> basic_star_relu<V> parameter_derivatives(V value) const {
        const lanes<V> x(value), r = at_least(lanes<V>(0), x);
        return {V(r * r), V(keep_nan(x, lanes<V>(1)))};
    }
};

using star_relu = basic_star_relu<double>;

} // namespace v0
} // namespace xact
