#pragma once

#include <xact/math/abs.hpp>
#include <xact/simd/vec.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// F'(a)·b·dy and F(a)·dy.
template <class V> struct gated_products { V by_slope, by_value; };

// Products of an activation that is its input a where a number `open` is positive, else 0: the products are then 0 also
// beside infinities, but NaN beside NaN. No comparison has to be waited for.

template <class V> XACT_INLINE V open_product(V open, V a, V b) noexcept {
    return keep_nan(b, where_positive(open, a * b));
}
template <class V> XACT_INLINE gated_products<V> open_gradients(V open, V a, V b, V dy) noexcept {
    return {keep_nan(b, keep_nan(dy, where_positive(open, b * dy))), open_product(open, a, dy)};
}

} // namespace math
} // namespace v0
} // namespace xact
