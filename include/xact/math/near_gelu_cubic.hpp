#pragma once

#include <array>

#include <xact/math/near_pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// The slope of the cubic GELU with its default parameters at -t as 16 polynomials of degree 8 on [0, 6]
// (math/near_pieces.hpp). Error: 2^-26.7, beside the root over 1/12; script: tests/certificates/near_gelu_cubic.sollya.
// clang-format off
struct near_gelu_cubic_pieces {
    using column = std::array<float, 16>;
    static constexpr float quadratic = 0x1.088888p-2f, linear = 0x1.088888p0f, reach = 0x1.7fep2f;
    alignas(64) static constexpr column center{
        0.0f, 0x1.80f8p-1f, 0x1.6a1cp0f, 0x1.0343p1f, 0x1.3dbbp1f, 0x1.72ap1f, 0x1.a36fp1f, 0x1.d0adp1f, 0x1.fb8p1f,
        0x1.12028p2f, 0x1.2551p2f, 0x1.37be8p2f, 0x1.49688p2f, 0x1.5a6d8p2f, 0x1.6ad5p2f, 0x1.7ac68p2f};
    alignas(64) static constexpr std::array<column, 9> slope{{
        {{0x1p-1f, -0x1.9bf87p-15f, -0x1.067724p-3f, -0x1.544954p-4f, -0x1.43f33ep-5f, -0x1.ff4f3ap-7f, -0x1.5bfc52p-8f,
          -0x1.a3a9b2p-10f, -0x1.be4096p-12f, -0x1.a8b3d6p-14f, -0x1.6ab35ap-16f, -0x1.18662cp-18f, -0x1.89bf4p-21f,
          -0x1.f6098ap-24f, -0x1.24b96cp-26f, -0x1.3545dcp-29f}},
        {{-0x1.99af3ap-1f, -0x1.b7217ep-2f, -0x1.64ee28p-10f, 0x1.b3fb78p-4f, 0x1.3cf06ep-4f, 0x1.456ccap-5f,
          0x1.0ee6p-6f, 0x1.81cc38p-8f, 0x1.da1138p-10f, 0x1.00508ap-11f, 0x1.eafdacp-14f, 0x1.a51ee8p-16f,
          0x1.45203ep-18f, 0x1.c47f54p-21f, 0x1.1e2314p-23f, 0x1.462d76p-26f}},
        {{-0x1.d31448p-23f, 0x1.8eb9b4p-2f, 0x1.a1211p-3f, -0x1.2090c8p-9f, -0x1.860466p-5f, -0x1.41b57cp-5f,
          -0x1.62d49ep-6f, -0x1.3759a4p-7f, -0x1.c6406ap-9f, -0x1.1c53eep-10f, -0x1.35a1a8p-12f, -0x1.29b576p-14f,
          -0x1.fd9688p-17f, -0x1.859826p-19f, -0x1.0c974ep-21f, -0x1.4bcaa8p-24f}},
        {{0x1.16b0fcp-2f, 0x1.9210e2p-7f, -0x1.25ee46p-3f, -0x1.0f0834p-4f, -0x1.90b3fep-8f, 0x1.dee4e4p-7f,
          0x1.d30a38p-7f, 0x1.166c6ep-7f, 0x1.faf86p-9f, 0x1.7a9f32p-10f, 0x1.de61b4p-12f, 0x1.058dcep-13f,
          0x1.f5a4c6p-16f, 0x1.a8d8fp-18f, 0x1.416a2ap-20f, 0x1.b08988p-23f}},
        {{-0x1.1cca56p-14f, -0x1.d7c884p-4f, 0x1.cdb012p-9f, 0x1.51b54ap-5f, 0x1.6a94ccp-6f, 0x1.1a0c38p-8f,
          -0x1.b29e2ep-9f, -0x1.0ecfbcp-8f, -0x1.5c4476p-9f, -0x1.48d7aep-10f, -0x1.f273eep-12f, -0x1.3cb42p-13f,
          -0x1.597218p-15f, -0x1.47aa7cp-17f, -0x1.124e9cp-19f, -0x1.94c87ep-22f}},
        {{-0x1.06b58ep-4f, 0x1.3a4ab8p-6f, 0x1.01bf4p-5f, -0x1.e5abfp-9f, -0x1.4db9e2p-7f, -0x1.a073ap-8f,
          -0x1.d91772p-10f, 0x1.1c041p-11f, 0x1.0942ecp-10f, 0x1.72d282p-11f, 0x1.684fbap-12f, 0x1.139c72p-13f,
          0x1.5ddc98p-15f, 0x1.79a71cp-17f, 0x1.61861cp-19f, 0x1.209818p-21f}},
        {{-0x1.8dc922p-10f, 0x1.4302eep-6f, -0x1.462c58p-7f, -0x1.7b04c4p-8f, 0x1.7e6c9ap-12f, 0x1.1a1954p-9f,
          0x1.acde76p-10f, 0x1.3f024cp-11f, -0x1.744882p-15f, -0x1.c9ee74p-13f, -0x1.5b4826p-13f, -0x1.5a20fp-14f,
          -0x1.096a14p-15f, -0x1.4d572p-17f, -0x1.62e784p-19f, -0x1.438d2ep-21f}},
        {{0x1.d5a978p-7f, -0x1.8b0cbap-8f, -0x1.42f9e4p-9f, 0x1.33756p-9f, 0x1.a44994p-10f, -0x1.7a4ddep-12f,
          -0x1.e4519ep-11f, -0x1.473ac2p-11f, -0x1.53f348p-13f, -0x1.661006p-15f, 0x1.013a8ep-15f, 0x1.37155ap-15f,
          0x1.30257ap-16f, 0x1.b81074p-18f, 0x1.205ap-19f, 0x1.1edee6p-21f}},
        {{-0x1.b3543cp-9f, -0x1.ea75eap-10f, 0x1.169a9ep-9f, -0x1.265d86p-13f, 0x1.010b58p-11f, -0x1.6b685ep-10f,
          -0x1.84ed5ap-10f, -0x1.4e2916p-11f, 0x1.99248p-14f, -0x1.eaa23cp-15f, -0x1.05f3c2p-15f, -0x1.999f46p-23f,
          -0x1.974c14p-18f, -0x1.38e1a2p-18f, -0x1.603c3ep-20f, -0x1.0cf346p-21f}},
    }};
};
// clang-format on

} // namespace math
} // namespace v0
} // namespace xact
