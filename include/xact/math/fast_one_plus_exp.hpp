#pragma once

#include <array>

#include <xact/math/short_exp.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// 1 + e^-u of the fast tier as 1 + 2^n·2^(j/N)·e^-r, with 2^(j/N) from a register of N entries to whose bits N n + j is
// added, and e^-r: for N = 16, |r| <= 0.022, to 2^-28.9, in a sum with 1, of which a sigmoid sees a quarter, to 2^-21.1
// (measured on Zen 4: 0.9 of the time); for N = 8, |r| <= 0.044, to 2^-25.2; script:
// tests/certificates/fast_one_plus_exp.sollya.
template <std::size_t N> struct fast_one_plus_exp_table;

template <> struct fast_one_plus_exp_table<16> {
    static constexpr float steps = 0x1.715476p4f, step = 0x1.62e43p-5f, step_low = -0x1.05c61p-33f;
    /// Less j 2^23/N in the bits.
    alignas(64) static constexpr std::array<float, 16> power{
        0x1p0f,         0x1.fb5586p-1f, 0x1.f72b84p-1f, 0x1.f387a6p-1f, 0x1.f06fep-1f,  0x1.edea64p-1f,
        0x1.ebfdaep-1f, 0x1.eab07ep-1f, 0x1.ea09e6p-1f, 0x1.ea1148p-1f, 0x1.eace54p-1f, 0x1.ec4918p-1f,
        0x1.ee89fap-1f, 0x1.f199bep-1f, 0x1.f5818ep-1f, 0x1.fa4afap-1f};
    static constexpr std::array<float, 3> p{-0x1.fffffep-1f, 0x1.00022p-1f, -0x1.55a772p-3f};
    static constexpr std::array<float, 2> p_in_sum{-0x1.0003dap0f, 0x1.000292p-1f};
};

template <> struct fast_one_plus_exp_table<8> {
    static constexpr float steps = 0x1.715476p3f, step = 0x1.62e43p-4f, step_low = -0x1.05c61p-32f;
    alignas(64) static constexpr std::array<float, 8> power{0x1p0f,         0x1.f72b84p-1f, 0x1.f06fep-1f,
                                                            0x1.ebfdaep-1f, 0x1.ea09e6p-1f, 0x1.eace54p-1f,
                                                            0x1.ee89fap-1f, 0x1.f5818ep-1f};
    static constexpr std::array<float, 3> p{-0x1p0f, 0x1.000882p-1f, -0x1.555cd8p-3f};
    static constexpr std::array p_in_sum = p;
};

/// Whether V can look them up in one instruction.
template <class V>
inline constexpr bool has_fast_one_plus_exp = is_fused<V> &&
                                              sizeof(typename V::scalar) == 4 && simd::has_permute<V, V::size>;

/// What e^-u is needed for: u from -88 to 88, to an absolute error where it is below 1, or to a relative one; or any u
/// up to 88, to an absolute error where it is below 1, infinite where it is too large for a float.
enum class short_exp_range { bounded, bounded_relative, rising };

/// e^-u = power·(1 + rest).
template <class V, short_exp_range Range = short_exp_range::bounded> class fast_short_exp {
    using table = fast_one_plus_exp_table<V::size>;

public:
    XACT_INLINE explicit fast_short_exp(V u) noexcept {
        constexpr int fraction = V::size == 16 ? 19 : 20;
        constexpr float shifter = 0x1.8p23f, last = shifter + float(V::size * 128 - 1);
        V sum = fma(u, V(-table::steps), V(shifter));
        // Where the power would be infinite, the sum leaves to e^-r what lies beyond.
        if constexpr (Range == short_exp_range::rising) sum = at_most(V(last), sum);
        const V k = sum - V(shifter);
        r_ = fma(k, V(table::step), u);
        if constexpr (Range == short_exp_range::bounded_relative) r_ = fma(k, V(table::step_low), r_);
        power = simd::add_bits(simd::lookup(table::power, sum).b, simd::shift_left<fraction>(sum.b));
    }

    XACT_INLINE V one_plus_rest() const noexcept { return fma(polynomial(r_, table::p), r_, V(1)); }
    XACT_INLINE V rest() const noexcept { return polynomial(r_, table::p) * r_; }

    /// For a sum with 1.
    XACT_INLINE V one_plus_rest_in_sum() const noexcept { return fma(polynomial(r_, table::p_in_sum), r_, V(1)); }

    V power;

private:
    V r_;
};

/// From where fast_falling_exp() is 0.
inline constexpr float fast_falling_limit = -short_exp_lowest;

/// e^-u for u >= -88.
template <class V> XACT_INLINE V fast_falling_exp(V u) noexcept {
    const fast_short_exp<V> e(at_most(V(fast_falling_limit), u));
    return e.power * e.one_plus_rest();
}

/// The same for a sum with 1.
template <class V> XACT_INLINE V fast_falling_exp_in_sum(V u) noexcept {
    const fast_short_exp<V> e(at_most(V(fast_falling_limit), u));
    return e.power * e.one_plus_rest_in_sum();
}

/// A slope d with the sign of x - root, which rounding may have changed beside the root; that is rounded up.
template <class V> XACT_INLINE V with_sign_about(float root, V x, V d) noexcept { return copysign(d, x - V(root)); }

/// 1 + e^-u; exactly 2 at 0, and infinity where e^-u is too large for a float.
template <class V> XACT_INLINE V fast_one_plus_exp(V u) noexcept {
    const fast_short_exp<V, short_exp_range::rising> e(at_most(V(87), u));
    return fma(e.power, e.one_plus_rest_in_sum(), V(1));
}

} // namespace math
} // namespace v0
} // namespace xact
