#pragma once

#include <cmath>
#include <concepts>
#include <type_traits>

#include "support/wide.hpp"

/// Dual numbers: a value and its derivative with respect to one variable, carried through a formula by the rules of
/// calculus. dual<dual<R>> carries the second derivative too. R is double, long double or wide.

namespace test {

template <class R> struct dual;

template <class R> struct is_dual : std::false_type {};
template <class R> struct is_dual<dual<R>> : std::true_type {};

/// Whether r and all its derivatives are 0: a constant.
template <class R> bool is_zero(const R& r) {
    if constexpr (is_dual<R>::value)
        return is_zero(r.value) && is_zero(r.slope);
    else
        return r == R(0);
}

template <class R> struct dual {
    R value{};
    R slope{};

    dual() = default;
    dual(const R& v) : value(v) {}
    dual(const R& v, const R& s) : value(v), slope(s) {}
    template <class T>
    requires(std::is_arithmetic_v<T> && !std::same_as<T, R>) dual(T x) : value(static_cast<R>(x)) {}

    friend dual operator+(const dual& a, const dual& b) { return {a.value + b.value, a.slope + b.slope}; }
    friend dual operator-(const dual& a, const dual& b) { return {a.value - b.value, a.slope - b.slope}; }
    friend dual operator-(const dual& a) { return {-a.value, -a.slope}; }
    friend dual operator*(const dual& a, const dual& b) {
        return {a.value * b.value, times(a.slope, b.value) + times(b.slope, a.value)};
    }
    friend dual operator/(const dual& a, const dual& b) {
        const R q = a.value / b.value;
        if (is_zero(b.slope)) return {q, times(a.slope, R(1) / b.value)};
        return {q, (a.slope - q * b.slope) / b.value};
    }
    dual& operator+=(const dual& b) { return *this = *this + b; }
    dual& operator-=(const dual& b) { return *this = *this - b; }
    dual& operator*=(const dual& b) { return *this = *this * b; }
    dual& operator/=(const dual& b) { return *this = *this / b; }

    friend bool operator==(const dual& a, const dual& b) { return a.value == b.value; }
    friend bool operator!=(const dual& a, const dual& b) { return a.value != b.value; }
    friend bool operator<(const dual& a, const dual& b) { return a.value < b.value; }
    friend bool operator>(const dual& a, const dual& b) { return a.value > b.value; }
    friend bool operator<=(const dual& a, const dual& b) { return a.value <= b.value; }
    friend bool operator>=(const dual& a, const dual& b) { return a.value >= b.value; }

    friend dual max(const dual& a, const dual& b) { return a < b ? b : a; }
    friend dual min(const dual& a, const dual& b) { return b < a ? b : a; }
    friend dual abs(const dual& a) { return a > 0 ? a : a < 0 ? -a : dual(R(0)); }
    friend dual fabs(const dual& a) { return abs(a); }
    friend dual floor(const dual& a) {
        using std::floor;
        return dual(floor(a.value));
    }

    friend dual exp(const dual& a) {
        using std::exp;
        const R e = exp(a.value);
        return {e, times(a.slope, e)};
    }
    friend dual expm1(const dual& a) {
        using std::exp;
        using std::expm1;
        return {expm1(a.value), times(a.slope, exp(a.value))};
    }
    friend dual log(const dual& a) {
        using std::log;
        return {log(a.value), times(a.slope, 1 / a.value)};
    }
    friend dual log1p(const dual& a) {
        using std::log1p;
        return {log1p(a.value), times(a.slope, 1 / (1 + a.value))};
    }
    friend dual sqrt(const dual& a) {
        using std::sqrt;
        const R s = sqrt(a.value);
        return {s, times(a.slope, 1 / (2 * s))};
    }
    friend dual cbrt(const dual& a) {
        using std::cbrt;
        const R c = cbrt(a.value);
        return {c, times(a.slope, 1 / (3 * c * c))};
    }
    friend dual pow(const dual& a, const dual& b) {
        using std::log;
        using std::pow;
        const R p = pow(a.value, b.value);
        const R by_base = is_zero(a.slope) ? R(0) : R(a.slope * (b.value * pow(a.value, b.value - 1)));
        const R by_exponent = is_zero(b.slope) ? R(0) : R(b.slope * (p * log(a.value)));
        return {p, by_base + by_exponent};
    }
    friend dual sinh(const dual& a) {
        using std::cosh;
        using std::sinh;
        return {sinh(a.value), times(a.slope, cosh(a.value))};
    }
    friend dual cosh(const dual& a) {
        using std::cosh;
        using std::sinh;
        return {cosh(a.value), times(a.slope, sinh(a.value))};
    }
    /// The slope as 4e/(1 + e)² with e = e^(-2|a|), which 1 - tanh² loses in the tails.
    friend dual tanh(const dual& a) {
        using std::exp;
        using std::tanh;
        const R e = exp(a.value < 0 ? R(2 * a.value) : R(-2 * a.value));
        return {tanh(a.value), times(a.slope, 4 * e / ((1 + e) * (1 + e)))};
    }
    friend dual sin(const dual& a) {
        using std::cos;
        using std::sin;
        return {sin(a.value), times(a.slope, cos(a.value))};
    }
    friend dual cos(const dual& a) {
        using std::cos;
        using std::sin;
        return {cos(a.value), times(a.slope, -sin(a.value))};
    }
    friend dual atan(const dual& a) {
        using std::atan;
        return {atan(a.value), times(a.slope, 1 / (1 + a.value * a.value))};
    }
    friend dual asinh(const dual& a) {
        using std::asinh;
        using std::sqrt;
        return {asinh(a.value), times(a.slope, 1 / sqrt(1 + a.value * a.value))};
    }
    friend dual erf(const dual& a) {
        using std::erf;
        return {erf(a.value), times(a.slope, erf_slope(a.value))};
    }
    friend dual erfc(const dual& a) {
        using std::erfc;
        return {erfc(a.value), times(a.slope, -erf_slope(a.value))};
    }

private:
    /// slope·factor, and 0 for a constant also where the factor is infinite.
    static R times(const R& slope, const R& factor) { return is_zero(slope) ? R(0) : R(slope * factor); }

    static R erf_slope(const R& x) {
        using std::atan;
        using std::exp;
        using std::sqrt;
        static const R factor = 1 / sqrt(atan(R(1))); // 2/√π
        return factor * exp(-(x * x));
    }
};

template <class R> bool is_finite(const R& r) {
    if constexpr (is_dual<R>::value) {
        return is_finite(r.value) && is_finite(r.slope);
    } else {
        using std::isfinite;
        return isfinite(r);
    }
}

} // namespace test
