#include "support/wide.hpp"

#include <boost/math/special_functions/cbrt.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/expm1.hpp>
#include <boost/math/special_functions/log1p.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <cstdint>
#include <cstring>

namespace test {

namespace multiprecision = boost::multiprecision;
using number =
    multiprecision::number<multiprecision::cpp_bin_float<113, multiprecision::digit_base_2, void, std::int32_t>,
                           multiprecision::et_off>;

// A number of fixed size owns nothing: its bytes are its value.
static_assert(sizeof(number) == sizeof(wide));

struct wide_access {
    static number get(const wide& w) noexcept {
        number n;
        std::memcpy(static_cast<void*>(&n), w.bytes_.data(), sizeof n);
        return n;
    }
    static wide put(const number& n) noexcept {
        wide::representation bytes;
        std::memcpy(bytes.data(), static_cast<const void*>(&n), sizeof n);
        return wide(bytes);
    }
};

namespace {

number get(const wide& w) noexcept { return wide_access::get(w); }
wide put(const number& n) noexcept { return wide_access::put(n); }

/// x less the nearest multiple of π/2, to 2^-113 of it, and that multiple modulo 4: Boost reduces with the digits of x.
struct reduced_angle {
    int turn;
    number rest;
};

template <unsigned Bits> reduced_angle less_quarter_turns_in(const number& x) {
    using fine =
        multiprecision::number<multiprecision::cpp_bin_float<Bits, multiprecision::digit_base_2, void, std::int32_t>,
                               multiprecision::et_off>;
    static const fine quarter = 2 * multiprecision::atan(fine(1));
    const fine exact(x), k = multiprecision::round(fine(exact / quarter));
    const fine turns = k - 4 * multiprecision::floor(fine(k / 4));
    return {static_cast<int>(turns), static_cast<number>(fine(exact - k * quarter))};
}

reduced_angle less_quarter_turns(const number& x) {
    if (!(multiprecision::isfinite)(x) || x == 0) return {0, x + x * 0};
    return multiprecision::ilogb(x) < 64 ? less_quarter_turns_in<320>(x) : less_quarter_turns_in<2560>(x);
}

/// Beside numbers beyond this one, 1 is nothing.
const number far = multiprecision::ldexp(number(1), 200);

} // namespace

wide::wide(double x) noexcept : wide(put(number(x))) {}
wide::wide(long double x) noexcept : wide(put(number(x))) {}
wide::operator double() const noexcept { return static_cast<double>(get(*this)); }
wide::operator long double() const noexcept { return static_cast<long double>(get(*this)); }

wide operator+(const wide& a, const wide& b) noexcept { return put(get(a) + get(b)); }
wide operator-(const wide& a, const wide& b) noexcept { return put(get(a) - get(b)); }
wide operator*(const wide& a, const wide& b) noexcept { return put(get(a) * get(b)); }
wide operator/(const wide& a, const wide& b) noexcept { return put(get(a) / get(b)); }
wide operator-(const wide& a) noexcept { return put(-get(a)); }

bool operator==(const wide& a, const wide& b) noexcept { return get(a) == get(b); }
bool operator<(const wide& a, const wide& b) noexcept { return get(a) < get(b); }

bool isnan(const wide& a) noexcept { return (multiprecision::isnan)(get(a)); }
bool isfinite(const wide& a) noexcept { return (multiprecision::isfinite)(get(a)); }
int ilogb(const wide& a) noexcept { return static_cast<int>(multiprecision::ilogb(get(a))); }
wide ldexp(const wide& a, int exponent) noexcept { return put(multiprecision::ldexp(get(a), exponent)); }

wide floor(const wide& a) noexcept { return put(multiprecision::floor(get(a))); }
wide sqrt(const wide& a) noexcept { return put(multiprecision::sqrt(get(a))); }
wide cbrt(const wide& a) noexcept { return put(boost::math::cbrt(get(a))); }
wide exp(const wide& a) noexcept { return put(multiprecision::exp(get(a))); }
wide expm1(const wide& a) noexcept {
    const number x = get(a);
    if (multiprecision::abs(x) > 80) return put(multiprecision::exp(x) - 1);
    return put(boost::math::expm1(x));
}
wide log(const wide& a) noexcept { return put(multiprecision::log(get(a))); }
wide log1p(const wide& a) noexcept {
    const number x = get(a);
    if (x > far) return put(multiprecision::log(x));
    if (x <= -0.5) return put(multiprecision::log(1 + x)); // Boost's throws at -1
    return put(boost::math::log1p(x));
}
wide pow(const wide& a, const wide& b) noexcept { return put(multiprecision::pow(get(a), get(b))); }
wide sinh(const wide& a) noexcept { return (expm1(a) - expm1(-a)) / 2; }
wide cosh(const wide& a) noexcept { return (exp(a) + exp(-a)) / 2; }
wide tanh(const wide& a) noexcept {
    const wide e = expm1(-2 * abs(a)); // never overflows
    const wide t = -e / (2 + e);
    return a < 0 ? -t : t;
}
wide sin(const wide& a) noexcept {
    const auto [turn, rest] = less_quarter_turns(get(a));
    const number s = turn % 2 == 0 ? multiprecision::sin(rest) : multiprecision::cos(rest);
    return put(turn < 2 ? s : number(-s));
}
wide cos(const wide& a) noexcept {
    const auto [turn, rest] = less_quarter_turns(get(a));
    const number c = turn % 2 == 0 ? multiprecision::cos(rest) : multiprecision::sin(rest);
    return put(turn == 1 || turn == 2 ? number(-c) : c);
}
wide atan(const wide& a) noexcept {
    // Definitions spell π as 4·atan(1), in every evaluation.
    static const number quarter_pi = multiprecision::atan(number(1));
    const number x = get(a);
    if (x == 1) return put(quarter_pi);
    if (x > far) return put(2 * quarter_pi - 1 / x);
    if (x < -far) return put(-2 * quarter_pi - 1 / x);
    return put(multiprecision::atan(x));
}
wide asinh(const wide& a) noexcept {
    const wide x = abs(a);
    const wide y = log1p(x + x * (x / (1 + sqrt(1 + x * x))));
    return a < 0 ? -y : y;
}
wide erf(const wide& a) noexcept {
    const number x = get(a);
    if (multiprecision::abs(x) > 40000) return x < 0 ? wide(-1) : wide(1);
    return put(boost::math::erf(x));
}
wide erfc(const wide& a) noexcept {
    const number x = get(a);
    if (multiprecision::abs(x) > 40000) return x < 0 ? wide(2) : wide(0);
    return put(boost::math::erfc(x));
}

} // namespace test
