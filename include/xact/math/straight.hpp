#pragma once

#include <limits>

#include <xact/math/double_word.hpp>

/// What functions made of straight lines share.

namespace xact {
inline namespace v0 {
namespace math {

/// The largest number of V's scalar type that is not above a functor's parameter: x > p where x > rounded_down(p). (In
/// float, the nearest number to a p of 0.1 is above it.)
template <class V, class P> XACT_INLINE V rounded_down(P p) noexcept {
    using limits = std::numeric_limits<typename V::scalar>;
    const V largest(limits::max()), most_of_an_ulp(limits::epsilon() * 0.6);
    const dw<V> a = exact<V>(p);
    return select(a.lo < 0, at_most(largest, fnma(finite(abs(a.hi)), most_of_an_ulp, a.hi)), a.hi);
}

/// The smallest number of V's scalar type that is not below a functor's parameter: x < p where x < rounded_up(p).
template <class V, class P> XACT_INLINE V rounded_up(P p) noexcept {
    using limits = std::numeric_limits<typename V::scalar>;
    const V lowest(limits::lowest()), most_of_an_ulp(limits::epsilon() * 0.6);
    const dw<V> a = exact<V>(p);
    return select(a.lo > 0, at_least(lowest, fma(finite(abs(a.hi)), most_of_an_ulp, a.hi)), a.hi);
}

/// Whether a functor's parameter is a number of V's scalar type.
template <class V, class P> XACT_INLINE auto is_number(P p) noexcept {
    if constexpr (std::is_arithmetic_v<P>) {
        const double value = static_cast<double>(p);
        return static_cast<typename V::scalar>(value - double(static_cast<typename V::scalar>(value))) == 0;
    } else {
        return exact<V>(p).lo == 0;
    }
}

/// Whether a functor's parameter is 0 in V's scalar type.
template <class V, class P> XACT_INLINE auto is_zero(P p) noexcept {
    return parameter_is<V>(p, [](auto value) { return value == 0; });
}

/// p·y for a functor's parameter; 0 for any y where p is 0, an infinite or NaN one too.
template <class V, class P> XACT_INLINE V sloped(P p, V y) noexcept {
    return either(
        is_zero<V>(p), [] { return V(0); }, [&] { return rounded<V>(p) * y; });
}

/// slope·x + offset, where all digits of both count as the two cancel; for an infinite x the limit.
template <class V> XACT_INLINE V line(V x, dw<V> slope, dw<V> offset) noexcept {
    const V bounded = finite(x), sum = fma(select(slope.hi == 0, bounded, x), slope.hi, offset.hi);
    if constexpr (is_fused<V>) {
        return sum + fma(bounded, slope.lo, offset.lo);
    } else {
        const V limit(std::numeric_limits<typename V::scalar>::max() / 4);
        return select(abs(sum) <= limit, round(offset + bounded * slope), sum);
    }
}

} // namespace math
} // namespace v0
} // namespace xact
