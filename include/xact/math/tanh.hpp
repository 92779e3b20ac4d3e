#pragma once

#include <xact/math/falling.hpp>
#include <xact/math/logistic.hpp>
#include <xact/math/tanh_pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// tanh(a) = -E/(2 + E), E = expm1(-2 a), for a >= 0; to 0.15 ulp before it is rounded.
template <class V> XACT_INLINE dw<V> tanh_nonnegative(dw<V> a) noexcept {
    using T = typename V::scalar;
    // From 20 (float), 40 (double) on the result is 1.
    const dw<V> z = times_power(a, V(T(-2)));
    const dw<V> e = expm1_nonpositive(dw<V>{at_least(V(T(-80)), z.hi), select(z.hi < V(T(-80)), V(T(0)), z.lo)});
    const dw<V> d = fast_two_sum(V(T(2)), e.hi);
    return -(e / dw<V>{d.hi, d.lo + e.lo});
}

/// tanh(x).
template <class V> XACT_INLINE V tanh(V x) noexcept {
    using T = typename V::scalar;
    if constexpr (has_accurate_tanh_pieces<V>) {
        return piece_tanh(x);
    } else if constexpr (is_fused<V>) {
        // E = 2^k (1 + t) - 1, whose two parts do not cancel.
        const V a = at_most(V(T(sizeof(T) == 4 ? 10 : 20)), abs(x));
        const auto [power, rest] = split_exp<0>(V(T(-2)) * a);
        const V e = fma(power, rest, power - V(T(1)));
        return copysign(quotient(e, V(T(2)), e), x);
    } else {
        return keep_nan(x, copysign(round(tanh_nonnegative(bounded_magnitude(x))), x));
    }
}

} // namespace math
} // namespace v0
} // namespace xact
