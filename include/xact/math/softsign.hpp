#pragma once

#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {

namespace math {

/// 1/(1 + |x|)², to 1 ulp: the reciprocal with what its rounding took, squared.
template <class V> XACT_INLINE V inverse_square_of_sum(V x) noexcept {
    using T = typename V::scalar;
    const V a = at_most(V(T(sizeof(T) == 4 ? 0x1p100 : 0x1p600)), abs(x)); // beyond it the result is 0
    const dw<V> r = reciprocal(two_sum(V(T(1)), a));
    return fma(r.hi, r.hi, (r.hi + r.hi) * r.lo);
}

} // namespace math

} // namespace v0
} // namespace xact
