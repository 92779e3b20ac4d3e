#pragma once

#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// √a for a > 0 or a = 0, to 2^-46 (float), 2^-104 (double) relative.
template <class V> XACT_INLINE dw<V> root(dw<V> a) noexcept {
    const V zero(typename V::scalar(0)), r = sqrt(a.hi);
    const V remainder = a.lo - product_error(r, r, a.hi), low = remainder / (r + r);
    return {r, select(r > zero, low, zero)};
}

} // namespace math
} // namespace v0
} // namespace xact
