#pragma once

#include <cmath>

#include <xact/math/double_word.hpp>

/// Arithmetic on single numbers in twice the precision of double, right to 2^-100 relative: for the few that a row of
/// numbers has, such as its mean. An infinity or a NaN has no low word.

namespace xact {
inline namespace v0 {
namespace math {

/// a + b exactly.
inline real sum_of(double a, double b) noexcept {
    const double s = a + b, t = s - a;
    return {s, (a - (s - t)) + (b - t)};
}
inline real operator+(real a, real b) noexcept {
    const real s = sum_of(a.hi, b.hi);
    return std::isfinite(s.hi) ? sum_of(s.hi, s.lo + (a.lo + b.lo)) : real{s.hi};
}
inline real operator*(real a, real b) noexcept {
    const double p = a.hi * b.hi;
    if (!std::isfinite(p)) return {p};
    return sum_of(p, std::fma(a.hi, b.hi, -p) + (a.hi * b.lo + a.lo * b.hi));
}
inline real operator-(real a) noexcept { return {-a.hi, -a.lo}; }

/// a/b, exact where the quotient is a number.
inline real operator/(real a, double b) noexcept {
    const double q = a.hi / b;
    if (!std::isfinite(q)) return {q};
    return sum_of(q, (std::fma(-q, b, a.hi) + a.lo) / b);
}
inline real sqrt(real a) noexcept {
    const double r = std::sqrt(a.hi);
    if (!std::isfinite(r) || r == 0) return {r};
    return sum_of(r, (std::fma(-r, r, a.hi) + a.lo) / (r + r));
}
inline real inverse_of(real a) noexcept {
    const double r = 1 / a.hi;
    if (!std::isfinite(r) || r == 0) return {r};
    return sum_of(r, r * (std::fma(-r, a.hi, 1.0) - r * a.lo));
}

/// a·2^k for a k that scales without rounding.
inline real times_power(real a, double power_of_two) noexcept { return {a.hi * power_of_two, a.lo * power_of_two}; }

} // namespace math
} // namespace v0
} // namespace xact
