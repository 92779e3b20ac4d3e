#pragma once

#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/straight.hpp>

namespace xact {
inline namespace v0 {

/// A straight line.
template <class P> struct basic_affine {
    P alpha = P(1);
    P beta = P(0);

    static constexpr facts about{.name = "affine",
                                 .formula = "α x + β",
                                 .source = "elementary",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = 1,
                                 .parameters = {"alpha", "beta"}};
    static constexpr bool few_at_once = true;

    template <class R> R definition(R x) const { return R(alpha) * x + R(beta); }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        // 0 times infinity would be NaN.
        return V(math::either(
            math::is_zero<L>(alpha), [&] { return keep_nan(x, math::rounded<L>(beta)); }, [&] { return line(x); }));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return V(keep_nan(lanes<V>(value), math::rounded<lanes<V>>(alpha)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(keep_nan(x, lanes<V>(0)));
    }

    template <value V> V derivative_from_output(V y) const { return derivative(y); }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.beta); }

    template <value V> basic_affine<V> parameter_derivatives(V value) const {
        const lanes<V> x(value);
        return {V(x), V(keep_nan(x, lanes<V>(1)))};
    }

private:
    /// α x + β for α ≠ 0: where the two cancel, all digits of the parameters count.
    template <class V> XACT_INLINE V line(V x) const {
        const math::dw<V> a = math::exact<V>(alpha), b = math::exact<V>(beta);
        // -0 for 0, so that a zero keeps its sign.
        const V sum = fma(x, a.hi, select(b.hi == 0, V(-0.0), b.hi));
        if constexpr (math::is_fused<V>) {
            const auto rounded_parameters = [&] { return sum; };
            const auto exact_parameters = [&] { return sum + fma(math::finite(x), a.lo, b.lo); };
            return math::either(
                math::is_number<V>(alpha),
                [&] { return math::either(math::is_number<V>(beta), rounded_parameters, exact_parameters); },
                exact_parameters);
        } else {
            const V limit(std::numeric_limits<typename V::scalar>::max() / 4);
            return select((math::abs(sum) <= limit) & (x != 0), math::round(b + x * a), sum);
        }
    }
};

using affine = basic_affine<double>;

} // namespace v0
} // namespace xact
