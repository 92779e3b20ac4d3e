#pragma once

#include <xact/math/tanh_pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// Odd functions that become 1, as polynomials on the pieces of tanh (tanh_pieces.hpp), for t >= 0 up to a limit:
// erf(t/√2) in degree 6 (16 pieces, 2^-25.0) or 8 (8 pieces, 2^-25.0), the slope of x·erf(x/√2) in degree 7 (2^-25.0)
// or 9 (2^-25.0), that of x·tanh(x) in degree 6 (2^-24.6) or 8 (2^-25.8); script: tests/certificates/odd_pieces.sollya.

template <std::size_t Pieces> struct sgelu_value_pieces;

template <> struct sgelu_value_pieces<16> {
    using column = std::array<float, 16>;
    static constexpr float limit = 6;
    alignas(64) static constexpr column center{
        0x1.3d3p0f, 0x1.bd04p0f, 0x1.1eaep1f, 0x1.5e94p1f, 0x1.bcep1f, 0x1.1f14p2f,  0x1.5e7p2f,   0,
        0,          0,           0,           0,           0,          0x1.79e8p-2f, 0x1.3d8cp-1f, 0x1.bd98p-1f};
    alignas(64) static constexpr std::array<column, 7> c{
        {{{0x1.91bee6p-1f, 0x1.d5f05ep-1f, 0x1.f3249ap-1f, 0x1.fcd7fcp-1f, 0x1.ffbd3p-1f, 0x1.ffff0cp-1f,
           0x1.fffffep-1f, 0x1p0f, 0x1p0f, 0x1p0f, 0x1p0f, 0x1p0f, 0, 0x1.26d194p-2f, 0x1.dc0968p-2f, 0x1.3b527cp-1f}},
         {{0x1.7b3706p-2f, 0x1.68a6a6p-3f, 0x1.0a1a26p-4f, 0x1.3333b4p-6f, 0x1.f2372p-10f, 0x1.1e58cp-15f,
           0x1.080ec6p-22f, 0, 0, 0, 0, 0, 0x1.988454p-1f, 0x1.7d9fa2p-1f, 0x1.510a6ep-1f, 0x1.17baacp-1f}},
         {{-0x1.d5da28p-3f, -0x1.3977b4p-3f, -0x1.29fdfcp-4f, -0x1.a4b236p-6f, -0x1.b0dc36p-9f, -0x1.40bb3p-14f,
           0x1.95d62ap-22f, 0, 0, 0, 0, 0, -0x1.f5e0e8p-20f, -0x1.19ad28p-3f, -0x1.a21236p-3f, -0x1.e6e56ap-3f}},
         {{0x1.0e892ep-5f, 0x1.e61d5ep-5f, 0x1.643f2cp-5f, 0x1.4ce51cp-6f, 0x1.cbc826p-9f, 0x1.c36f62p-14f,
           0x1.3e4b8ep-20f, 0, 0, 0, 0, 0, -0x1.104144p-3f, -0x1.b78d36p-4f, -0x1.1484ap-4f, -0x1.69d95ap-6f}},
         {{0x1.cabd48p-6f, -0x1.227ecap-12f, -0x1.9091b6p-7f, -0x1.3b9f4p-7f, -0x1.4806cap-9f, -0x1.ca11a6p-14f,
           -0x1.8ab8acp-17f, 0, 0, 0, 0, 0, -0x1.c242c6p-12f, 0x1.0d7e72p-5f, 0x1.6c64dap-5f, 0x1.6b8452p-5f}},
         {{-0x1.7fc7ecp-7f, -0x1.1f7dcep-7f, -0x1.1ecbccp-10f, 0x1.1f727cp-9f, 0x1.41259p-10f, 0x1.7ab79ap-14f,
           0x1.bead6ep-20f, 0, 0, 0, 0, 0, 0x1.66d0dap-6f, 0x1.c8fep-7f, 0x1.279cfp-8f, -0x1.2a1adcp-8f}},
         {{-0x1.3b829cp-10f, 0x1.508a6ap-9f, 0x1.06dd56p-9f, 0x1.1201c4p-12f, -0x1.6f129ep-12f, -0x1.908592p-15f,
           0x1.8dfe9cp-16f, 0, 0, 0, 0, 0, -0x1.fca8p-9f, -0x1.1fc11cp-7f, -0x1.87cdc8p-8f, -0x1.79a662p-9f}}}};
};

template <> struct sgelu_value_pieces<8> {
    using column = std::array<float, 8>;
    static constexpr float limit = 6;
    alignas(32) static constexpr column center{0x1.7a4p0f, 0x1.3da4p1f, 0x1.fa5p1f, 0x1.5e7p2f, 0, 0, 0, 0x1.7a2p-1f};
    alignas(32) static constexpr std::array<column, 9> c{
        {{{0x1.b88f5ep-1f, 0x1.f94d8p-1f, 0x1.fff5fep-1f, 0x1.fffffep-1f, 0x1p0f, 0x1p0f, 0, 0x1.14614ap-1f}},
         {{0x1.124596p-2f, 0x1.2cad16p-5f, 0x1.4f0276p-12f, 0x1.0800ccp-22f, 0, 0, 0x1.988454p-1f, 0x1.37026ep-1f}},
         {{-0x1.953f5p-3f, -0x1.75131ap-5f, -0x1.4b3a2ap-11f, 0x1.3efa3ep-20f, 0, 0, -0x1.c4dddcp-20f,
           -0x1.cb60a4p-3f}},
         {{0x1.b0a886p-5f, 0x1.027d98p-5f, 0x1.982e42p-11f, 0x1.42f7a6p-20f, 0, 0, -0x1.104532p-3f, -0x1.79077cp-5f}},
         {{0x1.b962fp-7f, -0x1.88b47ap-7f, -0x1.5cc70ep-11f, -0x1.28eap-15f, 0, 0, -0x1.6837b8p-12f, 0x1.7819eap-5f}},
         {{-0x1.85cf52p-7f, 0x1.3e17cp-10f, 0x1.b210cap-12f, 0x1.74f974p-20f, 0, 0, 0x1.621aap-6f, 0x1.accf7ap-13f}},
         {{0x1.2904ap-10f, 0x1.1d6e0ep-10f, -0x1.804fep-13f, 0x1.9b06ap-13f, 0, 0, -0x1.1a015ep-8f, -0x1.c5d1b8p-8f}},
         {{0x1.2bc2dcp-10f, -0x1.0ea442p-11f, 0x1.9408e8p-15f, 0x1.cb38d4p-21f, 0, 0, 0x1.a4af52p-9f,
           -0x1.3753e4p-13f}},
         {{-0x1.526a02p-12f, 0x1.d82172p-15f, -0x1.1e92a8p-18f, -0x1.781804p-12f, 0, 0, -0x1.65956cp-9f,
           0x1.d8dcep-8f}}}};
};

template <std::size_t Pieces> struct sgelu_slope_pieces;

template <> struct sgelu_slope_pieces<16> {
    using column = std::array<float, 16>;
    static constexpr float limit = 7;
    alignas(64) static constexpr column center{
        0x1.3e34p0f, 0x1.bcf8p0f, 0x1.1e8cp1f, 0x1.5e74p1f, 0x1.bdb8p1f, 0x1.1f02p2f, 0x1.5f86p2f,  0x1.a19p2f,
        0,           0,           0,           0,           0,           0x1.7b5p-2f, 0x1.3d28p-1f, 0x1.bd34p-1f};
    alignas(64) static constexpr std::array<column, 8> c{
        {{{0x1.3e822ep0f, 0x1.395842p0f, 0x1.1edf64p0f, 0x1.0b982cp0f, 0x1.018748p0f, 0x1.000998p0f, 0x1.000014p0f,
           0x1p0f, 0x1p0f, 0x1p0f, 0x1p0f, 0x1p0f, 0, 0x1.213932p-1f, 0x1.bea36ep-1f, 0x1.1740aap0f}},
         {{0x1.5763b4p-3f, -0x1.7069bep-3f, -0x1.919ef8p-3f, -0x1.a73d58p-4f, -0x1.342382p-6f, -0x1.456e94p-11f,
           -0x1.a82e2ap-18f, -0x1.3cc772p-26f, 0, 0, 0, 0, 0x1.988454p0f, 0x1.6342e6p0f, 0x1.10819p0f, 0x1.5c3p-1f}},
         {{-0x1.1fdfdp-1f, -0x1.32e36p-3f, 0x1.2dfe5p-4f, 0x1.708f66p-4f, 0x1.ae8562p-6f, 0x1.448d5ap-10f,
           0x1.0faf56p-16f, 0x1.230c1cp-22f, 0, 0, 0, 0, -0x1.54b624p-18f, -0x1.10e2f2p-1f, -0x1.79ae38p-1f,
           -0x1.8ac6eap-1f}},
         {{0x1.167c38p-2f, 0x1.e24466p-3f, 0x1.092cf4p-4f, -0x1.8c4bb8p-6f, -0x1.4f887ap-6f, -0x1.90ca34p-10f,
           -0x1.b91f7p-16f, -0x1.486afcp-24f, 0, 0, 0, 0, -0x1.1042ecp-1f, -0x1.84da54p-2f, -0x1.4879d8p-3f,
           0x1.0d14b2p-4f}},
         {{0x1.09316p-4f, -0x1.3f037ap-4f, -0x1.2ad86p-4f, -0x1.22606ep-6f, 0x1.17db8p-7f, 0x1.51fd6ep-10f,
           0x1.f29c7cp-16f, -0x1.237986p-19f, 0, 0, 0, 0, -0x1.2434fep-9f, 0x1.8482aep-3f, 0x1.e533ecp-3f,
           0x1.9fa7c2p-3f}},
         {{-0x1.4ab1cp-4f, -0x1.a73ad6p-6f, 0x1.554e24p-6f, 0x1.235872p-6f, -0x1.e3f4b8p-12f, -0x1.9067acp-11f,
           -0x1.c24418p-16f, -0x1.193372p-20f, 0, 0, 0, 0, 0x1.1397c4p-3f, 0x1.224a4p-4f, 0x1.9f633p-9f,
           -0x1.b7c6b6p-5f}},
         {{0x1.5f36fp-8f, 0x1.74d6dep-6f, 0x1.8f523ap-8f, -0x1.537678p-8f, -0x1.b7a79ep-10f, 0x1.3aa628p-12f,
           0x1.734e24p-16f, 0x1.bd48eep-18f, 0, 0, 0, 0, -0x1.876902p-5f, -0x1.1a2684p-5f, -0x1.b1edbcp-5f,
           -0x1.732b6ap-6f}},
         {{0x1.8149p-7f, -0x1.105e2ap-9f, -0x1.5fcbf6p-8f, -0x1.740256p-11f, 0x1.cc0ebp-11f, -0x1.e51ddcp-15f,
           -0x1.66bc2p-17f, 0x1.c3c35ep-19f, 0, 0, 0, 0, 0x1.4996cap-5f, -0x1.2f6c36p-5f, 0x1.46f348p-5f,
           -0x1.d0b9cep-9f}}}};
};

template <> struct sgelu_slope_pieces<8> {
    using column = std::array<float, 8>;
    static constexpr float limit = 7;
    alignas(32) static constexpr column center{0x1.7aep0f, 0x1.3ebcp1f, 0x1.fb68p1f, 0x1.7cep2f, 0, 0, 0, 0x1.7b5p-1f};
    alignas(32) static constexpr std::array<column, 10> c{
        {{{0x1.418f86p0f, 0x1.13a2fp0f, 0x1.004b64p0f, 0x1.000002p0f, 0x1p0f, 0x1p0f, 0, 0x1.fb1d94p-1f}},
         {{-0x1.a0239p-5f, -0x1.351f82p-3f, -0x1.158684p-8f, -0x1.23fb54p-21f, 0, 0, 0x1.988454p0f, 0x1.c28c2ap-1f}},
         {{-0x1.6df634p-2f, 0x1.9342e2p-4f, 0x1.d5d60ap-8f, 0x1.72ea52p-21f, 0, 0, -0x1.22bd32p-18f, -0x1.8ce866p-1f}},
         {{0x1.29a456p-2f, 0x1.77648cp-8f, -0x1.db49bap-8f, -0x1.657fa8p-19f, 0, 0, -0x1.104864p-1f, -0x1.7c448ep-5f}},
         {{-0x1.5d7662p-6f, -0x1.672b36p-5f, 0x1.33e212p-8f, 0x1.083814p-17f, 0, 0, -0x1.8c2292p-10f, 0x1.d6306ap-3f}},
         {{-0x1.f42d42p-5f, 0x1.813d14p-6f, -0x1.e1ee72p-10f, -0x1.216918p-18f, 0, 0, 0x1.09a70ep-3f, -0x1.b883a6p-6f}},
         {{0x1.4a99e2p-6f, -0x1.caa5e6p-10f, 0x1.d6b7fap-13f, -0x1.2ba032p-18f, 0, 0, -0x1.3565f6p-5f,
           -0x1.4806f6p-5f}},
         {{0x1.5cef3cp-8f, -0x1.a52ffap-9f, 0x1.ad157ap-13f, 0x1.f54802p-24f, 0, 0, 0x1.fbac1ep-5f, 0x1.cc46bep-8f}},
         {{-0x1.d9ca8ap-9f, 0x1.32608ep-10f, -0x1.12674ep-13f, 0x1.46eef4p-18f, 0, 0, -0x1.78e7c6p-4f, 0x1.19092ep-7f}},
         {{0x1.ad53a2p-17f, 0x1.be869ep-16f, 0x1.c12996p-16f, -0x1.c9c8dp-20f, 0, 0, 0x1.72a496p-5f, 0x1.33fc46p-7f}}}};
};

template <std::size_t Pieces> struct lisht_slope_pieces;

template <> struct lisht_slope_pieces<16> {
    using column = std::array<float, 16>;
    static constexpr float limit = 11;
    alignas(64) static constexpr column center{
        0x1.3d08p0f, 0x1.bcf8p0f, 0x1.1e92p1f, 0x1.5ef2p1f, 0x1.bd2p1f, 0x1.201cp2f,  0x1.5e98p2f,  0x1.9f52p2f,
        0x1.fce4p2f, 0x1.3e7p3f,  0,           0,           0,          0x1.7a18p-2f, 0x1.3d08p-1f, 0x1.bdb4p-1f};
    alignas(64) static constexpr std::array<column, 7> c{
        {{{0x1.32fbaep0f, 0x1.246d4cp0f, 0x1.13b5eep0f, 0x1.097326p0f, 0x1.02e6eep0f, 0x1.0080fcp0f, 0x1.0016c6p0f,
           0x1.0003ap0f, 0x1.00003ep0f, 0x1.000002p0f, 0x1p0f, 0x1p0f, 0, 0x1.5a58d6p-1f, 0x1.f6d294p-1f,
           0x1.24c31cp0f}},
         {{-0x1.b34be2p-6f, -0x1.2e2944p-3f, -0x1.b08a6ep-4f, -0x1.d0349p-5f, -0x1.344eaap-6f, -0x1.c35682p-9f,
           -0x1.47c31ep-11f, -0x1.a9452ap-14f, -0x1.cefc6ap-18f, -0x1.5c9fd8p-23f, 0, 0, 0x1p1f, 0x1.85a0f4p0f,
           0x1.d651eep-1f, 0x1.94b3ccp-2f}},
         {{-0x1.482c9cp-2f, 0x1.7912cap-8f, 0x1.c5b398p-5f, 0x1.405d74p-5f, 0x1.e941a8p-7f, 0x1.82a26ap-9f,
           0x1.231a16p-11f, 0x1.82ce9ap-14f, 0x1.adcd52p-18f, -0x1.a4b318p-22f, 0, 0, -0x1.2374cep-17f, -0x1.21380ap0f,
           -0x1.30ac7p0f, -0x1.b740b4p-1f}},
         {{0x1.840676p-2f, 0x1.75653cp-4f, -0x1.d59c1cp-10f, -0x1.c8a4c8p-7f, -0x1.e0560ap-8f, -0x1.acec3p-10f,
           -0x1.5349ep-12f, -0x1.cfa64p-15f, -0x1.05ef76p-18f, -0x1.a4d168p-24f, 0, 0, -0x1.5534e6p0f, -0x1.ee0de2p-2f,
           0x1.0b81bp-2f, 0x1.1405e6p-1f}},
         {{-0x1.75bdfcp-3f, -0x1.67be4cp-4f, -0x1.1f7e8ep-6f, 0x1.274d3p-11f, 0x1.2f5e8ap-9f, 0x1.55fd4cp-11f,
           0x1.23e58ep-13f, 0x1.9149cp-16f, 0x1.e2c99ep-20f, 0x1.6f7918p-20f, 0, 0, -0x1.2f16dap-7f, 0x1.c0c556p-1f,
           0x1.0ef6fcp-1f, 0x1.b2fd2ap-5f}},
         {{-0x1.622c8ap-7f, 0x1.6230f2p-5f, 0x1.dfb6aap-7f, 0x1.533ae4p-9f, -0x1.570fb4p-12f, -0x1.9b28bp-13f,
           -0x1.886ccep-15f, -0x1.25bp-17f, -0x1.8b180cp-21f, -0x1.1e42ap-26f, 0, 0, 0x1.c0aa58p-1f, -0x1.8e994ep-6f,
           -0x1.a78b88p-2f, -0x1.261p-2f}},
         {{0x1.128098p-4f, -0x1.2e415p-7f, -0x1.b940aep-8f, -0x1.d1421cp-10f, -0x1.67531ep-14f, 0x1.5e7c56p-15f,
           0x1.6053eap-17f, 0x1.0f3082p-18f, 0x1.bb44b4p-23f, -0x1.ac4464p-21f, 0, 0, -0x1.2a390ap-2f, -0x1.ce454ap-2f,
           -0x1.520fc2p-5f, 0x1.3498dap-3f}}}};
};

template <> struct lisht_slope_pieces<8> {
    using column = std::array<float, 8>;
    static constexpr float limit = 11;
    alignas(32) static constexpr column center{0x1.7c08p0f, 0x1.3d74p1f, 0x1.fa98p1f, 0x1.7d14p2f,
                                               0x1.1d94p3f, 0,           0,           0x1.7a1p-1f};
    alignas(32) static constexpr std::array<column, 9> c{
        {{{0x1.2d9dc8p0f, 0x1.0dfe9cp0f, 0x1.014a9ep0f, 0x1.0009ap0f, 0x1.00000ap0f, 0x1p0f, 0, 0x1.13406ep0f}},
         {{-0x1.02689ep-3f, -0x1.47837ep-4f, -0x1.1a8d46p-7f, -0x1.17c258p-12f, -0x1.2d1bd2p-20f, 0, 0x1p1f,
           0x1.4c5ec2p-1f}},
         {{-0x1.ae8372p-4f, 0x1.96f4ep-5f, 0x1.d493f2p-8f, 0x1.f6f922p-13f, 0x1.1b1cf4p-20f, 0, 0x1.1ae1b6p-21f,
           -0x1.0f0768p0f}},
         {{0x1.af37fcp-3f, -0x1.897808p-7f, -0x1.eef62cp-9f, -0x1.29b2d8p-13f, -0x1.64a572p-21f, 0, -0x1.55577cp0f,
           0x1.d0dcdap-2f}},
         {{-0x1.301a9p-3f, -0x1.534a64p-8f, 0x1.6bf8b8p-10f, 0x1.048476p-14f, 0x1.44d152p-22f, 0, 0x1.707d4p-11f,
           0x1.202b12p-2f}},
         {{0x1.831fd6p-5f, 0x1.bd8822p-8f, -0x1.75e9dep-12f, -0x1.633014p-16f, -0x1.b2d818p-24f, 0, 0x1.95de8p-1f,
           -0x1.953f84p-2f}},
         {{0x1.5a4ea4p-7f, -0x1.f8069ap-9f, 0x1.86819ep-15f, 0x1.7eba82p-18f, 0x1.20c9cp-25f, 0, 0x1.555666p-5f,
           0x1.8913aap-4f}},
         {{-0x1.6dbdb4p-6f, 0x1.7e8684p-10f, 0x1.0e7beap-16f, -0x1.756d02p-20f, -0x1.b3761ap-27f, 0, -0x1.2359bcp-1f,
           0x1.ee9042p-4f}},
         {{0x1.684288p-7f, -0x1.671ec6p-12f, -0x1.3be872p-17f, 0x1.5449bap-22f, 0x1.5022c8p-29f, 0, 0x1.03894p-2f,
           -0x1.816b5ep-4f}}}};
};

/// |x|, as far as the function of these pieces is not 1.
template <class Tables, class V> XACT_INLINE V piece_argument(V x) noexcept {
    return at_most(V(Tables::limit), abs(x));
}

/// The function of these pieces at t, with what its last rounding took.
template <class Tables, class V> XACT_INLINE dw<V> piece_value(V t) noexcept {
    const V piece = tanh_piece(t + V(1)), x = t - simd::lookup(Tables::center, piece);
    const V linear = piece_polynomial<1>(x, Tables::c, piece), constant = simd::lookup(Tables::c[0], piece);
    const V value = fma(linear, x, constant);
    return {value, fma(linear, x, constant - value)};
}

/// tanh(x)², to 2 ulp.
template <class V> XACT_INLINE V piece_tanh_squared(V x) noexcept {
    // Where it is no normal number, it is 0: without the products that would underflow. Beyond the limit both words are
    // taken from a piece that is 1 throughout.
    const V size = abs(x), a = select(size < V(0x1p-63f), V(0), size);
    return rounded_square(piece_value<accurate_tanh_pieces<V::size>>(select(a > V(piece_tanh_limit), V(11), a)));
}

} // namespace math
} // namespace v0
} // namespace xact
