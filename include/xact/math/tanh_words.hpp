#pragma once

#include <xact/math/exp.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// tanh(a) and 1 - tanh²(a) for a >= 0 in two words from E = e^-2a - 1, to 0.2 ulp before they are rounded; the second
/// to 2^-48 (float), 2^-106 (double) absolute: beside larger numbers.
template <class V> struct tanh_parts {
    using T = typename V::scalar;

    XACT_INLINE explicit tanh_parts(dw<V> a) noexcept {
        const V limit(T(sizeof(T) == 4 ? 40 : 80)), hi = at_most(limit, a.hi);
        e_ = expm1_nonpositive(times_power(dw<V>{hi, select(hi == a.hi, a.lo, V(T(0)))}, V(T(-2))));
        inverse_ = reciprocal(V(T(2)) + e_);
    }

    XACT_INLINE dw<V> tanh() const noexcept { return -(e_ * inverse_); }
    XACT_INLINE dw<V> slope() const noexcept { return times_power((V(T(1)) + e_) * (inverse_ * inverse_), V(T(4))); }

private:
    dw<V> e_, inverse_; // e^-2a - 1, 1/(1 + e^-2a)
};

} // namespace math
} // namespace v0
} // namespace xact
