#pragma once

#include <array>

#include <xact/math/fast_pieces.hpp>
#include <xact/math/fast_quotient.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// tanh as a quotient (math/fast_quotient.hpp). Error, absolute: 2^-21.1; script: tests/certificates/fast_quotients.py.
struct fast_tanh_quotient {
    static constexpr float limit = 0x1.f1ce7p2f;
    static constexpr std::array<float, 4> p{0x1.0f821p22f, 0x1.175474p19f, 0x1.90c798p13f, 0x1.7e3dd6p5f};
    static constexpr std::array<float, 4> q{0x1.0f8232p22f, 0x1.f5ab98p20f, 0x1.98e3fep16f, 0x1.fe1dbp9f};
};

// Its slope for t >= 0 as polynomials of degree 4 on 32 pieces (math/fast_pieces.hpp). Error, absolute: 2^-24.7;
// script: tests/certificates/fast_tanh.sollya.
// clang-format off
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

// clang-format on

/// tanh(x).
template <class V> XACT_INLINE V fast_tanh(V x) noexcept { return odd_quotient<fast_tanh_quotient>(x); }

/// 1 - tanh²(x).
template <class V> XACT_INLINE V fast_tanh_slope(V x) noexcept {
    if constexpr (has_pieces<V, tanh_slope_pieces>) {
        return half_line<tanh_slope_pieces>(x);
    } else {
        const V y = fast_tanh(x);
        return fnma(y, y, V(1));
    }
}

} // namespace math
} // namespace v0
} // namespace xact
