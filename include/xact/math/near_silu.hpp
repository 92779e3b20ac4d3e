#pragma once

#include <array>

#include <xact/math/near_pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// The slope of SiLU at -t as 16 polynomials of degree 8 on [0, 16] (math/near_pieces.hpp). Error: 2^-26.7, beside the
// root over 1/14; script: tests/certificates/near_silu.sollya.
// clang-format off
struct near_silu_pieces {
    using column = std::array<float, 16>;
    static constexpr float quadratic = -0x1.68ba2ep-6f, linear = 0x1.522e8cp0f, reach = 0x1.ffep3f;
    alignas(64) static constexpr column center{
        0.0f, 0x1.8984p-1f, 0x1.4746p0f, 0x1.2effp1f, 0x1.d016p1f, 0x1.200dp2f, 0x1.5a188p2f, 0x1.965d8p2f,
        0x1.d5358p2f, 0x1.0b598p3f, 0x1.2dc44p3f, 0x1.521acp3f, 0x1.78bacp3f, 0x1.a20a8p3f, 0x1.cec9p3f, 0x1.fffb8p3f};
    alignas(64) static constexpr std::array<column, 9> slope{{
        {{0x1p-1f, 0x1.34191ep-3f, 0x1.810288p-17f, -0x1.98be76p-4f, -0x1.0cfd4p-4f, -0x1.3665eap-5f, -0x1.40728p-6f,
          -0x1.31300ap-7f, -0x1.0f422ap-8f, -0x1.c56a38p-10f, -0x1.62b062p-11f, -0x1.029bbap-12f, -0x1.5c6f26p-14f,
          -0x1.ad3698p-16f, -0x1.d944c2p-18f, -0x1.c55bd6p-20f}},
        {{-0x1p-1f, -0x1.7cd612p-2f, -0x1.be1c2ap-3f, -0x1.8cc6dcp-9f, 0x1.29906ap-5f, 0x1.ab4bf8p-6f, 0x1.e8f92cp-7f,
          0x1.ede888p-8f, 0x1.c80e24p-9f, 0x1.878904p-10f, 0x1.388ep-11f, 0x1.cf1e6ep-13f, 0x1.3c15aap-14f,
          0x1.89a1f8p-16f, 0x1.b61cbep-18f, 0x1.a72234p-20f}},
        {{-0x1.50321cp-31f, 0x1.267e74p-3f, 0x1.2c57c4p-3f, 0x1.8b51f4p-5f, -0x1.7f969p-9f, -0x1.c5139ep-8f,
          -0x1.4d5db2p-8f, -0x1.77ebf2p-9f, -0x1.710d6ep-10f, -0x1.497c96p-11f, -0x1.0e5fe8p-12f, -0x1.98ff6cp-14f,
          -0x1.1bbb2cp-15f, -0x1.660ceap-17f, -0x1.92f4ap-19f, -0x1.88e89p-21f}},
        {{0x1.55556p-4f, 0x1.b80b7ep-6f, -0x1.353134p-6f, -0x1.ac78bp-6f, -0x1.13898cp-8f, 0x1.52c83ap-13f,
          0x1.ca38bep-11f, 0x1.546402p-11f, 0x1.76d2dcp-12f, 0x1.642284p-13f, 0x1.301944p-14f, 0x1.d9266cp-16f,
          0x1.4f21ap-17f, 0x1.adf4c2p-19f, 0x1.ea64fep-21f, 0x1.e3928ep-23f}},
        {{-0x1.dcf84ep-21f, -0x1.beeafep-6f, -0x1.f2dd28p-7f, 0x1.6be1dap-8f, 0x1.28398cp-9f, 0x1.133022p-11f,
          -0x1.0456f2p-20f, -0x1.5c6a3ep-14f, -0x1.fcb57ep-15f, -0x1.10eafp-15f, -0x1.f0af52p-17f, -0x1.902c2p-18f,
          -0x1.2467dcp-19f, -0x1.7e799p-21f, -0x1.bb9536p-23f, -0x1.bb6422p-25f}},
        {{-0x1.9949c2p-7f, 0x1.1b70dcp-10f, 0x1.b0e44cp-8f, 0x1.0447d8p-11f, -0x1.42befcp-11f, -0x1.bb0426p-13f,
          -0x1.73a652p-15f, -0x1.aed3e6p-21f, 0x1.c9db24p-18f, 0x1.1ed9b2p-18f, 0x1.229d88p-19f, 0x1.0c3196p-20f,
          0x1.86e01ep-22f, 0x1.0c1614p-23f, 0x1.3c916cp-25f, 0x1.411fe2p-27f}},
        {{-0x1.cda5d2p-15f, 0x1.c49e4ap-9f, 0x1.0b54d8p-13f, -0x1.68b8fcp-11f, 0x1.2e855ep-14f, 0x1.034a98p-14f,
          0x1.38ac6cp-16f, 0x1.35e1dap-19f, 0x1.90064p-21f, -0x1.52b738p-21f, -0x1.a998aep-22f, -0x1.b6833cp-24f,
          -0x1.f7890ep-25f, -0x1.33e6dap-26f, -0x1.7e27f6p-28f, -0x1.913d34p-30f}},
        {{0x1.e87304p-10f, -0x1.5a191cp-11f, -0x1.a33a7cp-11f, 0x1.975f64p-13f, -0x1.65ecf8p-17f, -0x1.d2b8fap-20f,
          -0x1.5c9246p-20f, -0x1.6f67bp-20f, 0x1.a9264p-22f, -0x1.36b738p-23f, -0x1.07a076p-24f, 0x1.de5292p-26f,
          0x1.63518cp-30f, 0x1.118ebap-29f, 0x1.347aeep-31f, 0x1.3088ep-33f}},
        {{-0x1.3a0e9ap-12f, -0x1.3ae262p-12f, 0x1.ab25cap-13f, -0x1.5c9d32p-17f, -0x1.147c6cp-16f, 0x1.bf1df4p-20f,
          0x1.544e24p-20f, 0x1.ec702p-24f, 0x1.cf801cp-23f, -0x1.e1be86p-26f, -0x1.5f6e14p-26f, 0x1.6658e6p-29f,
          -0x1.c1a054p-30f, -0x1.4c06cp-32f, -0x1.00e2d6p-33f, -0x1.319884p-35f}},
    }};
};
// clang-format on

/// The slope of x·σ(βx), a function of h = βx; beyond reach something is left beside 1, too.
template <class V> XACT_INLINE attempt<V> near_logistic_gate_slope(dw<V> h) noexcept {
    const V t = abs(h.hi), d = near_piece<near_silu_pieces, V>(dw<V>{t, flip_sign(h.lo, h.hi)}).slope();
    return {select(h.hi >= 0, V(1) - d, d), V(near_silu_pieces::reach) - t};
}
template <class V> XACT_INLINE attempt<V> near_logistic_gate_slope(V h) noexcept {
    return near_logistic_gate_slope(dw<V>{h, V(0)});
}

} // namespace math
} // namespace v0
} // namespace xact
