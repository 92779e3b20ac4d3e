#pragma once

#include <array>

#include <xact/math/near_pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// sinh(t)/3 less what rounding takes of 1/3, times t, as 16 polynomials of degree 6 on [0, 8] (math/near_pieces.hpp),
// for a function that rises: centred a third from where they begin. Error: 2^-26.6; script:
// tests/certificates/near_hyper_sinh.sollya.
// clang-format off
struct near_hyper_sinh_pieces {
    using column = std::array<float, 16>;
    static constexpr float quadratic = 0x1.4aaaaap-4f, linear = 0x1.4aaaaap0f, reach = 0x1.ffep2f;
    alignas(64) static constexpr column center{
        0.0f, 0x1.3ab8p-1f, 0x1.4e78p0f, 0x1.f362p0f, 0x1.4732p1f, 0x1.9038p1f, 0x1.d5d1p1f, 0x1.0c048p2f, 0x1.2c02p2f,
        0x1.4aa5p2f, 0x1.68458p2f, 0x1.84e98p2f, 0x1.a0988p2f, 0x1.bb94p2f, 0x1.d5c08p2f, 0x1.ef4p2f};
    alignas(64) static constexpr std::array<column, 7> value{{
        {{0.0f, 0x1.be8dc4p-3f, 0x1.240e5cp-1f, 0x1.2609f4p0f, 0x1.114404p1f, 0x1.e5707p1f, 0x1.a29994p2f,
          0x1.5f4204p3f, 0x1.218fa8p4f, 0x1.d35e46p4f, 0x1.73435ep5f, 0x1.22680ap6f, 0x1.bf92cap6f, 0x1.552404p7f,
          0x1.00c0c2p8f, 0x1.7e6bbap8f}},
        {{0x1.555556p-2f, 0x1.97dfbp-2f, 0x1.524418p-1f, 0x1.322bc2p0f, 0x1.149398p1f, 0x1.e74f86p1f, 0x1.a324a6p2f,
          0x1.5f6b78p3f, 0x1.219c3ap4f, 0x1.d3661p4f, 0x1.7345d2p5f, 0x1.2268d2p6f, 0x1.bf934cp6f, 0x1.55242ep7f,
          0x1.00c0dp8f, 0x1.7e6bc4p8f}},
        {{0x1.c09424p-27f, 0x1.be8ddap-4f, 0x1.240e64p-2f, 0x1.2609f8p-1f, 0x1.114408p0f, 0x1.e57072p0f, 0x1.a29994p1f,
          0x1.5f4206p2f, 0x1.218fa8p3f, 0x1.d35e48p3f, 0x1.73436p4f, 0x1.22680ap5f, 0x1.bf92cap5f, 0x1.552402p6f,
          0x1.00c0c2p7f, 0x1.7e6bbcp7f}},
        {{0x1.c71b6ep-5f, 0x1.0fea82p-4f, 0x1.c303eep-4f, 0x1.983aep-3f, 0x1.70c40cp-2f, 0x1.44e0a2p-1f, 0x1.176f1cp0f,
          0x1.d48ddcp0f, 0x1.8227b4p1f, 0x1.3799b6p2f, 0x1.ef0646p2f, 0x1.83392p3f, 0x1.2a6294p4f, 0x1.c6de3p4f,
          0x1.565744p5f, 0x1.fde26ep5f}},
        {{0x1.88b946p-18f, 0x1.298e4ap-7f, 0x1.85520ep-6f, 0x1.87f8c2p-5f, 0x1.6c4d28p-4f, 0x1.439388p-3f,
          0x1.17062cp-2f, 0x1.d451acp-2f, 0x1.8205f6p-1f, 0x1.378be8p0f, 0x1.ef003ap0f, 0x1.8323f4p1f, 0x1.2a5d1ap2f,
          0x1.c6cc1cp2f, 0x1.564ef2p3f, 0x1.fde7dp3f}},
        {{0x1.6808a4p-9f, 0x1.b33fccp-9f, 0x1.6a4bcep-8f, 0x1.463a8cp-7f, 0x1.27f79ep-6f, 0x1.02d8cap-5f,
          0x1.bbaa84p-5f, 0x1.78f65ep-4f, 0x1.31cf46p-3f, 0x1.f1a01ap-3f, 0x1.8ec4ep-2f, 0x1.30cafap-1f, 0x1.dbe7c2p-1f,
          0x1.64dcbp0f, 0x1.1003a4p1f, 0x1.9e261p1f}},
        {{0x1.37697ep-14f, 0x1.754ff2p-12f, 0x1.b89798p-11f, 0x1.ce366p-10f, 0x1.972098p-9f, 0x1.85aaf4p-8f,
          0x1.5d1bd6p-7f, 0x1.f0bb5ap-7f, 0x1.f2a1dep-6f, 0x1.6c63dap-5f, 0x1.faddap-5f, 0x1.100b9p-3f, 0x1.609ebcp-3f,
          0x1.4c5e9ep-2f, 0x1.abe3b8p-2f, 0x1.ae8f24p-2f}},
    }};
};
// clang-format on

} // namespace math
} // namespace v0
} // namespace xact
