#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

/// The one metric of the accuracy columns.

namespace bench {

/// One unit in the last place of T at a value: for float 2^-23 of its power of two. Values below the smallest normal
/// number count in units of that number.
template <class T> long double ulp_at(long double value) {
    constexpr long double smallest = std::numeric_limits<T>::min();
    const long double size = std::fabs(value);
    if (!(size >= smallest)) return smallest;
    int exponent = 0;
    std::frexp(size, &exponent);
    return std::ldexp(1.0L, exponent - std::numeric_limits<T>::digits);
}

/// The right answer for one input, and what an error there is measured in.
struct exact {
    long double value;
    long double unit;
};

/// `sensitivity` is |x f'(x)|: near a root of f (within a factor of two, which the caller knows) no x of type T pins
/// f(x) down better than a quarter of that in ulps of x.
template <class T> exact make_exact(long double value, long double sensitivity = 0) {
    return {value, ulp_at<T>(std::max(std::fabs(value), sensitivity / 4))};
}

/// |got - exact| in units; infinite where got is NaN and exact is not, or the reverse, or one of them is infinite and
/// the other is not within a few ulp of overflow.
template <class T> double ulp_error(T got, const exact& right) {
    using limits = std::numeric_limits<T>;
    // A number overflows at this power of two; beyond it, infinity is the right answer.
    static const long double overflow = std::ldexp(1.0L, limits::max_exponent);
    constexpr double wrong = std::numeric_limits<double>::infinity();
    if (std::isnan(got) || std::isnan(right.value)) return std::isnan(got) && std::isnan(right.value) ? 0 : wrong;
    const long double expected = std::clamp(right.value, -overflow, overflow);
    const long double value = std::isinf(got) ? std::copysign(overflow, static_cast<long double>(got)) : got;
    const long double unit = std::min(right.unit, std::ldexp(overflow, -limits::digits));
    const double error = static_cast<double>(std::fabs(value - expected) / unit);
    // Only a right answer next to overflow excuses an infinity, or the lack of one.
    const bool one_overflows = std::isinf(got) != (std::fabs(expected) >= overflow);
    const bool opposite = std::isinf(got) && std::signbit(got) != std::signbit(expected);
    return (one_overflows && error > 64) || opposite ? wrong : error;
}

/// |got - exact|/max(1, |exact|), what the fast tier's bound is about; infinite where ulp_error is.
template <class T> double scaled_error(T got, const exact& right) {
    const double ulps = ulp_error(got, right);
    if (ulps == 0 || std::isinf(ulps)) return ulps;
    using limits = std::numeric_limits<T>;
    static const long double largest_unit = std::ldexp(1.0L, limits::max_exponent - limits::digits);
    return static_cast<double>(ulps * std::min(right.unit, largest_unit) / std::max(1.0L, std::fabs(right.value)));
}

} // namespace bench
