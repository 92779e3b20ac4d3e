#pragma once

#include <array>

#include <xact/math/fast_pieces.hpp>
#include <xact/math/fast_quotient.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// The slope of x σ(1.702 x) at -t, for t >= 0, as polynomials of degree 4 on 32 pieces (math/fast_pieces.hpp); that of
// SiLU at 1.702 x has the wrong sign beside the root, where the product is rounded. Error, absolute: 2^-25.0; script:
// tests/certificates/fast_quick_gelu.sollya.
// clang-format off
template <std::size_t Pieces> struct quick_gelu_slope_pieces;

template <> struct quick_gelu_slope_pieces<32> {
    using column = std::array<float, 32>;
    static constexpr int per_octave = 8;
    static constexpr float limit = 0x1.9p3f, scale = 0x1.e08974p0f, offset = 0x1.ap0f;
    alignas(64) static constexpr column center{
        0x1.10cp-2f, 0x1.992p-2f, 0x1.10cp-1f, 0x1.55p-1f, 0x1.80974ap-1f, 0x1.dd6p-1f, 0x1.10cp0f, 0x1.32ep0f,
        0x1.66p0f, 0x1.aa4p0f, 0x1.ee6p0f, 0x1.194p1f, 0x1.3b6p1f, 0x1.5d8p1f, 0x1.7fap1f, 0x1.a1ap1f, 0x1.d4cp1f,
        0x1.0c8p2f, 0x1.2eap2f, 0x1.50cp2f, 0x1.72cp2f, 0x1.94ep2f, 0x1.b7p2f, 0x1.d92p2f, 0x1.062p3f, 0x1.284p3f,
        0x1.4a4p3f, 0x1.6c6p3f, 0.0f, 0.0f, 0x1.992p-4f, 0x1.55p-3f};
    alignas(64) static constexpr std::array<column, 5> c{{
        {{0x1.1f9a0cp-2f, 0x1.79d4fp-3f, 0x1.a14f92p-4f, 0x1.1c31fcp-5f, 0x1.24d84cp-28f, -0x1.b9929p-5f,
          -0x1.411ff6p-4f, -0x1.7b930ep-4f, -0x1.98df36p-4f, -0x1.7d43aap-4f, -0x1.3ffa06p-4f, -0x1.f864ep-5f,
          -0x1.7d64aap-5f, -0x1.1850aep-5f, -0x1.93b0fcp-6f, -0x1.1ea012p-6f, -0x1.4f47aep-7f, -0x1.3e567cp-8f,
          -0x1.273092p-9f, -0x1.0d052ep-10f, -0x1.e5452ep-12f, -0x1.afc8cep-13f, -0x1.7cdcap-14f, -0x1.4d82eep-15f,
          -0x1.7ec0fcp-17f, -0x1.1c4446p-19f, -0x1.a275p-22f, -0x1.2e6bcap-24f, 0.0f, 0x1p-1f, 0x1.a96048p-2f,
          0x1.70d2cep-2f}},
        {{-0x1.89270cp-1f, -0x1.59ac2cp-1f, -0x1.206452p-1f, -0x1.c768cep-2f, -0x1.7b9cb8p-2f, -0x1.d3deb4p-3f,
          -0x1.242ceep-3f, -0x1.309d12p-4f, -0x1.8eca28p-9f, 0x1.7b9f3p-5f, 0x1.fc6d18p-5f, 0x1.ef0af8p-5f,
          0x1.a6846ap-5f, 0x1.4f9ffp-5f, 0x1.fdf47ap-6f, 0x1.786b88p-6f, 0x1.cb1b72p-7f, 0x1.c4a03ep-8f, 0x1.aec3e6p-9f,
          0x1.902c3cp-10f, 0x1.6e499p-11f, 0x1.49ca9ap-12f, 0x1.25b9cp-13f, 0x1.034b22p-14f, 0x1.2c2ff4p-16f,
          0x1.c2720cp-19f, 0x1.4e2722p-21f, 0x1.e606b8p-24f, 0.0f, -0x1.b3b63ep-1f, -0x1.ad7602p-1f, -0x1.a28fe2p-1f}},
        {{0x1.2f8dcep-2f, 0x1.918f3p-2f, 0x1.c26f08p-2f, 0x1.c5116ap-2f, 0x1.b306eap-2f, 0x1.6b1aaep-2f, 0x1.284fcp-2f,
          0x1.c9c16cp-3f, 0x1.184a5cp-3f, 0x1.c2d5ap-5f, 0x1.2bcd4p-7f, -0x1.8e71eep-7f, -0x1.3dc454p-6f,
          -0x1.41e1a2p-6f, -0x1.16e4eap-6f, -0x1.bed31ep-7f, -0x1.26716ep-7f, -0x1.34c15p-8f, -0x1.3169dep-9f,
          -0x1.2361dep-10f, -0x1.0ffb82p-11f, -0x1.f13c48p-13f, -0x1.c03b8ap-14f, -0x1.8f9b4p-15f, -0x1.d4368p-17f,
          -0x1.638032p-19f, -0x1.0a2d9ep-21f, -0x1.85e85ap-24f, 0.0f, -0x1.1fab3ep-15f, 0x1.f13038p-4f,
          0x1.93c7fep-3f}},
        {{0x1.2e5b76p-2f, 0x1.71022p-3f, 0x1.ede4b4p-5f, -0x1.5accc8p-5f, -0x1.831048p-4f, -0x1.3d58cep-3f,
          -0x1.562288p-3f, -0x1.45fd76p-3f, -0x1.04da12p-3f, -0x1.3fd3a4p-4f, -0x1.4653f8p-5f, -0x1.094eaep-6f,
          -0x1.dee8d8p-9f, 0x1.0a608ep-9f, 0x1.07e97cp-8f, 0x1.16838cp-8f, 0x1.bbfd74p-9f, 0x1.078116p-9f,
          0x1.166a32p-10f, 0x1.14c0e8p-11f, 0x1.09b0bcp-12f, 0x1.efeac4p-14f, 0x1.c63bf4p-15f, 0x1.9a211ep-16f,
          0x1.f75704p-18f, 0x1.845272p-20f, 0x1.261e34p-22f, 0x1.b2cb4p-25f, 0.0f, 0x1.a65886p-2f, 0x1.92796ep-2f,
          0x1.73ba96p-2f}},
        {{-0x1.8ac7a4p-3f, -0x1.d6db12p-3f, -0x1.b8484cp-3f, -0x1.5556b4p-3f, -0x1.b2db12p-4f, -0x1.7ee678p-5f,
          -0x1.fbc8d2p-11f, 0x1.d26acep-6f, 0x1.7b89eap-5f, 0x1.5e4a2cp-5f, 0x1.d7896p-6f, 0x1.0a1ae6p-6f,
          0x1.03bc44p-7f, 0x1.a45ed8p-9f, 0x1.aeed1ep-11f, -0x1.fc8606p-13f, -0x1.62e2c6p-11f, -0x1.258d86p-11f,
          -0x1.601cc8p-12f, -0x1.76560ap-13f, -0x1.75a8eep-14f, -0x1.66fad6p-15f, -0x1.4fea86p-16f, -0x1.346c26p-17f,
          -0x1.80200cp-19f, -0x1.2df976p-21f, -0x1.cd086ap-24f, -0x1.587dfap-26f, 0.0f, -0x1.d590cep-6f,
          -0x1.c2effep-4f, -0x1.02f4d6p-3f}},
    }};
};

// clang-format on

// What it has beside 1/2 as a quotient (math/fast_quotient.hpp). Error, absolute: 2^-20.5; script:
// tests/certificates/fast_quotients.py.
struct fast_quick_gelu_slope_quotient {
    static constexpr float limit = 0x1.3f9e4p3f;
    static constexpr std::array<float, 6> p{0x1.c4d55ep16f, 0x1.c49358p15f, 0x1.04aedp13f,
                                            0x1.80286p9f,   0x1.4bcdbep3f,  0x1.4bbb7cp-7f};
    static constexpr std::array<float, 5> q{0x1.0a0f86p17f, 0x1.056666p17f, 0x1.66382ap15f, 0x1.7e73fcp12f,
                                            0x1.d27afcp7f};
};

/// d/dx (x·σ(1.702 x)).
template <class V> XACT_INLINE V fast_quick_gelu_slope(V x) noexcept {
    return slope_by_pieces_or_quotient<quick_gelu_slope_pieces, fast_quick_gelu_slope_quotient>(x);
}

} // namespace math
} // namespace v0
} // namespace xact
