#pragma once

#include <xact/math/factors.hpp>
#include <xact/math/straight.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// clamp(x, -L, L) for a functor's parameter L > 0, unrounded; shut from the limits on.
template <class V> struct clamped_factor {
    typename V::condition above, below;
    dw<V> value;

    template <class P>
    XACT_INLINE clamped_factor(V x, P limit) noexcept
        : above(x >= rounded_up<V>(limit)), below(x <= -rounded_up<V>(limit)), value(x, V(typename V::scalar(0))) {
        const dw<V> top = exact<V>(limit);
        value = select(above, top, select(below, -top, value));
    }

    XACT_INLINE typename V::condition shut() const noexcept { return above | below; }

    /// factor times the slope in L.
    XACT_INLINE scaled<V> limit_slope(scaled<V> factor) const noexcept {
        return zero_where(!shut(), select(below, -factor, factor));
    }
};

/// y, but 0 where that is shut, also for infinite factors; NaN stays.
template <class V, class... X> XACT_INLINE V shut_where(typename V::condition shut, V y, X... factor) noexcept {
    V zero(typename V::scalar(0));
    ((zero = keep_nan(factor, zero)), ...);
    return select(shut, zero, y);
}

/// Gradients far out, of which the first is shut where the activation is held, the second where the clamp of b is.
template <class V>
XACT_INLINE gated_known<V> with_clamps(gated_known<V> k, typename V::condition a_shut, typename V::condition b_shut,
                                       V a, V b, V dy) noexcept {
    return {{shut_where(a_shut, k.value.by_slope, b, dy), keep_nan(b, shut_where(b_shut, k.value.by_value, a, dy))},
            k.where | (a_shut & b_shut)};
}

} // namespace math
} // namespace v0
} // namespace xact
