#pragma once

#include <array>
#include <limits>

#include <xact/math/fast_one_plus_exp.hpp>
#include <xact/math/fast_pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// x·tanh(ln(1 + e^x)) = x·n/(n + 2), n = e (e + 2), e = e^x; above 20 the quotient is 1.
template <class V> XACT_INLINE V fast_mish(V x) noexcept {
    const V e = fast_falling_exp_in_sum(-at_most(V(20), x)), n = e * (e + V(2));
    return at_least(V(std::numeric_limits<float>::lowest()), x) * (n / (n + V(2)));
}

// Its slope as polynomials of degree 6 on pieces (math/fast_pieces.hpp), narrow on the right. Error, over max(1, |f|):
// 2^-22.5; script: tests/certificates/fast_mish.sollya.
// clang-format off
template <std::size_t Pieces> struct mish_slope_pieces;

template <> struct mish_slope_pieces<32> {
    using column = std::array<float, 32>;
    static constexpr int per_octave = 16;
    static constexpr float low = -0x1.51p4f, high = 0x1.56p3f, scale = -0x1.54c77cp-3f, offset = 0x1.cfa2eap1f;
    alignas(64) static constexpr column center{
        0x1.2cp3f, 0x1.14p3f, 0x1.f78p2f, 0x1.c78p2f, 0x1.978p2f, 0x1.678p2f, 0x1.378p2f, 0x1.078p2f, 0x1.ae8p1f,
        0x1.4e8p1f, 0x1.dc8p0f, 0x1.1cp0f, 0x1.6fp-2f, -0x1.92p-2f, -0x1.31432cp0f, -0x1.e5p0f, -0x1.83p1f, -0x1.218p2f,
        -0x1.818p2f, -0x1.e2p2f, -0x1.21p3f, -0x1.51p3f, -0x1.81p3f, -0x1.b1p3f, -0x1.e18p3f, -0x1.088p4f, -0x1.208p4f,
        -0x1.39p4f, -0x1.51p4f, 0x1.56p3f, 0x1.4ap3f, 0x1.3ep3f};
    alignas(64) static constexpr std::array<column, 7> c{{
        {{0x1.000004p0f, 0x1.000012p0f, 0x1.000048p0f, 0x1.000124p0f, 0x1.000482p0f, 0x1.001186p0f, 0x1.00422ep0f,
          0x1.00ef0ep0f, 0x1.03257cp0f, 0x1.092484p0f, 0x1.13b4a4p0f, 0x1.10f684p0f, 0x1.a14992p-1f, 0x1.68742cp-2f,
          0x1.beb774p-31f, -0x1.a8ad2p-4f, -0x1.7ab062p-4f, -0x1.355766p-5f, -0x1.8d826ep-7f, -0x1.caa4bap-9f,
          -0x1.f796aap-11f, -0x1.0abb3p-12f, -0x1.1388e8p-14f, -0x1.175c88p-16f, -0x1.1328dcp-18f, -0x1.13d046p-20f,
          -0x1.0df1b8p-22f, -0x1.fd06dp-25f, 0.0f, 0x1p0f, 0x1p0f, 0x1.000002p0f}},
        {{-0x1.01f726p-21f, -0x1.083284p-19f, -0x1.0e37f2p-17f, -0x1.0cf7cp-15f, -0x1.074aaep-13f, -0x1.f6d0acp-12f,
          -0x1.ce6ac8p-10f, -0x1.8f92eep-8f, -0x1.3594p-6f, -0x1.7539d6p-5f, -0x1.a85bfp-5f, 0x1.0cf588p-3f,
          0x1.13b27ap-1f, 0x1.3257dep-1f, 0x1.115ad6p-2f, 0x1.bb439p-5f, -0x1.49c3dp-5f, -0x1.b30e4p-6f,
          -0x1.3d4c26p-7f, -0x1.842712p-9f, -0x1.b8d218p-11f, -0x1.dd7a62p-13f, -0x1.f51c92p-15f, -0x1.01118p-16f,
          -0x1.ff248ep-19f, -0x1.020e36p-20f, -0x1.fc3096p-23f, -0x1.e19b08p-25f, 0.0f, 0.0f, -0x1.5751dap-24f,
          -0x1.70e914p-23f}},
        {{0x1.7b0726p-20f, 0x1.9c3a7p-22f, 0x1.309cd6p-17f, 0x1.c9cb4p-16f, 0x1.e4268cp-14f, 0x1.bd0654p-12f,
          0x1.89fb8ep-10f, 0x1.3e64dep-8f, 0x1.ab85ep-7f, 0x1.4b14cap-6f, -0x1.03dcc8p-5f, -0x1.d5ac58p-3f,
          -0x1.ccbfp-3f, 0x1.224ac2p-3f, 0x1.a34bc4p-3f, 0x1.8fe566p-4f, 0x1.acd25cp-8f, -0x1.ef12p-8f, -0x1.d8d1acp-9f,
          -0x1.3d78fp-10f, -0x1.7a00eap-12f, -0x1.a57afep-14f, -0x1.c3263cp-16f, -0x1.d58c58p-18f, -0x1.d7f722p-20f,
          -0x1.e0977p-22f, -0x1.dc7ce2p-24f, -0x1.c62f4ep-26f, 0.0f, 0.0f, 0x1.4c2ecap-17f, -0x1.ce129p-18f}},
        {{-0x1.64fd7ep-22f, -0x1.0f6962p-20f, -0x1.27de7ep-18f, -0x1.2caa5ap-16f, -0x1.19f0bcp-14f, -0x1.ff79b6p-13f,
          -0x1.ae2b36p-11f, -0x1.38853ep-9f, -0x1.36b3e4p-8f, 0x1.1103bep-9f, 0x1.c17278p-5f, 0x1.7eeea4p-4f,
          -0x1.034514p-3f, -0x1.f463a8p-4f, 0x1.57374p-5f, 0x1.7d4abp-5f, 0x1.69eefcp-7f, -0x1.223228p-11f,
          -0x1.9bd0eap-11f, -0x1.489feep-12f, -0x1.a41a04p-14f, -0x1.e7381ep-16f, -0x1.0b6908p-17f, -0x1.1b405ep-19f,
          -0x1.20767cp-21f, -0x1.28a642p-23f, -0x1.287482p-25f, -0x1.1c6f8ep-27f, 0.0f, 0.0f, -0x1.a0e016p-22f,
          0x1.53069ep-21f}},
        {{-0x1.c3dee2p-17f, 0x1.620762p-16f, -0x1.5ef5fp-16f, 0x1.3c62ap-15f, -0x1.8d9c4p-22f, 0x1.6b939cp-14f,
          0x1.3946fep-12f, 0x1.8d3f2ap-11f, 0x1.c68754p-12f, -0x1.e1093ap-8f, -0x1.c49576p-6f, 0x1.b96eeap-6f,
          0x1.36ba28p-4f, -0x1.07bc8ap-4f, -0x1.4db8dap-6f, 0x1.19178ap-7f, 0x1.3772c6p-8f, 0x1.876f42p-12f,
          -0x1.77b7bap-14f, -0x1.d2484cp-15f, -0x1.50052p-16f, -0x1.9c87e2p-18f, -0x1.d43f6ep-20f, -0x1.fb1fb6p-22f,
          -0x1.065556p-23f, -0x1.110fb4p-25f, -0x1.136a5ap-27f, -0x1.0a166cp-29f, 0.0f, 0.0f, -0x1.2403acp-11f,
          0x1.a2cee2p-12f}},
        {{0x1.45c5b8p-22f, -0x1.2398a8p-20f, -0x1.025568p-19f, -0x1.fb776cp-20f, -0x1.663d0cp-17f, -0x1.15a12cp-15f,
          -0x1.78ec5ap-14f, -0x1.dc8f1ap-14f, 0x1.345f74p-11f, 0x1.17454cp-8f, 0x1.23780ap-9f, -0x1.07d354p-5f,
          0x1.d5cf64p-6f, 0x1.a31a34p-7f, -0x1.ffacd6p-7f, -0x1.18387p-9f, 0x1.29e88ep-10f, 0x1.8e42c4p-13f,
          0x1.71ecf4p-18f, -0x1.ae890ap-18f, -0x1.9569aep-19f, -0x1.11acfcp-20f, -0x1.465924p-22f, -0x1.6c5b7cp-24f,
          -0x1.810394p-26f, -0x1.969b2ap-28f, -0x1.9ed28ap-30f, -0x1.94b52cp-32f, 0.0f, 0.0f, 0x1.42870cp-17f,
          -0x1.5baa34p-16f}},
        {{0x1.ce4188p-15f, -0x1.5d61dap-14f, 0x1.87e196p-14f, -0x1.f5d02ep-14f, 0x1.03249ap-13f, 0x1.2af278p-14f,
          0x1.85bc7ap-14f, -0x1.ca0ae6p-15f, -0x1.d7f23cp-12f, -0x1.a43fd6p-11f, 0x1.1e27a8p-8f, 0x1.d8bc9cp-9f,
          -0x1.31a566p-6f, 0x1.0f05c2p-6f, -0x1.566ac4p-9f, -0x1.fcf86ap-10f, 0x1.daac3ap-14f, 0x1.9d252p-15f,
          0x1.465618p-18f, -0x1.19c6bcp-22f, -0x1.63171ap-22f, -0x1.19a0ccp-23f, -0x1.687b7cp-25f, -0x1.a23688p-27f,
          -0x1.ca2204p-29f, -0x1.e37db2p-31f, -0x1.f3559cp-33f, -0x1.fa2c58p-35f, 0.0f, 0.0f, 0x1.27b778p-7f,
          -0x1.a80be4p-8f}},
    }};
};
// clang-format on

/// Its slope; with AVX2 as e (4 (x + 1) + e (4x + 6 + e (4 + e)))/(n + 2)².
template <class V> XACT_INLINE V fast_mish_slope(V x) noexcept {
    if constexpr (has_pieces<V, mish_slope_pieces>) {
        return line<mish_slope_pieces>(x);
    } else {
        const V y = at_least(V(-fast_falling_limit), at_most(V(20), x)), four(4), y4 = four * y;
        const V e = fast_falling_exp(-y), d = fma(e, e + V(2), V(2)),
                n = fma(e, fma(e, e + four, y4 + V(6)), y4 + four);
        const V slope = with_sign_about(-0x1.31432cp0f, x, (e * n) / (d * d));
        return select(x > V(20), V(1), slope);
    }
}

} // namespace math
} // namespace v0
} // namespace xact
