#pragma once

#include <limits>

#include <xact/math/exp.hpp>
#include <xact/math/log.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// g(u) for a g that is u beside u² where u is small: u itself below 2^-(digits + 8), elsewhere `value`.
template <class V> XACT_INLINE scaled<V> unless_tiny(scaled<V> u, dw<V> value) noexcept {
    using T = typename V::scalar;
    const auto tiny = u.exponent < V(T(-std::numeric_limits<T>::digits - 8));
    return {select(tiny, u.significand, value), select(tiny, u.exponent, V(T(0)))};
}

/// ln(1 + u) for u in [0, 1], right to 0.1 ulp before it is rounded also where u alone would underflow.
template <class V> XACT_INLINE scaled<V> log1p_unit(scaled<V> u) noexcept {
    return unless_tiny(u, log1p_unit(summand(u)));
}

/// p over 2^exponent, which p is not much larger than; where it is smaller by far it may be any small number.
template <class V> XACT_INLINE dw<V> in_units_of(V exponent, scaled<V> p) noexcept {
    return summand(scaled<V>{p.significand, p.exponent - exponent});
}

} // namespace math
} // namespace v0
} // namespace xact
