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

// Angles of any size in the lanes of double, for words of up to 24 bits: |x| = m·2^(8c), c the class of eight exponents
// that x belongs to and m a multiple of 2^-6 below 2^25, so that of 2^(8c)·2/π only what is below 2^8 counts. That is
// in two words, with the last places 2^-45 and 2^-98: the first one's product with m, less the nearest integer, is a
// number, and what is missing is 2^-74 of a quarter turn.

/// 2^(8c)·2/π modulo 2^8, from c = -2 on (two entries that belong to c = 14 and 15): the digits below 2^(8 - 53·Word),
/// 53 of them, times 2^16.
template <int Word> constexpr std::array<double, 16> digits_of_quarters() noexcept {
    std::array<double, 16> entries{};
    for (std::size_t i = 0; i < 16; ++i) {
        // 2/π is 4 turns of a radian, whose digits start at bit 192.
        const std::size_t first = 192 + 8 * ((i + 14) % 16) - 6 + 53 * std::size_t(Word);
        double digits = 0;
        for (std::size_t bit = first; bit < first + 53; ++bit)
            digits = 2 * digits + double((turns_of_a_radian[bit / 32] >> (31 - bit % 32)) & 1);
        entries[i] = digits * 0x1p-29 * (Word == 0 ? 1 : 0x1p-53); // 2^(8 - 53 + 16)
    }
    return entries;
}
alignas(64) inline constexpr std::array<double, 16> far_quarters_high = digits_of_quarters<0>(),
                                                    far_quarters_low = digits_of_quarters<1>();

/// An angle in quarter turns: an integer between -2 and 2, and what is left, at most 1/2 but for rounding errors.
template <class W> struct quarters { W whole, rest; };

template <class W> class sum_of_angles {
public:
    /// Of x, in radians, and `part`, in quarters. NaN where x is infinite.
    XACT_INLINE explicit sum_of_angles(W x, W part) noexcept : part_(part) {
        // All smaller angles are of the first class.
        const W size = at_least(W(0x1p17), abs(x)), first(std::bit_cast<double>(std::uint64_t(0xff) << 55));
        const W m = x * inverse_binade(W(size.b & first.b)); // m·2^-16
        const W index(simd::shift_right<55>(size.b));
        const W high = simd::lookup(far_quarters_high, index), product = m * high;
        whole_ = round_small(product + part) - part;
        if constexpr (is_fused<W>)
            rest_ = fma(m, high, -whole_);
        else
            rest_ = (product - whole_) + product_error(m, high, product);
        low_ = m * simd::lookup(far_quarters_low, index);
    }

    /// And of another x.
    XACT_INLINE void add(W x) noexcept {
        const sum_of_angles other(x, W(0));
        const dw<W> sum = two_sum(rest_, other.rest_);
        const W carry = round_small(sum.hi);
        whole_ = (whole_ + other.whole_) + carry;
        rest_ = sum.hi - carry;
        low_ = (low_ + other.low_) + sum.lo;
    }

    XACT_INLINE quarters<W> in_quarters() const noexcept {
        const W whole = whole_ + part_;
        return {fnma(W(4), round_small(whole * W(0.25)), whole), rest_ + low_};
    }

private:
    W part_, whole_, rest_, low_; // whole_ + part_ is an integer
};

/// For the lanes of a register of floats.
template <class A> struct wide_quarters { quarters<vec<double, A>> low, high; };

/// The sum of the words and Eighths·π/4.
template <int Eighths, class A, std::size_t N>
XACT_INLINE wide_quarters<A> far_quarters(const std::array<vec<float, A>, N>& words) noexcept {
    using W = vec<double, A>;
    const wide<A> first = widen(words[0]);
    sum_of_angles<W> low(first.low, W(0.5 * Eighths)), high(first.high, W(0.5 * Eighths));
    for (std::size_t n = 1; n < N; ++n) {
        if (!any(words[n] != vec<float, A>(0))) continue;
        const wide<A> word = widen(words[n]);
        low.add(word.low), high.add(word.high);
    }
    return {low.in_quarters(), high.in_quarters()};
}

} // namespace math
} // namespace v0
} // namespace xact
