#pragma once

#include <array>

#include <xact/math/fast_pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// Mish and its slope as polynomials of degree 6 on pieces (math/fast_pieces.hpp), narrow on the right. Errors, over
// max(1, |f|): 2^-23.6, 2^-22.5; script: tests/certificates/fast_mish.sollya.
// clang-format off
template <std::size_t Pieces> struct mish_pieces;

template <> struct mish_pieces<32> {
    using column = std::array<float, 32>;
    static constexpr int per_octave = 16;
    static constexpr float low = -0x1.4f8p4f, high = 0x1.258p3f, scale = -0x1.806fd6p-3f, offset = 0x1.d83ee8p1f;
    alignas(64) static constexpr column center{
        0x1.158p3f, 0x1p3f, 0x1.d58p2f, 0x1.abp2f, 0x1.8p2f, 0x1.558p2f, 0x1.2bp2f, 0x1.008p2f, 0x1.ab8p1f, 0x1.568p1f,
        0x1.01p1f, 0x1.578p0f, 0x1.5ap-1f, 0.0f, -0x1.4f8p-1f, -0x1.528p0f, -0x1.29p1f, -0x1.d38p1f, -0x1.3fp2f,
        -0x1.94p2f, -0x1.e98p2f, -0x1.1f8p3f, -0x1.4ap3f, -0x1.748p3f, -0x1.9fp3f, -0x1.cap3f, -0x1.f48p3f, -0x1.0f8p4f,
        -0x1.25p4f, -0x1.3ap4f, -0x1.4f8p4f, 0x1.258p3f};
    alignas(64) static constexpr std::array<column, 7> c{{
        {{0x1.157ffep3f, 0x1.fffff8p2f, 0x1.d57fe6p2f, 0x1.aaffa6p2f, 0x1.7ffeccp2f, 0x1.557bfcp2f, 0x1.2af2dap2f,
          0x1.00562cp2f, 0x1.aa7fdap1f, 0x1.53ab54p1f, 0x1.f3caacp0f, 0x1.3b3752p0f, 0x1.13594ap-1f, 0.0f,
          -0x1.0959aap-2f, -0x1.3a19f8p-2f, -0x1.bc04a2p-3f, -0x1.7ee3a8p-4f, -0x1.16800ap-5f, -0x1.76c706p-7f,
          -0x1.dddd5ap-9f, -0x1.2736a2p-10f, -0x1.672a6ap-12f, -0x1.adb5aap-14f, -0x1.fb698ap-16f, -0x1.2429c6p-17f,
          -0x1.5265b2p-19f, -0x1.851f1ap-21f, -0x1.b62ff4p-23f, -0x1.f98ea6p-25f, 0.0f, 0x1.258p3f}},
        {{0x1.000012p0f, 0x1.000038p0f, 0x1.0000c2p0f, 0x1.000296p0f, 0x1.0008cap0f, 0x1.001cf6p0f, 0x1.005cf2p0f,
          0x1.011ec8p0f, 0x1.0342fap0f, 0x1.086f1ap0f, 0x1.11a138p0f, 0x1.15ebb6p0f, 0x1.eb8b92p-1f, 0x1.333336p-1f,
          0x1.a6ed4cp-3f, -0x1.007312p-5f, -0x1.cc08c6p-4f, -0x1.1107bep-4f, -0x1.bb5684p-6f, -0x1.3b1106p-7f,
          -0x1.9f45a4p-9f, -0x1.065624p-10f, -0x1.4454ecp-12f, -0x1.88cb1ep-14f, -0x1.d4494ep-16f, -0x1.0fc01p-17f,
          -0x1.3cc304p-19f, -0x1.6e30b6p-21f, -0x1.9e427p-23f, -0x1.dfcc06p-25f, 0.0f, 0x1p0f}},
        {{0x1.0543dap-15f, 0x1.382f24p-18f, -0x1.a2bae2p-17f, -0x1.c7f454p-16f, -0x1.e9062p-14f, -0x1.9b76a8p-12f,
          -0x1.41d6bep-10f, -0x1.d92d9cp-9f, -0x1.3fd4ecp-7f, -0x1.606eecp-6f, -0x1.da6674p-6f, 0x1.4dfa7p-6f,
          0x1.790a9ep-3f, 0x1.47aep-2f, 0x1.01bfa2p-2f, 0x1.ba7dccp-4f, -0x1.adfb2ep-9f, -0x1.41d164p-6f,
          -0x1.4887c2p-7f, -0x1.fe3f26p-9f, -0x1.609844p-10f, -0x1.cae3ecp-12f, -0x1.217e06p-13f, -0x1.63e016p-15f,
          -0x1.ad2896p-17f, -0x1.f6ac96p-19f, -0x1.272034p-20f, -0x1.574238p-22f, -0x1.8654cep-24f, -0x1.c60908p-26f,
          0.0f, 0.0f}},
        {{-0x1.4c58c2p-18f, 0x1.9cddd2p-19f, 0x1.edd5c2p-18f, 0x1.55092ap-16f, 0x1.3427f6p-14f, 0x1.dddd5ep-13f,
          0x1.68b69ap-11f, 0x1.f1526p-10f, 0x1.247734p-8f, 0x1.be900ap-8f, -0x1.e3dce8p-9f, -0x1.b332b4p-5f,
          -0x1.906e46p-4f, -0x1.06441cp-6f, 0x1.1efa56p-4f, 0x1.fdd554p-5f, 0x1.07dee2p-6f, -0x1.e7cd48p-10f,
          -0x1.1a8264p-9f, -0x1.03b5aep-10f, -0x1.82582cp-12f, -0x1.0604ccp-13f, -0x1.537ec2p-15f, -0x1.a93962p-17f,
          -0x1.03fd1p-18f, -0x1.33db12p-20f, -0x1.6c9a1ap-22f, -0x1.ab09fp-24f, -0x1.e87622p-26f, -0x1.1d78b4p-27f,
          0.0f, 0.0f}},
        {{-0x1.2f0836p-11f, -0x1.290e5ap-13f, 0x1.dfa68cp-16f, -0x1.681dc8p-13f, -0x1.f3b082p-14f, -0x1.ba9644p-14f,
          -0x1.19db9p-12f, -0x1.f08e0ep-11f, -0x1.29f756p-10f, 0x1.3d1c64p-13f, 0x1.452b7cp-7f, 0x1.a2436cp-6f,
          -0x1.cac4a4p-9f, -0x1.779d02p-5f, -0x1.a828c6p-7f, 0x1.9919d8p-7f, 0x1.f6bdf8p-8f, 0x1.8557e6p-11f,
          -0x1.ebbb12p-13f, -0x1.64953p-13f, -0x1.2e3dc2p-14f, -0x1.b41d06p-16f, -0x1.250c2ap-17f, -0x1.77ff2ap-19f,
          -0x1.d3e4bcp-21f, -0x1.189f1ep-22f, -0x1.4fc3d8p-24f, -0x1.8c7786p-26f, -0x1.c8875ep-28f, -0x1.0c57fap-29f,
          0.0f, 0.0f}},
        {{0x1.a3468ap-15f, -0x1.04f17ap-17f, -0x1.1012cp-18f, 0x1.08c07cp-16f, 0x1.406c64p-19f, 0x1.33173cp-15f,
          0x1.492b8ep-14f, 0x1.6f14cep-13f, 0x1.aae86p-15f, -0x1.451b1ep-10f, -0x1.3d6c72p-8f, -0x1.101416p-10f,
          0x1.1d2efp-6f, -0x1.d50a7ap-13f, -0x1.9eeeaap-7f, -0x1.2c29p-9f, 0x1.cd0472p-10f, 0x1.a9f4ap-12f,
          0x1.429ec2p-16f, -0x1.2bd80ep-16f, -0x1.5d1d6ap-17f, -0x1.18e4c6p-18f, -0x1.8eee2ep-20f, -0x1.08d5bep-21f,
          -0x1.512f3cp-23f, -0x1.9b7d58p-25f, -0x1.f284e8p-27f, -0x1.294cbap-28f, -0x1.5928a8p-30f, -0x1.9851f4p-32f,
          0.0f, 0.0f}},
        {{0x1.865a82p-9f, 0x1.7c7ecep-11f, -0x1.5685e6p-13f, 0x1.b53e38p-11f, 0x1.d541e4p-12f, 0x1.20ddeap-15f,
          -0x1.ceaba4p-15f, 0x1.63e336p-10f, -0x1.8e0c8ep-13f, 0x1.aa0a06p-12f, 0x1.3b4236p-11f, -0x1.fe65bp-9f,
          -0x1.149948p-9f, 0x1.f0459p-8f, -0x1.7cd4bap-10f, -0x1.1c517p-9f, 0x1.cb6b52p-14f, 0x1.b56aacp-14f,
          0x1.e9cc3cp-17f, -0x1.d4bd8ep-23f, -0x1.14c0e4p-20f, -0x1.17b366p-21f, -0x1.ac4cfep-23f, -0x1.2b78f4p-24f,
          -0x1.8506a2p-26f, -0x1.ebee4cp-28f, -0x1.2ceabcp-29f, -0x1.6b1a1ap-31f, -0x1.ac1834p-33f, -0x1.f65de6p-35f,
          0.0f, 0.0f}},
    }};
};

template <std::size_t Pieces> struct mish_slope_pieces;

template <> struct mish_slope_pieces<32> {
    using column = std::array<float, 32>;
    static constexpr int per_octave = 16;
    static constexpr float low = -0x1.51p4f, high = 0x1.56p3f, scale = -0x1.54c77cp-3f, offset = 0x1.cfa2eap1f;
    alignas(64) static constexpr column center{
        0x1.2cp3f, 0x1.14p3f, 0x1.f78p2f, 0x1.c78p2f, 0x1.978p2f, 0x1.678p2f, 0x1.378p2f, 0x1.078p2f, 0x1.ae8p1f,
        0x1.4e8p1f, 0x1.dc8p0f, 0x1.1cp0f, 0x1.6fp-2f, -0x1.92p-2f, -0x1.31432cp0f, -0x1.e5p0f, -0x1.83p1f, -0x1.218p2f,
        -0x1.818p2f, -0x1.e2p2f, -0x1.21p3f, -0x1.51p3f, -0x1.81p3f, -0x1.b1p3f, -0x1.e18p3f, -0x1.088p4f, -0x1.208p4f,
        -0x1.39p4f, -0x1.51p4f, 0x1.56p3f, 0x1.4ap3f, 0x1.3ep3f};
    alignas(64) static constexpr std::array<column, 7> c{{
        {{0x1.000004p0f, 0x1.000012p0f, 0x1.000048p0f, 0x1.000124p0f, 0x1.000482p0f, 0x1.001186p0f, 0x1.00422ep0f,
          0x1.00ef0ep0f, 0x1.03257cp0f, 0x1.092484p0f, 0x1.13b4a4p0f, 0x1.10f684p0f, 0x1.a14992p-1f, 0x1.68742cp-2f,
          0x1.beb774p-31f, -0x1.a8ad2p-4f, -0x1.7ab062p-4f, -0x1.355766p-5f, -0x1.8d826ep-7f, -0x1.caa4bap-9f,
          -0x1.f796aap-11f, -0x1.0abb3p-12f, -0x1.1388e8p-14f, -0x1.175c88p-16f, -0x1.1328dcp-18f, -0x1.13d046p-20f,
          -0x1.0df1b8p-22f, -0x1.fd06dp-25f, 0.0f, 0x1p0f, 0x1p0f, 0x1.000002p0f}},
        {{-0x1.01f726p-21f, -0x1.083284p-19f, -0x1.0e37f2p-17f, -0x1.0cf7cp-15f, -0x1.074aaep-13f, -0x1.f6d0acp-12f,
          -0x1.ce6ac8p-10f, -0x1.8f92eep-8f, -0x1.3594p-6f, -0x1.7539d6p-5f, -0x1.a85bfp-5f, 0x1.0cf588p-3f,
          0x1.13b27ap-1f, 0x1.3257dep-1f, 0x1.115ad6p-2f, 0x1.bb439p-5f, -0x1.49c3dp-5f, -0x1.b30e4p-6f,
          -0x1.3d4c26p-7f, -0x1.842712p-9f, -0x1.b8d218p-11f, -0x1.dd7a62p-13f, -0x1.f51c92p-15f, -0x1.01118p-16f,
          -0x1.ff248ep-19f, -0x1.020e36p-20f, -0x1.fc3096p-23f, -0x1.e19b08p-25f, 0.0f, 0.0f, -0x1.5751dap-24f,
          -0x1.70e914p-23f}},
        {{0x1.7b0726p-20f, 0x1.9c3a7p-22f, 0x1.309cd6p-17f, 0x1.c9cb4p-16f, 0x1.e4268cp-14f, 0x1.bd0654p-12f,
          0x1.89fb8ep-10f, 0x1.3e64dep-8f, 0x1.ab85ep-7f, 0x1.4b14cap-6f, -0x1.03dcc8p-5f, -0x1.d5ac58p-3f,
          -0x1.ccbfp-3f, 0x1.224ac2p-3f, 0x1.a34bc4p-3f, 0x1.8fe566p-4f, 0x1.acd25cp-8f, -0x1.ef12p-8f, -0x1.d8d1acp-9f,
          -0x1.3d78fp-10f, -0x1.7a00eap-12f, -0x1.a57afep-14f, -0x1.c3263cp-16f, -0x1.d58c58p-18f, -0x1.d7f722p-20f,
          -0x1.e0977p-22f, -0x1.dc7ce2p-24f, -0x1.c62f4ep-26f, 0.0f, 0.0f, 0x1.4c2ecap-17f, -0x1.ce129p-18f}},
        {{-0x1.64fd7ep-22f, -0x1.0f6962p-20f, -0x1.27de7ep-18f, -0x1.2caa5ap-16f, -0x1.19f0bcp-14f, -0x1.ff79b6p-13f,
          -0x1.ae2b36p-11f, -0x1.38853ep-9f, -0x1.36b3e4p-8f, 0x1.1103bep-9f, 0x1.c17278p-5f, 0x1.7eeea4p-4f,
          -0x1.034514p-3f, -0x1.f463a8p-4f, 0x1.57374p-5f, 0x1.7d4abp-5f, 0x1.69eefcp-7f, -0x1.223228p-11f,
          -0x1.9bd0eap-11f, -0x1.489feep-12f, -0x1.a41a04p-14f, -0x1.e7381ep-16f, -0x1.0b6908p-17f, -0x1.1b405ep-19f,
          -0x1.20767cp-21f, -0x1.28a642p-23f, -0x1.287482p-25f, -0x1.1c6f8ep-27f, 0.0f, 0.0f, -0x1.a0e016p-22f,
          0x1.53069ep-21f}},
        {{-0x1.c3dee2p-17f, 0x1.620762p-16f, -0x1.5ef5fp-16f, 0x1.3c62ap-15f, -0x1.8d9c4p-22f, 0x1.6b939cp-14f,
          0x1.3946fep-12f, 0x1.8d3f2ap-11f, 0x1.c68754p-12f, -0x1.e1093ap-8f, -0x1.c49576p-6f, 0x1.b96eeap-6f,
          0x1.36ba28p-4f, -0x1.07bc8ap-4f, -0x1.4db8dap-6f, 0x1.19178ap-7f, 0x1.3772c6p-8f, 0x1.876f42p-12f,
          -0x1.77b7bap-14f, -0x1.d2484cp-15f, -0x1.50052p-16f, -0x1.9c87e2p-18f, -0x1.d43f6ep-20f, -0x1.fb1fb6p-22f,
          -0x1.065556p-23f, -0x1.110fb4p-25f, -0x1.136a5ap-27f, -0x1.0a166cp-29f, 0.0f, 0.0f, -0x1.2403acp-11f,
          0x1.a2cee2p-12f}},
        {{0x1.45c5b8p-22f, -0x1.2398a8p-20f, -0x1.025568p-19f, -0x1.fb776cp-20f, -0x1.663d0cp-17f, -0x1.15a12cp-15f,
          -0x1.78ec5ap-14f, -0x1.dc8f1ap-14f, 0x1.345f74p-11f, 0x1.17454cp-8f, 0x1.23780ap-9f, -0x1.07d354p-5f,
          0x1.d5cf64p-6f, 0x1.a31a34p-7f, -0x1.ffacd6p-7f, -0x1.18387p-9f, 0x1.29e88ep-10f, 0x1.8e42c4p-13f,
          0x1.71ecf4p-18f, -0x1.ae890ap-18f, -0x1.9569aep-19f, -0x1.11acfcp-20f, -0x1.465924p-22f, -0x1.6c5b7cp-24f,
          -0x1.810394p-26f, -0x1.969b2ap-28f, -0x1.9ed28ap-30f, -0x1.94b52cp-32f, 0.0f, 0.0f, 0x1.42870cp-17f,
          -0x1.5baa34p-16f}},
        {{0x1.ce4188p-15f, -0x1.5d61dap-14f, 0x1.87e196p-14f, -0x1.f5d02ep-14f, 0x1.03249ap-13f, 0x1.2af278p-14f,
          0x1.85bc7ap-14f, -0x1.ca0ae6p-15f, -0x1.d7f23cp-12f, -0x1.a43fd6p-11f, 0x1.1e27a8p-8f, 0x1.d8bc9cp-9f,
          -0x1.31a566p-6f, 0x1.0f05c2p-6f, -0x1.566ac4p-9f, -0x1.fcf86ap-10f, 0x1.daac3ap-14f, 0x1.9d252p-15f,
          0x1.465618p-18f, -0x1.19c6bcp-22f, -0x1.63171ap-22f, -0x1.19a0ccp-23f, -0x1.687b7cp-25f, -0x1.a23688p-27f,
          -0x1.ca2204p-29f, -0x1.e37db2p-31f, -0x1.f3559cp-33f, -0x1.fa2c58p-35f, 0.0f, 0.0f, 0x1.27b778p-7f,
          -0x1.a80be4p-8f}},
    }};
};
// clang-format on

/// x·tanh(ln(1 + e^x)).
template <class V> XACT_INLINE V fast_mish(V x) noexcept { return fast_line_gate<mish_pieces>(x); }

/// Its slope.
template <class V> XACT_INLINE V fast_mish_slope(V x) noexcept { return line<mish_slope_pieces>(x); }

} // namespace math
} // namespace v0
} // namespace xact
