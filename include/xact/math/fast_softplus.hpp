#pragma once

#include <array>

#include <xact/math/fast_pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// ln(1 + e^-t) for t >= 0 as polynomials on pieces (math/fast_pieces.hpp): of degree 4 on 32, of degree 6 on 8. Errors,
// absolute: 2^-25.9, 2^-23.4; script: tests/certificates/fast_softplus.sollya.
// clang-format off
template <std::size_t Pieces> struct softplus_pieces;

template <> struct softplus_pieces<32> {
    using column = std::array<float, 32>;
    static constexpr int per_octave = 16;
    static constexpr float limit = 0x1.2p4f, scale = 0x1.f68a58p-3f, offset = 0x1.8p0f;
    alignas(64) static constexpr column center{
        0x1.256p1f, 0x1.66ap1f, 0x1.a7ep1f, 0x1.e9p1f, 0x1.152p2f, 0x1.35cp2f, 0x1.566p2f, 0x1.76ep2f, 0x1.978p2f,
        0x1.b82p2f, 0x1.d8cp2f, 0x1.f96p2f, 0x1.0dp3f, 0x1.1d4p3f, 0x1.2dap3f, 0x1.3dep3f, 0x1.566p3f, 0x1.76ep3f,
        0x1.978p3f, 0x1.b82p3f, 0x1.d8cp3f, 0x1.f96p3f, 0x1.0dp4f, 0.0f, 0.0f, 0x1.874p-2f, 0x1.46p-1f, 0x1.c86p-1f,
        0x1.256p0f, 0x1.66ap0f, 0x1.a7ep0f, 0x1.e9p0f};
    alignas(64) static constexpr std::array<column, 5> c{{
        {{0x1.8a5a9cp-4f, 0x1.e2c5aap-5f, 0x1.255e6cp-5f, 0x1.6345ep-6f, 0x1.ac9ffap-7f, 0x1.021e9ap-7f, 0x1.368f36p-8f,
          0x1.7626p-9f, 0x1.c1b5dep-10f, 0x1.0e3478p-10f, 0x1.44a818p-11f, 0x1.860ca2p-12f, 0x1.d49726p-13f,
          0x1.1a03e6p-13f, 0x1.522012p-14f, 0x1.96fb34p-15f, 0x1.7a8888p-16f, 0x1.123174p-17f, 0x1.8bad5ep-19f,
          0x1.1d7e14p-20f, 0x1.9bfb5cp-22f, 0x1.2941acp-23f, 0x1.acf53ap-25f, 0.0f, 0x1.62e43p-1f, 0x1.0a5d9ap-1f,
          0x1.b2d25cp-2f, 0x1.5fe854p-2f, 0x1.1aab86p-2f, 0x1.c30f14p-3f, 0x1.65e28p-3f, 0x1.1ac50ep-3f}},
        {{-0x1.77f70cp-4f, -0x1.d4d214p-5f, -0x1.202d22p-5f, -0x1.5f723p-6f, -0x1.a9d478p-7f, -0x1.011a62p-7f,
          -0x1.35d252p-8f, -0x1.759c6ap-9f, -0x1.c151f2p-10f, -0x1.0e1014p-10f, -0x1.448d76p-11f, -0x1.85f8f8p-12f,
          -0x1.d4886ep-13f, -0x1.19fe4p-13f, -0x1.521bap-14f, -0x1.96f788p-15f, -0x1.7a762p-16f, -0x1.1224acp-17f,
          -0x1.8b9b2cp-19f, -0x1.1d7102p-20f, -0x1.9be884p-22f, -0x1.293414p-23f, -0x1.ace198p-25f, 0.0f,
          -0x1.000008p-1f, -0x1.9f5c42p-2f, -0x1.624adep-2f, -0x1.29cf4ep-2f, -0x1.ee0568p-3f, -0x1.94d78ap-3f,
          -0x1.485c0ap-3f, -0x1.081decp-3f}},
        {{0x1.557584p-5f, 0x1.b9fe32p-6f, 0x1.160a72p-6f, 0x1.57e8cp-7f, 0x1.a44bc2p-8f, 0x1.fe2c14p-9f, 0x1.345b1ap-9f,
          0x1.748c32p-10f, 0x1.c08d98p-11f, 0x1.0dc8a8p-11f, 0x1.445a3cp-12f, 0x1.85d3dcp-13f, 0x1.d46d8cp-14f,
          0x1.19f4d6p-14f, 0x1.521422p-15f, 0x1.96f2e8p-16f, 0x1.7a73b8p-17f, 0x1.1227b8p-18f, 0x1.8b9eccp-20f,
          0x1.1d72fcp-21f, 0x1.9bea16p-23f, 0x1.293466p-24f, 0x1.ace0bp-26f, 0.0f, 0x1.0002f8p-3f, 0x1.edbee4p-4f,
          0x1.cf685cp-4f, 0x1.a665ap-4f, 0x1.76dcap-4f, 0x1.44d214p-4f, 0x1.13b4aap-4f, 0x1.cc1d98p-5f}},
        {{-0x1.73b318p-7f, -0x1.054dfcp-7f, -0x1.597752p-8f, -0x1.b834acp-9f, -0x1.11da5ep-9f, -0x1.5003ap-10f,
          -0x1.98d1d6p-11f, -0x1.efd6f4p-12f, -0x1.2b3242p-12f, -0x1.686a7ep-13f, -0x1.b1adfp-14f, -0x1.04becp-14f,
          -0x1.396a12p-15f, -0x1.795e46p-16f, -0x1.c48952p-17f, -0x1.10604ap-17f, -0x1.00741p-18f, -0x1.738bc8p-20f,
          -0x1.0c1638p-21f, -0x1.82de38p-23f, -0x1.172316p-24f, -0x1.92cf86p-26f, -0x1.22a3b4p-27f, 0.0f,
          -0x1.833db2p-15f, -0x1.f00e22p-8f, -0x1.7c02a6p-7f, -0x1.d68422p-7f, -0x1.025d56p-6f, -0x1.05a17p-6f,
          -0x1.f3256ep-7f, -0x1.c714ecp-7f}},
        {{0x1.c4453p-10f, 0x1.8dedb2p-10f, 0x1.274ae8p-10f, 0x1.915daap-11f, 0x1.0374p-11f, 0x1.45563ap-12f,
          0x1.915306p-13f, 0x1.e9a5f4p-14f, 0x1.28c03p-14f, 0x1.67099ep-15f, 0x1.b07574p-16f, 0x1.04654ap-16f,
          0x1.3944aap-17f, 0x1.78d244p-18f, 0x1.c51038p-19f, 0x1.10266cp-19f, 0x1.008e9p-20f, 0x1.7283ep-22f,
          0x1.0b8cbp-23f, 0x1.825accp-25f, 0x1.16fap-26f, 0x1.92da6ep-28f, 0x1.22e2b4p-29f, 0.0f, -0x1.4cc264p-8f,
          -0x1.1aec02p-8f, -0x1.a25bcep-9f, -0x1.0dcb48p-9f, -0x1.c37706p-11f, 0x1.f2913cp-13f, 0x1.30dac8p-10f,
          0x1.87fda2p-10f}},
    }};
};

template <> struct softplus_pieces<8> {
    using column = std::array<float, 8>;
    static constexpr int per_octave = 8;
    static constexpr float limit = 0x1.18p4f, scale = 0x1.796544p-4f, offset = 0x1.cp0f;
    alignas(64) static constexpr column center{
        0x1.048p2f, 0x1.b22p2f, 0x1.2fep3f, 0x1.86cp3f, 0x1.dd8p3f, 0.0f, 0.0f, 0x1.048p1f};
    alignas(64) static constexpr std::array<column, 7> c{{
        {{0x1.15592ap-6f, 0x1.28bef2p-10f, 0x1.3b2ab6p-14f, 0x1.4de9dap-18f, 0x1.6325fep-22f, 0.0f, 0x1.62e43p-1f,
          0x1.f6feccp-4f}},
        {{-0x1.1303ap-6f, -0x1.289e2ap-10f, -0x1.3b337p-14f, -0x1.4df63p-18f, -0x1.63334cp-22f, 0.0f, -0x1.ffff02p-2f,
          -0x1.d95622p-4f}},
        {{0x1.0e6102p-7f, 0x1.28466ap-11f, 0x1.3b2be4p-15f, 0x1.4df4bap-19f, 0x1.633166p-23f, 0.0f, 0x1.ffc718p-4f,
          0x1.a2a38ap-5f}},
        {{-0x1.5c6478p-9f, -0x1.88c1eep-13f, -0x1.a292dcp-17f, -0x1.bb9268p-21f, -0x1.d7c9b2p-25f, 0.0f,
          0x1.0cd22ap-12f, -0x1.ad4c88p-7f}},
        {{0x1.4594b2p-11f, 0x1.872df6p-15f, 0x1.a2968ap-19f, 0x1.bba658p-23f, 0x1.d7f7fap-27f, 0.0f, -0x1.7942bp-8f,
          0x1.af9d7ep-10f}},
        {{-0x1.c10f6cp-14f, -0x1.4e1eb8p-17f, -0x1.6a49bep-21f, -0x1.805dc6p-25f, -0x1.98d7d6p-29f, 0.0f,
          0x1.2ac6bcp-11f, 0x1.59c8fap-13f}},
        {{0x1.76bb6cp-17f, 0x1.b246aap-20f, 0x1.e0bf7cp-24f, 0x1.ff8508p-28f, 0x1.0f70f4p-31f, 0.0f, 0x1.8fd066p-14f,
          -0x1.de8918p-14f}},
    }};
};
// clang-format on

/// ln(1 + e^x).
template <class V> XACT_INLINE V fast_softplus(V x) noexcept {
    return at_least(V(0), x) + half_line<softplus_pieces>(x);
}

} // namespace math
} // namespace v0
} // namespace xact
