#pragma once

#include <array>

#include <xact/math/fast_pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// t Φ(-t), and the slope of GELU at -t, for t >= 0, as polynomials on pieces (math/fast_pieces.hpp): of degree 4 on 32,
// of degrees 5 and 6 on 8. Errors, absolute: 2^-26.8, 2^-26.3; 2^-22.2, 2^-23.1; script:
// tests/certificates/fast_gelu.sollya.
// clang-format off
template <std::size_t Pieces> struct gelu_pieces;

template <> struct gelu_pieces<32> {
    using column = std::array<float, 32>;
    static constexpr int per_octave = 16;
    static constexpr float limit = 0x1.78p2f, scale = 0x1.aec4ecp-1f, offset = 0x1.bp0f;
    alignas(64) static constexpr column center{
        0x1.c86p-2f, 0x1.304p-1f, 0x1.7c6p-1f, 0x1.c86p-1f, 0x1.0a4p0f, 0x1.304p0f, 0x1.564p0f, 0x1.7c6p0f, 0x1.a26p0f,
        0x1.c86p0f, 0x1.ee8p0f, 0x1.0a4p1f, 0x1.1d4p1f, 0x1.304p1f, 0x1.434p1f, 0x1.564p1f, 0x1.72ep1f, 0x1.98ep1f,
        0x1.beep1f, 0x1.e4ep1f, 0x1.058p2f, 0x1.188p2f, 0x1.2b8p2f, 0x1.3e8p2f, 0x1.518p2f, 0x1.64ap2f, 0.0f, 0.0f,
        0x1.c86p-4f, 0x1.7c6p-3f, 0x1.0a4p-2f, 0x1.564p-2f};
    alignas(64) static constexpr std::array<column, 5> c{{
        {{0x1.2b4ddap-3f, 0x1.501b4ep-3f, 0x1.5c10eap-3f, 0x1.543752p-3f, 0x1.3db672p-3f, 0x1.1d9056p-3f, 0x1.f043bp-4f,
          0x1.a1de8ap-4f, 0x1.5610c4p-4f, 0x1.107beep-4f, 0x1.a6881p-5f, 0x1.3fa81p-5f, 0x1.d7d8eap-6f, 0x1.53e8c2p-6f,
          0x1.de2e7p-7f, 0x1.48852p-7f, 0x1.652d1p-8f, 0x1.2566d6p-9f, 0x1.b80fcp-11f, 0x1.2d81b4p-12f, 0x1.782a4ep-14f,
          0x1.aebc8cp-16f, 0x1.c326dep-18f, 0x1.b05144p-20f, 0x1.7b124ap-22f, 0x1.2ce5ap-24f, 0.0f, 0.0f,
          0x1.9fe314p-5f, 0x1.445448p-4f, 0x1.a742cep-4f, 0x1.f94d82p-4f}},
        {{0x1.55dc7ap-3f, 0x1.3d5afep-4f, 0x1.f9c81cp-9f, -0x1.af51bp-5f, -0x1.7a94dep-4f, -0x1.ddd782p-4f,
          -0x1.05512ep-3f, -0x1.05ecep-3f, -0x1.ed28dp-4f, -0x1.b9c6bap-4f, -0x1.7b3f1cp-4f, -0x1.39d5eap-4f,
          -0x1.f621acp-5f, -0x1.853e28p-5f, -0x1.24e038p-5f, -0x1.ac58dcp-6f, -0x1.fbb2eep-7f, -0x1.ce488cp-8f,
          -0x1.7c451cp-9f, -0x1.1b6454p-10f, -0x1.7e048ap-12f, -0x1.d5c7cp-14f, -0x1.06e7dap-15f, -0x1.0c104ep-17f,
          -0x1.f2520ep-20f, -0x1.a20cccp-22f, 0.0f, 0x1p-1f, 0x1.a5578ep-2f, 0x1.69fbd6p-2f, 0x1.30474ap-2f,
          0x1.f1aeb6p-3f}},
        {{-0x1.4d27bap-2f, -0x1.19f29ap-2f, -0x1.c0e624p-3f, -0x1.4b0054p-3f, -0x1.b4e1e8p-4f, -0x1.d9bdd4p-5f,
          -0x1.1c6856p-6f, 0x1.c22d3ep-7f, 0x1.2060b8p-5f, 0x1.88f5ecp-5f, 0x1.b5ea62p-5f, 0x1.b4ff08p-5f,
          0x1.94a41ap-5f, 0x1.61bd72p-5f, 0x1.26de56p-5f, 0x1.d79e68p-6f, 0x1.3a2a4cp-6f, 0x1.464eacp-7f,
          0x1.2c715ap-8f, 0x1.ee69a2p-10f, 0x1.6c3132p-11f, 0x1.e54ed4p-13f, 0x1.2456f4p-14f, 0x1.3f0f36p-16f,
          0x1.3bf18ep-18f, 0x1.193e9ap-20f, 0.0f, -0x1.988462p-2f, -0x1.937732p-2f, -0x1.8a9b4cp-2f, -0x1.7d9828p-2f,
          -0x1.6cbca4p-2f}},
        {{0x1.a12d7cp-4f, 0x1.ee02fcp-4f, 0x1.0860c8p-3f, 0x1.053e62p-3f, 0x1.e0e2fcp-4f, 0x1.9d1162p-4f, 0x1.498a9p-4f,
          0x1.e11904p-5f, 0x1.378f78p-5f, 0x1.46c342p-6f, 0x1.6249eap-8f, -0x1.50770ap-8f, -0x1.85fd76p-7f,
          -0x1.f97b7ep-7f, -0x1.0d2f2ap-6f, -0x1.00cf68p-6f, -0x1.a08ccap-7f, -0x1.074f2p-7f, -0x1.1a895cp-8f,
          -0x1.07e6eap-9f, -0x1.b1d2c6p-11f, -0x1.3e5acp-12f, -0x1.a26bf8p-14f, -0x1.ee7d9ep-16f, -0x1.07849cp-17f,
          -0x1.f6dd6p-20f, 0.0f, 0x1.9ac5dcp-17f, 0x1.e0f4dp-6f, 0x1.8a3b5ap-5f, 0x1.0d162cp-4f, 0x1.4e994cp-4f}},
        {{0x1.42428ep-5f, 0x1.80e28p-6f, 0x1.698efep-8f, -0x1.6be7d6p-7f, -0x1.73532ap-6f, -0x1.0b4f78p-5f,
          -0x1.249d5p-5f, -0x1.27eb14p-5f, -0x1.117c7ep-5f, -0x1.c90e2p-6f, -0x1.572f1p-6f, -0x1.d95e6ep-7f,
          -0x1.16b4fcp-7f, -0x1.cad26p-9f, 0x1.1f7396p-17f, 0x1.32e3bp-9f, 0x1.fd0a78p-9f, 0x1.e4bd2ap-9f,
          0x1.4a9044p-9f, 0x1.6e625ap-10f, 0x1.59813p-11f, 0x1.1b83fp-12f, 0x1.9a2ddep-14f, 0x1.07b9fap-15f,
          0x1.2f24e4p-17f, 0x1.38bfa8p-19f, 0.0f, 0x1.0f9c28p-4f, 0x1.00ebb8p-4f, 0x1.fb2ad4p-5f, 0x1.ea7214p-5f,
          0x1.70bafcp-5f}},
    }};
};

template <std::size_t Pieces> struct gelu_slope_pieces;

template <> struct gelu_slope_pieces<32> {
    using column = std::array<float, 32>;
    static constexpr int per_octave = 16;
    static constexpr float limit = 0x1.9p2f, scale = 0x1.79689cp-1f, offset = 0x1.9p0f;
    alignas(64) static constexpr column center{
        0x1.80ead2p-1f, 0x1.b22p-1f, 0x1.048p0f, 0x1.2fep0f, 0x1.5b4p0f, 0x1.86cp0f, 0x1.b22p0f, 0x1.dd8p0f, 0x1.048p1f,
        0x1.1a2p1f, 0x1.2fep1f, 0x1.45ap1f, 0x1.5b4p1f, 0x1.71p1f, 0x1.86cp1f, 0x1.9c6p1f, 0x1.bdp1f, 0x1.e86p1f,
        0x1.09ep2f, 0x1.1fap2f, 0x1.354p2f, 0x1.4bp2f, 0x1.60cp2f, 0x1.766p2f, 0.0f, 0.0f, 0x1.048p-3f, 0x1.b22p-3f,
        0x1.2fep-2f, 0x1.86cp-2f, 0x1.dd8p-2f, 0x1.1a2p-1f};
    alignas(64) static constexpr std::array<column, 5> c{{
        {{-0x1.6737d8p-28f, -0x1.364a68p-5f, -0x1.66397ap-4f, -0x1.dd253ep-4f, -0x1.0684eep-3f, -0x1.03126p-3f,
          -0x1.d9c692p-4f, -0x1.97eec6p-4f, -0x1.4d9296p-4f, -0x1.0507a4p-4f, -0x1.87517ep-5f, -0x1.1a1288p-5f,
          -0x1.88ab34p-6f, -0x1.072fdcp-6f, -0x1.54c738p-7f, -0x1.abc25ap-8f, -0x1.8e41bap-9f, -0x1.0185d2p-10f,
          -0x1.25aa1cp-12f, -0x1.26afd8p-14f, -0x1.07e44ap-16f, -0x1.9f0768p-19f, -0x1.213dfap-21f, -0x1.698982p-24f,
          0.0f, 0x1p-1f, 0x1.98a24cp-2f, 0x1.55608ep-2f, 0x1.148558p-2f, 0x1.adbfep-3f, 0x1.3aa364p-3f,
          0x1.a1900ap-4f}},
        {{-0x1.b9d992p-2f, -0x1.6d5082p-2f, -0x1.d594c4p-3f, -0x1.dd6c0ep-4f, -0x1.a0f0acp-6f, 0x1.503a26p-5f,
          0x1.53c51ap-4f, 0x1.a86a1cp-4f, 0x1.b93bap-4f, 0x1.9b8dfap-4f, 0x1.62db92p-4f, 0x1.1f5dfcp-4f, 0x1.b9de4ap-5f,
          0x1.4367bp-5f, 0x1.c50ffcp-6f, 0x1.314abap-6f, 0x1.390126p-7f, 0x1.c51358p-9f, 0x1.1d4e3ep-10f,
          0x1.390826p-12f, 0x1.2fd66cp-14f, 0x1.0157ccp-16f, 0x1.802582p-19f, 0x1.ff8f66p-22f, 0.0f, -0x1.98844cp-1f,
          -0x1.91f286p-1f, -0x1.86779p-1f, -0x1.75b5p-1f, -0x1.602d5cp-1f, -0x1.4697a2p-1f, -0x1.29b16ap-1f}},
        {{0x1.8d97d6p-2f, 0x1.8caa34p-2f, 0x1.6f28fep-2f, 0x1.368ecep-2f, 0x1.dd0562p-3f, 0x1.44e1bep-3f,
          0x1.71da78p-4f, 0x1.16ccc2p-5f, -0x1.dbb11ap-8f, -0x1.1052ccp-5f, -0x1.7b0b74p-5f, -0x1.941446p-5f,
          -0x1.77b7b8p-5f, -0x1.3e6b22p-5f, -0x1.f6927ap-6f, -0x1.76651p-6f, -0x1.b43974p-7f, -0x1.6b5e0ep-8f,
          -0x1.0180e8p-9f, -0x1.3916c8p-11f, -0x1.4cc0ap-13f, -0x1.31f082p-15f, -0x1.ec2694p-18f, -0x1.5f0de2p-20f,
          0.0f, -0x1.9e0c5p-16f, 0x1.9aaa8ap-4f, 0x1.4edd38p-3f, 0x1.c5ce2ep-3f, 0x1.1755c4p-2f, 0x1.432a26p-2f,
          0x1.656dc4p-2f}},
        {{0x1.24fdbp-6f, -0x1.84757ep-6f, -0x1.5fc498p-4f, -0x1.04497p-3f, -0x1.297c2ap-3f, -0x1.23c718p-3f,
          -0x1.fbb0eep-4f, -0x1.8a59f4p-4f, -0x1.0d44fcp-4f, -0x1.342d54p-5f, -0x1.e354c8p-7f, 0x1.734a2p-10f,
          0x1.6aa486p-7f, 0x1.fadf56p-7f, 0x1.07ac16p-6f, 0x1.da05fp-7f, 0x1.52e11ep-7f, 0x1.5916bep-8f, 0x1.1d9b08p-9f,
          0x1.8affeap-11f, 0x1.d4ce4ap-13f, 0x1.dbc3eep-15f, 0x1.a27c48p-17f, 0x1.43cf5ap-19f, 0.0f, 0x1.113e8ep-2f,
          0x1.065f84p-2f, 0x1.eac424p-3f, 0x1.b9c088p-3f, 0x1.7be1fep-3f, 0x1.3452fp-3f, 0x1.cc0e7ap-4f}},
        {{-0x1.e10432p-4f, -0x1.aa83a2p-4f, -0x1.3cc4dp-4f, -0x1.6608eep-5f, -0x1.50b7a6p-7f, 0x1.1e6298p-6f,
          0x1.23ee52p-5f, 0x1.6ac7eap-5f, 0x1.698cbp-5f, 0x1.37544p-5f, 0x1.d72cf2p-6f, 0x1.34f7a2p-6f, 0x1.49ad1ap-7f,
          0x1.ade9c4p-9f, -0x1.20ce4cp-10f, -0x1.c36162p-9f, -0x1.153b1cp-8f, -0x1.9004a2p-9f, -0x1.9a03b8p-10f,
          -0x1.4c94bcp-11f, -0x1.bd9f3p-13f, -0x1.f80f9ap-15f, -0x1.e7a6e2p-17f, -0x1.96f30ap-19f, 0.0f,
          -0x1.9464cap-7f, -0x1.25173cp-5f, -0x1.ce8b6ap-5f, -0x1.44cd32p-4f, -0x1.98345p-4f, -0x1.c0b66ap-4f,
          -0x1.d346bcp-4f}},
    }};
};

template <> struct gelu_pieces<8> {
    using column = std::array<float, 8>;
    static constexpr int per_octave = 8;
    static constexpr float limit = 0x1.88p2f, scale = 0x1.a0a2f4p-3f, offset = 0x1.6p0f;
    alignas(64) static constexpr column center{
        0x1.d7ep1f, 0x1.3aap2f, 0.0f, 0.0f, 0x1.d7ep-1f, 0x1.894p0f, 0x1.134p1f, 0x1.61ep1f};
    alignas(64) static constexpr std::array<column, 6> c{{
        {{0x1.b799a6p-12f, 0x1.2806e8p-19f, 0.0f, 0.0f, 0x1.50a7e6p-3f, 0x1.87b21ep-4f, 0x1.15aa8p-5f, 0x1.021d44p-7f}},
        {{-0x1.918bep-10f, -0x1.683a02p-17f, 0.0f, 0x1.fffbecp-2f, -0x1.fc9e84p-5f, -0x1.02388p-3f, -0x1.1b80cp-4f,
          -0x1.5cea0ep-6f}},
        {{0x1.51e0a4p-9f, 0x1.87cc4cp-16f, 0.0f, -0x1.98232cp-2f, -0x1.3370acp-3f, 0x1.68e91ap-6f, 0x1.a8ce88p-5f,
          0x1.93dde2p-6f}},
        {{-0x1.59c688p-9f, -0x1.2b758ap-15f, 0.0f, -0x1.79e45cp-9f, 0x1.028a56p-3f, 0x1.a5ecccp-5f, -0x1.216e16p-7f,
          -0x1.e08b1p-7f}},
        {{0x1.daeb3ep-10f, 0x1.a921bp-15f, 0.0f, 0x1.38eaacp-4f, -0x1.9c6eb4p-7f, -0x1.1da646p-5f, -0x1.7f324cp-7f,
          0x1.8f3604p-9f}},
        {{-0x1.6e165cp-11f, -0x1.3db1p-15f, 0.0f, -0x1.03684cp-6f, -0x1.2e5daep-6f, 0x1.c4f4dcp-9f, 0x1.062ep-7f,
          0x1.a59dfep-10f}},
    }};
};

template <> struct gelu_slope_pieces<8> {
    using column = std::array<float, 8>;
    static constexpr int per_octave = 8;
    static constexpr float limit = 0x1.a8p2f, scale = 0x1.5eaf58p-3f, offset = 0x1.4p0f;
    alignas(64) static constexpr column center{
        0x1.47p2f, 0.0f, 0.0f, 0x1.80ead2p-1f, 0x1.d34p0f, 0x1.47p1f, 0x1.a48p1f, 0x1.01p2f};
    alignas(64) static constexpr std::array<column, 7> c{{
        {{-0x1.1a1012p-18f, 0.0f, 0x1p-1f, -0x1.6737d8p-28f, -0x1.a8ad38p-4f, -0x1.13f1f2p-5f, -0x1.6409fcp-8f,
          -0x1.f23a1ep-12f}},
        {{0x1.5e4d08p-16f, 0.0f, -0x1.98852p-1f, -0x1.b9d912p-2f, 0x1.9b4f6p-4f, 0x1.1b0794p-4f, 0x1.049106p-6f,
          0x1.d1778ep-10f}},
        {{-0x1.9757d8p-15f, 0.0f, 0x1.675ac6p-13f, 0x1.8d7db4p-2f, 0x1.790dfp-5f, -0x1.9392f8p-5f, -0x1.4aa50ap-6f,
          -0x1.911e72p-9f}},
        {{0x1.1c2b2cp-14f, 0.0f, 0x1.0eb106p-2f, 0x1.3f8d6ap-6f, -0x1.a77068p-4f, 0x1.2c9cd6p-9f, 0x1.bc1a1p-7f,
          0x1.9f379ap-9f}},
        {{-0x1.326b58p-14f, 0.0f, 0x1.d0835p-8f, -0x1.ec9424p-4f, 0x1.6262d8p-5f, 0x1.2a5c08p-6f, -0x1.ff7cdep-9f,
          -0x1.15b25ep-9f}},
        {{0x1.326d2cp-14f, 0.0f, -0x1.37203cp-4f, 0x1.db2b56p-6f, 0x1.eba38ap-8f, -0x1.67d7aep-7f, -0x1.46fd7p-10f,
          0x1.c29962p-11f}},
        {{-0x1.4e687cp-15f, 0.0f, 0x1.3502acp-6f, 0x1.2723a4p-8f, -0x1.540cf2p-7f, 0x1.657eacp-10f, 0x1.906b94p-10f,
          -0x1.09ebfp-13f}},
    }};
};
// clang-format on

/// x·Φ(x).
template <class V> XACT_INLINE V fast_gelu(V x) noexcept { return fast_gate<gelu_pieces>(x); }

/// Φ(x) + x φ(x).
template <class V> XACT_INLINE V fast_gelu_slope(V x) noexcept { return fast_gate_slope<gelu_slope_pieces>(x); }

} // namespace math
} // namespace v0
} // namespace xact
