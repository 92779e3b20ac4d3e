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
// Where a permute looks up 8 floats, a class has 16 exponents: m is below 2^33, and what is missing 2^-65.

/// 2^(8c)·2/π modulo 2^8 for the classes from the exponent 17 on, at i = c + 2 modulo 16: the digits below
/// 2^(8 - 53·Word), 53 of them.
template <int Word> constexpr double digits_of_quarters(std::size_t exponent) noexcept {
    // 2/π is 4 turns of a radian, whose digits start at bit 192.
    const std::size_t first = 192 + exponent - 6 + 53 * std::size_t(Word);
    double digits = 0;
    for (std::size_t bit = first; bit < first + 53; ++bit)
        digits = 2 * digits + double((turns_of_a_radian[bit / 32] >> (31 - bit % 32)) & 1);
    return digits * (Word == 0 ? 0x1p-45 : 0x1p-98);
}
template <int Word> constexpr std::array<double, 16> digits_of_quarters() noexcept {
    std::array<double, 16> entries{};
    for (std::size_t i = 0; i < 16; ++i) entries[i] = digits_of_quarters<Word>(8 * ((i + 14) % 16));
    return entries;
}
alignas(64) inline constexpr std::array<double, 16> far_quarters_high = digits_of_quarters<0>(),
                                                    far_quarters_low = digits_of_quarters<1>();

/// Half the bits of those of a class of 16 exponents, at i = c + 1 modulo 8, as floats.
template <int Word, bool Upper> constexpr std::array<float, 8> halves_of_digits() noexcept {
    std::array<float, 8> entries{};
    for (std::size_t i = 0; i < 8; ++i) {
        const auto bits = std::bit_cast<std::uint64_t>(digits_of_quarters<Word>(16 * ((i + 7) % 8)));
        entries[i] = std::bit_cast<float>(static_cast<std::uint32_t>(Upper ? bits >> 32 : bits));
    }
    return entries;
}

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
    /// That of m times digits of two words.
    static XACT_INLINE sum_of_angles of_digits(W m, W high, W low) noexcept { return sum_of_angles(m, high, low); }

    XACT_INLINE sum_of_angles() noexcept : turns_(shifter()), rest_(0.0), low_(0.0) {}

    /// Adds a word of any size.
    XACT_INLINE void add(W x) noexcept {
        // Small ones are of the first class, though their m may have more digits.
        const W size = at_least(W(0x1p17), abs(x)), class_bits(std::bit_cast<double>(std::uint64_t(0xff) << 55));
        add(sum_of_angles((x * inverse_binade(W(size.b & class_bits.b))) * W(0x1p16), size));
    }
    XACT_INLINE void add(const sum_of_angles& word) noexcept {
        const dw<W> sum = two_sum(rest_, word.rest_);
        turns_ = turns_ + (word.turns_ - shifter());
        rest_ = W(0.0), low_ = (low_ + word.low_) + sum.lo;
        move_by(sum.hi);
    }

    XACT_INLINE quarters<W> in_quarters() const noexcept { return {turns_, rest_ + low_}; }

    XACT_INLINE void move_by(W quarters) noexcept {
        const W sum = rest_ + quarters, whole = round_small(sum);
        turns_ = turns_ + whole;
        rest_ = sum - whole;
    }

private:
    /// m·2^(8c), c the class of `x`.
    XACT_INLINE sum_of_angles(W m, W x) noexcept
        : sum_of_angles(m, simd::lookup(far_quarters_high, W(simd::shift_right<55>(x.b))),
                        simd::lookup(far_quarters_low, W(simd::shift_right<55>(x.b)))) {}

    XACT_INLINE sum_of_angles(W m, W high, W low) noexcept {
        const W product = m * high;
        turns_ = product + shifter();
        const W whole = turns_ - shifter();
        if constexpr (is_fused<W>)
            rest_ = fma(m, high, -whole);
        else
            rest_ = (product - whole) + product_error(m, high, product);
        low_ = m * low;
    }

    static XACT_INLINE W shifter() noexcept {
        return W(W::template exponent_shifter<1 - std::numeric_limits<double>::max_exponent>);
    }

    W turns_, rest_, low_;
};

/// Angles of floats whose digits a permute of 8 floats looks up (measured with AVX2: through memory, twice the time of
/// far sines).
template <class A>
inline constexpr bool has_angles_by_halves = vec<float, A>::size == 8 && simd::has_permute<vec<float, A>, 8>;

template <class A> struct sums_of_angles {
    using V = vec<float, A>;
    sum_of_angles<vec<double, A>> low, high;

    /// m·2^(16c), c the class of `x`.
    static XACT_INLINE sums_of_angles of_class(V m, V x) noexcept {
        const V index(simd::shift_right<27>(x.b));
        const auto digits = [&](const auto& lower, const auto& upper) XACT_INLINE_LAMBDA {
            const auto d = simd::zip(simd::lane_pairs<V>{simd::lookup(lower, index), simd::lookup(upper, index)});
            return wide<A>{vec<double, A>(simd::bits_as<double>(d.first.b)),
                           vec<double, A>(simd::bits_as<double>(d.second.b))};
        };
        const wide<A> factor = widen(m), first = digits(lower_high, upper_high), second = digits(lower_low, upper_low);
        using sum = sum_of_angles<vec<double, A>>;
        return {sum::of_digits(factor.low, first.low, second.low),
                sum::of_digits(factor.high, first.high, second.high)};
    }

    /// As the member functions of sum_of_angles.
    static XACT_INLINE sums_of_angles of_far(V x) noexcept { return of_class(rest_of_class(x), x); }
    XACT_INLINE void add(V x) noexcept {
        const V size = abs(x), first(0x1p17f);
        const sums_of_angles word = of_class(select(size < first, x, rest_of_class(x)), at_least(first, size));
        low.add(word.low), high.add(word.high);
    }

private:
    static constexpr auto lower_high = halves_of_digits<0, false>(), upper_high = halves_of_digits<0, true>(),
                          lower_low = halves_of_digits<1, false>(), upper_low = halves_of_digits<1, true>();

    static XACT_INLINE V rest_of_class(V x) noexcept {
        return V((x.b & V(std::bit_cast<float>(0x87ffffffu)).b) | V(0x1p17f).b);
    }
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
        const auto add = [&](auto& sums, V word) XACT_INLINE_LAMBDA {
            if constexpr (has_angles_by_halves<A>) {
                sums.add(word);
            } else {
                const wide<A> w = widen(word);
                sums.low.add(w.low), sums.high.add(w.high);
            }
        };
        sums_of_angles<A> sums;
        if constexpr (N > 2) {
            static_assert(Eighths == 0);
            add(sums, words[0]);
        } else if constexpr (has_angles_by_halves<A>) {
            sums = sums_of_angles<A>::of_far(words[0]);
            if constexpr (Eighths != 0) sums.low.move_by(0.5 * Eighths), sums.high.move_by(0.5 * Eighths);
        } else {
            const wide<A> first = widen(words[0]);
            sums = {sum_of_angles<W>::template of_far<Eighths>(first.low),
                    sum_of_angles<W>::template of_far<Eighths>(first.high)};
        }
        for (std::size_t n = 1; n < N; ++n)
            if (any(words[n] != V(0))) add(sums, words[n]);
        const auto low = sums.low.in_quarters(), high = sums.high.in_quarters();
        const auto bits = [](W x) XACT_INLINE_LAMBDA { return V(simd::bits_as<float>(x.b)); };
        return {simd::unzip(bits(low.turns), bits(high.turns)).first, {low.rest, high.rest}};
    }
};

} // namespace math
} // namespace v0
} // namespace xact
