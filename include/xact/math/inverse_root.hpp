#pragma once

#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// x/√(1 + αx²) and its slope (1 + αx²)^(-3/2), α > 0. Where αx² is 2^84 (float), 2^681.2 (double) both have their
/// limits: the slope is the smallest normal number.
template <class V> struct inverse_root_unit {
    V x;                       // bounded
    typename V::condition far; // where it had to be
    dw<V> sum;                 // 1 + αx²

    XACT_INLINE inverse_root_unit(V unbounded, dw<V> alpha) noexcept {
        using T = typename V::scalar;
        const V limit = V(T(sizeof(T) == 4 ? 0x1p42 : 0x1.9p340)) / sqrt(alpha.hi), a = abs(unbounded);
        far = a > limit;
        x = at_least(-limit, at_most(limit, unbounded));
        const dw<V> factor = two_product_beside_one(x, alpha.hi), square = two_product_beside_one(x, factor.hi);
        sum = ordered_sum(V(T(1)), square.hi);
        sum.lo = sum.lo + fma(x, fma(x, alpha.lo, factor.lo), square.lo);
    }

    XACT_INLINE V value() const noexcept { return x / sqrt(sum.hi + sum.lo); }

    /// From √s and the square's remainder, s = 1 + αx²: s^(3/2) = s √s with what its parts have lost.
    XACT_INLINE V slope() const noexcept {
        using T = typename V::scalar;
        const V root = sqrt(sum.hi), product = sum.hi * root, rest = -product_error(root, root, sum.hi);
        const V lost = fma(V(T(1.5)), sum.lo, V(T(0.5)) * rest), low = product_error(sum.hi, root, product);
        return select(far, V(T(0)), V(T(1)) / (product + fma(root, lost, low)));
    }

    /// 1/√(1 + αx²).
    XACT_INLINE V inverse() const noexcept { return V(typename V::scalar(1)) / sqrt(sum.hi); }
};

} // namespace math
} // namespace v0
} // namespace xact
