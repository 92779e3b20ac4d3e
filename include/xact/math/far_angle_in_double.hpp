#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>

#include <xact/math/double_word.hpp>
#include <xact/math/far_angle.hpp>
#include <xact/simd/interleave.hpp>
#include <xact/simd/table.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// Angles of floats in the lanes of double: |x| = m·2^(8c), c the class of eight exponents that x belongs to and m a
// multiple of 2^-6 below 2^25, so that of 2^(8c)·2/π only what is below 2^8 counts. That is in two words, with the last
// places 2^-45 and 2^-98: the first one's product with m, less the nearest integer, is a number, and what is missing is
// 2^-74 of a quarter turn.

/// 2^(8c)·2/π modulo 2^8 for the classes from the exponent 17 on, at i = c + 2 modulo 16: the digits below
/// 2^(8 - 53·Word), 53 of them.
template <int Word> constexpr std::array<double, 16> digits_of_quarters() noexcept {
    std::array<double, 16> entries{};
    for (std::size_t i = 0; i < 16; ++i) {
        // 2/π is 4 turns of a radian, whose digits start at bit 192.
        const std::size_t first = 192 + 8 * ((i + 14) % 16) - 6 + 53 * std::size_t(Word);
        double digits = 0;
        for (std::size_t bit = first; bit < first + 53; ++bit)
            digits = 2 * digits + double((turns_of_a_radian[bit / 32] >> (31 - bit % 32)) & 1);
        entries[i] = digits * (Word == 0 ? 0x1p-45 : 0x1p-98);
    }
    return entries;
}
alignas(64) inline constexpr std::array<double, 16> far_quarters_high = digits_of_quarters<0>(),
                                                    far_quarters_low = digits_of_quarters<1>();

/// An angle in quarter turns: an integer that stands in the low bits of `turns`, and what is left, at most 1/2 but for
/// rounding errors.
template <class W> struct quarters { W turns, rest; };

/// What adds the words of an angle, in the lanes of double.
template <class W> class sum_of_angles {
public:
    /// Sets out from x with |x| >= 2^17, some angle if it is infinite, and Eighths·π/4.
    template <int Eighths> static XACT_INLINE sum_of_angles of_far(W x) noexcept {
        const W rest_of_class(std::bit_cast<double>(0x807fffffffffffffu)), first(0x1p17);
        sum_of_angles sum(W((x.b & rest_of_class.b) | first.b), x);
        if constexpr (Eighths != 0) sum.move_by(0.5 * Eighths);
        return sum;
    }

    XACT_INLINE sum_of_angles() noexcept : turns_(shifter()), rest_(0.0), low_(0.0) {}

    /// Adds a word of any size.
    XACT_INLINE void add(W x) noexcept {
        // Small ones are of the first class, though their m may have more digits.
        const W size = at_least(W(0x1p17), abs(x)), class_bits(std::bit_cast<double>(std::uint64_t(0xff) << 55));
        const sum_of_angles word((x * inverse_binade(W(size.b & class_bits.b))) * W(0x1p16), size);
        const dw<W> sum = two_sum(rest_, word.rest_);
        turns_ = turns_ + (word.turns_ - shifter());
        rest_ = W(0.0), low_ = (low_ + word.low_) + sum.lo;
        move_by(sum.hi);
    }

    XACT_INLINE quarters<W> in_quarters() const noexcept { return {turns_, rest_ + low_}; }

private:
    XACT_INLINE void move_by(W quarters) noexcept {
        const W sum = rest_ + quarters, whole = round_small(sum);
        turns_ = turns_ + whole;
        rest_ = sum - whole;
    }

    /// m·2^(8c), c the class of `x`.
    XACT_INLINE sum_of_angles(W m, W x) noexcept {
        const W index(simd::shift_right<55>(x.b));
        const W high = simd::lookup(far_quarters_high, index), product = m * high;
        turns_ = product + shifter();
        const W whole = turns_ - shifter();
        if constexpr (is_fused<W>)
            rest_ = fma(m, high, -whole);
        else
            rest_ = (product - whole) + product_error(m, high, product);
        low_ = m * simd::lookup(far_quarters_low, index);
    }

    static XACT_INLINE W shifter() noexcept {
        return W(W::template exponent_shifter<1 - std::numeric_limits<double>::max_exponent>);
    }

    W turns_, rest_, low_;
};

/// The sum of the words, which is far, and Eighths·π/4: in the lanes of a register of floats. Of one word or two the
/// first is far.
template <class A> struct far_quarters {
    vec<float, A> turns;
    wide<A> rest;

    template <int Eighths, std::size_t N>
    static XACT_INLINE far_quarters of(const std::array<vec<float, A>, N>& words) noexcept {
        using V = vec<float, A>;
        using W = vec<double, A>;
        const wide<A> first = widen(words[0]);
        sum_of_angles<W> low_sum, high_sum;
        if constexpr (N <= 2) {
            low_sum = sum_of_angles<W>::template of_far<Eighths>(first.low);
            high_sum = sum_of_angles<W>::template of_far<Eighths>(first.high);
        } else {
            static_assert(Eighths == 0);
            low_sum.add(first.low), high_sum.add(first.high);
        }
        for (std::size_t n = 1; n < N; ++n) {
            if (!any(words[n] != V(0))) continue;
            const wide<A> word = widen(words[n]);
            low_sum.add(word.low), high_sum.add(word.high);
        }
        const auto low = low_sum.in_quarters(), high = high_sum.in_quarters();
        const auto bits = [](W x) XACT_INLINE_LAMBDA { return V(simd::bits_as<float>(x.b)); };
        return {simd::unzip(bits(low.turns), bits(high.turns)).first, {low.rest, high.rest}};
    }
};

} // namespace math
} // namespace v0
} // namespace xact
