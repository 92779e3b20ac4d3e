#pragma once

#include <array>
#include <cstdint>

#include <xact/math/double_word.hpp>
#include <xact/simd/table.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// e^a = power·(1 + rest) in float, for 1 + e^a, a >= 0: with k = N n + j the integer nearest to N a/ln 2, power is
// 2^n·T for T = 2^(j/N) in 8 bits, from a register of N entries whose bits k is added to, and rest is e^r - 1 = r +
// r²·P(r) for the r that this leaves, |r| <= 0.026 (N = 16), 0.047 (N = 8); P to 2^-28.4 or 2^-31.5, absolute in rest.
// script: tests/certificates/short_exp.sollya.
template <std::size_t N> struct short_exp_table;

template <> struct short_exp_table<16> {
    static constexpr float steps = 0x1.715476p4f, step_1 = 0x1.62ep-5f, step_2 = 0x1.0bfbe8p-19f;
    /// T, its bits less j 2^23/N, and by how much ln 2^(j/N) is larger than ln T.
    alignas(64) static constexpr std::array<float, 16> power{
        0x1p0f,     0x1.fcp-1f, 0x1.f8p-1f, 0x1.f4p-1f, 0x1.fp-1f,  0x1.eep-1f, 0x1.ecp-1f, 0x1.eap-1f,
        0x1.eap-1f, 0x1.eap-1f, 0x1.eap-1f, 0x1.ecp-1f, 0x1.eep-1f, 0x1.f2p-1f, 0x1.f6p-1f, 0x1.fap-1f};
    alignas(64) static constexpr std::array<float, 16> offset{0.0f,
                                                              -0x1.4615f8p-9f,
                                                              -0x1.851f18p-9f,
                                                              -0x1.a661ecp-10f,
                                                              0x1.789472p-10f,
                                                              -0x1.1656aep-12f,
                                                              -0x1.ca8cep-16f,
                                                              0x1.04e824p-9f,
                                                              0x1.c00c4p-14f,
                                                              0x1.766bd2p-13f,
                                                              0x1.0bd942p-9f,
                                                              0x1.6b3798p-11f,
                                                              0x1.485dfcp-10f,
                                                              -0x1.d1989ap-11f,
                                                              -0x1.13a2c6p-10f,
                                                              0x1.3947dp-11f};
    static constexpr std::array<float, 2> p{0x1.0002cp-1f, 0x1.5557fcp-3f};
};

template <> struct short_exp_table<8> {
    static constexpr float steps = 0x1.715476p3f, step_1 = 0x1.62ep-4f, step_2 = 0x1.0bfbe8p-18f;
    alignas(64) static constexpr std::array<float, 8> power{0x1p0f,     0x1.f8p-1f, 0x1.fp-1f,  0x1.ecp-1f,
                                                            0x1.eap-1f, 0x1.eap-1f, 0x1.eep-1f, 0x1.f6p-1f};
    alignas(64) static constexpr std::array<float, 8> offset{
        0.0f,           -0x1.851f18p-9f, 0x1.789472p-10f, -0x1.ca8cep-16f,
        0x1.c00c4p-14f, 0x1.0bd942p-9f,  0x1.485dfcp-10f, -0x1.13a2c6p-10f};
    static constexpr std::array<float, 3> p{0x1.fffff2p-2f, 0x1.555d7cp-3f, 0x1.564594p-5f};
};

/// Whether V can look them up in one instruction.
template <class V>
inline constexpr bool has_short_exp = is_fused<V> && sizeof(typename V::scalar) == 4 && simd::has_permute<V, V::size>;

/// e^a·2^-Bias for a >= 0. From `limit` on it is infinite, so that what is divided by it is 0, not a subnormal number.
template <class V, int Bias = 0> struct short_exp {
    static constexpr float limit = Bias == 0 ? 88.735f : 110.916f, unit = 1 / float(std::uint64_t(1) << Bias);
    static_assert(Bias == 0 || Bias == 32);

    V power, rest;

    XACT_INLINE explicit short_exp(V a) noexcept {
        const V sum = choose(a);
        finish(remainder(a, sum) + simd::lookup(table::offset, sum));
    }
    XACT_INLINE explicit short_exp(dw<V> a) noexcept {
        const V sum = choose(a.hi);
        finish(remainder(a.hi, sum) + (simd::lookup(table::offset, sum) + a.lo));
    }

    /// (1 + e^a)·2^-Bias: the larger number is added last, so that hardly more than that is rounded.
    XACT_INLINE V with_one() const noexcept { return power + fma(power, rest, V(unit)); }
    /// The same in two words, where it is finite.
    XACT_INLINE dw<V> pair_with_one() const noexcept { return fast_two_sum(power, fma(power, rest, V(unit))); }

private:
    using table = short_exp_table<V::size>;
    static constexpr float shifter = 0x1.8p23f - float(V::size * Bias);

    /// The bits of the sum are k - N Bias, which shifted are added to those of the entry. It stays where the power is
    /// finite, and leaves to the rest what lies beyond.
    XACT_INLINE V choose(V a) noexcept {
        constexpr int fraction = V::size == 16 ? 19 : 20;
        constexpr float last = shifter + float(V::size * (Bias + 128) - 1);
        const V sum = at_most(V(last), fma(a, V(table::steps), V(shifter)));
        power = simd::add_bits(simd::lookup(table::power, sum).b, simd::shift_left<fraction>(sum.b));
        return sum;
    }
    static XACT_INLINE V remainder(V a, V sum) noexcept {
        const V k = sum - V(shifter);
        return fnma(k, V(table::step_2), fnma(k, V(table::step_1), a));
    }
    XACT_INLINE void finish(V r) noexcept { rest = fma(r * r, polynomial(r, table::p), r); }
};

} // namespace math
} // namespace v0
} // namespace xact
