#pragma once

#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// What a quick kernel makes of a register: right in the lanes where it is finite and `margin` is not negative. In
/// these terms a loop judges several registers by one comparison, where conditions of each take a quarter of a kernel's
/// time.
template <class V, class Result = V> struct attempt {
    Result value;
    V margin;
};

/// A zero for each lane, NaN where it is infinite or NaN.
template <class V> XACT_INLINE V if_finite(V x) noexcept { return x * V(typename V::scalar(0)); }
/// The same and y.
template <class V> XACT_INLINE V plus_if_finite(V y, V x) noexcept { return fma(x, V(typename V::scalar(0)), y); }

/// The margin where c holds, a negative one elsewhere.
template <class V> XACT_INLINE V margin_where(typename V::condition c, V margin) noexcept {
    return select(c, margin, V(typename V::scalar(-1)));
}

/// The lanes in which an attempt is right.
template <class V, class Result> XACT_INLINE typename V::condition is_right(attempt<V, Result> a) noexcept {
    return plus_if_finite(a.margin, a.value) >= V(typename V::scalar(0));
}

/// Whether attempts are right in all lanes; false also where their sum overflows.
template <class V, class Result, class... More>
XACT_INLINE bool all_right(attempt<V, Result> first, More... more) noexcept {
    // at_most() returns a margin that is NaN where it is the second, and one is NaN only with its value.
    V lowest = first.margin;
    Result sum = first.value; // finite only where all are
    ((lowest = at_most(lowest, more.margin), sum = sum + more.value), ...);
    return !any(!is_right(attempt<V, Result>{sum, lowest}));
}

/// What is known of a register, and in which lanes.
template <class V, class Result = V> struct known {
    Result value;
    typename V::condition where;
};

template <class V, class Result> XACT_INLINE known<V, Result> settled(attempt<V, Result> a) noexcept {
    return {a.value, is_right(a)};
}
/// Where the attempt is not right, what far() knows.
template <class V, class Result, class Far>
XACT_INLINE known<V, Result> settled(attempt<V, Result> a, const Far& far) noexcept {
    const auto right = is_right(a);
    const known<V, Result> more = far();
    return {select(right, a.value, more.value), right | more.where};
}

/// Whether something is missing in any of them.
template <class V, class Result, class... More>
XACT_INLINE bool any_missing(known<V, Result> first, More... more) noexcept {
    return any(!(first.where & ... & more.where));
}

/// The value, or in the other lanes what anywhere() computes.
template <class V, class Result, class Anywhere>
XACT_INLINE Result completed(known<V, Result> k, const Anywhere& anywhere) noexcept {
    return any_missing(k) ? select(k.where, k.value, anywhere()) : k.value;
}
template <class V, class Result, class Anywhere>
XACT_INLINE Result completed(attempt<V, Result> a, const Anywhere& anywhere) noexcept {
    return completed(settled(a), anywhere);
}

} // namespace math
} // namespace v0
} // namespace xact
