#pragma once

#include <array>

#include <xact/math/fast_pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// σ(-t) and its slope for t >= 0 as polynomials on pieces (math/fast_pieces.hpp): of degree 4 on 32, of degree 6 on 8.
// Errors, absolute: 2^-26.3, 2^-26.8; 2^-23.4, 2^-22.9; script:
// tests/certificates/fast_sigmoid.sollya.
// clang-format off
template <std::size_t Pieces> struct sigmoid_pieces;

template <> struct sigmoid_pieces<32> {
    using column = std::array<float, 32>;
    static constexpr int per_octave = 16;
    static constexpr float limit = 0x1.2p4f, scale = 0x1.ca32d8p-3f, offset = 0x1.6p0f, origin = 0x1p0f;
    alignas(64) static constexpr std::array<column, 5> c{{
        {{0x1.1a9feep-2f, 0x1.171a64p-2f, 0x1.07fe04p-2f, 0x1.dc023ep-3f, 0x1.9b0f98p-3f, 0x1.5544dp-3f, 0x1.1280b6p-3f,
          0x1.ae084p-4f, 0x1.49382p-4f, 0x1.ee359p-5f, 0x1.6d69eap-5f, 0x1.0943d6p-5f, 0x1.7ccaa2p-6f, 0x1.0decd8p-6f,
          0x1.7acb88p-7f, 0x1.06b2ecp-7f, 0x1.30015cp-8f, 0x1.17b36ap-9f, 0x1.f57f9p-11f, 0x1.b78028p-12f,
          0x1.7ba64ep-13f, 0.0f, 0x1.1430e4p-2f, 0x1.1376ccp-2f, 0x1.13658ap-2f, 0x1.136562p-2f, 0x1.13658ap-2f,
          0x1.136fd6p-2f, 0x1.13bb0ap-2f, 0x1.14a218p-2f, 0x1.164fb8p-2f, 0x1.18739cp-2f}},
        {{-0x1.be3eep-3f, -0x1.b2d84ap-3f, -0x1.8994aep-3f, -0x1.4daed2p-3f, -0x1.0d1186p-3f, -0x1.a0152p-4f,
          -0x1.37fee8p-4f, -0x1.c8ad2p-5f, -0x1.478c86p-5f, -0x1.cdfe74p-6f, -0x1.420252p-6f, -0x1.b9a8ep-7f,
          -0x1.2c5cdep-7f, -0x1.946df4p-8f, -0x1.0e26b8p-8f, -0x1.6561c8p-9f, -0x1.831486p-10f, -0x1.47a8dap-11f,
          -0x1.0fed1cp-12f, -0x1.bb91fcp-14f, -0x1.666998p-15f, 0.0f, -0x1.89b6b2p-3f, -0x1.9186aap-3f, -0x1.92a3fp-3f,
          -0x1.92a952p-3f, -0x1.92b08ap-3f, -0x1.937142p-3f, -0x1.96d84ap-3f, -0x1.9e5bdp-3f, -0x1.a93d86p-3f,
          -0x1.b49a56p-3f}},
        {{0x1.27aef4p-4f, 0x1.19d846p-4f, 0x1.df0614p-5f, 0x1.7757acp-5f, 0x1.16d2b8p-5f, 0x1.8d6eb6p-6f,
          0x1.13a7e4p-6f, 0x1.76bfcap-7f, 0x1.f54e0ap-8f, 0x1.4af444p-8f, 0x1.b19f5p-9f, 0x1.18407ep-9f,
          0x1.68765ap-10f, 0x1.cc3516p-11f, 0x1.243f9ap-11f, 0x1.704e7p-12f, 0x1.74c15p-13f, 0x1.21e148p-14f,
          0x1.bce968p-16f, 0x1.516b22p-17f, 0x1.fdb4c4p-19f, 0.0f, 0x1.c20476p-5f, 0x1.82a0dep-5f, 0x1.74a7bp-5f,
          0x1.7423aap-5f, 0x1.75216ap-5f, 0x1.7fe76cp-5f, 0x1.9db516p-5f, 0x1.ccd3f4p-5f, 0x1.00f198p-4f,
          0x1.179b0cp-4f}},
        {{-0x1.816712p-7f, -0x1.638ba6p-7f, -0x1.1631eep-7f, -0x1.8ca57ep-8f, -0x1.0c5cacp-8f, -0x1.5da48cp-9f,
          -0x1.bdd86cp-10f, -0x1.18251ap-10f, -0x1.5c2e66p-11f, -0x1.ad1bbap-12f, -0x1.079984p-12f, -0x1.407e7ap-13f,
          -0x1.8530c2p-14f, -0x1.d6840cp-15f, -0x1.1bbd2cp-15f, -0x1.545228p-16f, -0x1.4167e6p-17f, -0x1.cab1b4p-19f,
          -0x1.453122p-20f, -0x1.ca4f4p-22f, -0x1.4363e6p-23f, 0.0f, 0x1.facd4cp-7f, 0x1.14969ap-7f, 0x1.8b415ap-8f,
          0x1.82b296p-8f, 0x1.625b2p-8f, 0x1.ac5f16p-9f, -0x1.3e2f44p-12f, -0x1.1bba0cp-8f, -0x1.01282cp-7f,
          -0x1.51a646p-7f}},
        {{0x1.9b4562p-11f, 0x1.6af84ap-11f, 0x1.00c5acp-11f, 0x1.48b4a2p-12f, 0x1.9167c4p-13f, 0x1.dae08cp-14f,
          0x1.14f5f6p-14f, 0x1.408c02p-15f, 0x1.7113eap-16f, 0x1.a7963p-17f, 0x1.e715ecp-18f, 0x1.16175ap-18f,
          0x1.3e6becp-19f, 0x1.6c22bep-20f, 0x1.a0a9cp-21f, 0x1.db4034p-22f, 0x1.a256cap-23f, 0x1.11a2eap-24f,
          0x1.66276cp-26f, 0x1.d4b7fp-28f, 0x1.34d2d4p-29f, 0.0f, -0x1.7661d2p-10f, -0x1.f70b7ep-9f, -0x1.5089b4p-8f,
          -0x1.4d67e6p-8f, -0x1.17f8ecp-8f, -0x1.80b61ep-9f, -0x1.a5abf4p-10f, -0x1.1ee36ap-11f, 0x1.678e32p-13f,
          0x1.30af44p-11f}},
    }};
};

template <std::size_t Pieces> struct sigmoid_slope_pieces;

template <> struct sigmoid_slope_pieces<32> {
    using column = std::array<float, 32>;
    static constexpr int per_octave = 8;
    static constexpr float limit = 0x1.2p4f, scale = 0x1.9ddb58p-1f, offset = 0x1p0f;
    alignas(64) static constexpr column center{
        0x1.644p0f, 0x1.b38p0f, 0x1.016p1f, 0x1.28ep1f, 0x1.508p1f, 0x1.782p1f, 0x1.9fap1f, 0x1.c74p1f, 0x1.016p2f,
        0x1.28ep2f, 0x1.508p2f, 0x1.782p2f, 0x1.9fap2f, 0x1.c74p2f, 0x1.eeep2f, 0x1.0b4p3f, 0x1.28ep3f, 0x1.508p3f,
        0x1.782p3f, 0x1.9fap3f, 0x1.c74p3f, 0x1.eeep3f, 0x1.0b4p4f, 0.0f, 0.0f, 0x1.db2p-3f, 0x1.8bep-2f, 0x1.152p-1f,
        0x1.644p-1f, 0x1.b38p-1f, 0x1.016p0f, 0x1.28ep0f};
    alignas(64) static constexpr std::array<column, 5> c{{
        {{0x1.46a302p-3f, 0x1.0b4394p-3f, 0x1.aa8b6ap-4f, 0x1.4de59ep-4f, 0x1.011cd6p-4f, 0x1.87368ap-5f, 0x1.272acp-5f,
          0x1.b9ede6p-6f, 0x1.1b7394p-6f, 0x1.36d7cap-7f, 0x1.51b30ap-8f, 0x1.6d626ep-9f, 0x1.8b3cc2p-10f,
          0x1.aa30e2p-11f, 0x1.cb45fp-12f, 0x1.eec07cp-13f, 0x1.882d24p-14f, 0x1.c6ccd4p-16f, 0x1.07afep-17f,
          0x1.32f3c8p-19f, 0x1.63ebcep-21f, 0x1.9cb37cp-23f, 0x1.de89f4p-25f, 0.0f, 0x1p-2f, 0x1.f92c14p-3f,
          0x1.ed560ep-3f, 0x1.dc4236p-3f, 0x1.c6b54p-3f, 0x1.ad8384p-3f, 0x1.91a928p-3f, 0x1.743264p-3f}},
        {{-0x1.89124ap-4f, -0x1.718f56p-4f, -0x1.45d01p-4f, -0x1.121b7p-4f, -0x1.bd02a6p-5f, -0x1.5fdebep-5f,
          -0x1.1111d8p-5f, -0x1.a168a2p-6f, -0x1.1177b4p-6f, -0x1.30e298p-7f, -0x1.4e3208p-8f, -0x1.6b559ap-9f,
          -0x1.8a08fep-10f, -0x1.a97cep-11f, -0x1.cadc28p-12f, -0x1.ee81b6p-13f, -0x1.87f368p-14f, -0x1.c69914p-16f,
          -0x1.079468p-17f, -0x1.32d4c4p-19f, -0x1.63c816p-21f, -0x1.9c8a1cp-23f, -0x1.de59f4p-25f, 0.0f,
          0x1.abf534p-26f, -0x1.d2b28p-6f, -0x1.78c35cp-5f, -0x1.f7549ap-5f, -0x1.3035eap-4f, -0x1.58cbep-4f,
          -0x1.74ec5p-4f, -0x1.84fa9ep-4f}},
        {{0x1.c207a4p-9f, 0x1.d00136p-7f, 0x1.400dbp-6f, 0x1.552c38p-6f, 0x1.408d2p-6f, 0x1.171dbcp-6f, 0x1.ceb64cp-7f,
          0x1.72693cp-7f, 0x1.fc1124p-8f, 0x1.25267cp-8f, 0x1.47418ep-9f, 0x1.67449p-10f, 0x1.87a7f8p-11f,
          0x1.a81acp-12f, 0x1.ca0ea4p-13f, 0x1.ee09c6p-14f, 0x1.87d642p-15f, 0x1.c692cp-17f, 0x1.07941cp-18f,
          0x1.32db78p-20f, 0x1.63cdd8p-22f, 0x1.9c8ep-24f, 0x1.de5b1cp-26f, 0.0f, -0x1.000182p-4f, -0x1.e4f8b2p-5f,
          -0x1.b76adcp-5f, -0x1.788c0ep-5f, -0x1.2e0a74p-5f, -0x1.bbcaep-6f, -0x1.1bf5p-6f, -0x1.0d1406p-7f}},
        {{0x1.de7fdcp-7f, 0x1.176794p-7f, 0x1.b5478ap-9f, -0x1.c944c2p-13f, -0x1.22690ap-9f, -0x1.8f232ep-9f,
          -0x1.9c96dp-9f, -0x1.781b9ep-9f, -0x1.211086p-9f, -0x1.695c8ep-10f, -0x1.a3e93p-11f, -0x1.d6ac1ep-12f,
          -0x1.036012p-12f, -0x1.1a83a2p-13f, -0x1.32175p-14f, -0x1.4ab17ep-15f, -0x1.0b619cp-16f, -0x1.366406p-18f,
          -0x1.6806bep-20f, -0x1.a321f6p-22f, -0x1.e602bap-24f, -0x1.19c63ap-25f, -0x1.46b9e6p-27f, 0.0f,
          0x1.9d1aaep-16f, 0x1.30715ap-7f, 0x1.da2ffep-7f, 0x1.2c02c6p-6f, 0x1.5120d6p-6f, 0x1.5c43eap-6f,
          0x1.503532p-6f, 0x1.3209e6p-6f}},
        {{-0x1.3d81ap-8f, -0x1.383654p-8f, -0x1.d1cbe2p-9f, -0x1.212caep-9f, -0x1.197b2ep-10f, -0x1.4c062p-12f,
          0x1.cd13e2p-14f, 0x1.42e64ap-12f, 0x1.837756p-12f, 0x1.2ce7e6p-12f, 0x1.7f0c78p-13f, 0x1.c0ceaap-14f,
          0x1.f966fp-15f, 0x1.169a74p-15f, 0x1.2fd1bcp-16f, 0x1.49a134p-17f, 0x1.0a3462p-18f, 0x1.35bb18p-20f,
          0x1.67c71p-22f, 0x1.a1ba5p-24f, 0x1.e4f462p-26f, 0x1.197cbcp-27f, 0x1.46c422p-29f, 0.0f, 0x1.50b85ep-7f,
          0x1.346f68p-7f, 0x1.031c0ap-7f, 0x1.632534p-8f, 0x1.01c2cap-9f, -0x1.197094p-11f, -0x1.204754p-9f,
          -0x1.1bd2bap-8f}},
    }};
};

template <> struct sigmoid_pieces<8> {
    using column = std::array<float, 8>;
    static constexpr int per_octave = 2;
    static constexpr float limit = 0x1.3p4f, scale = 0x1.59f22ap-1f, offset = 0x1p0f;
    alignas(64) static constexpr column center{
        0x1.1c2p1f, 0x1.d9ap1f, 0x1.7aep2f, 0x1.1c2p3f, 0x1.aa4p3f, 0.0f, 0.0f, 0x1.1c2p0f};
    alignas(64) static constexpr std::array<column, 7> c{{
        {{0x1.916112p-4f, 0x1.8b38c8p-6f, 0x1.5f09dcp-9f, 0x1.241522p-13f, 0x1.b72b8p-20f, 0.0f, 0x1p-1f,
          0x1.fbb118p-3f}},
        {{-0x1.6a0be6p-4f, -0x1.81afbep-6f, -0x1.5e26bep-9f, -0x1.241d1p-13f, -0x1.c08b3ep-20f, 0.0f, -0x1.00000cp-2f,
          -0x1.7dd63ep-3f}},
        {{0x1.231814p-5f, 0x1.6f14p-7f, 0x1.5c3e6p-10f, 0x1.24058cp-14f, 0x1.bfaad2p-21f, 0.0f, 0x1.3f2c7p-18f,
          0x1.810d54p-5f}},
        {{-0x1.c588ep-8f, -0x1.b9ccc2p-9f, -0x1.c9c928p-12f, -0x1.830f58p-16f, -0x1.08c45p-22f, 0.0f, 0x1.54a14cp-6f,
          0x1.e389c8p-9f}},
        {{-0x1.7fe1d4p-13f, 0x1.5f810ep-11f, 0x1.c0cc84p-14f, 0x1.82da46p-18f, 0x1.0ae79cp-24f, 0.0f, 0x1.7be056p-13f,
          -0x1.3de222p-8f}},
        {{0x1.171b34p-11f, -0x1.1334b4p-14f, -0x1.6e683ap-16f, -0x1.53313ap-20f, -0x1.4f48aap-26f, 0.0f,
          -0x1.44e8fep-9f, 0x1.494736p-11f}},
        {{-0x1.21ce1ep-13f, -0x1.147dbcp-17f, 0x1.ae7b8cp-19f, 0x1.bfbfe4p-23f, 0x1.b9caf2p-29f, 0.0f, 0x1.cfdee6p-12f,
          0x1.4f7376p-12f}},
    }};
};

template <> struct sigmoid_slope_pieces<8> {
    using column = std::array<float, 8>;
    static constexpr int per_octave = 2;
    static constexpr float limit = 0x1.3p4f, scale = 0x1.59f22ap-1f, offset = 0x1p0f;
    alignas(64) static constexpr column center{
        0x1.1c2p1f, 0x1.d9ap1f, 0x1.7aep2f, 0x1.1c2p3f, 0x1.aa4p3f, 0.0f, 0.0f, 0x1.1c2p0f};
    alignas(64) static constexpr std::array<column, 7> c{{
        {{0x1.6a0bf6p-4f, 0x1.81b028p-6f, 0x1.5e19b6p-9f, 0x1.240abep-13f, 0x1.b72b96p-20f, 0.0f, 0x1p-2f,
          0x1.7dd63ap-3f}},
        {{-0x1.231866p-4f, -0x1.6f13d4p-6f, -0x1.5c3e9ep-9f, -0x1.2407dap-13f, -0x1.c08a02p-20f, 0.0f, -0x1.2ac5a8p-21f,
          -0x1.810cbcp-4f}},
        {{0x1.541a0ap-6f, 0x1.4b357p-7f, 0x1.5875a2p-10f, 0x1.23db48p-14f, 0x1.bfa89ap-21f, 0.0f, -0x1.ffe21ep-5f,
          -0x1.6a794cp-7f}},
        {{0x1.814ecap-11f, -0x1.5f8c9ap-9f, -0x1.c0c67p-12f, -0x1.82ab4p-16f, -0x1.08c63ap-22f, 0.0f, -0x1.f986a2p-14f,
          0x1.3d9c94p-6f}},
        {{-0x1.5a493cp-9f, 0x1.736d12p-12f, 0x1.aea8d6p-14f, 0x1.820f86p-18f, 0x1.0aead4p-24f, 0.0f, 0x1.6469d4p-7f,
          -0x1.adb9bep-9f}},
        {{0x1.b03ed6p-11f, 0x1.a39c5ep-15f, -0x1.430fdap-16f, -0x1.5136fap-20f, -0x1.4f3c9ep-26f, 0.0f,
          -0x1.bced5cp-11f, -0x1.dbf2ecp-10f}},
        {{-0x1.ffa84ap-16f, -0x1.3feda6p-15f, 0x1.40422ep-19f, 0x1.ba94bep-23f, 0x1.b9ac4cp-29f, 0.0f, -0x1.ad0f02p-11f,
          0x1.b0447ep-11f}},
    }};
};
// clang-format on

/// σ(x).
template <class V> XACT_INLINE V fast_sigmoid(V x) noexcept {
    const V q = half_line<sigmoid_pieces>(x);
    return select(x >= 0, V(1) - q, q);
}

/// σ(x) σ(-x).
template <class V> XACT_INLINE V fast_sigmoid_slope(V x) noexcept { return half_line<sigmoid_slope_pieces>(x); }

} // namespace math
} // namespace v0
} // namespace xact
