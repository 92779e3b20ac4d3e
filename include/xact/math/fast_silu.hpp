#pragma once

#include <array>

#include <xact/math/fast_pieces.hpp>
#include <xact/math/fast_quotient.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// The slope of SiLU at -t, for t >= 0, as polynomials of degree 4 on 32 pieces (math/fast_pieces.hpp); 0.85 of the time
// that σ(-t) - t σ(t) σ(-t) takes. Error, absolute: 2^-25.0; script: tests/certificates/fast_silu.sollya.
// clang-format off
template <std::size_t Pieces> struct silu_slope_pieces;

template <> struct silu_slope_pieces<32> {
    using column = std::array<float, 32>;
    static constexpr int per_octave = 8;
    static constexpr float limit = 0x1.5p4f, scale = 0x1.1a721ep0f, offset = 0x1.ap0f;
    alignas(64) static constexpr column center{
        0x1.dp-2f, 0x1.5cp-1f, 0x1.dp-1f, 0x1.22p0f, 0x1.474974p0f, 0x1.96p0f, 0x1.dp0f, 0x1.05p1f, 0x1.308p1f,
        0x1.6a8p1f, 0x1.a48p1f, 0x1.deap1f, 0x1.0c4p2f, 0x1.294p2f, 0x1.464p2f, 0x1.634p2f, 0x1.8ecp2f, 0x1.c8cp2f,
        0x1.016p3f, 0x1.1e6p3f, 0x1.3b6p3f, 0x1.586p3f, 0x1.756p3f, 0x1.926p3f, 0x1.bdep3f, 0x1.f8p3f, 0x1.19p4f,
        0x1.36p4f, 0.0f, 0.0f, 0x1.5cp-3f, 0x1.22p-2f};
    alignas(64) static constexpr std::array<column, 5> c{{
        {{0x1.1fb384p-2f, 0x1.7a182p-3f, 0x1.a1e50ep-4f, 0x1.1dcb04p-5f, -0x1.848b9ep-29f, -0x1.b883b2p-5f,
          -0x1.40d42ep-4f, -0x1.7b5d08p-4f, -0x1.98dcd2p-4f, -0x1.7d78dap-4f, -0x1.4039aep-4f, -0x1.f8893ap-5f,
          -0x1.7de9e8p-5f, -0x1.18da6cp-5f, -0x1.94b2cap-6f, -0x1.1f23e2p-6f, -0x1.4ff06cp-7f, -0x1.3f52f8p-8f,
          -0x1.2872ecp-9f, -0x1.0e7cf8p-10f, -0x1.e710dep-12f, -0x1.b1e46ap-13f, -0x1.7f2d54p-14f, -0x1.4ff13ep-15f,
          -0x1.81a7p-17f, -0x1.1e12c4p-19f, -0x1.a382d8p-22f, -0x1.2fe94ap-24f, 0.0f, 0x1p-1f, 0x1.a96ab8p-2f,
          0x1.70ea4ap-2f}},
        {{-0x1.ce08b4p-2f, -0x1.964906p-2f, -0x1.53051p-2f, -0x1.0bce76p-2f, -0x1.be13e8p-3f, -0x1.13605ep-3f,
          -0x1.58098p-4f, -0x1.676fbep-5f, -0x1.f3383ap-10f, 0x1.bcecdap-6f, 0x1.2aa2d4p-5f, 0x1.22e49ep-5f,
          0x1.f0f462p-6f, 0x1.8afea8p-6f, 0x1.2c4498p-6f, 0x1.bb0b78p-7f, 0x1.0e3e1p-7f, 0x1.0aba6ap-8f,
          0x1.fc48fep-10f, 0x1.d8c006p-11f, 0x1.affc9p-12f, 0x1.8566aep-13f, 0x1.5b3aacp-14f, 0x1.32e4ccp-15f,
          0x1.6366aep-17f, 0x1.0a549cp-19f, 0x1.89a48p-22f, 0x1.1ef6cap-24f, 0.0f, -0x1.fffff6p-2f, -0x1.f8a954p-2f,
          -0x1.ebdf9p-2f}},
        {{0x1.a2ff1ep-4f, 0x1.1529d4p-3f, 0x1.36f358p-3f, 0x1.38d82ep-3f, 0x1.2c596ap-3f, 0x1.f5c27ep-4f,
          0x1.998452p-4f, 0x1.3c83b6p-4f, 0x1.83d15ap-5f, 0x1.38b8c6p-6f, 0x1.a3424ep-9f, -0x1.12cdbp-8f,
          -0x1.b67d9ap-8f, -0x1.bcb30ap-8f, -0x1.81a4a6p-8f, -0x1.34e2e8p-8f, -0x1.973cfcp-9f, -0x1.ab868p-10f,
          -0x1.a7679ap-11f, -0x1.947196p-12f, -0x1.78e66cp-13f, -0x1.58edacp-14f, -0x1.374f18p-15f, -0x1.15df9ep-16f,
          -0x1.45b57cp-18f, -0x1.edfc9ep-21f, -0x1.706634p-23f, -0x1.0e7dp-25f, 0.0f, -0x1.a46116p-17f, 0x1.56e736p-5f,
          0x1.16a572p-4f}},
        {{0x1.eac5f8p-5f, 0x1.2bab5p-5f, 0x1.9214f4p-7f, -0x1.176738p-7f, -0x1.39f87p-6f, -0x1.014908p-5f,
          -0x1.15924cp-5f, -0x1.089b22p-5f, -0x1.a7b46ap-6f, -0x1.0418e4p-6f, -0x1.097f62p-7f, -0x1.aefa3ap-9f,
          -0x1.88b284p-11f, 0x1.abd742p-12f, 0x1.ab8b9p-11f, 0x1.c40e82p-11f, 0x1.689f16p-11f, 0x1.ac9928p-12f,
          0x1.c56bb2p-13f, 0x1.c3486cp-14f, 0x1.b0982ap-15f, 0x1.943212p-16f, 0x1.72aa0ep-17f, 0x1.4f13eep-18f,
          0x1.9b5aeep-20f, 0x1.3cffacp-22f, 0x1.de684ep-25f, 0x1.62747ep-27f, 0.0f, 0x1.56affep-4f, 0x1.469414p-4f,
          0x1.2da5d2p-4f}},
        {{-0x1.77d53p-6f, -0x1.bd4484p-6f, -0x1.a1efcp-6f, -0x1.45654ep-6f, -0x1.9efbb4p-7f, -0x1.70158ep-8f,
          -0x1.36657p-13f, 0x1.b0b2fcp-9f, 0x1.69d454p-8f, 0x1.4dbe04p-8f, 0x1.c2023p-9f, 0x1.fd6cbcp-10f,
          0x1.f1a7p-11f, 0x1.9542b6p-12f, 0x1.9a9544p-14f, -0x1.edbe5p-16f, -0x1.520928p-14f, -0x1.1827ecp-14f,
          -0x1.504b26p-15f, -0x1.65c5d4p-16f, -0x1.6552ecp-17f, -0x1.577306p-18f, -0x1.4177acp-19f, -0x1.27461p-20f,
          -0x1.6ff2bap-22f, -0x1.217878p-24f, -0x1.ba4412p-27f, -0x1.4ab47p-29f, 0.0f, -0x1.c4e14p-9f, -0x1.c21504p-8f,
          -0x1.1cb8f4p-6f}},
    }};
};

// clang-format on

// What it has beside 1/2 as a quotient (math/fast_quotient.hpp). Error, absolute: 2^-20.5; script:
// tests/certificates/fast_quotients.py.
struct fast_silu_slope_quotient {
    static constexpr float limit = 0x1.1036ecp4f;
    static constexpr std::array<float, 6> p{0x1.930f98p23f, 0x1.20482cp21f, 0x1.cbecbep16f,
                                            0x1.d9281cp11f, 0x1.1a79b6p4f,  0x1.858fcp-8f};
    static constexpr std::array<float, 5> q{0x1.931006p24f, 0x1.167c68p23f, 0x1.0ba54cp20f, 0x1.8f7efap15f,
                                            0x1.51eedep9f};
};

/// d/dx (x·σ(x)).
template <class V> XACT_INLINE V fast_silu_slope(V x) noexcept {
    return slope_by_pieces_or_quotient<silu_slope_pieces, fast_silu_slope_quotient>(x);
}

} // namespace math
} // namespace v0
} // namespace xact
