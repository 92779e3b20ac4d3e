#pragma once

#include <bit>
#include <cstdint>

/// The 16-bit storage types. Arithmetic is done in float; a value is rounded once, when it is stored.

namespace xact {
inline namespace v0 {

/// IEEE binary16: 1 sign, 5 exponent, 10 mantissa bits. Largest finite value 65504, smallest normal 2^-14.
struct float16 {
    std::uint16_t bits = 0;

    float16() = default;

    /// Rounds to nearest even; overflows to infinity, keeps NaN.
    explicit constexpr float16(float value) noexcept : bits(round(value)) {}

    static constexpr float16 from_bits(std::uint16_t b) noexcept {
        float16 h;
        h.bits = b;
        return h;
    }

    constexpr operator float() const noexcept {
        const std::uint32_t sign = std::uint32_t(bits & 0x8000u) << 16;
        const std::uint32_t magnitude = bits & 0x7fffu;
        if (magnitude >= 0x7c00u) // infinity, NaN: the quiet bit is set as the hardware does
            return std::bit_cast<float>(sign | 0x7f800000u | magnitude << 13 | (magnitude > 0x7c00u ? 0x400000u : 0u));
        if (magnitude >= 0x0400u) return std::bit_cast<float>(sign | ((magnitude << 13) + 0x38000000u));
        const float subnormal = float(magnitude) * 0x1p-24f;
        return sign ? -subnormal : subnormal;
    }

private:
    static constexpr std::uint16_t round(float value) noexcept {
        const auto u = std::bit_cast<std::uint32_t>(value);
        const std::uint32_t sign = u >> 16 & 0x8000u;
        const std::uint32_t a = u & 0x7fffffffu;
        if (a > 0x7f800000u) return std::uint16_t(sign | 0x7e00u | (a >> 13 & 0x3ffu));
        if (a >= 0x477ff000u) return std::uint16_t(sign | 0x7c00u); // 65520 and above
        if (a < 0x38800000u) {                                      // a subnormal result: the sum aligns and rounds
            const float shifted = std::bit_cast<float>(a) + 0.5f;
            return std::uint16_t(sign | (std::bit_cast<std::uint32_t>(shifted) - 0x3f000000u));
        }
        return std::uint16_t(sign | ((a - 0x38000000u + 0xfffu + (a >> 13 & 1u)) >> 13));
    }
};

/// bfloat16: the upper half of a binary32. 1 sign, 8 exponent, 7 mantissa bits.
struct bfloat16 {
    std::uint16_t bits = 0;

    bfloat16() = default;

    /// Rounds to nearest even; overflows to infinity, keeps NaN.
    explicit constexpr bfloat16(float value) noexcept : bits(round(value)) {}

    static constexpr bfloat16 from_bits(std::uint16_t b) noexcept {
        bfloat16 h;
        h.bits = b;
        return h;
    }

    constexpr operator float() const noexcept { return std::bit_cast<float>(std::uint32_t(bits) << 16); }

private:
    static constexpr std::uint16_t round(float value) noexcept {
        const auto u = std::bit_cast<std::uint32_t>(value);
        if ((u & 0x7fffffffu) > 0x7f800000u) return std::uint16_t(u >> 16 | 0x40u); // a NaN must not round to infinity
        return std::uint16_t((u + 0x7fffu + (u >> 16 & 1u)) >> 16);
    }
};

static_assert(sizeof(float16) == 2 && sizeof(bfloat16) == 2);

} // namespace v0
} // namespace xact
