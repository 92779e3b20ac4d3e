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
        0.0f, 0x1.e4ap-2f, 0x1.8134p-1f, 0x1.3c68p0f, 0x1.8e64p0f, 0x1.e542p0f, 0x1.1522p1f, 0x1.357fp1f, 0x1.53fcp1f,
        0x1.712dp1f, 0x1.8ce6p1f, 0x1.a791p1f, 0x1.c135p1f, 0x1.d9e9p1f, 0x1.f1c8p1f, 0x1.048cp2f, 0x1.0fcc8p2f,
        0x1.1ac08p2f, 0x1.255ep2f, 0x1.2fc78p2f, 0x1.39f9p2f, 0x1.43ee8p2f, 0x1.4da08p2f, 0x1.57308p2f, 0x1.6076p2f,
        0x1.69998p2f, 0x1.7297p2f, 0x1.7b5ap2f, 0x1.84128p2f, 0x1.8ca4p2f, 0x1.94f08p2f, 0x1.9d49p2f};
    alignas(64) static constexpr std::array<column, 8> slope{{
        {{0x1p-1f, 0x1.31cddp-3f, 0x1.92daap-15f, -0x1.f0d65ep-4f, -0x1.00fd8ep-3f, -0x1.8e559ap-4f, -0x1.18979p-4f,
          -0x1.6cd53ep-5f, -0x1.be6dacp-6f, -0x1.02243ap-6f, -0x1.1dbc5ap-7f, -0x1.2e4beep-8f, -0x1.331ffep-9f,
          -0x1.2c667ap-10f, -0x1.1b354ap-11f, -0x1.ffcd8p-13f, -0x1.c063fap-14f, -0x1.7b3bf6p-15f, -0x1.378a0cp-16f,
          -0x1.ecca24p-18f, -0x1.785ee8p-19f, -0x1.1690cp-20f, -0x1.91c74ep-22f, -0x1.16f4b8p-23f, -0x1.7c53eep-25f,
          -0x1.f4f776p-27f, -0x1.3fb89ep-28f, -0x1.904d6ep-30f, -0x1.e01bd2p-32f, -0x1.183d56p-33f, -0x1.44ac3ep-35f,
          -0x1.6468c6p-37f}},
        {{-0x1.988454p-1f, -0x1.4409bp-1f, -0x1.b8d178p-2f, -0x1.6c9dd6p-4f, 0x1.8b84d6p-5f, 0x1.acf2c2p-4f,
          0x1.a8afdap-4f, 0x1.58b4b4p-4f, 0x1.f2fbc6p-5f, 0x1.4ba414p-5f, 0x1.9da1e8p-6f, 0x1.e6ae44p-7f,
          0x1.1027d6p-7f, 0x1.22a64ap-8f, 0x1.293098p-9f, 0x1.21c882p-10f, 0x1.108566p-11f, 0x1.ecc402p-13f,
          0x1.aef728p-14f, 0x1.69cb5cp-15f, 0x1.2477p-16f, 0x1.c8f51ap-18f, 0x1.5ae11ep-19f, 0x1.fa1064p-21f,
          0x1.69834p-22f, 0x1.f22b22p-24f, 0x1.4c104ep-25f, 0x1.b1628ap-27f, 0x1.0ea53p-28f, 0x1.488b82p-30f,
          0x1.8b0e04p-32f, 0x1.c1e648p-34f}},
        {{0x1.4f187p-19f, 0x1.46ffecp-2f, 0x1.8cd04p-2f, 0x1.20b83ap-2f, 0x1.2b9ba4p-3f, 0x1.ce9752p-6f,
          -0x1.aa8622p-6f, -0x1.81495p-5f, -0x1.8ba1a4p-5f, -0x1.4a78bep-5f, -0x1.e982dp-6f, -0x1.4bb9eap-6f,
          -0x1.a2d8fep-7f, -0x1.f1ccfap-8f, -0x1.183026p-8f, -0x1.2a6eeap-9f, -0x1.3047c2p-10f, -0x1.28879cp-11f,
          -0x1.160d5cp-12f, -0x1.f28e62p-14f, -0x1.acd0ep-15f, -0x1.633834p-16f, -0x1.1cfaeap-17f, -0x1.b65e86p-19f,
          -0x1.4930bcp-20f, -0x1.dbe96cp-22f, -0x1.4c2abp-23f, -0x1.c4edd4p-25f, -0x1.272a76p-26f, -0x1.754c36p-28f,
          -0x1.d2a8dap-30f, -0x1.141a74p-31f}},
        {{0x1.119cb4p-2f, 0x1.2c2864p-3f, 0x1.036ba2p-6f, -0x1.11f45cp-3f, -0x1.19393ep-3f, -0x1.701e16p-4f,
          -0x1.71d69p-5f, -0x1.91e604p-7f, 0x1.bc9c4p-8f, 0x1.ecda4ap-7f, 0x1.0bacep-6f, 0x1.ce1108p-7f,
          0x1.5d31cep-7f, 0x1.dff01ap-8f, 0x1.3196b6p-8f, 0x1.6ae476p-9f, 0x1.9781cp-10f, 0x1.b177dep-11f,
          0x1.b83d26p-12f, 0x1.a9124ep-13f, 0x1.87caf8p-14f, 0x1.5a3bfap-15f, 0x1.27173ap-16f, 0x1.e0c6e8p-18f,
          0x1.7d03b4p-19f, 0x1.21f29ap-20f, 0x1.a91c6p-22f, 0x1.2fa1bp-23f, 0x1.9dfddp-25f, 0x1.115834p-26f,
          0x1.63f402p-28f, 0x1.b676c8p-30f}},
        {{0x1.15ebecp-10f, -0x1.c7f0d4p-4f, -0x1.d2c264p-4f, -0x1.009302p-5f, 0x1.5d678ep-6f, 0x1.5c6f74p-5f,
          0x1.38ecacp-5f, 0x1.ad3ba4p-6f, 0x1.caccfep-7f, 0x1.2f18c2p-8f, -0x1.22998ap-10f, -0x1.f78bfcp-9f,
          -0x1.269172p-8f, -0x1.06daecp-8f, -0x1.9456bep-9f, -0x1.171de2p-9f, -0x1.63626ep-10f, -0x1.a58924p-11f,
          -0x1.d73b24p-12f, -0x1.f05ad2p-13f, -0x1.ef65dp-14f, -0x1.d7012ep-15f, -0x1.ad72e6p-16f, -0x1.74c338p-17f,
          -0x1.3954fap-18f, -0x1.f84332p-20f, -0x1.85be3ep-21f, -0x1.249a9ep-22f, -0x1.a29c8p-24f, -0x1.21599ep-25f,
          -0x1.896bc4p-27f, -0x1.f98b48p-29f}},
        {{-0x1.1738d8p-4f, -0x1.5ce96cp-6f, 0x1.0fae96p-6f, 0x1.46b19ap-5f, 0x1.81b5d8p-6f, 0x1.327acp-9f,
          -0x1.ed972cp-8f, -0x1.5847e4p-7f, -0x1.39c808p-7f, -0x1.b5987cp-8f, -0x1.00ad24p-8f, -0x1.89fae6p-10f,
          0x1.93d92p-17f, 0x1.af96d6p-11f, 0x1.1b250cp-10f, 0x1.00ca8ap-10f, 0x1.8f3206p-11f, 0x1.14dd4cp-11f,
          0x1.5e933p-12f, 0x1.9c09cp-13f, 0x1.c5bfcep-14f, 0x1.d5ce2p-15f, 0x1.ce97f4p-16f, 0x1.af9e8ep-17f,
          0x1.832ba4p-18f, 0x1.4b81f2p-19f, 0x1.0f40dcp-20f, 0x1.ae1122p-22f, 0x1.4416dcp-23f, 0x1.d64022p-25f,
          0x1.4ec78ep-26f, 0x1.c19da8p-28f}},
        {{0x1.67ff7p-6f, 0x1.7a56b4p-6f, 0x1.4838c4p-6f, -0x1.f52688p-9f, -0x1.6b8ef2p-7f, -0x1.29cd4cp-7f,
          -0x1.d3d684p-9f, 0x1.a4f962p-14f, 0x1.9d40d2p-11f, 0x1.b87a12p-9f, 0x1.80b1a4p-10f, 0x1.8497c2p-10f,
          0x1.96c4dcp-12f, 0x1.606f5ep-13f, 0x1.4bb078p-14f, -0x1.09d526p-12f, -0x1.1cdb14p-12f, -0x1.d235bcp-13f,
          -0x1.768e64p-13f, -0x1.f33186p-14f, -0x1.2608d4p-14f, -0x1.5655c2p-15f, -0x1.77f92p-16f, -0x1.7b0c9ep-17f,
          -0x1.720eeep-18f, -0x1.510cd6p-19f, -0x1.290a58p-20f, -0x1.f15eecp-22f, -0x1.8a230ep-23f, -0x1.2fd238p-24f,
          -0x1.c6358p-26f, -0x1.41271ep-27f}},
        {{-0x1.1431eap-6f, 0x1.79b5bcp-13f, -0x1.ba8ddcp-8f, -0x1.8c74aep-8f, -0x1.9ff9aep-13f, 0x1.6634d2p-11f,
          0x1.92a5acp-9f, 0x1.701ea8p-9f, -0x1.131536p-10f, 0x1.9c4a18p-9f, -0x1.0a12ecp-9f, -0x1.9d57f6p-11f,
          -0x1.1eb80ap-9f, -0x1.1a55fep-10f, -0x1.35d72p-13f, -0x1.8c23bap-12f, -0x1.2d01fep-13f, 0x1.245deep-17f,
          0x1.a64ff2p-17f, 0x1.13b1fep-15f, 0x1.5598e8p-15f, 0x1.c0a4a6p-16f, 0x1.fde942p-17f, 0x1.266d1p-17f,
          0x1.322844p-18f, 0x1.38c57p-19f, 0x1.20de6ap-20f, 0x1.07cbecp-21f, 0x1.cb3208p-23f, 0x1.700d26p-24f,
          0x1.22033p-25f, 0x1.b2b084p-27f}},
    }};
};
// clang-format on

} // namespace math
} // namespace v0
} // namespace xact
