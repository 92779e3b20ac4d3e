#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include <xact/math/rational.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// Whether V has a quick rational function.
template <class V> inline constexpr bool has_fast_rational = is_fused_float<V>;

/// P/Q and its slope in float, P of degree 5 and Q of degree 4: to 2^-21 of what the terms would add up to without
/// cancelling. A result is doubtful where it may have the wrong sign, being a sum that is smaller than what rounding
/// may have taken from it. What rounding takes is bounded by a sum of coefficients and a power of t = max(1, |x|),
/// whose bits are a multiple of t's own, which run like its logarithm: they fall short of it by a factor of 1.35 at
/// most, and their sums leave the ports alone that all else waits for (measured: 0.88 to 0.97 of the time that bounds
/// by polynomials take).
///
/// Far out, where powers overflow, P/Q is a straight line: from |x| = 2^24 on but for 2^-21 of it, if no coefficient is
/// more than 2^12 times a leading one. With other coefficients results are doubtful for |x| > 2^12. What is far or
/// doubtful is settled last, and by what completed() computes only where nothing else is known (measured: what makes
/// the line out of all numbers takes 1.06 to 1.13 times the time).
template <class V, denominator Kind> class fast_rational {
    using condition = typename V::condition;
    static constexpr bool is_positive = Kind == denominator::absolute_terms; // every term of Q
    static constexpr float rounding = 0x1.8p-21f, straight_from = 0x1p24f;

public:
    template <class P>
    XACT_INLINE fast_rational(V x, const std::array<P, 6>& numerator, const std::array<P, 4>& denominators) noexcept
        : x_(x), t_(at_least(V(1), abs(x))) {
        for (std::size_t i = 0; i < 6; ++i) a_[i] = rounded<V>(numerator[i]);
        for (std::size_t j = 0; j < 4; ++j) {
            const V b = rounded<V>(denominators[j]);
            b_[j] = is_positive ? abs(b) : b;
        }
    }

    template <class Completed> XACT_INLINE V value(const Completed& completed) const noexcept {
        const V p = fma(fma(fma(fma(fma(a_[5], x_, a_[4]), x_, a_[3]), x_, a_[2]), x_, a_[1]), x_, a_[0]);
        const V fourth = simd::shift_left<2>(t_.b), fifth = simd::add_bits(fourth.b, t_.b);
        const V error = simd::add_bits(fifth.b, unit<5>(sum_a()).b);
        const V quotient = p / divisor(cofactor());
        // Before the branch, lest compilers leave the division inside.
        const V inverse = V(1) / abs(b_[3]), slope = times(a_[5], inverse);
        const condition far = is_far(), is_doubtful = abs(p) < error;
        if (!any(far | is_doubtful)) return quotient;
        const V offset = times(fnma(slope, flip_sign(b_[2], is_positive ? x_ : b_[3]), a_[4]), inverse);
        return settled(quotient, far, fma(x_, slope, offset), is_doubtful, completed);
    }

    /// (P' - (P/Q) Q')/Q.
    template <class Completed> XACT_INLINE V slope(const Completed& completed) const noexcept {
        V slope_p = a_[5], p = fma(slope_p, x_, a_[4]);
        const auto step_p = [&](V a) XACT_INLINE_LAMBDA { slope_p = fma(slope_p, x_, p), p = fma(p, x_, a); };
        step_p(a_[3]), step_p(a_[2]), step_p(a_[1]), step_p(a_[0]);
        V slope_c = b_[3], c = fma(slope_c, y(), b_[2]);
        const auto step_c = [&](V b) XACT_INLINE_LAMBDA { slope_c = fma(slope_c, y(), c), c = fma(c, y(), b); };
        step_c(b_[1]), step_c(b_[0]);
        const V slope_sum = fma(slope_c, y(), c), inverse = V(1) / divisor(c), f = p * inverse;
        const V fourth = simd::shift_left<2>(t_.b);
        if constexpr (is_positive) {
            const V n = fnma(f, flip_sign(unless_zero(x_, slope_sum), x_), slope_p);
            // Below 1 Q' is at most the sum of its coefficients, above 4 Q/|x|.
            const V terms = at_least(V(16), fma(V(2), sum_slope(), V(4)));
            const V error = simd::add_bits(fourth.b, unit<4>(times(sum_a(), terms)).b);
            const condition far = is_far(), is_doubtful = abs(n) < error;
            if (!any(far | is_doubtful)) return n * inverse;
            return settled(n * inverse, far, a_[5] / b_[3], is_doubtful, completed);
        } else {
            const V n = fnma(f, flip_sign(flip_sign(unless_zero(x_, slope_sum), x_), c), slope_p);
            // The terms of Q may cancel, and beside a root of c, their sum over x, its sign is uncertain.
            const V unit_error = simd::add_bits(fourth.b, unit<4>(V(1)).b), part = unit_error * inverse;
            const V product = times(sum_a(), sum_slope()), more = times(product, sum_b());
            const V factor =
                fma(part, fma(times(more, V(1.25f / (rounding * rounding))), part, times(product, V(2.5f / rounding))),
                    times(sum_a(), V(6)));
            const condition far = is_far(), is_doubtful = abs(n) < fma(factor, unit_error, V(0x1p-22f));
            const condition sign_is_doubtful = abs(c) < sum_b() * unit_error;
            if (!any(far | is_doubtful | sign_is_doubtful)) return n * inverse;
            // It does not matter to what is 2^-23 or less, and is certain far out, since c has no fourth power of x.
            const V third = simd::add_bits(simd::shift_left<1>(t_.b), t_.b);
            const condition no_sign = abs(c) < V(simd::add_bits(third.b, unit<3>(sum_b()).b));
            return settled(n * inverse, far, a_[5] / abs(b_[3]),
                           is_doubtful | (no_sign & (abs(f * slope_sum) > V(0x1p-23f))), completed);
        }
    }

private:
    /// A product that compilers take out of a loop where it depends on parameters alone.
    static XACT_INLINE V times(V a, V b) noexcept { return fma(a, b, V(0)); }

    XACT_INLINE V y() const noexcept { return is_positive ? abs(x_) : x_; }
    XACT_INLINE V cofactor() const noexcept { return fma(fma(fma(b_[3], y(), b_[2]), y(), b_[1]), y(), b_[0]); }
    XACT_INLINE V divisor(V c) const noexcept {
        if constexpr (is_positive)
            return fma(c, y(), V(1));
        else
            return fma(abs(c), abs(x_), V(1));
    }

    XACT_INLINE V sum_a() const noexcept {
        return ((abs(a_[0]) + abs(a_[1])) + (abs(a_[2]) + abs(a_[3]))) + (abs(a_[4]) + abs(a_[5]));
    }
    XACT_INLINE V sum_b() const noexcept { return (abs(b_[0]) + abs(b_[1])) + (abs(b_[2]) + abs(b_[3])); }
    /// Of Q', b_1 + 2 b_2 + 3 b_3 + 4 b_4.
    XACT_INLINE V sum_slope() const noexcept {
        return fma(V(4), abs(b_[3]), fma(V(3), abs(b_[2]), fma(V(2), abs(b_[1]), abs(b_[0]))));
    }
    /// Where P/Q is a straight line, or else results might be infinite.
    XACT_INLINE V limit() const noexcept {
        const V sum = sum_a() + sum_b(), largest = at_most(abs(a_[5]), abs(b_[3])) * V(0x1p12f);
        const V bound = select(sum <= V(0x1p40f), V(0x1p12f), V(0));
        return select((sum <= V(0x1p6f)) & (sum <= largest), V(straight_from), bound);
    }
    XACT_INLINE condition is_far() const noexcept { return t_ > limit(); }

    template <class Completed>
    XACT_INLINE V settled(V near, condition is_far, V far, condition is_doubtful, const Completed& completed) const {
        const condition is_straight = is_far & (limit() >= V(straight_from)),
                        is_unknown = (is_far | is_doubtful) & !is_straight;
        const V y = select(is_straight, far, near);
        return any(is_unknown) ? select(is_unknown, completed(), y) : y;
    }

    /// Added to Power times the bits of t, it gives those of sum·t^Power times what rounding takes of 1.
    template <int Power> static XACT_INLINE V unit(V sum) noexcept {
        constexpr std::uint32_t bias = 127u << 23;
        return simd::add_bits(times(sum, V(rounding)).b, V(std::bit_cast<float>(0u - Power * bias)).b);
    }

    V x_, t_;
    std::array<V, 6> a_;
    std::array<V, 4> b_;
};

} // namespace math
} // namespace v0
} // namespace xact
