#pragma once

#include <limits>

#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// Comparisons and differences with a functor's parameter p that may not be a number of V's type: 1.036433 in float.

/// The largest number of V's type that is not above c: x > c where x is above it. For c = 0 or normal.
template <class V> XACT_INLINE V not_above(dw<V> c) noexcept {
    // An ulp down, by more than a half and less than three halves of one in either binade.
    const V step(std::numeric_limits<typename V::scalar>::epsilon() / 2 * typename V::scalar(1 + 0x1p-20));
    return select(c.lo < V(typename V::scalar(0)), fnma(abs(c.hi), step, c.hi), c.hi);
}
template <class V, class P> XACT_INLINE V not_above(P p) noexcept { return not_above(exact<V>(p)); }

/// The smallest number of V's type that is not below c.
template <class V> XACT_INLINE V not_below(dw<V> c) noexcept { return -not_above(-c); }
template <class V, class P> XACT_INLINE V not_below(P p) noexcept { return not_below(exact<V>(p)); }

/// p + q as not_above() and not_below() take it.
template <class V, class P, class Q> XACT_INLINE dw<V> threshold_sum(P p, Q q) noexcept {
    const dw<V> s = exact<V>(p) + exact<V>(q);
    return fast_two_sum(s.hi, s.lo);
}

/// x - p, to 1 ulp also where the two nearly cancel, with the sign of the exact difference. For finite p.
template <class V, class P> XACT_INLINE V excess(V x, P p) noexcept {
    const dw<V> c = exact<V>(p);
    return (x - c.hi) - c.lo;
}

} // namespace math
} // namespace v0
} // namespace xact
