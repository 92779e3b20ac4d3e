#pragma once

#include <array>
#include <concepts>
#include <cstddef>

/// A binary floating-point number of 113 bits whose exponent has 31: wide enough that a formula in it neither loses the
/// last bits of a double nor overflows on the way. Boost.Multiprecision computes behind it, in wide.cpp alone, since
/// its templates cost every file that sees them several seconds.

namespace test {

class wide {
public:
    wide() noexcept : wide(0.0) {}
    wide(double x) noexcept;
    wide(long double x) noexcept;
    template <class T>
    requires std::integral<T> || std::same_as<T, float> wide(T x)
    noexcept : wide(static_cast<double>(x)) { static_assert(sizeof(T) <= 4, "an integer that a double does not hold"); }

    explicit operator double() const noexcept;
    explicit operator long double() const noexcept;
    explicit operator float() const noexcept { return static_cast<float>(static_cast<long double>(*this)); }

    friend wide operator+(const wide& a, const wide& b) noexcept;
    friend wide operator-(const wide& a, const wide& b) noexcept;
    friend wide operator*(const wide& a, const wide& b) noexcept;
    friend wide operator/(const wide& a, const wide& b) noexcept;
    friend wide operator-(const wide& a) noexcept;
    wide& operator+=(const wide& b) noexcept { return *this = *this + b; }
    wide& operator-=(const wide& b) noexcept { return *this = *this - b; }
    wide& operator*=(const wide& b) noexcept { return *this = *this * b; }
    wide& operator/=(const wide& b) noexcept { return *this = *this / b; }

    friend bool operator==(const wide& a, const wide& b) noexcept;
    friend bool operator<(const wide& a, const wide& b) noexcept;
    friend bool operator!=(const wide& a, const wide& b) noexcept { return !(a == b); }
    friend bool operator>(const wide& a, const wide& b) noexcept { return b < a; }
    friend bool operator<=(const wide& a, const wide& b) noexcept { return a < b || a == b; }
    friend bool operator>=(const wide& a, const wide& b) noexcept { return b <= a; }

    friend bool isnan(const wide& a) noexcept;
    friend bool isfinite(const wide& a) noexcept;
    /// The exponent of the binade of a, for finite a other than 0.
    friend int ilogb(const wide& a) noexcept;
    friend wide ldexp(const wide& a, int exponent) noexcept;

    friend wide abs(const wide& a) noexcept { return a < wide(0) ? -a : a; }
    friend wide fabs(const wide& a) noexcept { return abs(a); }
    friend wide floor(const wide& a) noexcept;
    friend wide sqrt(const wide& a) noexcept;
    friend wide cbrt(const wide& a) noexcept;
    friend wide exp(const wide& a) noexcept;
    friend wide expm1(const wide& a) noexcept;
    friend wide log(const wide& a) noexcept;
    friend wide log1p(const wide& a) noexcept;
    friend wide pow(const wide& a, const wide& b) noexcept;
    friend wide sinh(const wide& a) noexcept;
    friend wide cosh(const wide& a) noexcept;
    friend wide tanh(const wide& a) noexcept;
    friend wide sin(const wide& a) noexcept;
    friend wide cos(const wide& a) noexcept;
    friend wide atan(const wide& a) noexcept;
    friend wide asinh(const wide& a) noexcept;
    friend wide erf(const wide& a) noexcept;
    friend wide erfc(const wide& a) noexcept;

private:
    friend struct wide_access;
    using representation = std::array<std::byte, 32>;
    explicit wide(const representation& bytes) noexcept : bytes_(bytes) {}

    alignas(16) representation bytes_;
};

} // namespace test
