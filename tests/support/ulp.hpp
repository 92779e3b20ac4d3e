#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <string>

#include <xact/simd/float16.hpp>

#include "support/wide.hpp"

/// Errors in units of the last place, as design promise 1 counts them.

namespace test {

/// The normal numbers of a format lie in [2^lowest, 2^beyond) and have `digits` bits.
struct number_format {
    int digits, lowest, beyond;
};

template <class S> inline constexpr number_format format_of{};
template <> inline constexpr number_format format_of<float>{24, -126, 128};
template <> inline constexpr number_format format_of<double>{53, -1022, 1024};
template <> inline constexpr number_format format_of<xact::float16>{11, -14, 16};
template <> inline constexpr number_format format_of<xact::bfloat16>{8, -126, 128};

inline constexpr double infinite_error = std::numeric_limits<double>::infinity();

/// 2^k.
template <class R> R power_of_two(int k) {
    using std::ldexp;
    return ldexp(R(1), k);
}
template <> inline double power_of_two<double>(int k) {
    if (k < -1022 || k > 1023) return std::ldexp(1.0, k);
    return std::bit_cast<double>(std::uint64_t(k + 1023) << 52);
}

/// How far `computed`, a number of the format, is from `exact`, in ulps of the larger of |exact| and `scale`. Where
/// that is below the smallest normal number: 0 if the two differ by no more than that number and have no opposite
/// signs. What is beyond the largest number counts as 2^beyond, in `exact` and in `computed`; `scale` may be larger.
template <class R> double ulp_error(const number_format& format, R computed, R exact, R scale = R(0)) {
    using std::abs;
    using std::ilogb;
    using std::isnan;
    if (isnan(exact) || isnan(computed)) return isnan(exact) && isnan(computed) ? 0 : infinite_error;
    const R top = power_of_two<R>(format.beyond);
    const auto bounded = [&](const R& x) { return x > top ? top : x < -top ? R(-top) : x; };
    const R c = bounded(computed), e = bounded(exact), magnitude = abs(e);
    const R difference = abs(R(c - e));
    if (scale < magnitude) scale = magnitude;
    if (scale < power_of_two<R>(format.lowest)) {
        const bool opposite = (c > 0 && e < 0) || (c < 0 && e > 0);
        return difference <= power_of_two<R>(format.lowest) && !opposite ? 0 : infinite_error;
    }
    const int binade = scale < top || scale > top ? ilogb(scale) : format.beyond - 1; // NaN has none
    return static_cast<double>(R(difference / power_of_two<R>(binade - format.digits + 1)));
}

/// ulp_error for a float, by few operations: `exact` is a double.
inline double quick_float_error(double computed, double exact) {
    if (!(std::abs(exact) < 0x1p127) || !(std::abs(computed) < 0x1p127))
        return ulp_error(format_of<float>, computed, exact);
    const double difference = std::abs(computed - exact), magnitude = std::abs(exact);
    if (magnitude < 0x1p-126) {
        const bool opposite = (computed > 0 && exact < 0) || (computed < 0 && exact > 0);
        return difference <= 0x1p-126 && !opposite ? 0 : infinite_error;
    }
    const double binade = std::bit_cast<double>(std::bit_cast<std::uint64_t>(magnitude) & 0x7ff0000000000000);
    return difference / binade * 0x1p23;
}

/// A number for a message: as short as it can be read back, and exactly.
inline std::string show(double x) {
    char text[80];
    std::snprintf(text, sizeof text, "%.9g (%a)", x, x);
    return text;
}

/// The largest error seen, and where.
struct worst {
    double ulp = 0;
    double at = std::numeric_limits<double>::quiet_NaN();
    double computed = 0, exact = 0;

    std::string text() const {
        char number[40];
        std::snprintf(number, sizeof number, "%.4f ulp at x = ", ulp);
        return number + show(at) + ": computed " + show(computed) + ", exact " + show(exact);
    }
};

} // namespace test
