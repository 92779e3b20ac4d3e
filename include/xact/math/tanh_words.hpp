#pragma once

#include <xact/math/logistic.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// tanh(a) and its derivative 1 - tanh²(a) for a >= 0 in two words from E = e^-2a - 1, to 0.2 ulp before they are
/// rounded.
template <class V> struct tanh_parts {
    using T = typename V::scalar;

    dw<V> a;

    XACT_INLINE explicit tanh_parts(dw<V> argument) noexcept : a(argument) {
        const V limit(T(sizeof(T) == 4 ? 40 : 80)), hi = at_most(limit, a.hi);
        e_ = expm1_nonpositive(times_power(dw<V>{hi, select(hi == a.hi, a.lo, V(T(0)))}, V(T(-2))));
        inverse_ = reciprocal(V(T(2)) + e_);
    }

    XACT_INLINE dw<V> value() const noexcept { return -(e_ * inverse_); }

    /// 1 - tanh²(a) beside larger numbers, and times what may be small or large.
    XACT_INLINE dw<V> slope() const noexcept { return times_power((V(T(1)) + e_) * (inverse_ * inverse_), V(T(4))); }
    XACT_INLINE scaled<V> slope_times(scaled<V> factor) const noexcept {
        const auto [significand, exponent] = sigmoid_slope(make_logistic(-exp_bounded(times_power(a, V(T(-2))))));
        return {times_power(significand * factor.significand, V(T(4))), exponent + factor.exponent};
    }

    /// -1/2 times the second derivative over the first.
    XACT_INLINE V decay() const noexcept { return value().hi; }

    /// The derivative at 0.
    static XACT_INLINE dw<V> unit() noexcept { return {V(T(1)), V(T(0))}; }

private:
    dw<V> e_, inverse_; // e^-2a - 1, 1/(1 + e^-2a)
};

} // namespace math
} // namespace v0
} // namespace xact
