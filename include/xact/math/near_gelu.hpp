#pragma once

#include <array>

#include <xact/math/near_pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// t Φ(-t), and the slope of GELU at -t, as 32 polynomials of degree 7 on [0, 8] (math/near_pieces.hpp). Errors:
// 2^-26.3, 2^-25.4, of the slope beside its root over 1/12; script: tests/certificates/near_gelu.sollya.
// clang-format off
struct near_gelu_pieces {
    using column = std::array<float, 32>;
    static constexpr float quadratic = 0x1.2p-2f, linear = 0x1.bp0f, reach = 0x1.ffep2f;
    alignas(64) static constexpr column center{
        0.0f, 0x1.8cep-1f, 0x1.053ep0f, 0x1.684ap0f, 0x1.ff8ap0f, 0x1.2b39p1f, 0x1.567cp1f, 0x1.792dp1f, 0x1.a01p1f,
        0x1.c3e2p1f, 0x1.e9f5p1f, 0x1.044d8p2f, 0x1.12e6p2f, 0x1.2438p2f, 0x1.3273p2f, 0x1.4038p2f, 0x1.4f31p2f,
        0x1.5bba8p2f, 0x1.697bp2f, 0x1.766cp2f, 0x1.83988p2f, 0x1.8f3d8p2f, 0x1.9b9e8p2f, 0x1.a7dcp2f, 0x1.b3818p2f,
        0x1.be75p2f, 0x1.cb068p2f, 0x1.d5a4p2f, 0x1.e07p2f, 0x1.e9568p2f, 0x1.f5b48p2f, 0x1.ffbe8p2f};
    alignas(64) static constexpr std::array<column, 8> value{{
        {{0.0f, 0x1.5bdd08p-3f, 0x1.415484p-3f, 0x1.cb3212p-4f, 0x1.75ff2cp-5f, 0x1.739776p-6f, 0x1.46f45cp-7f,
          0x1.3623f8p-8f, 0x1.ead652p-10f, 0x1.8018a6p-11f, 0x1.037c7ap-12f, 0x1.95cc38p-14f, 0x1.3a508ap-15f,
          0x1.7cf574p-17f, 0x1.0e48e8p-18f, 0x1.7a3bb4p-20f, 0x1.c9ff5ep-22f, 0x1.42d0cep-23f, 0x1.89796ep-25f,
          0x1.ed0e74p-27f, 0x1.220ddap-28f, 0x1.7babc8p-30f, 0x1.be9ac2p-32f, 0x1.00a65p-33f, 0x1.2ee1c8p-35f,
          0x1.74ff12p-37f, 0x1.74495p-39f, 0x1.bf5e7ap-41f, 0x1.fff6e8p-43f, 0x1.6538d2p-44f, 0x1.404e74p-46f,
          0x1.7242a6p-48f}},
        {{0x1p-1f, -0x1.43461cp-7f, -0x1.68ef5ap-4f, -0x1.07f9cap-3f, -0x1.5de7e4p-4f, -0x1.a19bc4p-5f,
          -0x1.aa9f48p-6f, -0x1.c0cefcp-7f, -0x1.89ccaap-8f, -0x1.4fc5aep-9f, -0x1.ed156p-11f, -0x1.9a3f9ep-12f,
          -0x1.4fed46p-13f, -0x1.b13762p-15f, -0x1.428638p-16f, -0x1.d7d746p-18f, -0x1.2b2808p-19f, -0x1.b59ddap-21f,
          -0x1.1552d6p-22f, -0x1.68071p-24f, -0x1.b693bp-26f, -0x1.27b4c2p-27f, -0x1.66ab22p-29f, -0x1.a8895ep-31f,
          -0x1.0169acp-32f, -0x1.44ff68p-34f, -0x1.4d8966p-36f, -0x1.9a18d4p-38f, -0x1.e0201ep-40f, -0x1.5539dep-41f,
          -0x1.39b63cp-43f, -0x1.71e83p-45f}},
        {{-0x1.988454p-2f, -0x1.a740d4p-3f, -0x1.d15398p-4f, -0x1.768ca6p-10f, 0x1.ba4a8p-5f, 0x1.705f88p-5f,
          0x1.d634c2p-6f, 0x1.1c4ecp-6f, 0x1.1c4e18p-7f, 0x1.0cf20ap-8f, 0x1.b3747p-10f, 0x1.8501a2p-11f,
          0x1.5322fap-12f, 0x1.d497d4p-14f, 0x1.6fd2e6p-15f, 0x1.1a66d4p-16f, 0x1.786822p-18f, 0x1.1e7a9ep-19f,
          0x1.7a90a8p-21f, 0x1.fe4f08p-23f, 0x1.427a5cp-24f, 0x1.c0b76ap-26f, 0x1.190c5p-27f, 0x1.5714dcp-29f,
          0x1.ac0d0ep-31f, 0x1.1555bep-32f, 0x1.24fd5p-34f, 0x1.70ecfep-36f, 0x1.ba4078p-38f, 0x1.405b34p-39f,
          0x1.2e3da2p-41f, 0x1.6bc2c6p-43f}},
        {{0x1.3d777cp-21f, 0x1.09afe6p-3f, 0x1.e884bap-4f, 0x1.1f7cf8p-4f, 0x1.0f83eap-13f, -0x1.e56808p-7f,
          -0x1.00cc24p-6f, -0x1.875d64p-7f, -0x1.d83ca2p-8f, -0x1.fffd04p-9f, -0x1.d3c744p-10f, -0x1.c6dc42p-11f,
          -0x1.aa86fp-12f, -0x1.3ec10ep-13f, -0x1.097d4ap-14f, -0x1.ae19c2p-16f, -0x1.2eba62p-17f, -0x1.e12322p-19f,
          -0x1.4c893ep-20f, -0x1.d2b662p-22f, -0x1.32bc28p-23f, -0x1.b942p-25f, -0x1.1df77p-26f, -0x1.689e14p-28f,
          -0x1.cf92d8p-30f, -0x1.34a09ap-31f, -0x1.5021b6p-33f, -0x1.b1db9ep-35f, -0x1.0a83cep-36f, -0x1.89c5a2p-38f,
          -0x1.7da118p-40f, -0x1.d5243ap-42f}},
        {{0x1.104c72p-4f, 0x1.f631dep-10f, -0x1.64c6dcp-6f, -0x1.2c887cp-5f, -0x1.284b5ap-6f, -0x1.376704p-8f,
          0x1.381d6ap-9f, 0x1.07fa52p-8f, 0x1.cd12c4p-9f, 0x1.34d4fp-9f, 0x1.4d1626p-10f, 0x1.68d0fp-11f,
          0x1.71c7c8p-12f, 0x1.2f2d8p-13f, 0x1.0e4d54p-14f, 0x1.d1393cp-16f, 0x1.5bee16p-17f, 0x1.21fec2p-18f,
          0x1.a4eda4p-20f, 0x1.348ae8p-21f, 0x1.a6f8a4p-23f, 0x1.3b5732p-24f, 0x1.a7b378p-26f, 0x1.14739cp-27f,
          0x1.6ebbeap-29f, 0x1.f6c8f8p-31f, 0x1.19f15ap-32f, 0x1.75bd12p-34f, 0x1.d7157p-36f, 0x1.6412cep-37f,
          0x1.624232p-39f, 0x1.bd5baap-41f}},
        {{0x1.b0d208p-14f, -0x1.6e7a32p-6f, -0x1.f814cap-7f, -0x1.e63456p-13f, 0x1.257c02p-7f, 0x1.93906ep-8f,
          0x1.330b96p-9f, 0x1.1f53fep-12f, -0x1.80e92ap-11f, -0x1.b5c816p-11f, -0x1.38fbbap-11f, -0x1.8d3fe6p-12f,
          -0x1.cb0744p-13f, -0x1.a73122p-14f, -0x1.9a4842p-15f, -0x1.7b3126p-16f, -0x1.30c984p-17f, -0x1.0b9fd4p-18f,
          -0x1.9b728ep-20f, -0x1.3cb802p-21f, -0x1.c78714p-23f, -0x1.60084ep-24f, -0x1.ed4a12p-26f, -0x1.4ea694p-27f,
          -0x1.cb66b4p-29f, -0x1.42da7cp-30f, -0x1.7dff1ep-32f, -0x1.02ebe4p-33f, -0x1.4f59aep-35f, -0x1.fa857ap-37f,
          -0x1.081136p-38f, -0x1.5272aap-40f}},
        {{-0x1.571662p-7f, 0x1.9c7738p-9f, 0x1.92f22ep-8f, 0x1.781296p-8f, -0x1.45f54ep-11f, -0x1.14a2d6p-9f,
          -0x1.be9e9p-10f, -0x1.d8205ep-11f, -0x1.d98c5ap-13f, 0x1.6b4e98p-14f, 0x1.674f6p-13f, 0x1.27e2a8p-13f,
          0x1.90df2ep-14f, 0x1.aa248ap-15f, 0x1.c238c4p-16f, 0x1.c205ep-17f, 0x1.7ff62ep-18f, 0x1.695edap-19f,
          0x1.20b002p-20f, 0x1.d0bb7cp-22f, 0x1.59ae2ap-23f, 0x1.1b141ap-24f, 0x1.950962p-26f, 0x1.1936c4p-27f,
          0x1.8dc7e4p-29f, 0x1.2a5062p-30f, 0x1.44f4d8p-32f, 0x1.d137d8p-34f, 0x1.35144cp-35f, 0x1.13af5ep-36f,
          0x1.063ddcp-38f, 0x1.5fb37ap-40f}},
        {{0x1.3cfbcep-10f, 0x1.a48c9cp-9f, 0x1.3aa646p-10f, -0x1.4d44b8p-10f, -0x1.8a2ae8p-10f, -0x1.1ec6cep-11f,
          0x1.9c6e7ep-13f, 0x1.ab7ad8p-12f, 0x1.32cd16p-12f, 0x1.1f362cp-13f, 0x1.fafadep-16f, -0x1.063caap-16f,
          -0x1.ccd582p-16f, -0x1.79d84cp-16f, -0x1.fc32e2p-17f, -0x1.283dc8p-17f, -0x1.2dc90cp-18f, -0x1.2d347ep-19f,
          -0x1.13aca6p-20f, -0x1.e373bcp-22f, -0x1.8d27f6p-23f, -0x1.493d62p-24f, -0x1.02fc98p-25f, -0x1.8575fap-27f,
          -0x1.221d8cp-28f, -0x1.a5f4fap-30f, -0x1.293122p-31f, -0x1.a4934p-33f, -0x1.217adep-34f, -0x1.88936p-36f,
          -0x1.f68652p-38f, -0x1.4c3c14p-39f}},
    }};
    alignas(64) static constexpr std::array<column, 8> slope{{
        {{0x1p-1f, -0x1.43461cp-7f, -0x1.68ef5ap-4f, -0x1.07f9cap-3f, -0x1.5de7e4p-4f, -0x1.a19bc4p-5f,
          -0x1.aa9f48p-6f, -0x1.c0cefcp-7f, -0x1.89ccaap-8f, -0x1.4fc5aep-9f, -0x1.ed156p-11f, -0x1.9a3f9ep-12f,
          -0x1.4fed46p-13f, -0x1.b13762p-15f, -0x1.428638p-16f, -0x1.d7d746p-18f, -0x1.2b2808p-19f, -0x1.b59ddap-21f,
          -0x1.1552d6p-22f, -0x1.68071p-24f, -0x1.b693bp-26f, -0x1.27b4c2p-27f, -0x1.66ab22p-29f, -0x1.a8895ep-31f,
          -0x1.0169acp-32f, -0x1.44ff68p-34f, -0x1.4d8962p-36f, -0x1.9a18d2p-38f, -0x1.e0201cp-40f, -0x1.5539dep-41f,
          -0x1.39b63cp-43f, -0x1.71e83p-45f}},
        {{-0x1.988454p-1f, -0x1.a740d4p-2f, -0x1.d15396p-3f, -0x1.768c82p-9f, 0x1.ba4a88p-4f, 0x1.705f8ap-4f,
          0x1.d634cp-5f, 0x1.1c4ecp-5f, 0x1.1c4e18p-6f, 0x1.0cf20ap-7f, 0x1.b3747p-9f, 0x1.8501a2p-10f,
          0x1.5322fap-11f, 0x1.d497d4p-13f, 0x1.6fd2eap-14f, 0x1.1a66d8p-15f, 0x1.78682ap-17f, 0x1.1e7aap-18f,
          0x1.7a90b4p-20f, 0x1.fe4f1ap-22f, 0x1.427a68p-23f, 0x1.c0b772p-25f, 0x1.190c5cp-26f, 0x1.5714fp-28f,
          0x1.ac0d2ap-30f, 0x1.1555bep-31f, 0x1.24fdeep-33f, 0x1.70ed6ep-35f, 0x1.ba40f8p-37f, 0x1.405b3p-38f,
          0x1.2e3dcp-40f, 0x1.6bc2d8p-42f}},
        {{0x1.2de1a6p-19f, 0x1.8e87a2p-2f, 0x1.6e637ep-2f, 0x1.af3b86p-3f, 0x1.98d9cap-12f, -0x1.6c0ccep-5f,
          -0x1.813228p-5f, -0x1.25863p-5f, -0x1.622d72p-6f, -0x1.7ffd9cp-7f, -0x1.5ed5bp-8f, -0x1.55256p-9f,
          -0x1.3fe50ap-10f, -0x1.de214ep-12f, -0x1.8e3b36p-13f, -0x1.429274p-14f, -0x1.c6156cp-16f, -0x1.68d962p-17f,
          -0x1.f2caa8p-19f, -0x1.5e0648p-20f, -0x1.cc1664p-22f, -0x1.4aefd2p-23f, -0x1.acef4ap-25f, -0x1.0e7366p-26f,
          -0x1.5ba99p-28f, -0x1.ceef46p-30f, -0x1.f81918p-32f, -0x1.45597ep-33f, -0x1.8fb84ep-35f, -0x1.2754b2p-36f,
          -0x1.1e3346p-38f, -0x1.5fd6aep-40f}},
        {{0x1.10477ep-2f, 0x1.f5223cp-8f, -0x1.64cd0ap-4f, -0x1.2c8964p-3f, -0x1.282d6p-4f, -0x1.372524p-6f,
          0x1.383d1ap-7f, 0x1.07f324p-6f, 0x1.cd0fdep-7f, 0x1.34d7e6p-7f, 0x1.4d0bfep-8f, 0x1.68c8f6p-9f,
          0x1.71cf4ep-10f, 0x1.2f33ecp-11f, 0x1.0e5934p-12f, 0x1.d15942p-14f, 0x1.5c1814p-15f, 0x1.2217fcp-16f,
          0x1.a530ccp-18f, 0x1.34c156p-19f, 0x1.a75052p-21f, 0x1.3b859p-22f, 0x1.a81136p-24f, 0x1.14bf48p-25f,
          0x1.6f2c04p-27f, 0x1.f70edap-29f, 0x1.1acbd4p-30f, 0x1.769bc8p-32f, 0x1.d827fep-34f, 0x1.6415f4p-35f,
          0x1.62dac4p-37f, 0x1.bdec18p-39f}},
        {{0x1.9716bcp-11f, -0x1.ca9536p-4f, -0x1.3aefcap-4f, -0x1.34acbp-10f, 0x1.70f0dap-5f, 0x1.fb77c6p-6f,
          0x1.81cb18p-7f, 0x1.63894ap-10f, -0x1.e2a8bep-9f, -0x1.11932ep-8f, -0x1.887212p-9f, -0x1.f18f96p-10f,
          -0x1.1e6716p-10f, -0x1.0812bap-11f, -0x1.ff7522p-13f, -0x1.d7ec68p-14f, -0x1.7a4136p-15f, -0x1.4c84acp-16f,
          -0x1.fd8d76p-18f, -0x1.87e85ap-19f, -0x1.196a3ep-20f, -0x1.b4000ap-22f, -0x1.3084e4p-23f, -0x1.9c4014p-25f,
          -0x1.1a8898p-26f, -0x1.8fb288p-28f, -0x1.cf260cp-30f, -0x1.3b7b86p-31f, -0x1.98d466p-33f, -0x1.3b792ap-34f,
          -0x1.431c64p-36f, -0x1.9faf8ap-38f}},
        {{-0x1.07f6d2p-4f, 0x1.2eb1a6p-6f, 0x1.31844ap-5f, 0x1.1b451ap-5f, -0x1.52ccf8p-9f, -0x1.7d0e6cp-7f,
          -0x1.421148p-7f, -0x1.6461f2p-8f, -0x1.809eacp-10f, 0x1.042d74p-11f, 0x1.f8f0fp-11f, 0x1.ad116cp-11f,
          0x1.342bcap-11f, 0x1.461d9cp-12f, 0x1.5c1cdap-13f, 0x1.624f46p-14f, 0x1.35e306p-15f, 0x1.221ef8p-16f,
          0x1.dadfa2p-18f, 0x1.80d7bep-19f, 0x1.2186fp-20f, 0x1.d2dd5cp-22f, 0x1.557c8ap-23f, 0x1.e1d0aep-25f,
          0x1.58c88ap-26f, 0x1.efa648p-28f, 0x1.31f5p-29f, 0x1.aaa012p-31f, 0x1.1a6e5ap-32f, 0x1.b6ddb2p-34f,
          0x1.d7d058p-36f, 0x1.352724p-37f}},
        {{0x1.aef6cep-7f, 0x1.653b8ap-6f, 0x1.fa5482p-8f, -0x1.126cp-7f, -0x1.063cc6p-7f, -0x1.190bc4p-10f,
          0x1.4a279ep-9f, 0x1.7afae4p-9f, 0x1.a4ff5ap-10f, 0x1.a5b8d6p-11f, 0x1.207148p-20f, -0x1.b156a6p-13f,
          -0x1.27891ap-13f, -0x1.1bd844p-13f, -0x1.70f856p-14f, -0x1.832854p-15f, -0x1.68745ap-16f, -0x1.65e98cp-17f,
          -0x1.32af96p-18f, -0x1.098e98p-19f, -0x1.af077cp-21f, -0x1.715e0ap-22f, -0x1.12b96ep-23f, -0x1.8f1564p-25f,
          -0x1.1c24acp-26f, -0x1.d1c0e4p-28f, -0x1.fa1d14p-30f, -0x1.7664aep-31f, -0x1.089d26p-32f, -0x1.d61f24p-34f,
          -0x1.cc442ep-36f, -0x1.3f3906p-37f}},
        {{-0x1.4e625p-8f, -0x1.a76934p-12f, -0x1.c544a2p-8f, -0x1.be6488p-9f, 0x1.1b0166p-9f, 0x1.6e095p-9f,
          0x1.41e61ap-10f, 0x1.90e04ap-13f, -0x1.43461p-11f, -0x1.21486cp-12f, -0x1.0d2e3ep-12f, -0x1.0a6082p-13f,
          0x1.23d57cp-14f, 0x1.fb2002p-16f, 0x1.a6b134p-16f, 0x1.89fc74p-16f, 0x1.e9e144p-17f, 0x1.1aeecp-17f,
          0x1.1a3ep-18f, 0x1.050e14p-19f, 0x1.b629e2p-21f, 0x1.7e45aep-22f, 0x1.422292p-23f, 0x1.fb4ep-25f,
          0x1.9a843ap-26f, 0x1.1ec3f2p-27f, 0x1.bf8e52p-29f, 0x1.467fa8p-30f, 0x1.c0dedp-32f, 0x1.3e7c82p-33f,
          0x1.aa93f6p-35f, 0x1.1e914cp-36f}},
    }};
};
// clang-format on

} // namespace math
} // namespace v0
} // namespace xact
