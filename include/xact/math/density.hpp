#pragma once

#include <xact/math/bell.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// e^(-t²/2) with the rounding error of t², times a power of t: in two words without short powers, since in single ones
// the product takes 1.93 ulp where e^(-t²/2) is small beside its power of two.

/// |x|, as far as it counts, to where t²/2 is falling_limit: beyond, the product with any power of t that the type
/// holds is 0.
template <class V> XACT_INLINE V density_argument(V x) noexcept {
    using T = typename V::scalar;
    return at_most(V(T(sizeof(T) == 4 ? 14.8468 : 39.95)), abs(x));
}

/// factor·g·e^(-t²/2) for a density_argument t, where g is of the size of a power of t; to 1.5 ulp. In units, lest the
/// second word of g·factor be subnormal.
template <class V> XACT_INLINE V density_product(V t, dw<V> g, dw<V> factor) noexcept {
    using T = typename V::scalar;
    constexpr T unit = T(0x1p-32f);
    return short_falling_product(g * times_power(factor, V(1 / unit)), two_product_beside_one(t, t * V(T(0.5))), unit);
}

} // namespace math
} // namespace v0
} // namespace xact
