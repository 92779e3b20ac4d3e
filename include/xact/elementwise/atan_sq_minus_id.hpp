#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/atan.hpp>

namespace xact {
inline namespace v0 {

/// The squared arc tangent less the input.
struct atan_sq_minus_id {
    static constexpr facts about{.name = "atan_sq_minus_id",
                                 .formula = "atan(x)² - x",
                                 .source = "arXiv:1710.05941",
                                 .limit_at_minus_inf = infinity,
                                 .limit_at_plus_inf = -infinity,
                                 .slope_at_minus_inf = -1,
                                 .slope_at_plus_inf = -1,
                                 .aliases = {"arctid"}};

    template <class R> static R definition(R x) {
        using std::atan;
        const R a = atan(x);
        return a * a - x;
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), t = bounded(math::abs(x));
        const auto a = arctan(t);
        return V(select(math::abs(x) > t, -x, math::round(-x + a * a)));
    }

    /// 2 atan(x)/(1 + x²) - 1.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), t = bounded(math::abs(x));
        const auto ratio = arctan(t) / (L(1) + math::two_product(t, t));
        const L sign = copysign(L(2), x);
        return V(math::round(L(-1) + math::times_power(ratio, sign)));
    }

    /// 2 (1 - 2x atan(x))/(1 + x²)².
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L t = bounded(math::abs(L(value))), r = 1 / fma(t, t, L(1));
        return V((2 * (r * r)) * fnma(t + t, math::round(arctan(t)), L(1)));
    }

private:
    /// |x|, until neither atan(x)² nor the slope changes beside what else there is.
    template <class V> static XACT_INLINE V bounded(V t) {
        return at_most(V(typename V::scalar(sizeof(typename V::scalar) == 4 ? 0x1p60 : 0x1p120)), t);
    }

    /// atan(t) for t >= 0.
    template <class V> static XACT_INLINE math::dw<V> arctan(V t) {
        const math::dw<V> a = math::as<V>(math::half_pi) - math::arccot(t);
        return math::fast_two_sum(a.hi, a.lo); // the polynomial's sum is in the low word
    }
};

} // namespace v0
} // namespace xact
