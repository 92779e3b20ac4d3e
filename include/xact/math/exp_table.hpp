#pragma once

#include <array>
#include <cstdint>
#include <limits>

#include <xact/math/double_word.hpp>
#include <xact/simd/table.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// e^z = 2^n·2^(j/N)·e^r with 2^(j/N) from tables of two words that sit in registers, |r| <= 0.0217 (N = 16) or 0.0434
// (N = 8), e^r = 1 + r + r²·P(r), P to 2^-36.3 or 2^-39.8 in float, 2^-66.2 in double; script:
// tests/certificates/exp_table.sollya.
template <class T, std::size_t N> struct exp_table;

template <> struct exp_table<float, 16> {
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

template <> struct exp_table<float, 8> {
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

template <> struct exp_table<double, 16> {
    static constexpr double steps = 0x1.71547652b82fep4, step_1 = 0x1.62e42fefa4p-5, step_2 = -0x1.8432a1b0e2634p-47;
    alignas(64) static constexpr std::array<double, 16> hi{0x1p0,
                                                           0x1.0b5586cf9890fp0,
                                                           0x1.172b83c7d517bp0,
                                                           0x1.2387a6e756238p0,
                                                           0x1.306fe0a31b715p0,
                                                           0x1.3dea64c123422p0,
                                                           0x1.4bfdad5362a27p0,
                                                           0x1.5ab07dd485429p0,
                                                           0x1.6a09e667f3bcdp0,
                                                           0x1.7a11473eb0187p0,
                                                           0x1.8ace5422aa0dbp0,
                                                           0x1.9c49182a3f09p0,
                                                           0x1.ae89f995ad3adp0,
                                                           0x1.c199bdd85529cp0,
                                                           0x1.d5818dcfba487p0,
                                                           0x1.ea4afa2a490dap0};
    alignas(64) static constexpr std::array<double, 16> lo{0.0,
                                                           0x1.8a62e4adc610bp-54,
                                                           -0x1.19041b9d78a76p-55,
                                                           0x1.9b07eb6c70573p-54,
                                                           0x1.6f46ad23182e4p-55,
                                                           0x1.ada0911f09ebcp-55,
                                                           0x1.d4397afec42e2p-56,
                                                           0x1.6324c054647adp-54,
                                                           -0x1.bdd3413b26456p-54,
                                                           -0x1.41577ee04992fp-55,
                                                           0x1.6e9f156864b27p-54,
                                                           0x1.c7c46b071f2bep-56,
                                                           0x1.7a1cd345dcc81p-54,
                                                           0x1.11065895048ddp-55,
                                                           0x1.2ed02d75b3707p-55,
                                                           -0x1.e9c23179c2893p-54};
    static constexpr std::array<double, 6> p{0x1.0000000000004p-1, 0x1.5555555555543p-3,  0x1.5555555484af5p-5,
                                             0x1.1111111285f61p-7, 0x1.6c183dfed219bp-10, 0x1.a018d96d10928p-13};
};

/// Whether V has a table: in float where one instruction looks it up.
template <class V>
inline constexpr bool has_exp_table = is_fused<V> && (sizeof(typename V::scalar) == 8 || simd::has_permute<V, V::size>);

/// e^z as power·(hi + lo)·(1 + r + tail), for |z| up to 80: for exponents that are exponentials themselves. power is
/// one of two, r exact for a z of one word, tail below 2^-9. To 2^-32 in all (float), 2^-62 (double).
template <class V> struct table_exp {
    using T = typename V::scalar;
    static constexpr std::size_t entries = sizeof(T) == 4 ? V::size : 16;

    V power, hi, lo, r, tail;

    table_exp() = default;
    XACT_INLINE explicit table_exp(dw<V> z) noexcept {
        using table = exp_table<T, entries>;
        using limits = std::numeric_limits<T>;
        constexpr int log_entries = entries == 16 ? 4 : 3, mantissa = limits::digits - 1;
        // k + N·127 (double: 1023) stands in the low bits: its last bits are j, those above them the exponent.
        constexpr T bias = T(entries * (limits::max_exponent - 1)), half = T(std::int64_t(1) << (mantissa - 1));
        const V shifter(3 * half + bias), sum = fma(z.hi, V(table::steps), shifter), k = sum - shifter;
        // No shift to the right, which AVX2 has not for 64 bits.
        power = simd::shift_left<mantissa - log_entries>(sum.b) & typename V::batch(-limits::infinity());
        hi = simd::lookup(table::hi, sum), lo = simd::lookup(table::lo, sum);
        r = fnma(k, V(table::step_1), z.hi);
        const V low = fnma(k, V(table::step_2), z.lo), both = r + low;
        tail = fma(product_beside_one(both, both), polynomial(both, table::p), low);
    }
};

} // namespace math
} // namespace v0
} // namespace xact
