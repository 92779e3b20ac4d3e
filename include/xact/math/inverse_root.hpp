#pragma once

#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// x/√(1 + αx²) and its slope (1 + αx²)^(-3/2), α > 0. Where αx² is 2^90 (float), 2^800 (double) both have their
/// limits.
template <class V> struct inverse_root_unit {
    V x;                       // bounded
    typename V::condition far; // where it had to be
    dw<V> sum;                 // 1 + αx²

    XACT_INLINE inverse_root_unit(V unbounded, dw<V> alpha) noexcept {
        using T = typename V::scalar;
        const V limit = V(T(sizeof(T) == 4 ? 0x1p45 : 0x1p400)) / sqrt(alpha.hi), a = abs(unbounded);
        far = a > limit;
        x = at_least(-limit, at_most(limit, unbounded));
        sum = V(T(1)) + x * (x * alpha);
    }

    XACT_INLINE V value() const noexcept { return x / sqrt(sum.hi + sum.lo); }

    /// To 0.6 ulp: y³ (1 + 3/2 (1 - y² (1 + αx²))) with a rounded y = 1/√(1 + αx²), all of it with 2^20 y, whose cube
    /// does not underflow.
    XACT_INLINE V slope() const noexcept {
        using T = typename V::scalar;
        const V one(T(1)), unit(T(0x1p20)), back(T(0x1p-40)), y = unit / sqrt(sum.hi);
        const dw<V> square = two_product(y, y), cube = y * square, s = times_power(sum, back);
        const V lacking = fnma(square.lo, s.hi, fnma(square.hi, s.lo, -product_error(square.hi, s.hi, one)));
        const V r = cube.hi + fma(V(T(1.5)) * lacking, cube.hi, cube.lo);
        return select(far, V(T(0)), r * V(T(0x1p-60)));
    }

    /// 1/√(1 + αx²).
    XACT_INLINE V inverse() const noexcept { return V(typename V::scalar(1)) / sqrt(sum.hi); }
};

} // namespace math
} // namespace v0
} // namespace xact
