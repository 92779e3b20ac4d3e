#pragma once

#include <array>

#include <xact/math/near_pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// The slope of Swish with β = 1.702 at -t as 32 polynomials of degree 7 on [0, 14] (math/near_pieces.hpp). Error:
// 2^-27.3, beside the root over 1/12; script: tests/certificates/near_quick_gelu.sollya.
// clang-format off
struct near_quick_gelu_pieces {
    using column = std::array<float, 32>;
    static constexpr float quadratic = -0x1.90b216p-5f, linear = 0x1.77a6f4p1f, reach = 0x1.bfep3f;
    alignas(64) static constexpr column center{
        0.0f, 0x1.07d8p-1f, 0x1.8108p-1f, 0x1.ba7cp-1f, 0x1.379cp0f, 0x1.efccp0f, 0x1.26d5p1f, 0x1.5665p1f,
        0x1.86aep1f, 0x1.b76cp1f, 0x1.e8ffp1f, 0x1.0dbp2f, 0x1.275ap2f, 0x1.414ep2f, 0x1.5bb48p2f, 0x1.768b8p2f,
        0x1.91e8p2f, 0x1.adb38p2f, 0x1.ca13p2f, 0x1.e7018p2f, 0x1.02454p3f, 0x1.1159cp3f, 0x1.20c4cp3f, 0x1.308b8p3f,
        0x1.40b94p3f, 0x1.514ep3f, 0x1.62588p3f, 0x1.73e1cp3f, 0x1.85f0cp3f, 0x1.98a34p3f, 0x1.abf28p3f, 0x1.bfffcp3f};
    alignas(64) static constexpr std::array<column, 8> slope{{
        {{0x1p-1f, 0x1.c9fcbep-4f, -0x1.4def8ep-12f, -0x1.2c27fap-5f, -0x1.80e61ap-4f, -0x1.3e9048p-4f,
          -0x1.c520d4p-5f, -0x1.2b71d6p-5f, -0x1.786bdep-6f, -0x1.c953e4p-7f, -0x1.0d9a5ap-7f, -0x1.360b78p-8f,
          -0x1.5c4d56p-9f, -0x1.80ab36p-10f, -0x1.a0cfa2p-11f, -0x1.bbb02ap-12f, -0x1.cf7a16p-13f, -0x1.dc698p-14f,
          -0x1.e077cep-15f, -0x1.dbd3f6p-16f, -0x1.ce63a8p-17f, -0x1.b8c88cp-18f, -0x1.9bc50ep-19f, -0x1.78a4ep-20f,
          -0x1.50a422p-21f, -0x1.260accp-22f, -0x1.f494c8p-24f, -0x1.9e88cap-25f, -0x1.4d843ap-26f, -0x1.032e7cp-27f,
          -0x1.859b92p-29f, -0x1.195bd4p-30f}},
        {{-0x1.b3b646p-1f, -0x1.28325ep-1f, -0x1.7add62p-2f, -0x1.1d91e8p-2f, -0x1.0f6ac2p-4f, 0x1.fd3862p-5f,
          0x1.d60f3ep-5f, 0x1.61a148p-5f, 0x1.dfd2fcp-6f, 0x1.324acp-6f, 0x1.75f19ep-7f, 0x1.b94fd6p-8f,
          0x1.f9d3bep-9f, 0x1.1bd3e4p-9f, 0x1.379f28p-10f, 0x1.4f6722p-11f, 0x1.61b044p-12f, 0x1.6e895p-13f,
          0x1.744ecep-14f, 0x1.730bc6p-15f, 0x1.6a991cp-16f, 0x1.5b667ap-17f, 0x1.460302p-18f, 0x1.2b6f22p-19f,
          0x1.0ca446p-20f, 0x1.d6ead8p-22f, 0x1.922p-23f, 0x1.4dfbe2p-24f, 0x1.0d71cap-25f, 0x1.a3da18p-27f,
          0x1.3c51fap-28f, 0x1.c9e522p-30f}},
        {{0x1.e38e36p-20f, 0x1.bed352p-2f, 0x1.b2c30cp-2f, 0x1.8a0a54p-2f, 0x1.b7c6p-3f, 0x1.165bdp-7f, -0x1.0a4f4p-6f,
          -0x1.468a4ap-6f, -0x1.0bb3c8p-6f, -0x1.799d86p-7f, -0x1.ea3a8ep-8f, -0x1.2d864ap-8f, -0x1.6421aep-9f,
          -0x1.98d28p-10f, -0x1.c8f458p-11f, -0x1.f305eap-12f, -0x1.0a507cp-12f, -0x1.16d208p-13f, -0x1.1db56ep-14f,
          -0x1.1eec86p-15f, -0x1.1a478cp-16f, -0x1.100f42p-17f, -0x1.00ab1ap-18f, -0x1.d9bdc2p-20f, -0x1.aaddap-21f,
          -0x1.779c58p-22f, -0x1.41e53cp-23f, -0x1.0c3bccp-24f, -0x1.b21f1ep-26f, -0x1.53306ep-27f, -0x1.0038cap-28f,
          -0x1.73d106p-30f}},
        {{0x1.a4a332p-2f, 0x1.33ec0ep-4f, -0x1.7ef852p-4f, -0x1.1c58b8p-3f, -0x1.41d018p-3f, -0x1.3f2ce8p-5f,
          -0x1.46f8cep-7f, 0x1.553b66p-10f, 0x1.12fe5cp-8f, 0x1.048388p-8f, 0x1.82f27p-9f, 0x1.010772p-9f,
          0x1.3f1b62p-10f, 0x1.7b34dcp-11f, 0x1.b300fp-12f, 0x1.e4917p-13f, 0x1.06cfbap-13f, 0x1.16cab4p-14f,
          0x1.20e3c4p-15f, 0x1.24d5a2p-16f, 0x1.226cbp-17f, 0x1.19ee86p-18f, 0x1.0ba664p-19f, 0x1.f0d33p-21f,
          0x1.c1dcbcp-22f, 0x1.8da5c6p-23f, 0x1.5631fcp-24f, 0x1.1e3fp-25f, 0x1.d0ddaap-27f, 0x1.6c519ap-28f,
          0x1.140b4cp-29f, 0x1.91a64ap-31f}},
        {{0x1.be84aep-10f, -0x1.bee068p-3f, -0x1.04c4ccp-3f, -0x1.358198p-4f, 0x1.007d32p-5f, 0x1.d27098p-6f,
          0x1.95a39ap-7f, 0x1.0178f2p-8f, 0x1.07286p-11f, -0x1.1c973ep-11f, -0x1.6ad06p-11f, -0x1.2359e2p-11f,
          -0x1.8d547ap-12f, -0x1.f646a6p-13f, -0x1.2a5c66p-13f, -0x1.5778d4p-14f, -0x1.7c0972p-15f, -0x1.9a9654p-16f,
          -0x1.ae9c7ep-17f, -0x1.badbdap-18f, -0x1.bc8d4cp-19f, -0x1.b29c3ap-20f, -0x1.9fed42p-21f, -0x1.83dbc2p-22f,
          -0x1.61f9c4p-23f, -0x1.3a581cp-24f, -0x1.0f8c6ep-25f, -0x1.c773bp-27f, -0x1.733d9cp-28f, -0x1.24876ep-29f,
          -0x1.bbeae8p-31f, -0x1.443ac2p-32f}},
        {{-0x1.8fd582p-3f, 0x1.a03bcap-5f, 0x1.82dadep-4f, 0x1.730d14p-4f, 0x1.eb9aap-6f, -0x1.59adc6p-7f,
          -0x1.ac10b6p-8f, -0x1.787222p-9f, -0x1.044488p-10f, -0x1.accad4p-13f, 0x1.ee007cp-17f, 0x1.3754dap-14f,
          0x1.437872p-14f, 0x1.c0c5ccp-15f, 0x1.3bcefcp-15f, 0x1.685da6p-16f, 0x1.ace356p-17f, 0x1.d6eebp-18f,
          0x1.03eaeap-18f, 0x1.06a4ap-19f, 0x1.04921ap-20f, 0x1.071312p-21f, 0x1.f96866p-23f, 0x1.e5f174p-24f,
          0x1.b49d58p-25f, 0x1.88f3aep-26f, 0x1.58abp-27f, 0x1.27aa38p-28f, 0x1.e4559ap-30f, 0x1.786412p-31f,
          0x1.23bd64p-32f, 0x1.a83294p-34f}},
        {{0x1.431708p-4f, 0x1.6c2322p-4f, 0x1.5aca8ap-9f, -0x1.a4eabap-6f, -0x1.bfeacp-6f, 0x1.e5299cp-10f,
          0x1.17936p-9f, 0x1.42f45p-10f, 0x1.1596ep-11f, 0x1.ea9c86p-13f, 0x1.016fb2p-16f, -0x1.bc4deep-16f,
          -0x1.f87dc8p-17f, -0x1.1fe1f2p-16f, -0x1.6eaf6ap-18f, -0x1.8d9376p-18f, -0x1.6268d6p-19f, -0x1.b45444p-20f,
          -0x1.7081d4p-21f, -0x1.015e12p-21f, -0x1.33558ap-22f, -0x1.0e98e4p-23f, -0x1.1016acp-24f, -0x1.c10fb8p-26f,
          -0x1.da6312p-27f, -0x1.990426p-28f, -0x1.51bf18p-29f, -0x1.01f7d8p-30f, -0x1.a81a8cp-32f, -0x1.733062p-33f,
          -0x1.0275eep-34f, -0x1.8bd118p-36f}},
        {{-0x1.31ec1ep-4f, -0x1.72ff88p-8f, -0x1.33147ep-5f, -0x1.d56c68p-9f, 0x1.1dcd2cp-7f, 0x1.75e2acp-9f,
          0x1.49fc5ap-14f, -0x1.49537ap-12f, -0x1.c993c2p-13f, -0x1.18613ap-14f, -0x1.235b6cp-14f, -0x1.396034p-15f,
          -0x1.0f03dep-17f, -0x1.8698dep-18f, 0x1.180ee4p-19f, -0x1.50c796p-23f, 0x1.70c65cp-21f, 0x1.73adbap-22f,
          0x1.77d4c2p-22f, 0x1.db6c72p-24f, 0x1.1aab32p-25f, 0x1.f7c5f8p-26f, 0x1.d0287cp-27f, 0x1.3962acp-27f,
          0x1.b7db4ep-29f, 0x1.c056c2p-30f, 0x1.bdbb84p-31f, 0x1.c014fap-32f, 0x1.72d6e2p-33f, 0x1.020d7cp-34f,
          0x1.c51bdp-36f, 0x1.3e9946p-37f}},
    }};
};
// clang-format on

} // namespace math
} // namespace v0
} // namespace xact
