#pragma once

#include <array>

#include <xact/math/near_pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// The slope of GELU's tanh form at -t as 32 polynomials of degree 7 on [0, 6.5] (math/near_pieces.hpp). Error: 2^-26.3,
// beside the root over 1/12; script: tests/certificates/near_gelu_tanh.sollya.
// clang-format off
struct near_gelu_tanh_pieces {
    using column = std::array<float, 32>;
    static constexpr float quadratic = 0x1.d89d8ap-2f, linear = 0x1.d89d8ap0f, reach = 0x1.9fep2f;
    alignas(64) static constexpr column center{
        0.0f, 0x1.e4ap-2f, 0x1.8134p-1f, 0x1.3c68p0f, 0x1.8e64p0f, 0x1.fd56p0f, 0x1.2052p1f, 0x1.3ffbp1f, 0x1.5e09p1f,
        0x1.7ab3p1f, 0x1.95fep1f, 0x1.b024p1f, 0x1.c998p1f, 0x1.e223p1f, 0x1.f9b8p1f, 0x1.08578p2f, 0x1.1382p2f,
        0x1.1e598p2f, 0x1.28ed8p2f, 0x1.33478p2f, 0x1.3d49p2f, 0x1.472f8p2f, 0x1.50dap2f, 0x1.5a41p2f, 0x1.638d8p2f,
        0x1.6ca4p2f, 0x1.758b8p2f, 0x1.7e46p2f, 0x1.86fe8p2f, 0x1.8f6e8p2f, 0x1.97c7p2f, 0x1.a006p2f};
    alignas(64) static constexpr std::array<column, 8> slope{{
        {{0x1p-1f, 0x1.31cddp-3f, 0x1.92daap-15f, -0x1.f0d65ep-4f, -0x1.00fd8ep-3f, -0x1.654256p-4f, -0x1.e8ce12p-5f,
          -0x1.36feap-5f, -0x1.74e206p-6f, -0x1.a8b1cep-7f, -0x1.cf6d4ap-8f, -0x1.e58d7ep-9f, -0x1.e5371p-10f,
          -0x1.d2d37ep-11f, -0x1.b31a34p-12f, -0x1.85f8aep-13f, -0x1.513p-14f, -0x1.1a4266p-15f, -0x1.c8857ap-17f,
          -0x1.6445bap-18f, -0x1.1005a8p-19f, -0x1.8dee62p-21f, -0x1.1adcc8p-22f, -0x1.8914eep-24f, -0x1.06a74ap-25f,
          -0x1.564fa4p-27f, -0x1.b283fep-29f, -0x1.0cd4cep-30f, -0x1.3d2d38p-32f, -0x1.735e3p-34f, -0x1.a4912ep-36f,
          -0x1.cd8a52p-38f}},
        {{-0x1.988454p-1f, -0x1.4409bp-1f, -0x1.b8d178p-2f, -0x1.6c9dd6p-4f, 0x1.8b84d6p-5f, 0x1.b983ecp-4f,
          0x1.9237c6p-4f, 0x1.385cc8p-4f, 0x1.b6166ap-5f, 0x1.1c90eap-5f, 0x1.5c18ep-6f, 0x1.93dc58p-7f,
          0x1.bb337cp-8f, 0x1.d0ab9cp-9f, 0x1.d4bb32p-10f, 0x1.c4694ep-11f, 0x1.a354e2p-12f, 0x1.76b4e8p-13f,
          0x1.4254aep-14f, 0x1.0ac33p-15f, 0x1.ae7d5ap-17f, 0x1.4c185ep-18f, 0x1.f0b0d2p-20f, 0x1.6a26eep-21f,
          0x1.fb0ec8p-23f, 0x1.597a22p-24f, 0x1.c9b26cp-26f, 0x1.270ddep-27f, 0x1.6a6c5p-29f, 0x1.b8e434p-31f,
          0x1.031a82p-32f, 0x1.26cbb8p-34f}},
        {{0x1.4f187p-19f, 0x1.46ffecp-2f, 0x1.8cd04p-2f, 0x1.20b83ap-2f, 0x1.2b9ba4p-3f, 0x1.510a1ep-8f,
          -0x1.285524p-5f, -0x1.91d01p-5f, -0x1.7aab1ap-5f, -0x1.2ded76p-5f, -0x1.b13a3cp-6f, -0x1.1f0f0cp-6f,
          -0x1.61fe3p-7f, -0x1.9ba13ap-8f, -0x1.c7aac2p-9f, -0x1.df01ecp-10f, -0x1.e06e44p-11f, -0x1.cde51cp-12f,
          -0x1.a97f42p-13f, -0x1.779baep-14f, -0x1.41e058p-15f, -0x1.070ac4p-16f, -0x1.9f7b48p-18f, -0x1.3ef9d8p-19f,
          -0x1.d556d6p-21f, -0x1.4f431ep-22f, -0x1.d0b434p-24f, -0x1.38d3d4p-25f, -0x1.90dbfp-27f, -0x1.fb958p-29f,
          -0x1.361b6p-30f, -0x1.6e59bep-32f}},
        {{0x1.119cb4p-2f, 0x1.2c2864p-3f, 0x1.036ba2p-6f, -0x1.11f45cp-3f, -0x1.19393ep-3f, -0x1.2e44e6p-4f,
          -0x1.099a22p-5f, -0x1.204f7ap-8f, 0x1.5baa26p-7f, 0x1.073a52p-6f, 0x1.03873ap-6f, 0x1.aa766cp-7f,
          0x1.36d09ep-7f, 0x1.9eb2dp-8f, 0x1.0229dep-8f, 0x1.2d24c6p-9f, 0x1.4b9594p-10f, 0x1.5b01d4p-11f,
          0x1.59a0acp-12f, 0x1.481118p-13f, 0x1.2c8ff6p-14f, 0x1.05b5dep-15f, 0x1.b6bd2p-17f, 0x1.64353p-18f,
          0x1.146dc4p-19f, 0x1.9f6956p-21f, 0x1.2e210ep-22f, 0x1.a9e2dep-24f, 0x1.1d5688p-25f, 0x1.78dcd8p-27f,
          0x1.dfab8cp-29f, 0x1.26b4dep-30f}},
        {{0x1.15ebecp-10f, -0x1.c7f0d4p-4f, -0x1.d2c264p-4f, -0x1.009302p-5f, 0x1.5d678ep-6f, 0x1.5cf6f6p-5f,
          0x1.19e0f6p-5f, 0x1.640738p-6f, 0x1.5582dap-7f, 0x1.32ead4p-9f, -0x1.32deb4p-9f, -0x1.15076ap-8f,
          -0x1.21824cp-8f, -0x1.e9475p-9f, -0x1.68659ep-9f, -0x1.e35b3ap-10f, -0x1.2cd312p-10f, -0x1.5d9498p-11f,
          -0x1.7dcaa4p-12f, -0x1.89c786p-13f, -0x1.85d14ep-14f, -0x1.6c6422p-15f, -0x1.464c4ep-16f, -0x1.196776p-17f,
          -0x1.cf5ad8p-19f, -0x1.6fe76cp-20f, -0x1.196f58p-21f, -0x1.a0b646p-23f, -0x1.24cc4cp-24f, -0x1.94895cp-26f,
          -0x1.0c8cp-27f, -0x1.58019cp-29f}},
        {{-0x1.1738d8p-4f, -0x1.5ce96cp-6f, 0x1.0fae96p-6f, 0x1.46b19ap-5f, 0x1.81b5d8p-6f, -0x1.00713cp-9f,
          -0x1.4329acp-7f, -0x1.78d5c4p-7f, -0x1.1c6b88p-7f, -0x1.64481ap-8f, -0x1.971658p-9f, -0x1.9fe45cp-11f,
          0x1.bf32aap-12f, 0x1.baefb4p-11f, 0x1.1c749cp-10f, 0x1.f1e586p-11f, 0x1.5eb344p-11f, 0x1.d35774p-12f,
          0x1.24006ap-12f, 0x1.544ee8p-13f, 0x1.6c8ff8p-14f, 0x1.745ed2p-15f, 0x1.684d4ap-16f, 0x1.50df44p-17f,
          0x1.258c22p-18f, 0x1.ed9f1p-20f, 0x1.948412p-21f, 0x1.3bbb8ap-22f, 0x1.d3278ap-24f, 0x1.51a9a2p-25f,
          0x1.d894bep-27f, 0x1.3bf534p-28f}},
        {{0x1.67ff7p-6f, 0x1.7a56b4p-6f, 0x1.4838c4p-6f, -0x1.f52688p-9f, -0x1.6b8ef2p-7f, -0x1.c991d2p-8f,
          -0x1.234a4p-8f, -0x1.63e24cp-9f, 0x1.fc5bd2p-10f, 0x1.c7f2b8p-9f, 0x1.905386p-10f, 0x1.d11beap-10f,
          0x1.d0c26ep-11f, -0x1.2c7baap-12f, 0x1.12db5cp-18f, -0x1.20f4ap-14f, -0x1.3c4c32p-12f, -0x1.110036p-12f,
          -0x1.5dec7p-13f, -0x1.8e924cp-14f, -0x1.08898cp-14f, -0x1.1dc6b6p-15f, -0x1.297cbcp-16f, -0x1.157a04p-17f,
          -0x1.121868p-18f, -0x1.f488fp-20f, -0x1.939d3ap-21f, -0x1.4dfcdap-22f, -0x1.03c968p-23f, -0x1.900272p-25f,
          -0x1.1a0032p-26f, -0x1.8c0128p-28f}},
        {{-0x1.1431eap-6f, 0x1.79b5bcp-13f, -0x1.ba8ddcp-8f, -0x1.8c74aep-8f, -0x1.9ff9aep-13f, 0x1.22e844p-9f,
          -0x1.2c281cp-15f, -0x1.475814p-9f, 0x1.7934aap-11f, 0x1.ceac6ap-10f, -0x1.ed10dep-11f, 0x1.079c72p-13f,
          -0x1.0980f6p-12f, -0x1.4539a6p-10f, -0x1.d79a64p-14f, 0x1.2d1632p-13f, -0x1.0e998ap-13f, -0x1.2d4532p-14f,
          0x1.fe369p-17f, 0x1.ae7aacp-15f, 0x1.ce80a6p-16f, 0x1.6e2874p-16f, 0x1.d03296p-17f, 0x1.313bb6p-17f,
          0x1.21f7a4p-18f, 0x1.16afcep-19f, 0x1.24a308p-20f, 0x1.035c7cp-21f, 0x1.b464d2p-23f, 0x1.5d052cp-24f,
          0x1.1a7caep-25f, 0x1.a160c8p-27f}},
    }};
};
// clang-format on

} // namespace math
} // namespace v0
} // namespace xact
