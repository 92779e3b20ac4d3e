#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/elementwise/gelu.hpp>
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
        return V(math::limit_product(math::exact<lanes<V>>(alpha), unscaled(x)));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), a = math::abs(x), near = math::sgelu_slope(at_most(L(math::sgelu_near), a));
        const L slope = select(a > L(math::sgelu_near), fnma(L(2), gelu{}.derivative(-a), L(1)), near);
        return V(math::round_product(copysign(slope, x), math::exact<L>(alpha)));
    }

    /// 2α φ(x) (2 - x²).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        return V(2 * (math::rounded<L>(alpha) * gelu{}.second_derivative(L(value))));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha); }

    template <value V> basic_sgelu<V> parameter_derivatives(V value) const { return {V(unscaled(lanes<V>(value)))}; }

private:
    template <class V> static XACT_INLINE V unscaled(V x) {
        const V a = math::abs(x), near = math::sgelu_value(at_most(V(math::sgelu_near), a));
        return select(a > V(math::sgelu_near), fma(V(2), gelu{}(-a), a), near);
    }
};

using sgelu = basic_sgelu<double>;

} // namespace v0
} // namespace xact
