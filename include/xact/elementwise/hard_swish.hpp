#pragma once

#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {

/// Hard Swish: the input, gated by a ramp from 0 to 1.
template <class P> struct basic_hard_swish {
    P alpha = P(1.0 / 6);
    P beta = P(0.5);

    static constexpr facts about{.name = "hard_swish",
                                 .formula = "x min(max(α x + β, 0), 1)",
                                 .source = "arXiv:1905.02244",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .kinks = {-3, 3},
                                 .roots = {-3},
                                 .slope_roots = {-1.5}};

    template <class R> R definition(R x) const {
        const R ramp = exact_alpha<R>() * x + R(beta);
        return ramp <= 0 ? R(0) : ramp >= 1 ? x : R(x * ramp);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), ramp = sum<L>(corrected_slope<L>(), x);
        return V(shut_unless_positive(ramp, x * at_most(L(1), ramp)));
    }

    /// f'(-3) = 0, f'(3) = 1 for the default parameters.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), shut = kink<L>(0), open = kink<L>(1);
        const math::dw<L> a = corrected_slope<L>();
        const L middle = sum<L>(math::times_power(a, L(2)), math::without_subnormals(x)),
                left = select(a.hi < 0, L(1), L(0));
        return V(select(x <= at_most(shut, open), left, select(x >= at_least(shut, open), L(1) - left, middle)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value), a = math::rounded<lanes<V>>(alpha);
        return V(on_ramp(x, a + a));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.beta); }

    template <value V> basic_hard_swish<V> parameter_derivatives(V value) const {
        const lanes<V> x(value);
        return {V(on_ramp(x, x * x)), V(on_ramp(x, x))};
    }

private:
    // What depends on the parameters alone compilers take out of the loop over an array.

    /// α, but not 0, where the kinks would be at infinity. The default stands for the real number 1/6, so that they are
    /// at ±3 exactly.
    template <class V> XACT_INLINE math::dw<V> slope() const {
        math::dw<V> a = math::exact<V>(alpha);
        if constexpr (sizeof(typename V::scalar) == 8)
            a.lo = select(a.hi == V(1.0 / 6), V(0x1.5555555555555p-57), a.lo);
        return select(math::abs(a.hi) < smallest<V>(), {copysign(smallest<V>(), a.hi), V(0)}, a);
    }

    template <class V> XACT_INLINE math::dw<V> inverse_slope() const {
        const V a = math::rounded<V>(alpha);
        math::dw<V> inverse = math::inverse<V>(alpha);
        if constexpr (sizeof(typename V::scalar) == 8) inverse = select(a == V(1.0 / 6), {V(6), V(0)}, inverse);
        return select(math::abs(a) < smallest<V>(), {copysign(V(1) / smallest<V>(), a), V(0)}, inverse);
    }

    template <class V> static XACT_INLINE V smallest() { return V(std::numeric_limits<typename V::scalar>::min()); }

    /// a x + β.
    template <class V> XACT_INLINE V sum(math::dw<V> a, V x) const {
        const V b = math::rounded<V>(beta);
        if constexpr (math::is_fused<V>) {
            return fma(x, a.lo, fma(x, a.hi, b));
        } else {
            const V limit = V(std::numeric_limits<typename V::scalar>::max() / 4) / at_least(V(1), math::abs(a.hi));
            return math::round(b + at_least(-limit, at_most(limit, x)) * a);
        }
    }

    /// The last number before the ramp, or the first one behind it: where it is `end`, 0 or 1, or beyond.
    template <class V> XACT_INLINE V kink(int end) const {
        const V epsilon(sizeof(typename V::scalar) == 4 ? 0x1p-40 : 0x1p-90), outward(end == 0 ? -1 : 1);
        const V ulp(std::numeric_limits<typename V::scalar>::epsilon() * 0.75);
        const math::dw<V> a = slope<V>(), rest = V(end) - math::exact<V>(beta);
        const V nearest = math::round(rest * inverse_slope<V>());
        // 0 within the rounding error of double words, which is far below the ramp's step from number to number.
        const V beyond = outward * math::round(nearest * a - rest);
        return select(beyond >= -epsilon, nearest, fma(math::abs(nearest), copysign(ulp, outward * a.hi), nearest));
    }

    /// α with a low word that makes up for the rounding of β where the ramp is small, and is an ulp off in the
    /// direction that leaves the ramp not above 0 at its lower end. Both have the sign of α, so that infinities do not
    /// cancel.
    template <class V> XACT_INLINE math::dw<V> corrected_slope() const {
        const V ulp(std::numeric_limits<typename V::scalar>::epsilon());
        const math::dw<V> a = slope<V>(), b = math::exact<V>(beta);
        const V correction = fnma(a.hi, b.lo / copysign(at_least(smallest<V>(), math::abs(b.hi)), b.hi), a.lo);
        const V nearest = a.hi + correction, high = fnma(nearest, V(0.75) * ulp, nearest);
        const V low = (a.hi - high) + correction;
        return {high, fma(low, copysign(ulp, b.hi), low)};
    }

    /// y on the ramp, 0 outside; NaN where x is.
    template <class V> XACT_INLINE V on_ramp(V x, V y) const {
        const V shut = kink<V>(0), open = kink<V>(1);
        return keep_nan(x, select((x > at_most(shut, open)) & (x < at_least(shut, open)), y, V(0)));
    }

    /// The real number 1/6 where α is the default.
    template <class R> R exact_alpha() const {
        if constexpr (std::is_arithmetic_v<P>)
            return alpha == P(1.0 / 6) ? R(1) / R(6) : R(alpha);
        else
            return R(alpha);
    }
};

using hard_swish = basic_hard_swish<double>;

} // namespace v0
} // namespace xact
