#pragma once

#include <limits>

#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// Comparisons and differences with a functor's parameter p that may not be a number of V's type: 1.036433 in float.

/// The largest number of V's type that is not above p: x > p where x is above it. For p = 0 or normal.
template <class V, class P> XACT_INLINE V not_above(P p) noexcept {
    using T = typename V::scalar;
    // An ulp down, by more than a half and less than three halves of one in either binade.
    constexpr T step = std::numeric_limits<T>::epsilon() / 2 * T(1 + 0x1p-20);
    const dw<V> c = exact<V>(p);
    return select(c.lo < V(T(0)), fnma(abs(c.hi), V(step), c.hi), c.hi);
}

/// The smallest number of V's type that is not below p.
template <class V, class P> XACT_INLINE V not_below(P p) noexcept {
    using T = typename V::scalar;
    constexpr T step = std::numeric_limits<T>::epsilon() / 2 * T(1 + 0x1p-20);
    const dw<V> c = exact<V>(p);
    return select(c.lo > V(T(0)), fma(abs(c.hi), V(step), c.hi), c.hi);
}

/// x - p, to 1 ulp also where the two nearly cancel, with the sign of the exact difference. For finite p.
template <class V, class P> XACT_INLINE V excess(V x, P p) noexcept {
    const dw<V> c = exact<V>(p);
    return (x - c.hi) - c.lo;
}

} // namespace math
} // namespace v0
} // namespace xact
