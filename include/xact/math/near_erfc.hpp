#pragma once

#include <array>

#include <xact/math/near_pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// erfc(t) as 16 polynomials of degree 8 on [0, 5] (math/near_pieces.hpp). Error: 2^-26.0; script:
// tests/certificates/near_erfc.sollya.
// clang-format off
struct near_erfc_pieces {
    using column = std::array<float, 16>;
    static constexpr float quadratic = 0x1.8cccccp-2f, linear = 0x1.29999ap0f, reach = 0x1.3fep2f;
    alignas(64) static constexpr column center{
        0.0f, 0x1.8d7p-1f, 0x1.4a86p0f, 0x1.b8f4p0f, 0x1.0cedp1f, 0x1.38eep1f, 0x1.6131p1f, 0x1.86b5p1f, 0x1.a9ffp1f,
        0x1.cb62p1f, 0x1.eaffp1f, 0x1.04ap2f, 0x1.132a8p2f, 0x1.212p2f, 0x1.2eaa8p2f, 0x1.3bb2p2f};
    alignas(64) static constexpr std::array<column, 9> value{{
        {{0x1p0f, 0x1.16d66p-2f, 0x1.15f9cp-4f, 0x1.e6b38ep-7f, 0x1.84c3p-9f, 0x1.1defap-11f, 0x1.8fba3p-14f,
          0x1.09a9e8p-16f, 0x1.5202bap-19f, 0x1.9ef43cp-22f, 0x1.f2681ap-25f, 0x1.22a384p-27f, 0x1.499968p-30f,
          0x1.6f9c94p-33f, 0x1.8de806p-36f, 0x1.ab95e4p-39f}},
        {{-0x1.20dd76p0f, -0x1.3c4168p-1f, -0x1.b45978p-3f, -0x1.dbb286p-5f, -0x1.bf953ap-7f, -0x1.772f2cp-9f,
          -0x1.24035ep-11f, -0x1.a9565ap-14f, -0x1.24faaep-16f, -0x1.81cfe2p-19f, -0x1.ed3fe4p-22f, -0x1.3056fap-24f,
          -0x1.6b6602p-27f, -0x1.a8e764p-30f, -0x1.e08866p-33f, -0x1.0cdc68p-35f}},
        {{0x1.7fab2ap-18f, 0x1.eafbdp-2f, 0x1.19afdep-2f, 0x1.99b01ep-4f, 0x1.d62e96p-6f, 0x1.ca9e4cp-8f,
          0x1.92e08ap-10f, 0x1.449324p-12f, 0x1.e788p-15f, 0x1.5a29b4p-17f, 0x1.d903cep-20f, 0x1.35d68ap-22f,
          0x1.869ae6p-25f, 0x1.dfe25p-28f, 0x1.1c1078p-30f, 0x1.4b8e22p-33f}},
        {{0x1.80fd0cp-2f, -0x1.59f2b8p-5f, -0x1.537746p-3f, -0x1.872b14p-4f, -0x1.23fb5ap-5f, -0x1.5678fcp-7f,
          -0x1.5a37bcp-9f, -0x1.388546p-11f, -0x1.0237bep-13f, -0x1.8e0af2p-16f, -0x1.24217p-18f, -0x1.97e67ap-21f,
          -0x1.1053e8p-23f, -0x1.6077ap-26f, -0x1.b5c878p-29f, -0x1.0afa7cp-31f}},
        {{0x1.05f6d4p-9f, -0x1.25c4f4p-3f, 0x1.f5a1e2p-7f, 0x1.90a74ap-5f, 0x1.c8b8a4p-6f, 0x1.5631dp-7f,
          0x1.9a835cp-9f, 0x1.a6df54p-11f, 0x1.850f6cp-13f, 0x1.484b1cp-15f, 0x1.047074p-17f, 0x1.8574bap-20f,
          0x1.147212p-22f, 0x1.7a1672p-25f, 0x1.edec52p-28f, 0x1.3b6d32p-30f}},
        {{-0x1.01192p-3f, 0x1.d43136p-5f, 0x1.5639f6p-5f, -0x1.4aa122p-8f, -0x1.a1a0c8p-7f, -0x1.cfbcdcp-8f,
          -0x1.5d77cp-9f, -0x1.a6b06ep-11f, -0x1.b87036p-13f, -0x1.9b8dd6p-15f, -0x1.63d22cp-17f, -0x1.1e98eap-19f,
          -0x1.b2a87cp-22f, -0x1.3b269p-24f, -0x1.b26a2ap-27f, -0x1.2323e8p-29f}},
        {{0x1.6027dep-5f, 0x1.832894p-6f, -0x1.6a854ap-6f, -0x1.4cf88ep-7f, 0x1.830892p-10f, 0x1.876dc6p-9f,
          0x1.a73bdp-10f, 0x1.3d0878p-11f, 0x1.80addep-13f, 0x1.945192p-15f, 0x1.80f438p-17f, 0x1.50754p-19f,
          0x1.11eb04p-21f, 0x1.a72932p-24f, 0x1.349b5ap-26f, 0x1.b37a02p-29f}},
        {{-0x1.7ad48ep-5f, -0x1.2987aep-6f, -0x1.19c772p-10f, 0x1.932bd8p-8f, 0x1.41ac62p-9f, -0x1.b8ec1ap-12f,
          -0x1.27a29cp-11f, -0x1.531854p-12f, -0x1.06a09ap-13f, -0x1.3f3f94p-15f, -0x1.4f8c78p-17f, -0x1.44981p-19f,
          -0x1.1a9548p-21f, -0x1.dac448p-24f, -0x1.6a9032p-26f, -0x1.1204c2p-28f}},
        {{0x1.7f71d8p-5f, -0x1.7071dap-9f, 0x1.ddaf2cp-8f, -0x1.7aeca4p-14f, -0x1.54558p-11f, -0x1.302ce6p-11f,
          0x1.467a52p-12f, 0x1.6c6fccp-13f, 0x1.1f9b6ep-14f, 0x1.b75d54p-16f, 0x1.2182eap-17f, 0x1.2f77acp-19f,
          0x1.3683c8p-21f, 0x1.06e53ep-23f, 0x1.d01fccp-26f, 0x1.5ec85ep-28f}},
    }};
};
// clang-format on

} // namespace math
} // namespace v0
} // namespace xact
