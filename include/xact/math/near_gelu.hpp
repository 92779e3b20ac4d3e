#pragma once

#include <array>

#include <xact/math/near_pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// t Φ(-t), and the slope of GELU at -t, as 32 polynomials of degree 7 on [0, 8] (math/near_pieces.hpp). Errors:
// 2^-26.7, 2^-25.4, of the slope beside its root over 1/12; script: tests/certificates/near_gelu.sollya.
// clang-format off
struct near_gelu_pieces {
    using column = std::array<float, 32>;
    static constexpr float quadratic = 0x1.2p-2f, linear = 0x1.bp0f, reach = 0x1.ffep2f;
    alignas(64) static constexpr column center{
        0.0f, 0x1.8cep-1f, 0x1.053ep0f, 0x1.684ap0f, 0x1.e08p0f, 0x1.1bc3p1f, 0x1.4653p1f, 0x1.6fbap1f, 0x1.9569p1f,
        0x1.b9a2p1f, 0x1.e094p1f, 0x1.ff19p1f, 0x1.0f718p2f, 0x1.1f47p2f, 0x1.2d2e8p2f, 0x1.3dcb8p2f, 0x1.49c7p2f,
        0x1.579d8p2f, 0x1.64f98p2f, 0x1.729fp2f, 0x1.7dc88p2f, 0x1.8d35p2f, 0x1.98bp2f, 0x1.a3b3p2f, 0x1.afb4p2f,
        0x1.bacd8p2f, 0x1.c7298p2f, 0x1.d2cap2f, 0x1.db708p2f, 0x1.e7528p2f, 0x1.f2fc8p2f, 0x1.fdb08p2f};
    alignas(64) static constexpr std::array<column, 8> value{{
        {{0.0f, 0x1.5bdd08p-3f, 0x1.415484p-3f, 0x1.cb3212p-4f, 0x1.d15p-5f, 0x1.e3a24p-6f, 0x1.c2b7cap-7f,
          0x1.7eecb6p-8f, 0x1.3f682p-9f, 0x1.fa8c92p-11f, 0x1.55df72p-12f, 0x1.1138d6p-13f, 0x1.8b5352p-15f,
          0x1.0dd08cp-16f, 0x1.8efb2ep-18f, 0x1.c8951ep-20f, 0x1.630418p-21f, 0x1.c876a4p-23f, 0x1.23e1bap-24f,
          0x1.5c253p-26f, 0x1.f44f62p-28f, 0x1.ce8b78p-30f, 0x1.2b65fp-31f, 0x1.89bd32p-33f, 0x1.c4d91p-35f,
          0x1.15371p-36f, 0x1.1e628ap-38f, 0x1.35d1dcp-40f, 0x1.ca7f7cp-42f, 0x1.c6328p-44f, 0x1.be671ap-46f,
          0x1.de5212p-48f}},
        {{0x1p-1f, -0x1.43461cp-7f, -0x1.68ef5ap-4f, -0x1.07f9cap-3f, -0x1.92f0cap-4f, -0x1.ff9472p-5f,
          -0x1.16f1e4p-5f, -0x1.0daf66p-6f, -0x1.f2cb8ap-8f, -0x1.b06cdap-9f, -0x1.3e6ffp-10f, -0x1.0f1112p-11f,
          -0x1.a11ad8p-13f, -0x1.2d906cp-14f, -0x1.d3d01cp-16f, -0x1.1a9ce4p-17f, -0x1.c839ap-19f, -0x1.31b57cp-20f,
          -0x1.96474ep-22f, -0x1.f73ccap-24f, -0x1.748bd8p-25f, -0x1.6668c6p-27f, -0x1.dd748p-29f, -0x1.42718cp-30f,
          -0x1.7d7e78p-32f, -0x1.df1e34p-34f, -0x1.fcd27cp-36f, -0x1.1a475ep-37f, -0x1.a9802ep-39f, -0x1.b0116ep-41f,
          -0x1.b2d696p-43f, -0x1.dbf12ap-45f}},
        {{-0x1.988454p-2f, -0x1.a740d4p-3f, -0x1.d15398p-4f, -0x1.768ca6p-10f, 0x1.ab8542p-5f, 0x1.97ff5ep-5f,
          0x1.1d28dep-5f, 0x1.49c71p-6f, 0x1.5c2d8ap-7f, 0x1.50ab4cp-8f, 0x1.12d2ap-9f, 0x1.f72902p-11f,
          0x1.9f0e54p-12f, 0x1.4001a8p-13f, 0x1.05adc8p-14f, 0x1.4f7c38p-16f, 0x1.19f9fep-17f, 0x1.8b244cp-19f,
          0x1.1196c8p-20f, 0x1.60c89ep-22f, 0x1.0d8fd2p-23f, 0x1.0e7788p-25f, 0x1.735172p-27f, 0x1.01e382p-28f,
          0x1.3a4a3ap-30f, 0x1.955a84p-32f, 0x1.bb0bdep-34f, 0x1.f8ac16p-36f, 0x1.83b3bp-37f, 0x1.93e8bap-39f,
          0x1.a0969p-41f, 0x1.d21772p-43f}},
        {{0x1.3d777cp-21f, 0x1.09afe6p-3f, 0x1.e884bap-4f, 0x1.1f7cf8p-4f, 0x1.4f2376p-7f, -0x1.7a6f26p-7f,
          -0x1.0d3ae8p-6f, -0x1.ad9952p-7f, -0x1.140df2p-7f, -0x1.35029p-8f, -0x1.1f1354p-9f, -0x1.1ed1f8p-10f,
          -0x1.00b21ap-11f, -0x1.aa0a2ep-13f, -0x1.71bba4p-14f, -0x1.fa4562p-16f, -0x1.bcddcap-17f, -0x1.47396p-18f,
          -0x1.d9b8d8p-20f, -0x1.3ee5ecp-21f, -0x1.f817bep-23f, -0x1.08725cp-24f, -0x1.76ceccp-26f, -0x1.0c1dcap-27f,
          -0x1.5116acp-29f, -0x1.bf0beep-31f, -0x1.f787dap-33f, -0x1.26c16cp-34f, -0x1.cdf90ap-36f, -0x1.ee46bap-38f,
          -0x1.057534p-39f, -0x1.2b40b6p-41f}},
        {{0x1.104c72p-4f, 0x1.f631dep-10f, -0x1.64c6dcp-6f, -0x1.2c887cp-5f, -0x1.81f53ep-6f, -0x1.239516p-7f,
          0x1.f946fcp-12f, 0x1.f849cep-9f, 0x1.f1436cp-9f, 0x1.61695p-9f, 0x1.89edc4p-10f, 0x1.b8d16ap-11f,
          0x1.b445e2p-12f, 0x1.8b27d8p-13f, 0x1.6f675ep-14f, 0x1.0f1216p-15f, 0x1.f4ac8cp-17f, 0x1.84995ep-18f,
          0x1.274e1ep-19f, 0x1.a0aab4p-21f, 0x1.558472p-22f, 0x1.77e7aap-24f, 0x1.1396c4p-25f, 0x1.96d0e8p-27f,
          0x1.08498ap-28f, 0x1.68ed4ap-30f, 0x1.a3982ep-32f, 0x1.f98c7ep-34f, 0x1.946dfcp-35f, 0x1.bceb02p-37f,
          0x1.e3582cp-39f, 0x1.1b3534p-40f}},
        {{0x1.b0d208p-14f, -0x1.6e7a32p-6f, -0x1.f814cap-7f, -0x1.e63456p-13f, 0x1.250a42p-7f, 0x1.ecceb6p-8f,
          0x1.e4f82p-9f, 0x1.792d8ep-11f, -0x1.2f5c06p-11f, -0x1.c1fca4p-11f, -0x1.5e62f6p-11f, -0x1.d0fe9ap-12f,
          -0x1.07ba7ap-12f, -0x1.0aecb2p-13f, -0x1.0dc802p-14f, -0x1.b2e342p-16f, -0x1.a8e0dep-17f, -0x1.5e6474p-18f,
          -0x1.19122p-19f, -0x1.a18986p-21f, -0x1.64203p-22f, -0x1.9d342cp-24f, -0x1.39e77ep-25f, -0x1.deea1ep-27f,
          -0x1.4232a4p-28f, -0x1.c5e446p-30f, -0x1.10d14ep-31f, -0x1.52f52ep-33f, -0x1.15067ep-34f, -0x1.398a66p-36f,
          -0x1.5e6296p-38f, -0x1.a5081ap-40f}},
        {{-0x1.571662p-7f, 0x1.9c7738p-9f, 0x1.92f22ep-8f, 0x1.781296p-8f, 0x1.4e1b4ep-11f, -0x1.b44f96p-10f,
          -0x1.f2c394p-10f, -0x1.224132p-10f, -0x1.9d8dep-12f, 0x1.f38346p-17f, 0x1.4f7c08p-13f, 0x1.3c1788p-13f,
          0x1.bc886p-14f, 0x1.066d6p-14f, 0x1.298dp-15f, 0x1.07d5c6p-16f, 0x1.1724b6p-17f, 0x1.eec784p-19f,
          0x1.a6e224p-20f, 0x1.4a378ep-21f, 0x1.29e688p-22f, 0x1.6285cap-24f, 0x1.1b47b6p-25f, 0x1.c5aeeep-27f,
          0x1.3c9464p-28f, 0x1.cf85d4p-30f, 0x1.1c1af6p-31f, 0x1.68af54p-33f, 0x1.37d49p-34f, 0x1.68670cp-36f,
          0x1.9555c2p-38f, 0x1.f02c6ep-40f}},
        {{0x1.3cfbcep-10f, 0x1.a48c9cp-9f, 0x1.3aa646p-10f, -0x1.4d44b8p-10f, -0x1.92fc28p-10f, -0x1.35a636p-11f,
          0x1.bd491ap-14f, 0x1.bad552p-12f, 0x1.36100ep-12f, 0x1.47ab8p-13f, 0x1.459b64p-15f, -0x1.7527p-17f,
          -0x1.cd325cp-16f, -0x1.8d897ap-16f, -0x1.0307b6p-16f, -0x1.298c9ep-17f, -0x1.42f26ep-18f, -0x1.359848p-19f,
          -0x1.1a4024p-20f, -0x1.f786acp-22f, -0x1.ab3f1p-23f, -0x1.4da0b4p-24f, -0x1.0a593p-25f, -0x1.9dcca4p-27f,
          -0x1.2fa2b4p-28f, -0x1.bad1bp-30f, -0x1.387244p-31f, -0x1.ade2c8p-33f, -0x1.2e7b0ep-34f, -0x1.930bacp-36f,
          -0x1.073d06p-37f, -0x1.5427d2p-39f}},
    }};
    alignas(64) static constexpr std::array<column, 8> slope{{
        {{0x1p-1f, -0x1.43461cp-7f, -0x1.68ef5ap-4f, -0x1.07f9cap-3f, -0x1.92f0cap-4f, -0x1.ff9472p-5f,
          -0x1.16f1e4p-5f, -0x1.0daf66p-6f, -0x1.f2cb8ap-8f, -0x1.b06cdap-9f, -0x1.3e6ffp-10f, -0x1.0f1112p-11f,
          -0x1.a11ad8p-13f, -0x1.2d906cp-14f, -0x1.d3d01cp-16f, -0x1.1a9ce4p-17f, -0x1.c839ap-19f, -0x1.31b57cp-20f,
          -0x1.96474ep-22f, -0x1.f73ccap-24f, -0x1.748bd8p-25f, -0x1.6668c6p-27f, -0x1.dd748p-29f, -0x1.42718cp-30f,
          -0x1.7d7e78p-32f, -0x1.df1e34p-34f, -0x1.fcd27cp-36f, -0x1.1a475ep-37f, -0x1.a9802ep-39f, -0x1.b0116ep-41f,
          -0x1.b2d696p-43f, -0x1.dbf12ap-45f}},
        {{-0x1.988454p-1f, -0x1.a740d4p-2f, -0x1.d15396p-3f, -0x1.768c82p-9f, 0x1.ab8542p-4f, 0x1.97ff5ep-4f,
          0x1.1d28dep-4f, 0x1.49c71p-5f, 0x1.5c2d8ap-6f, 0x1.50ab4cp-7f, 0x1.12d2ap-8f, 0x1.f729p-10f, 0x1.9f0e54p-11f,
          0x1.4001a8p-12f, 0x1.05adc8p-13f, 0x1.4f7c38p-15f, 0x1.19fap-16f, 0x1.8b244cp-18f, 0x1.1196c8p-19f,
          0x1.60c8ap-21f, 0x1.0d8fd2p-22f, 0x1.0e778ap-24f, 0x1.735176p-26f, 0x1.01e384p-27f, 0x1.3a4a3cp-29f,
          0x1.955a84p-31f, 0x1.bb0be4p-33f, 0x1.f8ac1ep-35f, 0x1.83b3acp-36f, 0x1.93e8bcp-38f, 0x1.a09698p-40f,
          0x1.d2177ap-42f}},
        {{0x1.2de1a6p-19f, 0x1.8e87a2p-2f, 0x1.6e637ep-2f, 0x1.af3b86p-3f, 0x1.f6b4fap-6f, -0x1.1bd362p-5f,
          -0x1.93d858p-5f, -0x1.4232fap-5f, -0x1.9e14e6p-6f, -0x1.cf83ep-7f, -0x1.ae9ceap-8f, -0x1.ae3ae8p-9f,
          -0x1.810b2ap-10f, -0x1.3f87aep-11f, -0x1.154cbap-12f, -0x1.7bb418p-14f, -0x1.4da648p-15f, -0x1.ead5fap-17f,
          -0x1.634a8ap-18f, -0x1.de58cep-20f, -0x1.7a11b2p-21f, -0x1.8cabc6p-23f, -0x1.191b22p-24f, -0x1.922c84p-26f,
          -0x1.f9a1c6p-28f, -0x1.4f48c2p-29f, -0x1.79a5dap-31f, -0x1.ba2254p-33f, -0x1.5a7aacp-34f, -0x1.72b4cp-36f,
          -0x1.882ffp-38f, -0x1.c0e166p-40f}},
        {{0x1.10477ep-2f, 0x1.f5223cp-8f, -0x1.64cd0ap-4f, -0x1.2c8964p-3f, -0x1.81f604p-4f, -0x1.23956p-5f,
          0x1.f9236cp-10f, 0x1.f84b14p-7f, 0x1.f143a8p-7f, 0x1.6169cp-7f, 0x1.89ee7ep-8f, 0x1.b8d44p-9f,
          0x1.b445dcp-10f, 0x1.8b2758p-11f, 0x1.6f671ep-12f, 0x1.0f11a8p-13f, 0x1.f4a95p-15f, 0x1.8498b6p-16f,
          0x1.274dd2p-17f, 0x1.a0a74p-19f, 0x1.55856ap-20f, 0x1.77e296p-22f, 0x1.13924cp-23f, 0x1.96cdaap-25f,
          0x1.08474cp-26f, 0x1.68edp-28f, 0x1.a39066p-30f, 0x1.f9808cp-32f, 0x1.947296p-33f, 0x1.bce87cp-35f,
          0x1.e34b58p-37f, 0x1.1b2d68p-38f}},
        {{0x1.9716bcp-11f, -0x1.ca9536p-4f, -0x1.3aefcap-4f, -0x1.34acbp-10f, 0x1.6e4714p-5f, 0x1.33ee8ap-5f,
          0x1.2efef2p-6f, 0x1.d73194p-9f, -0x1.7b14c4p-9f, -0x1.192ab6p-8f, -0x1.b6362p-9f, -0x1.229c84p-9f,
          -0x1.49a572p-10f, -0x1.4d9d18p-11f, -0x1.5143a6p-12f, -0x1.0faf9ep-13f, -0x1.09a54cp-14f, -0x1.b622c8p-16f,
          -0x1.5f7c14p-17f, -0x1.050f56p-18f, -0x1.bd4db2p-20f, -0x1.0215f6p-21f, -0x1.88781p-23f, -0x1.2b86eap-24f,
          -0x1.93099p-26f, -0x1.1be324p-27f, -0x1.55314ep-29f, -0x1.a7ae3p-31f, -0x1.5a645ep-32f, -0x1.884b58p-34f,
          -0x1.b612fcp-36f, -0x1.071104p-37f}},
        {{-0x1.07f6d2p-4f, 0x1.2eb1a6p-6f, 0x1.31844ap-5f, 0x1.1b451ap-5f, 0x1.fd031cp-9f, -0x1.47b2f6p-7f,
          -0x1.74d67ep-7f, -0x1.b4dea4p-8f, -0x1.369192p-9f, 0x1.5ede28p-14f, 0x1.e6849cp-11f, 0x1.d3958ap-11f,
          0x1.4d77eap-11f, 0x1.8b4408p-12f, 0x1.be9724p-13f, 0x1.918616p-14f, 0x1.a43d0ep-15f, 0x1.735d14p-16f,
          0x1.3d1006p-17f, 0x1.f279aep-19f, 0x1.bcf0ep-20f, 0x1.115792p-21f, 0x1.af928cp-23f, 0x1.55382ep-24f,
          0x1.dcb5acp-26f, 0x1.5afa76p-27f, 0x1.afffeep-29f, 0x1.154316p-30f, 0x1.cfcc9cp-32f, 0x1.0e6c1ep-33f,
          0x1.36eb2cp-35f, 0x1.7fd008p-37f}},
        {{0x1.aef6cep-7f, 0x1.653b8ap-6f, 0x1.fa5482p-8f, -0x1.126cp-7f, -0x1.4d07acp-7f, -0x1.c0e918p-9f,
          0x1.62401cp-10f, 0x1.8db7cep-9f, 0x1.f0fd4ep-10f, 0x1.fdf4bep-11f, 0x1.6fad6p-14f, -0x1.6d6b32p-13f,
          -0x1.9d94bp-13f, -0x1.49b7c6p-13f, -0x1.a8c4d2p-14f, -0x1.b274bap-15f, -0x1.f0d994p-16f, -0x1.e8ec34p-17f,
          -0x1.bc0992p-18f, -0x1.7b7ce8p-19f, -0x1.625b7ap-20f, -0x1.b981dcp-22f, -0x1.752ad6p-23f, -0x1.385ceap-24f,
          -0x1.c3e206p-26f, -0x1.57e346p-27f, -0x1.b8f8a4p-29f, -0x1.1e751ap-30f, -0x1.fd50dep-32f, -0x1.2fabf2p-33f,
          -0x1.629e32p-35f, -0x1.b6a41ep-37f}},
        {{-0x1.4e625p-8f, -0x1.a76934p-12f, -0x1.c544a2p-8f, -0x1.be6488p-9f, 0x1.77d67ep-10f, 0x1.775862p-9f,
          0x1.a429b8p-10f, 0x1.532fe4p-11f, -0x1.7c73bcp-11f, -0x1.8296c4p-12f, -0x1.72b94p-12f, -0x1.add8aep-13f,
          -0x1.7d4dcep-16f, 0x1.06acf4p-16f, 0x1.094566p-15f, 0x1.a2ec22p-16f, 0x1.0705a4p-16f, 0x1.0b7ab8p-17f,
          0x1.1a9d68p-18f, 0x1.e47b94p-20f, 0x1.b6f986p-21f, 0x1.a2b6cep-22f, 0x1.52003ep-23f, 0x1.0c0b7ap-24f,
          0x1.a5128p-26f, 0x1.3ce9bep-27f, 0x1.c2794ap-29f, 0x1.4dac8ep-30f, 0x1.caf662p-32f, 0x1.4a8a5ap-33f,
          0x1.b2e4bcp-35f, 0x1.2f03e8p-36f}},
    }};
};
// clang-format on

} // namespace math
} // namespace v0
} // namespace xact
