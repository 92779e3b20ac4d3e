#pragma once

#include <array>
#include <bit>

#include <xact/math/far_fraction.hpp>
#include <xact/math/sincos.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// sin r = r + r³·S(r²) for |r| <= 1.574, S of degree 3 (2^-27.2), where r is an angle less k·π, or less (k + 1/2)·π for
// a cosine, π in three words: one polynomial does for both. The first product is subtracted exactly, so that r keeps
// its digits beside every root up to 2^15. Script: tests/certificates/fast_sine.sollya.
struct fast_sine_coefficients {
    static constexpr float pi_1 = 0x1.921fb4p1f, pi_2 = 0x1.4442dp-23f, pi_3 = 0x1.84698ap-47f,
                           inverse = 0x1.45f306p-2f, half_turn_unit = 0x1.921fb6p-31f;
    static constexpr std::array<float, 4> s{-0x1.55554cp-3f, 0x1.110ed8p-7f, -0x1.9f7054p-13f, 0x1.5dbdd4p-19f};
    static constexpr float farthest = 0x1p15f; // where the nearest k is known to 1/2000
};

/// Whether V has a quick sine.
template <class V> inline constexpr bool has_fast_sine = is_fused_float<V>;

enum class wave { sine, cosine };

/// hi + lo for |hi| <= farthest as the angle in [-π/2, π/2] that has its sine or cosine as its sine.
template <wave Wave, bool HasLow, class V> XACT_INLINE V near_fast_angle(V hi, V lo) noexcept {
    using c = fast_sine_coefficients;
    const V pi_1(c::pi_1), pi_2(c::pi_2), shifter(0x1.8p23f);
    V half_turns, k;
    if constexpr (Wave == wave::sine) {
        half_turns = fma(hi, V(c::inverse), shifter);
        k = half_turns - shifter;
    } else {
        // Beside its root after an even number of half turns the cosine falls.
        const V odd_shifter(0x1.800002p23f);
        half_turns = fma(hi, V(c::inverse), V(-0.5f)) + odd_shifter;
        k = (half_turns - odd_shifter) + V(0.5f);
    }
    V r = fnma(k, pi_1, hi);
    if constexpr (HasLow) {
        const V correction = fnma(k, pi_2, lo);
        r = (r + correction) + fnma(k, V(c::pi_3), fnma(k, pi_2, lo - correction));
    } else {
        r = fnma(k, pi_2, r);
    }
    return V(r.b ^ simd::shift_left<31>(half_turns.b));
}

/// That of a far x; NaN for an infinity.
template <wave Wave, class V> XACT_INLINE V far_fast_angle(V x) noexcept {
    const far_fraction<V> turn(x);
    const V quarter(std::bit_cast<float>(0x40000000u)), sign_bit(-0.0f);
    const V part = Wave == wave::sine ? turn.high : V(simd::add_bits(turn.high.b, quarter.b));
    const V rest(simd::shift_left<1>(part.b)); // of half turns, in units of 2^-32, with its sign
    // What is below the last place of that, as a positive integer.
    const V below = number_of_bits(V(simd::shift_right<1>(turn.low.b) & V(std::bit_cast<float>(0x7fffffffu)).b));
    const V unit(fast_sine_coefficients::half_turn_unit);
    const V r = fma(below, V(0x1p-30f), number_of_bits(rest)) * unit + (x - x);
    // The half turn is odd where the first bit of what is left of a turn is not the second.
    const V turned(part.b ^ rest.b);
    return V(r.b ^ (sign_bit.b & (Wave == wave::sine ? turned.b ^ x.b : turned.b)));
}

template <class V> XACT_INLINE V sine_of_fast_angle(V r) noexcept {
    const V square = product_beside_one(r, r);
    return fma(r, square * polynomial(square, fast_sine_coefficients::s), r);
}

/// The sine or cosine of x·factor if that is far. Not inlined, lest near angles wait for registers (measured with AVX2:
/// 1.1 to 1.3 times the time; where there are 32 registers, far ones take 0.92 inlined).
template <wave Wave, bool HasLow, class V, class P> XACT_APART V far_wave(V x, P factor) noexcept {
    if constexpr (!HasLow && has_far_fractions<V>)
        return sine_of_fast_angle(far_fast_angle<Wave>(x));
    else
        return Wave == wave::sine ? sine_of_product(x, factor) : cosine_of_product(x, factor);
}

template <wave Wave, bool HasLow, class V, class P> XACT_INLINE V fast_wave(V angle, V low, V x, P factor) noexcept {
    const V near = sine_of_fast_angle(near_fast_angle<Wave, HasLow>(angle, low));
    const auto is_far = abs(angle) > V(fast_sine_coefficients::farthest);
    if (!any(is_far)) return near;
    if constexpr (!HasLow && has_far_fractions<V> && simd::register_count<V> >= 32)
        return select(is_far, sine_of_fast_angle(far_fast_angle<Wave>(x)), near);
    else
        return select(is_far, far_wave<Wave, HasLow>(x, factor), near);
}

/// The sine or cosine of factor·x, the product being exact: to 2^-22.9, with the right sign. It may exceed 1 by 2^-23.
template <wave Wave, class V, class P> XACT_INLINE V fast_wave_of_product(V x, P factor) noexcept {
    return either(
        is_one<V>(factor), [&]() XACT_INLINE_LAMBDA { return fast_wave<Wave, false>(x, x, x, factor); },
        [&]() XACT_INLINE_LAMBDA {
            const dw<V> f = exact<V>(factor);
            const V product = x * f.hi, low = fma(x, f.lo, product_error(x, f.hi, product));
            return fast_wave<Wave, true>(product, low, x, factor);
        });
}

} // namespace math
} // namespace v0
} // namespace xact
