#include <xact/simd/float16.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

#include "support/catch.hpp"

// An independent reading of the two formats, from their definition: sign, exponent, significand.

namespace {

struct layout {
    int exponent_bits, mantissa_bits;
};

double decode(layout l, unsigned bits) {
    const unsigned mantissa = bits & ((1u << l.mantissa_bits) - 1);
    const int exponent = static_cast<int>(bits >> l.mantissa_bits & ((1u << l.exponent_bits) - 1));
    const int bias = (1 << (l.exponent_bits - 1)) - 1, special = (1 << l.exponent_bits) - 1;
    const double sign = (bits >> (l.mantissa_bits + l.exponent_bits)) != 0 ? -1 : 1;
    if (exponent == special)
        return mantissa != 0 ? std::numeric_limits<double>::quiet_NaN()
                             : sign * std::numeric_limits<double>::infinity();
    if (exponent == 0) return sign * std::ldexp(mantissa, 1 - bias - l.mantissa_bits);
    return sign * std::ldexp(mantissa + (1u << l.mantissa_bits), exponent - bias - l.mantissa_bits);
}

/// The pattern of the number nearest to x, the even one of two: found by bisection over the patterns of the positive
/// numbers, which are in order.
unsigned encode(layout l, float x) {
    const unsigned infinity = ((1u << l.exponent_bits) - 1) << l.mantissa_bits;
    const unsigned sign = std::signbit(x) ? 1u << (l.exponent_bits + l.mantissa_bits) : 0;
    const double a = std::abs(double(x));
    unsigned low = 0, high = infinity; // decode(low) <= a < decode(high), or a is infinite
    if (std::isinf(x)) return sign | infinity;
    while (high - low > 1) {
        const unsigned middle = (low + high) / 2;
        (decode(l, middle) <= a ? low : high) = middle;
    }
    // What would follow the largest number if the exponents went on is where rounding to infinity starts.
    const double above = high == infinity ? 2 * decode(l, infinity - 1) - decode(l, infinity - 2) : decode(l, high);
    const double up = above - a, down = a - decode(l, low);
    return sign | (up < down || (up == down && high % 2 == 0) ? high : low);
}

template <class S> void check_widening(layout l) {
    std::size_t wrong = 0;
    for (unsigned b = 0; b < 65536; ++b) {
        const float x = S::from_bits(static_cast<std::uint16_t>(b));
        const double expected = decode(l, b);
        const bool right = std::isnan(expected) ? std::isnan(x) && std::signbit(x) == (b >> 15 != 0)
                                                : double(x) == expected && std::signbit(x) == (b >> 15 != 0);
        // Back again, the pattern is the same; a NaN stays one.
        const unsigned back = S(x).bits;
        const bool round_trip = std::isnan(x) ? std::isnan(float(S(x))) : back == b;
        wrong += right && round_trip ? 0 : 1;
    }
    CHECK(wrong == 0);
}

template <class S> void check_rounding(layout l) {
    std::size_t wrong = 0;
    const auto check = [&](float x) { wrong += S(x).bits == encode(l, x) ? 0 : 1; };
    // Each number, the middle between it and the next, and the floats beside both.
    for (unsigned b = 0; b < 65536; ++b) {
        const float x = S::from_bits(static_cast<std::uint16_t>(b));
        if (!std::isfinite(x)) continue;
        const double next = decode(l, (b & 0x7fffu) + 1);
        const float middle = static_cast<float>((std::isfinite(next) ? 0.5 * (std::abs(double(x)) + next) : 2.0 * x));
        for (const float y : {x, std::copysign(middle, x)}) {
            check(y);
            if (std::isfinite(y)) check(std::nextafter(y, 1e38f)), check(std::nextafter(y, -1e38f));
        }
    }
    std::mt19937 random(1);
    for (int i = 0; i < 200000; ++i)
        if (const float x = std::bit_cast<float>(static_cast<std::uint32_t>(random())); !std::isnan(x)) check(x);
    CHECK(wrong == 0);
    CHECK(std::isnan(float(S(std::numeric_limits<float>::quiet_NaN()))));
    // A NaN whose payload is all in the bits that are cut off.
    CHECK(std::isnan(float(S(std::bit_cast<float>(0x7f800001u)))));
    CHECK(std::isnan(float(S(std::bit_cast<float>(0xffffffffu)))));
}

constexpr layout half{5, 10}, bfloat{8, 7};

} // namespace

TEST_CASE("every 16-bit pattern widens to the float it stands for", "[simd]") {
    check_widening<xact::float16>(half);
    check_widening<xact::bfloat16>(bfloat);
}

TEST_CASE("a float rounds to the nearest 16-bit number, ties to even", "[simd]") {
    check_rounding<xact::float16>(half);
    check_rounding<xact::bfloat16>(bfloat);
}
