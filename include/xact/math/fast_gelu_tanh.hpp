#pragma once

#include <array>

#include <xact/math/fast_pieces.hpp>
#include <xact/math/fast_quotient.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// -f(-t) and f'(-t) of the tanh form of GELU for t >= 0, as polynomials on pieces (math/fast_pieces.hpp): of degree 4
// on 32, the first of degree 5 on 8 too. Errors, absolute: 2^-27.0, 2^-26.4; 2^-22.6; script:
// tests/certificates/fast_gelu_tanh.sollya.
// clang-format off
template <std::size_t Pieces> struct gelu_tanh_pieces;

template <> struct gelu_tanh_pieces<32> {
    using column = std::array<float, 32>;
    static constexpr int per_octave = 16;
    static constexpr float limit = 0x1.58p2f, scale = 0x1.ae4d94p-1f, offset = 0x1.9p0f;
    alignas(64) static constexpr column center{
        0x1.30ap-1f, 0x1.7ccp-1f, 0x1.c8ep-1f, 0x1.0a8p0f, 0x1.30ap0f, 0x1.56ap0f, 0x1.7ccp0f, 0x1.a2ep0f, 0x1.c8ep0f,
        0x1.efp0f, 0x1.0a8p1f, 0x1.1dap1f, 0x1.30ap1f, 0x1.43ap1f, 0x1.56ap1f, 0x1.69cp1f, 0x1.864p1f, 0x1.ac6p1f,
        0x1.d26p1f, 0x1.f88p1f, 0x1.0f4p2f, 0x1.226p2f, 0x1.356p2f, 0x1.486p2f, 0.0f, 0.0f, 0x1.c8ep-4f, 0x1.7ccp-3f,
        0x1.0a8p-2f, 0x1.56ap-2f, 0x1.a2ep-2f, 0x1.efp-2f};
    alignas(64) static constexpr std::array<column, 5> c{{
        {{0x1.5049bep-3f, 0x1.5c3586p-3f, 0x1.54587p-3f, 0x1.3dde9cp-3f, 0x1.1da574p-3f, 0x1.f07418p-4f, 0x1.a2016p-4f,
          0x1.55ca04p-4f, 0x1.0ff002p-4f, 0x1.a4b788p-5f, 0x1.3d0c56p-5f, 0x1.d028c8p-6f, 0x1.4b4ccp-6f, 0x1.cc0d48p-7f,
          0x1.368634p-7f, 0x1.960a02p-8f, 0x1.97693ep-9f, 0x1.21c74ep-10f, 0x1.69719p-12f, 0x1.8479ccp-14f,
          0x1.673a82p-16f, 0x1.168974p-18f, 0x1.6e1f52p-21f, 0x1.8f7fcep-24f, 0.0f, 0.0f, 0x1.a04c82p-5f,
          0x1.44988ap-4f, 0x1.a7905cp-4f, 0x1.f9aec6p-4f, 0x1.1de5dap-3f, 0x1.374b26p-3f}},
        {{0x1.3c7812p-4f, 0x1.f4eb34p-9f, -0x1.af0dbp-5f, -0x1.7a09e6p-4f, -0x1.dd8efcp-4f, -0x1.05556ap-3f,
          -0x1.0649ep-3f, -0x1.ee9acap-4f, -0x1.bbf168p-4f, -0x1.7ddd04p-4f, -0x1.3c7e2cp-4f, -0x1.f9df9cp-5f,
          -0x1.879f0ap-5f, -0x1.2588ap-5f, -0x1.aa2d36p-6f, -0x1.2ae49ap-6f, -0x1.4b6bdp-7f, -0x1.0b8bd6p-8f,
          -0x1.781c96p-10f, -0x1.c532d8p-12f, -0x1.d3451ap-14f, -0x1.925738p-16f, -0x1.24243ep-18f, -0x1.5eb2c6p-21f,
          0.0f, 0x1p-1f, 0x1.a53edp-2f, 0x1.69d8fcp-2f, 0x1.301d42p-2f, 0x1.f13ce8p-3f, 0x1.87a43ep-3f,
          0x1.24bd32p-3f}},
        {{-0x1.1952c6p-2f, -0x1.bfb78cp-3f, -0x1.4a0486p-3f, -0x1.b43282p-4f, -0x1.da5544p-5f, -0x1.23820ep-6f,
          0x1.ac47b2p-7f, 0x1.1b0ef8p-5f, 0x1.84c9ep-5f, 0x1.b43246p-5f, 0x1.b636e4p-5f, 0x1.9846c6p-5f, 0x1.672186p-5f,
          0x1.2ce368p-5f, 0x1.e2bc22p-6f, 0x1.7331dp-6f, 0x1.d2aa24p-7f, 0x1.b6c40ep-8f, 0x1.6276cp-9f, 0x1.e654eep-11f,
          0x1.1b19b4p-12f, 0x1.118594p-14f, 0x1.bacea6p-17f, 0x1.26c066p-19f, 0.0f, -0x1.988462p-2f, -0x1.936e4ap-2f,
          -0x1.8a815p-2f, -0x1.7d6b3ap-2f, -0x1.6c76dep-2f, -0x1.580a96p-2f, -0x1.40b514p-2f}},
        {{0x1.ee7526p-4f, 0x1.07e68ap-3f, 0x1.040b82p-3f, 0x1.dd8682p-4f, 0x1.9959c2p-4f, 0x1.46a862p-4f,
          0x1.de9072p-5f, 0x1.38599ep-5f, 0x1.4f3144p-6f, 0x1.949844p-8f, -0x1.1bc118p-8f, -0x1.72218p-7f,
          -0x1.ee9a38p-7f, -0x1.0ce2fap-6f, -0x1.04fa04p-6f, -0x1.d3be2ep-7f, -0x1.6247e4p-7f, -0x1.99c8d4p-8f,
          -0x1.8b26ecp-9f, -0x1.3dce2cp-10f, -0x1.abf812p-12f, -0x1.da3e8ep-14f, -0x1.b493e4p-16f, -0x1.489982p-18f,
          0.0f, 0x1.9ea86p-17f, 0x1.e3b03ap-6f, 0x1.8c4b16p-5f, 0x1.0e6672p-4f, 0x1.5007dep-4f, 0x1.89a02ap-4f,
          0x1.b9d006p-4f}},
        {{0x1.67c982p-6f, 0x1.464168p-8f, -0x1.56af7p-7f, -0x1.77aa1ep-6f, -0x1.051906p-5f, -0x1.24ca92p-5f,
          -0x1.23c60ep-5f, -0x1.09a9acp-5f, -0x1.ba5c92p-6f, -0x1.57831cp-6f, -0x1.e123a8p-7f, -0x1.228fbp-7f,
          -0x1.13a2bep-8f, -0x1.1cb0e8p-11f, 0x1.01b51ap-9f, 0x1.c29ca8p-9f, 0x1.0bffbcp-8f, 0x1.b9a6c8p-9f,
          0x1.102c6ep-9f, 0x1.0ae674p-10f, 0x1.a83a9ap-12f, 0x1.124bfep-13f, 0x1.1ffcc6p-15f, 0x1.e87e14p-18f, 0.0f,
          0x1.10f24cp-4f, 0x1.040fb4p-4f, 0x1.d4ccf6p-5f, 0x1.d4de52p-5f, 0x1.838ff2p-5f, 0x1.4bddfep-5f,
          0x1.3c223p-5f}},
    }};
};

template <std::size_t Pieces> struct gelu_tanh_slope_pieces;

template <> struct gelu_tanh_slope_pieces<32> {
    using column = std::array<float, 32>;
    static constexpr int per_octave = 16;
    static constexpr float limit = 0x1.7p2f, scale = 0x1.881274p-1f, offset = 0x1.8p0f;
    alignas(64) static constexpr column center{
        0x1.8142ap-1f, 0x1.cbap-1f, 0x1.0fap0f, 0x1.396p0f, 0x1.634p0f, 0x1.8dp0f, 0x1.b6cp0f, 0x1.e0ap0f, 0x1.052p1f,
        0x1.1a2p1f, 0x1.2fp1f, 0x1.43ep1f, 0x1.58cp1f, 0x1.6dap1f, 0x1.828p1f, 0x1.976p1f, 0x1.b6cp1f, 0x1.e0ap1f,
        0x1.052p2f, 0x1.1a2p2f, 0x1.2fp2f, 0x1.43ep2f, 0x1.58cp2f, 0.0f, 0.0f, 0x1.f58p-4f, 0x1.a1ep-3f, 0x1.248p-2f,
        0x1.782p-2f, 0x1.cbap-2f, 0x1.0fap-1f, 0x1.396p-1f};
    alignas(64) static constexpr std::array<column, 5> c{{
        {{-0x1.4f6404p-28f, -0x1.bd2524p-5f, -0x1.8aee9cp-4f, -0x1.ec5b7p-4f, -0x1.07c568p-3f, -0x1.0184c8p-3f,
          -0x1.d60d2p-4f, -0x1.960e94p-4f, -0x1.4ef88p-4f, -0x1.083392p-4f, -0x1.90cc84p-5f, -0x1.245c0cp-5f,
          -0x1.9a5d02p-6f, -0x1.150e1ap-6f, -0x1.67b0bp-7f, -0x1.c095e8p-8f, -0x1.9807b2p-9f, -0x1.e93e1p-11f,
          -0x1.eb3f2ep-13f, -0x1.8f0208p-15f, -0x1.08a034p-17f, -0x1.1833a8p-20f, -0x1.d3284ep-24f, 0.0f, 0x1p-1f,
          0x1.9c7742p-2f, 0x1.5b984cp-2f, 0x1.1ce146p-2f, 0x1.c218f8p-3f, 0x1.51d56ap-3f, 0x1.d39748p-4f,
          0x1.1670e6p-4f}},
        {{-0x1.b8bad4p-2f, -0x1.45d238p-2f, -0x1.97b756p-3f, -0x1.8832a6p-4f, -0x1.aae9b4p-7f, 0x1.7e657cp-5f,
          0x1.5a65e2p-4f, 0x1.a86584p-4f, 0x1.b96c28p-4f, 0x1.9f9012p-4f, 0x1.6bd076p-4f, 0x1.2c18f8p-4f,
          0x1.d5c758p-5f, 0x1.5e41f8p-5f, 0x1.f27dbep-6f, 0x1.52d3f8p-6f, 0x1.5be864p-7f, 0x1.e47072p-9f,
          0x1.171e98p-10f, 0x1.0221p-12f, 0x1.82767ep-15f, 0x1.caa14cp-18f, 0x1.a9b438p-21f, 0.0f, -0x1.98844cp-1f,
          -0x1.9265dp-1f, -0x1.87b1b4p-1f, -0x1.780b3ep-1f, -0x1.63e51ep-1f, -0x1.4be23ep-1f, -0x1.309f4ap-1f,
          -0x1.12f116p-1f}},
        {{0x1.8cd2b2p-2f, 0x1.85bd3cp-2f, 0x1.607f26p-2f, 0x1.258e74p-2f, 0x1.bea5fcp-3f, 0x1.30310ep-3f,
          0x1.5d9344p-4f, 0x1.0ff234p-5f, -0x1.607ee6p-8f, -0x1.fb6982p-6f, -0x1.6e910ep-5f, -0x1.942056p-5f,
          -0x1.848362p-5f, -0x1.548b28p-5f, -0x1.158d8p-5f, -0x1.a8d79ap-6f, -0x1.fe56e6p-7f, -0x1.aa8962p-8f,
          -0x1.20bb7p-9f, -0x1.356c7cp-11f, -0x1.091608p-13f, -0x1.64a17cp-16f, -0x1.7450ep-19f, 0.0f, -0x1.956df8p-16f,
          0x1.8d71eap-4f, 0x1.449e4cp-3f, 0x1.b89c4ap-3f, 0x1.0fee4cp-2f, 0x1.3b984cp-2f, 0x1.5e7ef6p-2f,
          0x1.77dcf6p-2f}},
        {{0x1.040774p-6f, -0x1.750bbcp-5f, -0x1.95f774p-4f, -0x1.0e1deep-3f, -0x1.264486p-3f, -0x1.19c052p-3f,
          -0x1.e688a6p-4f, -0x1.7c943ap-4f, -0x1.0b76bcp-4f, -0x1.428f48p-5f, -0x1.25eaeap-6f, -0x1.f47da8p-10f,
          0x1.1bd832p-7f, 0x1.d85808p-7f, 0x1.0c5c8p-6f, 0x1.01740cp-6f, 0x1.8c8f4ep-7f, 0x1.ac6868p-8f, 0x1.6527c2p-9f,
          0x1.cbb74ep-11f, 0x1.d04a68p-13f, 0x1.6bc7fcp-15f, 0x1.b6a378p-18f, 0.0f, 0x1.1293d8p-2f, 0x1.0843d8p-2f,
          0x1.f03c5ap-3f, 0x1.c184eap-3f, 0x1.869d36p-3f, 0x1.4210fep-3f, 0x1.ed33e4p-4f, 0x1.4f78ecp-4f}},
        {{-0x1.d7017ap-4f, -0x1.895036p-4f, -0x1.121ec2p-4f, -0x1.12d6eep-5f, -0x1.b4bf44p-9f, 0x1.582734p-6f,
          0x1.25aecep-5f, 0x1.5a361ap-5f, 0x1.5737a6p-5f, 0x1.2adde4p-5f, 0x1.da6244p-6f, 0x1.4dfc7ap-6f,
          0x1.93700ep-7f, 0x1.73fb4ap-8f, 0x1.6b45e2p-11f, -0x1.443196p-9f, -0x1.1da276p-8f, -0x1.ed62a2p-9f,
          -0x1.11e3b8p-9f, -0x1.b9d56ep-11f, -0x1.0b76a8p-12f, -0x1.ea1998p-15f, -0x1.536a72p-17f, 0.0f,
          -0x1.944a14p-7f, -0x1.a1dd12p-6f, -0x1.2498bap-4f, -0x1.19cc1ap-4f, -0x1.9e97cep-4f, -0x1.ac993ep-4f,
          -0x1.d8bfaap-4f, -0x1.e7f878p-4f}},
    }};
};

template <> struct gelu_tanh_pieces<8> {
    using column = std::array<float, 8>;
    static constexpr int per_octave = 8;
    static constexpr float limit = 0x1.7p2f, scale = 0x1.c03fcp-3f, offset = 0x1.6p0f;
    alignas(64) static constexpr column center{
        0x1.b6ap1f, 0x1.246p2f, 0.0f, 0.0f, 0x1.b6ap-1f, 0x1.6d8p0f, 0x1.ffcp0f, 0x1.49p1f};
    alignas(64) static constexpr std::array<column, 6> c{{
        {{0x1.ad001ap-11f, 0x1.d9701p-19f, 0.0f, 0.0f, 0x1.57c174p-3f, 0x1.c1647cp-4f, 0x1.749ff8p-5f, 0x1.9cd43p-7f}},
        {{-0x1.993fa4p-9f, -0x1.55f5acp-16f, 0.0f, 0x1.fffcfep-2f, -0x1.4cf6ecp-5f, -0x1.08248p-3f, -0x1.61182cp-4f,
          -0x1.0cfa04p-5f}},
        {{0x1.5d4f54p-8f, 0x1.b41512p-15f, 0.0f, -0x1.983788p-2f, -0x1.6608e6p-3f, 0x1.e5868ap-10f, 0x1.b9d784p-5f,
          0x1.1bf3ecp-5f}},
        {{-0x1.5668fp-8f, -0x1.824638p-14f, 0.0f, -0x1.3fdce6p-9f, 0x1.06f62p-3f, 0x1.122f3cp-4f, 0x1.0ee18ep-10f,
          -0x1.0d99fap-6f}},
        {{0x1.8734c2p-9f, 0x1.2940bcp-13f, 0.0f, 0x1.3669e4p-4f, -0x1.bf1f7p-8f, -0x1.217f1ep-5f, -0x1.286182p-6f,
          0x1.c9af64p-14f}},
        {{-0x1.9307e2p-11f, -0x1.d19f86p-14f, 0.0f, -0x1.f4b0fep-7f, -0x1.497c36p-6f, 0x1.fc9138p-12f, 0x1.117384p-7f,
          0x1.e1425p-9f}},
    }};
};
// clang-format on

// What the slope has beside 1/2 as a quotient (math/fast_quotient.hpp). Error, absolute: 2^-21.5; script:
// tests/certificates/fast_quotients.py.
struct fast_gelu_tanh_slope_quotient {
    static constexpr float limit = 0x1.4f1a52p2f;
    static constexpr std::array<float, 6> p{0x1.91eb0ep16f, -0x1.3b1e42p12f, 0x1.a7be34p10f,
                                            -0x1.40443ep4f, 0x1.0836fcp2f,   0x1.44978ep-6f};
    static constexpr std::array<float, 5> q{0x1.f7ba86p16f, 0x1.2020dep15f, 0x1.1e598ap12f, 0x1.2449b4p8f,
                                            0x1.20b34ep4f};
};

/// The tanh form of GELU.
template <class V> XACT_INLINE V fast_gelu_tanh(V x) noexcept { return fast_gate<gelu_tanh_pieces>(x); }

/// Its slope.
template <class V> XACT_INLINE V fast_gelu_tanh_slope(V x) noexcept {
    return slope_by_pieces_or_quotient<gelu_tanh_slope_pieces, fast_gelu_tanh_slope_quotient>(x);
}

} // namespace math
} // namespace v0
} // namespace xact
