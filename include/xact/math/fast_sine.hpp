#pragma once

#include <array>

#include <xact/math/sincos.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// sin r = r + r³·S(r²) for |r| <= 1.574, S of degree 3 (2^-27.2), where r is an angle less k·π, or less (k + 1/2)·π for
// a cosine, π in three words: one polynomial does for both. The first product is subtracted exactly, so that r keeps
// its digits beside every root up to 2^15. Script: tests/certificates/fast_sine.sollya.
struct fast_sine_coefficients {
    static constexpr float pi_1 = 0x1.921fb4p1f, pi_2 = 0x1.4442dp-23f, pi_3 = 0x1.84698ap-47f,
                           inverse = 0x1.45f306p-2f;
    static constexpr std::array<float, 4> s{-0x1.55554cp-3f, 0x1.110ed8p-7f, -0x1.9f7054p-13f, 0x1.5dbdd4p-19f};
    static constexpr float farthest = 0x1p15f; // where the nearest k is known to 1/2000
};

/// Whether V has a quick sine.
template <class V> inline constexpr bool has_fast_sine = is_fused_float<V>;

enum class wave { sine, cosine };

/// The sine or cosine of hi + lo for |hi| <= farthest.
template <wave Wave, bool HasLow, class V> XACT_INLINE V near_fast_wave(V hi, V lo) noexcept {
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
    r = V(r.b ^ simd::shift_left<31>(half_turns.b));
    const V square = product_beside_one(r, r);
    return fma(r, square * polynomial(square, c::s), r);
}

/// That of the angle x·factor from what it is if it is near. Not inlined, lest near angles wait for registers
/// (measured with AVX2: 1.3 times the time).
template <wave Wave, class V, class P> XACT_APART V with_far_wave(V near, V angle, V x, P factor) noexcept {
    const V far = Wave == wave::sine ? sine_of_product(x, factor) : cosine_of_product(x, factor);
    return select(abs(angle) > V(fast_sine_coefficients::farthest), far, near);
}

template <wave Wave, bool HasLow, class V, class P> XACT_INLINE V fast_wave(V angle, V low, V x, P factor) noexcept {
    const V near = near_fast_wave<Wave, HasLow>(angle, low);
    if (any(abs(angle) > V(fast_sine_coefficients::farthest))) return with_far_wave<Wave>(near, angle, x, factor);
    return near;
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
