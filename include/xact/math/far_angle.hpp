#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace xact {
inline namespace v0 {
namespace math {

// Angles of any size in double, one at a time, in integers: after Payne and Hanek only those digits of 1/(2π) are
// multiplied whose product is neither a whole number of turns nor below 2^-128 of one. Parts of a turn add without
// error, so that an angle of several words is reduced word by word.

/// 1/(2π) in units of 2^-32, after zeros for words below 1. Script: tests/certificates/far_angle.sollya.
inline constexpr std::array<std::uint32_t, 44> turns_of_a_radian{
    0,          0,          0,          0,          0,          0,          683565275,  2475754826, 2131351028,
    2102212464, 920167782,  1326507024, 2140428522, 4155437400, 1841896334, 2425582776, 26364858,   2188665991,
    1065843399, 743074255,  3122695549, 1269748001, 979835913,  2904022928, 1315206542, 1624559229, 656480226,
    4018031118, 3355321855, 4152452611, 4224435298, 3598883655, 3679297459, 3388129901, 3553726425, 2811755147,
    1565126321, 4210654302, 3477196413, 3801392314, 2600392684, 1206081346, 360762385,  3206470378};

/// A part of a turn in units of 2^-128.
struct turn {
    std::uint64_t high = 0, low = 0;

    friend constexpr turn operator+(turn a, turn b) noexcept {
        const std::uint64_t sum = a.low + b.low;
        return {a.high + b.high + (sum < a.low ? 1 : 0), sum};
    }
    constexpr turn operator-() const noexcept { return turn{~high, ~low} + turn{0, 1}; }
    constexpr turn operator<<(int n) const noexcept {
        if (n == 0) return *this;
        if (n >= 64) return {n >= 128 ? 0 : low << (n - 64), 0};
        return {(high << n) | (low >> (64 - n)), low << n};
    }
};

/// x/(2π) modulo 1, to 2^-127, for a finite x; 0 where |x| < 2^-140.
inline turn turn_of(double x) noexcept {
    const std::uint64_t bits = std::bit_cast<std::uint64_t>(x);
    const int exponent = static_cast<int>((bits >> 52) & 0x7ff);
    const std::uint64_t significand = (bits & 0xfffffffffffff) | 0x10000000000000;
    // |x| = significand·2^(first - 192): the digits from `first` on make less than a turn.
    const int first = exponent - 1075 + 192;
    if (first < 0) return {};
    const std::size_t word = static_cast<std::size_t>(first) / 32;
    const int shift = first % 32;
    std::array<std::uint32_t, 6> product{};
    for (const int half : {0, 1}) {
        const std::uint64_t factor = half == 0 ? significand & 0xffffffff : significand >> 32;
        std::uint64_t carry = 0;
        for (std::size_t i = half == 0 ? 6 : 5; i-- > 0;) {
            const std::size_t from = word + i + static_cast<std::size_t>(half);
            const std::uint64_t pair = (std::uint64_t(turns_of_a_radian[from]) << 32) | turns_of_a_radian[from + 1];
            carry += factor * ((pair << shift) >> 32) + product[i];
            product[i] = static_cast<std::uint32_t>(carry);
            carry >>= 32;
        }
    }
    const turn t{(std::uint64_t(product[0]) << 32) | product[1], (std::uint64_t(product[2]) << 32) | product[3]};
    return (bits >> 63) != 0 ? -t : t;
}

/// An angle in quarter turns: an integer, modulo 4, and what is left, in two words and at most 1/2.
struct quarter_turns {
    double whole, hi, lo;
};

inline quarter_turns in_quarters(turn t) noexcept {
    constexpr int digits = std::numeric_limits<double>::digits;
    const auto whole = ((t.high >> 61) + 1) / 2 % 4;
    turn rest = t << 2;
    const bool negative = (rest.high >> 63) != 0;
    if (negative) rest = -rest;
    const int zeros = rest.high != 0 ? std::countl_zero(rest.high) : 64 + std::countl_zero(rest.low);
    rest = rest << zeros;
    const std::uint64_t hi = rest.high >> (64 - digits), lo = (rest << digits).high >> (64 - digits);
    // The last place of the first word: 2^-(digits + zeros).
    const double unit = std::bit_cast<double>(std::uint64_t(1023 - digits - zeros) << 52) * (negative ? -1 : 1);
    constexpr double next = 1 / static_cast<double>(std::uint64_t(1) << digits);
    return {static_cast<double>(whole), static_cast<double>(hi) * unit, static_cast<double>(lo) * (unit * next)};
}

} // namespace math
} // namespace v0
} // namespace xact
