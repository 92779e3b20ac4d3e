#pragma once

#include <xact/math/falling.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// e^(-t²/2) in single words, the rounding error of t² included: to 1.2 ulp, 0 where it is negligible beside any power
// of t that a double holds. It is held as a multiple of falling_unit, so that no product of it underflows early.

/// |x|, as far as it counts.
template <class V> XACT_INLINE V density_argument(V x) noexcept {
    using T = typename V::scalar;
    return at_most(V(T(sizeof(T) == 4 ? 14.85 : 39.95)), abs(x));
}

/// unit·e^(-t²/2) for a density_argument t.
template <class V> XACT_INLINE power_and_rest<V> falling_density(V t) noexcept {
    using T = typename V::scalar;
    const V half = t * V(T(-0.5)), z = t * half;
    return split_exp<falling_bias<T>>(dw<V>{z, product_error(t, half, z)});
}

/// factor·g·e^(-t²/2) for a density_argument t, where g is of the size of a power of t; rounded once.
template <class V> XACT_INLINE V density_product(V t, dw<V> g, dw<V> factor) noexcept {
    using T = typename V::scalar;
    const auto [power, rest] = falling_density(without_subnormals(t));
    const dw<V> p = g * factor;
    return ((p.hi + fma(p.hi, rest, p.lo)) * power) * V(1 / falling_unit<T>);
}

} // namespace math
} // namespace v0
} // namespace xact
