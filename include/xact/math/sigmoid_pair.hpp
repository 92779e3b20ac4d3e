#pragma once

#include <xact/math/logistic.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// σ(x) and σ(-x), neither of which is made of the other, from one exponential; right to 0.2 ulp before they are
/// rounded. What functions of σ(x) share that vanish with it.
template <class V> struct sigmoid_pair {
    typename V::condition negative; // x < 0
    scaled<V> upper, lower;         // σ(x), σ(-x)
    V bounded;                      // x, bounded in magnitude where both have their limits
    V factor;                       // the x to multiply a function with that vanishes with σ(x): its sign far below

    XACT_INLINE explicit sigmoid_pair(V x) noexcept : sigmoid_pair(x, bounded_magnitude(x)) {}

private:
    XACT_INLINE sigmoid_pair(V x, dw<V> a) noexcept : sigmoid_pair(x, a, make_logistic(a)) {}
    XACT_INLINE sigmoid_pair(V x, dw<V> a, const logistic<V>& l) noexcept
        : negative(x < 0),
          upper{select(negative, l.lower.significand, l.upper), select(negative, l.lower.exponent, V(0))},
          lower{select(negative, l.upper, l.lower.significand), select(negative, V(0), l.lower.exponent)},
          bounded(copysign(a.hi, x)),
          factor(select(negative, bounded, x)) {}
};

/// x·p for a p that vanishes at -inf.
template <class V> XACT_INLINE V gated(const sigmoid_pair<V>& s, scaled<V> p) noexcept {
    return scale(limit_product(p.significand, s.factor), p.exponent);
}

} // namespace math
} // namespace v0
} // namespace xact
