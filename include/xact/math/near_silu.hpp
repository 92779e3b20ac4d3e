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
        0.0f, 0x1.8984p-1f, 0x1.4746p0f, 0x1.2effp1f, 0x1.abf3p1f, 0x1.0d6b8p2f, 0x1.46c2p2f, 0x1.82458p2f,
        0x1.c0318p2f, 0x1.00624p3f, 0x1.224cp3f, 0x1.4605cp3f, 0x1.6bd6p3f, 0x1.94538p3f, 0x1.bfdd4p3f, 0x1.ef984p3f};
    alignas(64) static constexpr std::array<column, 9> slope{{
        {{0x1p-1f, 0x1.34191ep-3f, 0x1.810288p-17f, -0x1.98be76p-4f, -0x1.377f6p-4f, -0x1.7963d2p-5f, -0x1.92526cp-6f,
          -0x1.88abdap-7f, -0x1.64f61ep-8f, -0x1.306c7ap-9f, -0x1.e5f89p-11f, -0x1.6a5702p-12f, -0x1.f5d27p-14f,
          -0x1.3dbc56p-15f, -0x1.6c243ep-17f, -0x1.6d5ef6p-19f}},
        {{-0x1p-1f, -0x1.7cd612p-2f, -0x1.be1c2ap-3f, -0x1.8cc6dcp-9f, 0x1.2d0844p-5f, 0x1.ecee4cp-6f, 0x1.2abd4ap-6f,
          0x1.3897b2p-7f, 0x1.28c946p-8f, 0x1.04ca74p-9f, 0x1.a9a536p-11f, 0x1.42e02ap-12f, 0x1.c56ae4p-14f,
          0x1.226ce4p-15f, 0x1.501ef4p-17f, 0x1.54269ap-19f}},
        {{-0x1.50321cp-31f, 0x1.267e74p-3f, 0x1.2c57c4p-3f, 0x1.8b51f4p-5f, 0x1.e7c5cep-10f, -0x1.b8f946p-8f,
          -0x1.805c7p-8f, -0x1.ce6cfep-9f, -0x1.d840ccp-10f, -0x1.b1ffc6p-11f, -0x1.6d3a9ap-12f, -0x1.1b637cp-13f,
          -0x1.9500dp-15f, -0x1.071cfcp-16f, -0x1.341986p-18f, -0x1.3aee36p-20f}},
        {{0x1.55556p-4f, 0x1.b80b7ep-6f, -0x1.353134p-6f, -0x1.ac78bp-6f, -0x1.dd20e8p-8f, -0x1.59f394p-11f,
          0x1.afeebep-11f, 0x1.89aaeep-11f, 0x1.d1a1fp-12f, 0x1.cd1e7p-13f, 0x1.9631d4p-14f, 0x1.4524acp-15f,
          0x1.db6c5ep-17f, 0x1.3a662p-18f, 0x1.756f7ep-20f, 0x1.824726p-22f}},
        {{-0x1.dcf84ep-21f, -0x1.beeafep-6f, -0x1.f2dd28p-7f, 0x1.6be1dap-8f, 0x1.a591dcp-9f, 0x1.ded8e8p-11f,
          0x1.88298p-14f, -0x1.4243ap-14f, -0x1.299ebap-14f, -0x1.563246p-15f, -0x1.45024ep-16f, -0x1.1053fcp-17f,
          -0x1.9acaecp-19f, -0x1.15f894p-20f, -0x1.50125ap-22f, -0x1.60a63ep-24f}},
        {{-0x1.9949c2p-7f, 0x1.1b70dcp-10f, 0x1.b0e44cp-8f, 0x1.0447d8p-11f, -0x1.80eaaap-11f, -0x1.5371eap-12f,
          -0x1.588ca4p-14f, -0x1.12ce02p-17f, 0x1.826126p-18f, 0x1.625544p-18f, 0x1.84556ep-19f, 0x1.5f84ccp-20f,
          0x1.1556cep-21f, 0x1.81fb74p-23f, 0x1.de2316p-25f, 0x1.fecba6p-27f}},
        {{-0x1.cda5d2p-15f, 0x1.c49e4ap-9f, 0x1.0b54d8p-13f, -0x1.68b8fcp-11f, 0x1.da6beap-15f, 0x1.238304p-14f,
          0x1.9ea99ap-16f, 0x1.797f06p-18f, 0x1.fbe75ep-22f, -0x1.9128d2p-22f, -0x1.5595b8p-22f, -0x1.615042p-23f,
          -0x1.2b82f4p-24f, -0x1.b602b8p-26f, -0x1.163d54p-27f, -0x1.2fecbep-29f}},
        {{0x1.e87304p-10f, -0x1.5a191cp-11f, -0x1.a33a7cp-11f, 0x1.975f64p-13f, 0x1.822e5ap-16f, -0x1.515344p-17f,
          -0x1.a29338p-18f, -0x1.b8637ap-20f, 0x1.8457b8p-24f, -0x1.36d136p-24f, 0x1.33043ep-25f, 0x1.38cca4p-27f,
          0x1.6ac636p-28f, 0x1.dc63d4p-29f, 0x1.045a4p-30f, 0x1.1f81bap-32f}},
        {{-0x1.3a0e9ap-12f, -0x1.3ae262p-12f, 0x1.ab25cap-13f, -0x1.5c9d32p-17f, -0x1.5666a6p-16f, -0x1.a978b8p-19f,
          -0x1.92d488p-21f, 0x1.281242p-23f, 0x1.fbfefcp-22f, -0x1.244c26p-25f, 0x1.e629f8p-27f, -0x1.cf4aaap-28f,
          -0x1.659eap-29f, 0x1.491574p-35f, -0x1.4eff08p-33f, -0x1.980906p-35f}},
    }};
};
// clang-format on

/// The slope of x·σ(βx), a function of h = βx; beyond reach something is left beside 1, too.
template <class V> XACT_INLINE attempt<V> near_logistic_gate_slope(dw<V> h) noexcept {
    const V t = abs(h.hi), d = near_piece<near_silu_pieces, V>(dw<V>{t, flip_sign(h.lo, h.hi)}).slope();
    return {gate_slope(h.hi, d), V(near_silu_pieces::reach) - t};
}
template <class V> XACT_INLINE attempt<V> near_logistic_gate_slope(V h) noexcept {
    return near_logistic_gate_slope(dw<V>{h, V(0)});
}

} // namespace math
} // namespace v0
} // namespace xact
