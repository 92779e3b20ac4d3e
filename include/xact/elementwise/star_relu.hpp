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
        const lanes<V> r = at_least(lanes<V>(0), lanes<V>(value));
        if constexpr (math::is_fused<lanes<V>>)
            return V(math::either(
                is_default<lanes<V>>(), [&] { return in_single_words(r); }, [&] { return in_general(r); }));
        else
            return V(in_general(r));
    }

    /// 2 s max(0, x).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const auto factor = math::times_power(math::exact<lanes<V>>(s), lanes<V>(2));
        return V(math::limit_product(math::in_halves(factor), at_least(lanes<V>(0), lanes<V>(value))));
    }

    /// dy f'(x), and for x <= 0, 0 also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        return V(math::gradient_unless_flat(lanes<V>(derivative(value)), lanes<V>(dy)));
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

private:
    /// The paper's numbers, with which single words leave 1.7 ulp.
    template <class V> XACT_INLINE auto is_default() const {
        constexpr basic_star_relu<double> paper;
        const auto has_s = math::is_exactly<V>(s, paper.s), has_b = math::is_exactly<V>(b, paper.b);
        return has_s & has_b;
    }

    template <class V> XACT_INLINE V in_single_words(V r) const {
        return fma(r * math::rounded<V>(s), r, math::rounded<V>(b));
    }
    template <class V> XACT_INLINE V in_general(V r) const {
        using T = typename V::scalar;
        const math::dw<V> factor = math::exact<V>(s), offset = math::exact<V>(b);
        const V bounded = at_most(V(T(sizeof(T) == 4 ? 0x1p60 : 0x1p500)), r);
        if constexpr (math::is_fused<V>) {
            // What the first product's rounding took counts beside the root; where the second may overflow it is left
            // out.
            const V y = select(factor.hi == 0, bounded, r), line = y * factor.hi;
            const V line_low = fma(bounded, factor.lo, product_error(bounded, factor.hi, line));
            const V low = select(bounded == r, fma(line_low, bounded, offset.lo), V(0));
            return fma(line, y, offset.hi) + low;
        } else {
            const V near = math::round(offset + factor * math::two_product(bounded, bounded));
            return select((r > bounded) & (factor.hi != 0), (r * factor.hi) * r, near);
        }
    }
};

using star_relu = basic_star_relu<double>;

} // namespace v0
} // namespace xact
