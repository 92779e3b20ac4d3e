#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <limits>
#include <string_view>

namespace xact {
inline namespace v0 {

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr double no_limit = std::numeric_limits<double>::quiet_NaN();

/// The largest error of a value or a derivative over all finite inputs whose result is a normal number, in units of the
/// last place; within a factor of two of a root other than 0 in those of |x f'(x)|/4, where that is larger.
struct bound {
    double ulp = 2;        ///< in float
    double ulp_double = 4; ///< in double
};

/// A few points of the real line.
struct points {
    std::array<double, 6> at{};
    std::size_t count = 0;

    constexpr points() = default;
    constexpr points(std::initializer_list<double> p) {
        for (const double x : p) at[count++] = x;
    }
    constexpr const double* begin() const noexcept { return at.data(); }
    constexpr const double* end() const noexcept { return at.data() + count; }
};

/// A part of the real line, its ends included; they may be infinite.
struct interval {
    double lo = -infinity, hi = infinity;

    constexpr bool contains(double x) const noexcept { return x >= lo && x <= hi; }
};

/// A few names.
struct words {
    std::array<std::string_view, 8> at{};
    std::size_t count = 0;

    constexpr words() = default;
    constexpr words(std::initializer_list<std::string_view> names) {
        for (const std::string_view w : names) at[count++] = w;
    }
    constexpr const std::string_view* begin() const noexcept { return at.data(); }
    constexpr const std::string_view* end() const noexcept { return at.data() + count; }
};

/// What is known of an activation, once: tests enforce it, the bench prints it, the documentation is made from it.
/// Values hold for the default parameters.
struct facts {
    std::string_view name;
    std::string_view formula;
    std::string_view source;              ///< the paper, as arXiv id where it has one
    double limit_at_minus_inf = no_limit; ///< of f; NaN where there is none
    double limit_at_plus_inf = no_limit;  ///< of f
    double slope_at_minus_inf = 0;        ///< the limit of f'
    double slope_at_plus_inf = 1;         ///< the limit of f'
    bound value = {};                     ///< error of f
    bound slope = {};                     ///< error of f'
    points kinks = {};                    ///< where f' or f'' jumps
    points roots = {};                    ///< f = 0, other than at 0
    points slope_roots = {};              ///< f' = 0, other than at 0
    /// Beyond this |x|, f and f' have roots within a factor of two of every x.
    double roots_everywhere_from = infinity;
    interval domain = {};  ///< where f has a value, or a limit at an end; NaN beyond
    words parameters = {}; ///< their names, in the order of `parameters(self)`
    words aliases = {};    ///< other names of the function with these parameters
};

} // namespace v0
} // namespace xact
