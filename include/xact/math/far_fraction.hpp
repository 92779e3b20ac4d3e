#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include <xact/math/double_word.hpp>
#include <xact/math/far_angle.hpp>
#include <xact/simd/table.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// Angles of floats as parts of a turn, in the integers of their lanes: |x| = m·2^(8c - 6), c the class of eight
// exponents that x belongs to and m an integer below 2^31, so that of 2^(8c - 6)/(2π) only what is below 1 counts. 64
// bits of that leave an error of 2^-33, where no float is closer than 2^-31.9 to a quarter turn: enough for every sign
// (measured: 0.7 to 0.8 of the time that the lanes of double take, but 1.02 to 1.2 with the third word that the
// accurate tier needs).

/// 2^(8c - 6)/(2π) modulo 1 for the classes from the exponent 1 on, at i = c + 2: 32 bits of it.
template <std::size_t Word> constexpr std::array<std::uint32_t, 16> bits_of_fractions() noexcept {
    std::array<std::uint32_t, 16> entries{};
    for (std::size_t i = 0; i < 16; ++i)
        for (std::size_t bit = 170 + 8 * i + 32 * Word; bit < 202 + 8 * i + 32 * Word; ++bit)
            entries[i] = 2 * entries[i] + ((turns_of_a_radian[bit / 32] >> (31 - bit % 32)) & 1);
    return entries;
}
alignas(64) inline constexpr std::array<std::uint32_t, 16> far_fractions[] = {bits_of_fractions<0>(),
                                                                              bits_of_fractions<1>()};

/// Whether V has them.
template <class V>
concept has_far_fractions = requires(V v, simd::register_of<float, typename V::arch> r) {
    simd::native::multiply_words(v.native(), v.native(), v.native(), r, r);
};

/// The integer in the bits of each lane, with its sign, as a number, and back; 2^31 becomes -2^31.
template <class V> XACT_INLINE V number_of_bits(V x) noexcept {
    return V(typename V::batch(simd::native::to_numbers(x.native())));
}
template <class V> XACT_INLINE V bits_of_number(V x) noexcept {
    return V(typename V::batch(simd::native::to_integers(x.native())));
}

/// |x| as a part of a turn, less up to 2^-33, in units of 2^-32 and of 2^-64, for |x| >= 2; some part if it is infinite
/// or NaN.
template <class V> struct far_fraction {
    V high, low; ///< integers without sign

    XACT_INLINE explicit far_fraction(V x) noexcept {
        const V rest_of_class(std::bit_cast<float>(0x03ffffffu)), first(0x1p17f);
        const V m = V((x.b & rest_of_class.b) | first.b) * V(0x1p6f);
        const V index(simd::shift_right<26>(x.b));
        const auto word = [&](std::size_t i) {
            return simd::native::permute_bits(index.native(), far_fractions[i].data());
        };
        simd::register_of<float, typename V::arch> hi, lo;
        simd::native::multiply_words(bits_of_number(m).native(), word(0), word(1), hi, lo);
        high = V(typename V::batch(hi)), low = V(typename V::batch(lo));
    }
};

} // namespace math
} // namespace v0
} // namespace xact
