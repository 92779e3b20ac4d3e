#pragma once

#include <array>
#include <limits>

#include <xact/math/fast_one_plus_exp.hpp>
#include <xact/math/fast_pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// GoLU with α = β = γ = 1 and its slope as polynomials of degree 6 on pieces (math/fast_pieces.hpp), narrow on the
// left. Errors, over max(1, |f|): 2^-24.2, 2^-24.4; script: tests/certificates/fast_golu.sollya.
// clang-format off
template <std::size_t Pieces> struct golu_pieces;

template <> struct golu_pieces<32> {
    using column = std::array<float, 32>;
    static constexpr int per_octave = 8;
    static constexpr float low = -0x1.8p1f, high = 0x1.218p4f, scale = 0x1.48b0fcp0f, offset = 0x1.7268eep2f;
    alignas(64) static constexpr column center{
        -0x1.6dp1f, -0x1.54p1f, -0x1.3b8p1f, -0x1.228p1f, -0x1.098p1f, -0x1.e1p0f, -0x1.afp0f, -0x1.7d8p0f, -0x1.328p0f,
        -0x1.9ep-1f, -0x1.adp-2f, 0.0f, 0x1.708p-2f, 0x1.8p-1f, 0x1.238p0f, 0x1.878p0f, 0x1.0e8p1f, 0x1.72p1f,
        0x1.d6p1f, 0x1.1c8p2f, 0x1.4e8p2f, 0x1.808p2f, 0x1.b28p2f, 0x1.e4p2f, 0x1.178p3f, 0x1.498p3f, 0x1.7bp3f,
        0x1.adp3f, 0x1.dfp3f, 0x1.088p4f, 0x1.218p4f, -0x1.8p1f};
    alignas(64) static constexpr std::array<column, 7> c{{
        {{-0x1.721882p-24f, -0x1.d11a4ap-20f, -0x1.4278dap-16f, -0x1.2b1b3ep-13f, -0x1.7c55f4p-11f, -0x1.617d1p-9f,
          -0x1.f9efe8p-8f, -0x1.208c1p-6f, -0x1.65c642p-5f, -0x1.5eeb88p-4f, -0x1.772cf2p-4f, 0.0f, 0x1.6ecccp-3f,
          0x1.deddfcp-2f, 0x1.a73dd8p-1f, 0x1.3b3a7ap0f, 0x1.df6bb2p0f, 0x1.5e028ap1f, 0x1.ca32fcp1f, 0x1.192e6cp2f,
          0x1.4cb538p2f, 0x1.7f8e36p2f, 0x1.b202d2p2f, 0x1.e3bfa4p2f, 0x1.17747cp3f, 0x1.497d28p3f, 0x1.7aff4ep3f,
          0x1.acffd6p3f, 0x1.defff6p3f, 0x1.087ffep4f, 0x1.218p4f, 0.0f}},
        {{-0x1.886ceep-20f, -0x1.931504p-16f, -0x1.c9bf18p-13f, -0x1.5940a4p-10f, -0x1.636f1cp-8f, -0x1.09bd7ap-6f,
          -0x1.2efcb6p-5f, -0x1.0fbf18p-4f, -0x1.bae434p-4f, -0x1.61bd34p-4f, 0x1.451f8p-4f, 0x1.78b562p-2f,
          0x1.3ecdf2p-1f, 0x1.b0585cp-1f, 0x1.fb3cfap-1f, 0x1.126ebep0f, 0x1.1ccb5ep0f, 0x1.190c96p0f, 0x1.10e00cp0f,
          0x1.0a35fp0f, 0x1.05c714p0f, 0x1.0324fep0f, 0x1.01aaaep0f, 0x1.00df56p0f, 0x1.005192p0f, 0x1.00148ep0f,
          0x1.00051ap0f, 0x1.00013ap0f, 0x1.00004ap0f, 0x1.000012p0f, 0x1p0f, 0.0f}},
        {{-0x1.86d556p-17f, -0x1.433096p-13f, -0x1.26d664p-10f, -0x1.60653ep-8f, -0x1.1b7cb8p-6f, -0x1.441abcp-5f,
          -0x1.102ep-4f, -0x1.4f870ep-4f, -0x1.7b6b4p-5f, 0x1.e3ee48p-4f, 0x1.2f472cp-2f, 0x1.78b576p-2f,
          0x1.50456ep-2f, 0x1.e3dae6p-3f, 0x1.23de16p-3f, 0x1.1e9ceap-4f, 0x1.f29d9ap-8f, -0x1.3a2c82p-6f,
          -0x1.40839cp-6f, -0x1.c6744ap-7f, -0x1.17b0ccp-7f, -0x1.41b506p-8f, -0x1.60542ep-9f, -0x1.7b70a2p-10f,
          -0x1.1c3bd6p-11f, -0x1.2c968ap-13f, -0x1.3eb1ecp-15f, -0x1.665e42p-17f, -0x1.896c8p-20f, 0x1.577474p-17f,
          0.0f, 0.0f}},
        {{-0x1.e28f12p-15f, -0x1.3b1aa6p-11f, -0x1.c12f7p-9f, -0x1.97cedep-7f, -0x1.df3326p-6f, -0x1.723e34p-5f,
          -0x1.562bdap-5f, -0x1.89ce16p-8f, 0x1.733c64p-4f, 0x1.5cc52ep-3f, 0x1.d909dep-4f, 0x1.133cd4p-18f,
          -0x1.0aad64p-4f, -0x1.5b834p-4f, -0x1.2a088cp-4f, -0x1.9f334cp-5f, -0x1.705334p-6f, -0x1.dcb9dep-9f,
          0x1.fd506ap-10f, 0x1.4f950cp-9f, 0x1.f7c05cp-10f, 0x1.3ebe8ep-10f, 0x1.72e2p-11f, 0x1.9c50fcp-12f,
          0x1.429282p-13f, 0x1.590d2cp-15f, 0x1.6b0518p-17f, 0x1.457f9ap-19f, 0x1.47d8c4p-21f, -0x1.9276bp-22f, 0.0f,
          0.0f}},
        {{-0x1.9c574ap-13f, -0x1.9bfeeep-10f, -0x1.b60d7cp-8f, -0x1.160264p-6f, -0x1.8cf0fcp-6f, -0x1.92643p-7f,
          0x1.8ddcf4p-6f, 0x1.110486p-4f, 0x1.5b939cp-4f, 0x1.95fb6p-8f, -0x1.0ab796p-4f, -0x1.f68b3ap-5f,
          -0x1.ced824p-6f, 0x1.06db02p-12f, 0x1.a1a97p-7f, 0x1.ce8b3ap-7f, 0x1.331498p-7f, 0x1.af7a6ap-9f,
          0x1.524fap-11f, -0x1.ae059p-13f, -0x1.83ea44p-12f, -0x1.e935cep-15f, -0x1.272d2ep-13f, -0x1.6c7564p-16f,
          -0x1.ffa85cp-16f, 0x1.343762p-19f, 0x1.a95f64p-18f, 0x1.a78ba8p-18f, -0x1.1474d8p-19f, -0x1.286bb2p-15f, 0.0f,
          0.0f}},
        {{-0x1.08768ep-11f, -0x1.789f7p-9f, -0x1.0d2374p-7f, -0x1.7242fp-7f, -0x1.062c82p-14f, 0x1.a7e18cp-6f,
          0x1.724c86p-5f, 0x1.2e63eep-5f, -0x1.f75346p-7f, -0x1.983d92p-5f, -0x1.18a57ep-6f, 0x1.ee59ccp-7f,
          0x1.2b0342p-6f, 0x1.538e8p-7f, 0x1.8acb14p-9f, -0x1.a9e648p-11f, -0x1.f6ba62p-10f, -0x1.1b107p-10f,
          -0x1.84a9dep-12f, -0x1.7f1fd2p-14f, 0x1.deb5dcp-20f, 0x1.91ab2cp-17f, 0x1.a5a602p-17f, 0x1.f87e5cp-17f,
          0x1.48765ap-18f, 0x1.5eaad8p-20f, 0x1.7cbacap-23f, 0x1.5ad418p-22f, 0x1.f58e18p-25f, 0x1.01465ap-20f, 0.0f,
          0.0f}},
        {{-0x1.d2a3e6p-11f, -0x1.be5034p-9f, -0x1.5125a6p-8f, 0x1.f5619ep-10f, 0x1.2073ecp-6f, 0x1.86269p-6f,
          0x1.e53cf4p-8f, -0x1.6bc798p-7f, -0x1.fcc314p-6f, 0x1.b83ac8p-9f, 0x1.2cc69ap-6f, 0x1.c87764p-8f,
          -0x1.8f1e6ep-9f, -0x1.1e369ep-9f, -0x1.120a22p-9f, 0x1.6559b4p-10f, 0x1.4240e8p-14f, 0x1.94e772p-12f,
          0x1.0ad73ep-12f, 0x1.a159e2p-12f, 0x1.fb41a8p-12f, -0x1.132142p-11f, 0x1.6d3bbp-15f, -0x1.b4f07p-13f,
          -0x1.d1df2ap-20f, -0x1.671982p-17f, -0x1.1448cp-17f, -0x1.b55a22p-18f, 0x1.e36484p-20f, 0x1.16df2p-15f, 0.0f,
          0.0f}},
    }};
};

template <std::size_t Pieces> struct golu_slope_pieces;

template <> struct golu_slope_pieces<32> {
    using column = std::array<float, 32>;
    static constexpr int per_octave = 8;
    static constexpr float low = -0x1.93p1f, high = 0x1.5b8p4f, scale = 0x1.6c6232p-1f, offset = 0x1.c6c0e2p1f;
    alignas(64) static constexpr column center{
        -0x1.01p1f, -0x1.a78p0f, -0x1.4d8p0f, -0x1.e78p-1f, -0x1.22609ap-1f, -0x1.ff8p-3f, 0x1.ap-4f, 0x1.cf8p-2f,
        0x1.f58p-1f, 0x1.ae8p0f, 0x1.318p1f, 0x1.8bp1f, 0x1.e5p1f, 0x1.1f8p2f, 0x1.4c8p2f, 0x1.798p2f, 0x1.bdp2f,
        0x1.0b8p3f, 0x1.388p3f, 0x1.658p3f, 0x1.928p3f, 0x1.bf8p3f, 0x1.ecp3f, 0x1.0c8p4f, 0x1.2e8p4f, 0x1.5b8p4f,
        -0x1.93p1f, -0x1.7c8p1f, -0x1.66p1f, -0x1.4f8p1f, -0x1.39p1f, -0x1.228p1f};
    alignas(64) static constexpr std::array<column, 7> c{{
        {{-0x1.0a9f7ap-7f, -0x1.4fbe3p-5f, -0x1.882566p-4f, -0x1.c24b66p-4f, 0x1.d7ce4ap-27f, 0x1.816c2ep-3f,
          0x1.c4f91cp-2f, 0x1.5d1918p-1f, 0x1.e113b4p-1f, 0x1.1709b4p0f, 0x1.1cc056p0f, 0x1.170c58p0f, 0x1.0fb908p0f,
          0x1.09e1c8p0f, 0x1.05ea72p0f, 0x1.036e24p0f, 0x1.017474p0f, 0x1.0070ecp0f, 0x1.0020f8p0f, 0x1.00096p0f,
          0x1.00029ep0f, 0x1.0000b8p0f, 0x1.000032p0f, 0x1.00000ep0f, 0x1.000002p0f, 0x1p0f, 0.0f, -0x1.8ed5a8p-23f,
          -0x1.c920aap-19f, -0x1.399e6p-15f, -0x1.1744f2p-12f, -0x1.5940b4p-10f}},
        {{-0x1.85607cp-5f, -0x1.1ea86ep-3f, -0x1.1b77f4p-3f, 0x1.819752p-4f, 0x1.e53dd2p-2f, 0x1.5f3b12p-1f,
          0x1.74ff0ap-1f, 0x1.3c5ddap-1f, 0x1.6eb522p-2f, 0x1.8f6bf4p-4f, -0x1.cbb98ap-7f, -0x1.51df1p-5f,
          -0x1.34895ap-5f, -0x1.baf27p-6f, -0x1.1df4bcp-6f, -0x1.5c155ap-7f, -0x1.357f58p-8f, -0x1.86338ap-10f,
          -0x1.d3443p-12f, -0x1.0e839ap-13f, -0x1.31da62p-15f, -0x1.53a5fcp-17f, -0x1.79e892p-19f, -0x1.980788p-21f,
          -0x1.c037d2p-24f, 0.0f, 0.0f, -0x1.c54d8cp-19f, -0x1.acb7ecp-15f, -0x1.e35b68p-12f, -0x1.5fa636p-9f,
          -0x1.606532p-7f}},
        {{-0x1.b53fp-4f, -0x1.d9728p-4f, 0x1.4ad596p-3f, 0x1.e022bep-2f, 0x1.ca271ep-2f, 0x1.a35996p-3f,
          -0x1.1d425ep-4f, -0x1.c71eap-3f, -0x1.eb1e2ap-3f, -0x1.0385bep-3f, -0x1.4f0f0ep-5f, -0x1.1496b4p-8f,
          0x1.b3dd9ap-8f, 0x1.f330dep-8f, 0x1.800cbcp-8f, 0x1.006cb4p-8f, 0x1.ec87ap-10f, 0x1.48c20ap-11f,
          0x1.961fd8p-13f, 0x1.e2e6fep-15f, 0x1.0cb5f4p-16f, 0x1.36ead4p-18f, 0x1.09fc4cp-19f, 0x1.245ef4p-27f,
          0x1.a79d6ap-27f, 0.0f, 0.0f, -0x1.e47c3ap-16f, -0x1.747cd2p-12f, -0x1.52492cp-9f, -0x1.875f2cp-7f,
          -0x1.31d652p-5f}},
        {{-0x1.793ac6p-4f, 0x1.fc9e3p-4f, 0x1.674dcp-2f, 0x1.5b1edp-3f, -0x1.7c59dep-3f, -0x1.275194p-2f,
          -0x1.b01782p-3f, -0x1.49772p-4f, 0x1.348a5ap-5f, 0x1.b5e3acp-5f, 0x1.c0fe0cp-6f, 0x1.3b4e06p-7f,
          0x1.ffd03p-10f, -0x1.0c5d08p-11f, -0x1.ff15ccp-11f, -0x1.b2cc98p-11f, -0x1.e6f34ap-12f, -0x1.63d9dp-13f,
          -0x1.ce2fap-15f, -0x1.1a0b98p-16f, -0x1.48f6d2p-18f, -0x1.792236p-20f, -0x1.81cd1cp-22f, -0x1.0fa988p-23f,
          -0x1.ee7168p-27f, 0.0f, 0.0f, -0x1.416406p-13f, -0x1.8a1ac2p-10f, -0x1.1815f2p-7f, -0x1.eca4eep-6f,
          -0x1.160354p-4f}},
        {{0x1.3bb224p-5f, 0x1.da1538p-3f, 0x1.9fabe2p-6f, -0x1.ed36dp-3f, -0x1.54d144p-3f, -0x1.9ac0eap-11f,
          0x1.72021p-4f, 0x1.5c6368p-4f, 0x1.c96184p-6f, -0x1.e8472p-8f, -0x1.19ffd6p-7f, -0x1.1952ccp-8f,
          -0x1.8b5268p-10f, -0x1.d1576cp-12f, -0x1.442b98p-15f, 0x1.80f1b6p-15f, 0x1.3c70bap-14f, 0x1.087236p-15f,
          0x1.b8b7c8p-17f, 0x1.ac55ecp-19f, 0x1.9c196ep-19f, 0x1.6c9d26p-22f, -0x1.6614ap-19f, 0x1.7fb964p-20f,
          0x1.5d6c9ap-25f, 0.0f, 0.0f, -0x1.2733a4p-11f, -0x1.17ed78p-8f, -0x1.28912ep-6f, -0x1.69e85ep-5f,
          -0x1.d55eccp-5f}},
        {{0x1.05971p-3f, 0x1.9b1bd2p-7f, -0x1.901078p-3f, -0x1.f4786ap-5f, 0x1.a7c7e8p-4f, 0x1.61acbcp-4f,
          0x1.365d3ap-6f, -0x1.253d8ep-6f, -0x1.2d3052p-6f, -0x1.b469e8p-9f, 0x1.26dfd2p-10f, 0x1.15979p-10f,
          0x1.0a2e08p-11f, 0x1.8be236p-13f, 0x1.d19a6cp-15f, 0x1.2def1p-17f, -0x1.ad887ap-18f, -0x1.30a35p-18f,
          -0x1.edf44p-20f, -0x1.449188p-21f, -0x1.039e22p-22f, -0x1.f03cep-25f, -0x1.9ced62p-24f, 0x1.f6cef6p-26f,
          -0x1.3935ap-30f, 0.0f, 0.0f, -0x1.977c62p-10f, -0x1.16606p-7f, -0x1.890506p-6f, -0x1.eb636ep-6f,
          0x1.764cc2p-7f}},
        {{0x1.7bb758p-5f, -0x1.185b98p-3f, -0x1.fb8bacp-7f, 0x1.a0ae8ap-4f, 0x1.040c88p-5f, -0x1.f5a3acp-6f,
          -0x1.7bebf6p-6f, -0x1.060004p-6f, 0x1.f0b366p-9f, 0x1.27906ep-9f, 0x1.cf100ep-12f, 0x1.6d4ed6p-14f,
          -0x1.0c9feep-12f, 0x1.6259c8p-13f, 0x1.f115b8p-14f, 0x1.777dbp-13f, -0x1.b8cdeap-21f, 0x1.b954e6p-20f,
          -0x1.e66f1ep-20f, 0x1.33bd66p-21f, -0x1.306dbap-19f, -0x1.433114p-26f, 0x1.ad1daap-19f, -0x1.b44daep-20f,
          -0x1.6db62p-27f, 0.0f, 0.0f, -0x1.89c882p-9f, -0x1.6a8ef8p-7f, -0x1.0118p-6f, 0x1.7c99acp-7f,
          0x1.11d592p-4f}},
    }};
};
// clang-format on

// With AVX2 from two short exponentials, whose registers are half as many.

/// x·exp(-e^-x).
template <class V> XACT_INLINE V fast_golu(V x) noexcept {
    if constexpr (has_pieces<V, golu_pieces>)
        return fast_line_gate<golu_pieces>(x);
    else
        return at_least(V(std::numeric_limits<float>::lowest()), x) *
               fast_falling_exp(fast_falling_exp(at_least(V(-5), x)));
}

/// Its slope.
template <class V> XACT_INLINE V fast_golu_slope(V x) noexcept {
    if constexpr (has_pieces<V, golu_slope_pieces>) {
        return line<golu_slope_pieces>(x);
    } else {
        // Far enough for the gate to be 0 or 1.
        const V y = at_least(V(-5), at_most(V(fast_falling_limit), x)), w = fast_falling_exp(y),
                g = fast_falling_exp(w);
        return with_sign_about(-0x1.22609ap-1f, x, fma(y * w, g, g));
    }
}

} // namespace math
} // namespace v0
} // namespace xact
