#pragma once

#include <array>

#include <xact/math/fast_pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// tanh(t) and its slope for t >= 0 as polynomials on pieces (math/fast_pieces.hpp): of degree 4 on 32, of degrees 6 and
// 7 on 8. Errors, absolute: 2^-24.7, 2^-24.7; 2^-22.1, 2^-23.2; script: tests/certificates/fast_tanh.sollya.
// clang-format off
template <std::size_t Pieces> struct tanh_pieces;

template <> struct tanh_pieces<32> {
    using column = std::array<float, 32>;
    static constexpr int per_octave = 16;
    static constexpr float limit = 0x1.28p3f, scale = 0x1.b8664ap-2f, offset = 0x1.6p0f;
    alignas(64) static constexpr column center{
        0x1.994p0f, 0x1.e3ap0f, 0x1.17p1f, 0x1.3c4p1f, 0x1.616p1f, 0x1.86ap1f, 0x1.abep1f, 0x1.d1p1f, 0x1.f64p1f,
        0x1.0dcp2f, 0x1.206p2f, 0x1.32ep2f, 0x1.458p2f, 0x1.582p2f, 0x1.6acp2f, 0x1.7d6p2f, 0x1.994p2f, 0x1.be6p2f,
        0x1.e3ap2f, 0x1.046p3f, 0x1.17p3f, 0.0f, 0.0f, 0x1.be6p-3f, 0x1.74p-2f, 0x1.046p-1f, 0x1.4eep-1f, 0x1.994p-1f,
        0x1.e3ap-1f, 0x1.17p0f, 0x1.3c4p0f, 0x1.616p0f};
    alignas(64) static constexpr std::array<column, 5> c{{
        {{0x1.d7c9eep-1f, 0x1.e91d0ep-1f, 0x1.f31272p-1f, 0x1.f8bc62p-1f, 0x1.fbebap-1f, 0x1.fdb76ap-1f, 0x1.feb908p-1f,
          0x1.ff48d8p-1f, 0x1.ff99a2p-1f, 0x1.ffc6cap-1f, 0x1.ffe008p-1f, 0x1.ffee1p-1f, 0x1.fff5fap-1f, 0x1.fffa66p-1f,
          0x1.fffcdep-1f, 0x1.fffe4p-1f, 0x1.ffff44p-1f, 0x1.ffffc6p-1f, 0x1.ffffeep-1f, 0x1.fffffap-1f, 0x1.fffffep-1f,
          0x1p0f, 0.0f, 0x1.b7703cp-3f, 0x1.647494p-2f, 0x1.e00feap-2f, 0x1.2616b2p-1f, 0x1.53ca84p-1f, 0x1.7981fp-1f,
          0x1.97f8fp-1f, 0x1.b0311ap-1f, 0x1.c316eep-1f}},
        {{0x1.350e98p-3f, 0x1.65ff5p-4f, 0x1.987772p-5f, 0x1.cd993cp-6f, 0x1.040c8ep-6f, 0x1.23a2a2p-7f, 0x1.468d44p-8f,
          0x1.6e0b66p-9f, 0x1.9950e2p-10f, 0x1.c99414p-11f, 0x1.ff7392p-12f, 0x1.1eed54p-12f, 0x1.40ab34p-13f,
          0x1.665ea8p-14f, 0x1.90833p-15f, 0x1.bf98e2p-16f, 0x1.768424p-17f, 0x1.d5a78cp-19f, 0x1.2535b8p-20f,
          0x1.6f1266p-22f, 0x1.ca5116p-24f, 0.0f, 0x1.ffff7ap-1f, 0x1.e86d56p-1f, 0x1.c1f56ap-1f, 0x1.8f7894p-1f,
          0x1.5714p-1f, 0x1.1e7f16p-1f, 0x1.d35026p-2f, 0x1.75d698p-2f, 0x1.265a4ap-2f, 0x1.ca4c6cp-3f}},
        {{-0x1.1cc726p-3f, -0x1.5602fp-4f, -0x1.8e282p-5f, -0x1.c6f616p-6f, -0x1.01f4c2p-6f, -0x1.224348p-7f,
          -0x1.456ba6p-8f, -0x1.6d0a7cp-9f, -0x1.9a670ep-10f, -0x1.c94f8ap-11f, -0x1.00de2cp-11f, -0x1.1aa498p-12f,
          -0x1.3adffcp-13f, -0x1.5b5bbcp-14f, -0x1.61bf22p-15f, -0x1.979d48p-16f, -0x1.55d058p-17f, -0x1.2e14f2p-18f,
          -0x1.a2627ep-20f, 0x1.28b49cp-26f, 0x1.8be7bep-23f, 0.0f, 0x1.18fb08p-12f, -0x1.a332fp-3f, -0x1.39414p-2f,
          -0x1.768f26p-2f, -0x1.8a1bcp-2f, -0x1.7c4822p-2f, -0x1.588c06p-2f, -0x1.29e3bp-2f, -0x1.f0efeap-3f,
          -0x1.93bd96p-3f}},
        {{0x1.3ee284p-4f, 0x1.9fc29cp-5f, 0x1.f9bedcp-6f, 0x1.28057ap-6f, 0x1.5419d4p-7f, 0x1.8195aep-8f, 0x1.b25a6p-9f,
          0x1.e89398p-10f, 0x1.11afa4p-10f, 0x1.32425cp-11f, 0x1.56b846p-12f, 0x1.8106ccp-13f, 0x1.ae1e0ap-14f,
          0x1.e0436cp-15f, 0x1.0aacb4p-15f, 0x1.29141cp-16f, 0x1.fd973cp-18f, 0x1.3cfff8p-19f, 0x1.8e974p-21f,
          0x1.06a8bp-22f, 0x1.4a8826p-24f, 0.0f, -0x1.5b11d4p-2f, -0x1.18114cp-2f, -0x1.7d853ep-3f, -0x1.6bb41cp-4f,
          -0x1.5edf5cp-9f, 0x1.e78eccp-5f, 0x1.87b452p-4f, 0x1.c205e4p-4f, 0x1.bdf0eap-4f, 0x1.95b4aep-4f}},
        {{-0x1.a0282cp-6f, -0x1.4e12ep-6f, -0x1.c40e5cp-7f, -0x1.1d86dp-7f, -0x1.4c20f6p-8f, -0x1.85766ap-9f,
          -0x1.de0ff2p-10f, -0x1.1820c8p-10f, -0x1.4c8ba6p-12f, -0x1.36f89cp-12f, -0x1.400e9p-14f, -0x1.00eeecp-12f,
          -0x1.460352p-13f, -0x1.0c508ap-13f, -0x1.dc37ecp-13f, -0x1.9fd8ep-14f, -0x1.b5399cp-17f, 0x1.16f2a4p-17f,
          0x1.0f92aap-18f, -0x1.d8f002p-19f, -0x1.773c8p-19f, 0.0f, 0x1.7b8d06p-5f, 0x1.023ee8p-3f, 0x1.52b6bp-3f,
          0x1.50397p-3f, 0x1.0508a8p-3f, 0x1.60149ep-4f, 0x1.45b496p-5f, 0x1.561542p-7f, -0x1.7186c2p-7f,
          -0x1.8c9d48p-6f}},
    }};
};

template <std::size_t Pieces> struct tanh_slope_pieces;

template <> struct tanh_slope_pieces<32> {
    using column = std::array<float, 32>;
    static constexpr int per_octave = 8;
    static constexpr float limit = 0x1.4p3f, scale = 0x1.9745d2p0f, offset = 0x1.2p0f;
    alignas(64) static constexpr column center{
        0x1.41ep-1f, 0x1.924p-1f, 0x1.e2cp-1f, 0x1.19ap0f, 0x1.41ep0f, 0x1.6ap0f, 0x1.924p0f, 0x1.ba8p0f, 0x1.f6ep0f,
        0x1.23ap1f, 0x1.4bep1f, 0x1.742p1f, 0x1.9c6p1f, 0x1.c4ap1f, 0x1.eccp1f, 0x1.0a8p2f, 0x1.28ap2f, 0x1.50ep2f,
        0x1.792p2f, 0x1.a16p2f, 0x1.c9ap2f, 0x1.f1ep2f, 0x1.0dp3f, 0x1.212p3f, 0.0f, 0.0f, 0x1.e2cp-4f, 0x1.924p-3f,
        0x1.19ap-2f, 0x1.6ap-2f, 0x1.ba8p-2f, 0x1.058p-1f};
    alignas(64) static constexpr std::array<column, 5> c{{
        {{0x1.611404p-1f, 0x1.23b64p-1f, 0x1.d47dbep-2f, 0x1.6fc3cp-2f, 0x1.1b9836p-2f, 0x1.afc66cp-3f, 0x1.44fe44p-3f,
          0x1.e56446p-4f, 0x1.35f1cep-4f, 0x1.50dd6ap-5f, 0x1.6ab9a6p-6f, 0x1.84cf4p-7f, 0x1.9fc2ccp-8f, 0x1.bc013p-9f,
          0x1.dac3b2p-10f, 0x1.fa7a9ap-11f, 0x1.8b407p-12f, 0x1.c18078p-14f, 0x1.ff260cp-16f, 0x1.229df4p-17f,
          0x1.4a7642p-19f, 0x1.77c4dcp-21f, 0x1.acf586p-23f, 0x1.e7c518p-25f, 0.0f, 0x1p0f, 0x1.f8f40cp-1f,
          0x1.ecbed8p-1f, 0x1.db253ap-1f, 0x1.c4fd86p-1f, 0x1.ab258p-1f, 0x1.8ea5bp-1f}},
        {{-0x1.896b96p-1f, -0x1.7eb02p-1f, -0x1.590ffcp-1f, -0x1.2668aap-1f, -0x1.e24bccp-2f, -0x1.7f91d8p-2f,
          -0x1.2a1816p-2f, -0x1.c7b99ap-3f, -0x1.29fcbap-3f, -0x1.49dcdp-4f, -0x1.66ae6cp-5f, -0x1.827ce2p-6f,
          -0x1.9e6e3p-7f, -0x1.bb3dcp-8f, -0x1.da5292p-9f, -0x1.fa38b2p-10f, -0x1.8b038p-11f, -0x1.c14a7p-13f,
          -0x1.feed84p-15f, -0x1.227e96p-16f, -0x1.4a52d4p-18f, -0x1.779cap-20f, -0x1.acc7ccp-22f, -0x1.e7910ep-24f,
          0.0f, 0x1.d087ap-23f, -0x1.d9e9c6p-3f, -0x1.7e3858p-2f, -0x1.fde9fep-2f, -0x1.339228p-1f, -0x1.5bc818p-1f,
          -0x1.77253ep-1f}},
        {{-0x1.84bd88p-5f, 0x1.533962p-3f, 0x1.25f42ap-2f, 0x1.534894p-2f, 0x1.4b927cp-2f, 0x1.2739eap-2f,
          0x1.ef4424p-3f, 0x1.8f1c32p-3f, 0x1.12c4bcp-3f, 0x1.3c1692p-4f, 0x1.5ead62p-5f, 0x1.7de206p-6f,
          0x1.9bcb9ap-7f, 0x1.b9bcbep-8f, 0x1.d977a6p-9f, 0x1.f9bc1ap-10f, 0x1.8ae7fp-11f, 0x1.c147fcp-13f,
          0x1.fef2a2p-15f, 0x1.2281d8p-16f, 0x1.4a559ep-18f, 0x1.779e4ep-20f, 0x1.acd2dp-22f, 0x1.e79b64p-24f, 0.0f,
          -0x1.00019cp0f, -0x1.e4209cp-1f, -0x1.b51f4p-1f, -0x1.7481d8p-1f, -0x1.28559ap-1f, -0x1.ad9776p-2f,
          -0x1.0bbdb4p-2f}},
        {{0x1.17c7acp-1f, 0x1.6a139ap-2f, 0x1.58696ap-3f, 0x1.f4cfd2p-6f, -0x1.ad6dacp-5f, -0x1.7613dap-4f,
          -0x1.9f7f0ap-4f, -0x1.872ed6p-4f, -0x1.3318ep-4f, -0x1.82b35ap-5f, -0x1.c07d62p-6f, -0x1.f39cacp-7f,
          -0x1.10954p-7f, -0x1.263bc4p-8f, -0x1.3c6878p-9f, -0x1.5291a8p-10f, -0x1.0daebap-11f, -0x1.330366p-13f,
          -0x1.5d3894p-15f, -0x1.8d232ep-17f, -0x1.c398dep-19f, -0x1.00c1fep-20f, -0x1.2519dap-22f, -0x1.4d4956p-24f,
          0.0f, 0x1.b1b5eep-11f, 0x1.34ec92p-2f, 0x1.e024f4p-2f, 0x1.2edp-1f, 0x1.52c4e2p-1f, 0x1.5c1284p-1f,
          0x1.4dcc82p-1f}},
        {{-0x1.1bf7eap-2f, -0x1.42c1e8p-2f, -0x1.0b9698p-2f, -0x1.6384aap-3f, -0x1.7f90d4p-4f, -0x1.1b293cp-5f,
          -0x1.023e96p-13f, 0x1.17169p-6f, 0x1.856c98p-6f, 0x1.3bdca4p-6f, 0x1.96013p-7f, 0x1.dae594p-8f,
          0x1.0985dcp-8f, 0x1.224a6p-9f, 0x1.39ad2p-10f, 0x1.50ff0cp-11f, 0x1.0c4d62p-12f, 0x1.320086p-14f,
          0x1.5c68cp-16f, 0x1.8c8466p-18f, 0x1.c334b4p-20f, 0x1.00b608p-21f, 0x1.24192p-23f, 0x1.4c5ffap-25f, 0.0f,
          0x1.50918ep-1f, 0x1.3a25dap-1f, 0x1.bcec7p-2f, 0x1.19c25cp-2f, 0x1.bb91d2p-4f, 0x1.b5e3b6p-10f,
          -0x1.401d42p-3f}},
    }};
};

template <> struct tanh_pieces<8> {
    using column = std::array<float, 8>;
    static constexpr int per_octave = 2;
    static constexpr float limit = 0x1.4p3f, scale = 0x1.4baf3p0f, offset = 0x1p0f;
    alignas(64) static constexpr column center{
        0x1.286p0f, 0x1.eep0f, 0x1.8b2p1f, 0x1.286p2f, 0x1.bcap2f, 0.0f, 0.0f, 0x1.286p-1f};
    alignas(64) static constexpr std::array<column, 7> c{{
        {{0x1.a3fd8cp-1f, 0x1.eadbcap-1f, 0x1.fddf08p-1f, 0x1.ffe71ap-1f, 0x1.ffffc2p-1f, 0x1p0f, 0.0f,
          0x1.0b2de4p-1f}},
        {{0x1.4ef7dp-2f, 0x1.4b471ap-4f, 0x1.0ffae6p-7f, 0x1.8e78d8p-12f, 0x1.fc0e12p-19f, 0.0f, 0x1.00000ep0f,
          0x1.7493a6p-1f}},
        {{-0x1.12c6c8p-2f, -0x1.3d9756p-4f, -0x1.0ed50ep-7f, -0x1.8e6da6p-12f, -0x1.f7704ap-19f, 0.0f, -0x1.6d9ebcp-15f,
          -0x1.84d93cp-2f}},
        {{0x1.c72b8p-4f, 0x1.8445dcp-5f, 0x1.647586p-8f, 0x1.07c6dcp-12f, 0x1.23855p-19f, 0.0f, -0x1.548c76p-2f,
          -0x1.6c15d2p-5f}},
        {{-0x1.9b4736p-10f, -0x1.415deep-6f, -0x1.5f0cacp-9f, -0x1.0766f4p-13f, -0x1.2befe4p-20f, 0.0f, -0x1.9b9fa8p-8f,
          0x1.32e44p-3f}},
        {{-0x1.dd9768p-6f, 0x1.284bf6p-8f, 0x1.258c08p-10f, 0x1.d31d8ap-15f, 0x1.855752p-21f, 0.0f, 0x1.479ae2p-3f,
          -0x1.71e4c2p-5f}},
        {{0x1.15d43cp-6f, 0x1.ff1cfp-12f, -0x1.63a25ep-12f, -0x1.377fb4p-16f, -0x1.f62a84p-23f, 0.0f, -0x1.da9e3cp-5f,
          -0x1.2123d4p-5f}},
    }};
};

template <> struct tanh_slope_pieces<8> {
    using column = std::array<float, 8>;
    static constexpr int per_octave = 2;
    static constexpr float limit = 0x1.5p3f, scale = 0x1.3ee9aep0f, offset = 0x1p0f;
    alignas(64) static constexpr column center{
        0x1.344p0f, 0x1.00ep1f, 0x1.9bp1f, 0x1.344p2f, 0x1.ce6p2f, 0.0f, 0.0f, 0x1.344p-1f};
    alignas(64) static constexpr std::array<column, 8> c{{
        {{0x1.3635cap-2f, 0x1.1d9884p-4f, 0x1.a8c2a6p-8f, 0x1.12ddd6p-12f, 0x1.1c127ep-19f, 0.0f, 0x1p0f,
          0x1.6b866cp-1f}},
        {{-0x1.02feaap-1f, -0x1.13759p-3f, -0x1.a7623p-7f, -0x1.12d4b2p-11f, -0x1.1c295ep-18f, 0.0f, 0x1.2bcef2p-22f,
          -0x1.878594p-1f}},
        {{0x1.5283eep-2f, 0x1.ff722p-4f, 0x1.a4a366p-7f, 0x1.12d1fcp-11f, 0x1.21c8ccp-18f, 0.0f, -0x1.000144p0f,
          -0x1.7a2644p-4f}},
        {{-0x1.f8257ep-6f, -0x1.2272eap-4f, -0x1.14bbcp-7f, -0x1.6e39dp-12f, -0x1.81d0f8p-19f, 0.0f, 0x1.dd0b48p-12f,
          0x1.26f446p-1f}},
        {{-0x1.e560acp-4f, 0x1.87d69ep-6f, 0x1.0d5bf8p-8f, 0x1.6befcep-13f, 0x1.56a546p-20f, 0.0f, 0x1.52b27cp-1f,
          -0x1.07b7fp-2f}},
        {{0x1.9a5ecap-4f, -0x1.2f4f32p-10f, -0x1.997ceap-10f, -0x1.22aacep-14f, -0x1.13dd22p-21f, 0.0f, 0x1.05027cp-5f,
          -0x1.618d1p-3f}},
        {{-0x1.8078f6p-6f, -0x1.3fbb8ap-8f, 0x1.eac252p-12f, 0x1.a7be3cp-16f, 0x1.2251bep-22f, 0.0f, -0x1.f5fa9cp-2f,
          0x1.a9fb9p-3f}},
        {{-0x1.0d7c02p-6f, 0x1.ca2f7ep-9f, -0x1.7875c4p-14f, -0x1.dde4b4p-18f, -0x1.48a54cp-24f, 0.0f, 0x1.c14cfp-3f,
          -0x1.333fe8p-6f}},
    }};
};
// clang-format on

/// tanh(x).
template <class V> XACT_INLINE V fast_tanh(V x) noexcept { return copysign(half_line<tanh_pieces>(x), x); }

/// 1 - tanh²(x).
template <class V> XACT_INLINE V fast_tanh_slope(V x) noexcept { return half_line<tanh_slope_pieces>(x); }

} // namespace math
} // namespace v0
} // namespace xact
