#pragma once

#include <array>

#include <xact/math/double_word.hpp>
#include <xact/simd/table.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// e^z = 2^n·2^(j/N)·e^r in float, with 2^(j/N) from tables of two words that sit in registers, |r| <= 0.0217 (N = 16)
// or 0.0434 (N = 8), e^r = 1 + r + r²·P(r), P to 2^-36.3 or 2^-39.8; script: tests/certificates/exp_table.sollya.
template <std::size_t N> struct exp_table;

template <> struct exp_table<16> {
    static constexpr float steps = 0x1.715476p4f, step_1 = 0x1.62ep-5f, step_2 = 0x1.0bfbe8p-19f;
    alignas(64) static constexpr std::array<float, 16> hi{0x1p0f,        0x1.0b5586p0f, 0x1.172b84p0f, 0x1.2387a6p0f,
                                                          0x1.306fep0f,  0x1.3dea64p0f, 0x1.4bfdaep0f, 0x1.5ab07ep0f,
                                                          0x1.6a09e6p0f, 0x1.7a1148p0f, 0x1.8ace54p0f, 0x1.9c4918p0f,
                                                          0x1.ae89fap0f, 0x1.c199bep0f, 0x1.d5818ep0f, 0x1.ea4afap0f};
    alignas(64) static constexpr std::array<float, 16> lo{0.0f,
                                                          0x1.9f3122p-25f,
                                                          -0x1.c15742p-27f,
                                                          0x1.ceac48p-25f,
                                                          0x1.4636e2p-25f,
                                                          0x1.824684p-25f,
                                                          -0x1.593abcp-25f,
                                                          -0x1.5bd5ecp-27f,
                                                          0x1.9fcef4p-26f,
                                                          -0x1.829fdp-25f,
                                                          0x1.15506ep-27f,
                                                          0x1.51f848p-27f,
                                                          -0x1.a94b14p-26f,
                                                          -0x1.3d56b2p-27f,
                                                          -0x1.822dbcp-27f,
                                                          0x1.52486cp-27f};
    static constexpr std::array<float, 3> p{0x1.000002p-1f, 0x1.55571ep-3f, 0x1.54243cp-5f};
};

template <> struct exp_table<8> {
    static constexpr float steps = 0x1.715476p3f, step_1 = 0x1.62ep-4f, step_2 = 0x1.0bfbe8p-18f;
    alignas(64) static constexpr std::array<float, 8> hi{0x1p0f,        0x1.172b84p0f, 0x1.306fep0f,  0x1.4bfdaep0f,
                                                         0x1.6a09e6p0f, 0x1.8ace54p0f, 0x1.ae89fap0f, 0x1.d5818ep0f};
    alignas(64) static constexpr std::array<float, 8> lo{0.0f,
                                                         -0x1.c15742p-27f,
                                                         0x1.4636e2p-25f,
                                                         -0x1.593abcp-25f,
                                                         0x1.9fcef4p-26f,
                                                         0x1.15506ep-27f,
                                                         -0x1.a94b14p-26f,
                                                         -0x1.822dbcp-27f};
    static constexpr std::array<float, 4> p{0x1p-1f, 0x1.555556p-3f, 0x1.555a44p-5f, 0x1.10faacp-7f};
};

/// Whether V can look them up in one instruction.
template <class V>
inline constexpr bool has_exp_table = is_fused<V> && sizeof(typename V::scalar) == 4 && simd::has_permute<V, V::size>;

/// e^z as power·(hi + lo)·(1 + r + tail), for |z| up to 80: for exponents that are exponentials themselves. power is
/// one of two, r exact for a z of one word, tail below 2^-9. To 2^-32 in all.
template <class V> struct table_exp {
    V power, hi, lo, r, tail;

    table_exp() = default;
    XACT_INLINE explicit table_exp(dw<V> z) noexcept {
        using table = exp_table<V::size>;
        constexpr int log_size = V::size == 16 ? 4 : 3, mantissa = 23;
        // k + N·127 stands in the low bits: its last bits are j, those above them the exponent.
        const V shifter(float(0x1.8p23 + V::size * 127));
        const V sum = fma(z.hi, V(table::steps), shifter), k = sum - shifter;
        power = simd::shift_left<mantissa>(simd::shift_right<log_size>(sum.b));
        hi = simd::lookup(table::hi, sum), lo = simd::lookup(table::lo, sum);
        r = fnma(k, V(table::step_1), z.hi);
        const V low = fnma(k, V(table::step_2), z.lo), both = r + low;
        tail = fma(product_beside_one(both, both), polynomial(both, table::p), low);
    }
};

} // namespace math
} // namespace v0
} // namespace xact
