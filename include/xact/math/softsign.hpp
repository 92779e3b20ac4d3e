#pragma once

#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {

namespace math {

/// Numerator/(1 + |x|)² for a power of two, to 1.99 ulp (without fma 1 ulp).
template <class V> XACT_INLINE V inverse_square_of_sum(V x, typename V::scalar numerator = 1) noexcept {
    using T = typename V::scalar;
    const V one(T(1));
    if constexpr (is_fused<V>) {
        // 1 + 2a + a² by the sum whose rounding counts less.
        const V two(T(2)), a = abs(x);
        const auto small = a < two;
        return V(numerator) / fma(a, select(small, a + two, a), select(small, one, fma(two, a, one)));
    } else {
        const V a = at_most(V(T(sizeof(T) == 4 ? 0x1p100 : 0x1p600)), abs(x)); // beyond it the result is 0
        const dw<V> r = reciprocal(two_sum(one, a));
        return fma(r.hi, r.hi, (r.hi + r.hi) * r.lo) * V(numerator);
    }
}

} // namespace math

} // namespace v0
} // namespace xact
