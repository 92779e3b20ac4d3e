#pragma once

#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {

namespace math {

/// 1/(1 + |x|)², to 1.5 ulp (without fma 1 ulp).
template <class V> XACT_INLINE V inverse_square_of_sum(V x) noexcept {
    using T = typename V::scalar;
    const V one(T(1));
    if constexpr (is_fused<V>) {
        // The square is infinite at the limit.
        const dw<V> sum = ordered_sum(one, at_most(V(T(sizeof(T) == 4 ? 0x1p64 : 0x1p512)), abs(x)));
        return one / fma(sum.hi, sum.hi, product_beside_one(sum.hi + sum.hi, sum.lo));
    } else {
        const V a = at_most(V(T(sizeof(T) == 4 ? 0x1p100 : 0x1p600)), abs(x)); // beyond it the result is 0
        const dw<V> r = reciprocal(two_sum(one, a));
        return fma(r.hi, r.hi, (r.hi + r.hi) * r.lo);
    }
}

} // namespace math

} // namespace v0
} // namespace xact
