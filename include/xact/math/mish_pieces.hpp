#pragma once

#include <array>

#include <xact/math/falling.hpp>
#include <xact/math/pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// The slope of Mish in float, e^x S(-x) for x < 0 and F(x) elsewhere, S(t) on [0, 20] and F(t) on [0, 12] as
// polynomials on 16 pieces each whose coefficients sit in registers. The pieces are the top bits of 1 + 3/4 t for S and
// 16 + 20 t for F. Errors: 2^-25.4 (S absolute over 1/5 beside its root); script:
// tests/certificates/mish_pieces.sollya.
struct mish_ratio_pieces {
    using column = std::array<float, 32>;
    alignas(64) static constexpr column center{
        0x1.aaap0f,  0x1.2aa8p1f, 0x1.801p1f, 0x1.d59p1f,  0x1.2aep2f,   0x1.7ff8p2f, 0x1.d55p2f,  0x1.1548p3f,
        0x1.5568p3f, 0x1.aa68p3f, 0x1.fdfp3f, 0x1.2e58p4f, 0x1.99c8p-4f, 0x1.336p-2f, 0x1.ff5p-2f, 0x1.66bp-1f,
        0x1.ffdp-1f, 0x1.66c8p0f, 0x1.cccp0f, 0x1.19fp1f,  0x1.666p1f,   0x1.ccf8p1f, 0x1.198p2f,  0x1.4cd8p2f,
        0x1.99c8p2f, 0x1.0028p3f, 0x1.37fp3f, 0x1.685p3f,  0x1.556p-3f,  0x1.ff7p-2f, 0x1.aaap-1f, 0x1.2a88p0f};
    alignas(64) static constexpr std::array<column, 7> slope{
        {{{-0x1.d082bep-2f, -0x1.283a6ep0f, -0x1.e05a2p0f,  -0x1.4b38a6p1f, -0x1.d0bf64p1f, -0x1.3f188cp2f,
           -0x1.9506d4p2f,  -0x1.ea78ecp2f, -0x1.35661p3f,  -0x1.8a67d4p3f, -0x1.ddeffcp3f, -0x1.1e58p4f,
           0x1.53a482p-1f,  0x1.90db5cp-1f, 0x1.c5b036p-1f, 0x1.f01fecp-1f, 0x1.0c8934p0f,  0x1.166768p0f,
           0x1.147cc6p0f,   0x1.0eb34ap0f,  0x1.072608p0f,  0x1.022b18p0f,  0x1.0094aep0f,  0x1.0024dp0f,
           0x1.00043ap0f,   0x1.000038p0f,  0x1.000002p0f,  0x1p0f,         0x1.2a18dp-1f,  0x1.e90856p-2f,
           0x1.23ab7ap-2f,  0x1.7894c4p-6f}},
         {{-0x1.0422acp0f,   -0x1.13a88cp0f,   -0x1.12e7d6p0f,   -0x1.0e2078p0f,   -0x1.079a88p0f,  -0x1.02db46p0f,
           -0x1.00f9dap0f,   -0x1.005102p0f,   -0x1.000dfap0f,   -0x1.000144p0f,   -0x1.00001ep0f,  -0x1.000002p0f,
           0x1.3ff35p-1f,    0x1.206c3ep-1f,   0x1.dfa806p-2f,   0x1.6a2238p-2f,   0x1.7a9f8p-3f,   0x1.761f3p-6f,
           -0x1.83100cp-5f,  -0x1.de6ff6p-5f,  -0x1.370c5ap-5f,  -0x1.b9062ep-7f,  -0x1.fad432p-9f, -0x1.04a1c8p-10f,
           -0x1.edbe28p-14f, -0x1.a270c4p-18f, -0x1.004aacp-22f, -0x1.d27516p-27f, -0x1.664ccp-3f,  -0x1.ceeb2p-2f,
           -0x1.62e52p-1f,   -0x1.bcbd76p-1f}},
         {{-0x1.76f8aep-4f, -0x1.9cbc96p-7f, 0x1.769b2p-7f,   0x1.e22e9p-7f,   0x1.4cc736p-7f,  0x1.1c5c12p-8f,
           0x1.9e50eap-10f, 0x1.16bca6p-11f, 0x1.8d96fep-14f, 0x1.1b859cp-17f, 0x1.7c3138p-22f, 0x1.e34f36p-21f,
           -0x1.a4a2bcp-4f, -0x1.9c656ep-3f, -0x1.1337d2p-2f, -0x1.2d2722p-2f, -0x1.07ef98p-2f, -0x1.2145d4p-3f,
           -0x1.5bf65cp-5f, 0x1.c27e4cp-8f,  0x1.49713p-6f,   0x1.433c5ap-7f,  0x1.a02ceep-9f,  0x1.c4648cp-11f,
           0x1.bdb06ap-14f, 0x1.8bfde6p-18f, 0x1.8e7bfp-22f,  0x1.915c64p-23f, -0x1.ab377p-2f,  -0x1.99d584p-2f,
           -0x1.42a052p-2f, -0x1.b39962p-3f}},
         {{0x1.f6e908p-5f,   0x1.668482p-6f,   0x1.44cf54p-8f,   -0x1.1f8378p-11f, -0x1.dc1daap-10f, -0x1.0ed0bep-10f,
           -0x1.b61316p-12f, -0x1.37284p-13f,  -0x1.d125c4p-16f, -0x1.67f164p-19f, -0x1.3ed112p-23f, 0x1.510c7ap-24f,
           -0x1.6f7c46p-3f,  -0x1.257a9ap-3f,  -0x1.43ce8ep-4f,  -0x1.56abap-8f,   0x1.3e0d96p-4f,   0x1.98317ep-4f,
           0x1.f96828p-5f,   0x1.73724p-6f,    -0x1.08e4p-9f,    -0x1.0dc1fcp-8f,  -0x1.add654p-10f, -0x1.fbfa74p-12f,
           -0x1.08c918p-14f, -0x1.dcc2e4p-19f, -0x1.10c4bp-23f,  -0x1.232622p-27f, -0x1.05035ep-5f,  0x1.e83084p-5f,
           0x1.9f483p-4f,    0x1.91fc9p-4f}},
         {{-0x1.3c49bep-6f, -0x1.46056ap-7f, -0x1.d4d756p-9f,  -0x1.0ae984p-10f, 0x1.eee472p-15f, 0x1.4487a2p-13f,
           0x1.29cbcp-14f,  0x1.0130fap-15f, 0x1.a2c704p-18f,  0x1.38ecfep-20f,  0x1.616284p-21f, -0x1.e0a1cap-21f,
           0x1.52b25ap-6f,  0x1.135e92p-4f,  0x1.7105aap-4f,   0x1.6e2812p-4f,   0x1.77b366p-5f,  -0x1.a70024p-7f,
           -0x1.cd70ccp-6f, -0x1.31d05ep-6f, -0x1.027354p-8f,  0x1.aca39cp-11f,  0x1.2ed9ap-11f,  0x1.84ac4ap-13f,
           0x1.d4f724p-16f, 0x1.343942p-20f, -0x1.8f81c4p-22f, -0x1.4eef12p-21f, 0x1.45fb92p-4f,  0x1.aa644p-5f,
           0x1.7d716ep-7f,  -0x1.ac991cp-7f}},
         {{0x1.97aa7ap-10f,  0x1.5ca50ep-9f,   0x1.406ab8p-10f,  0x1.be2fap-12f,   0x1.34f344p-14f,  -0x1.3965b2p-17f,
           -0x1.458c2p-17f,  -0x1.3f7574p-18f, -0x1.19bba6p-20f, -0x1.ab042p-24f,  -0x1.c158e4p-25f, -0x1.d3a4aep-24f,
           0x1.896ff2p-5f,   0x1.29eeaep-5f,   0x1.771702p-7f,   -0x1.f9a56ap-7f,  -0x1.192c18p-5f,  -0x1.346b6ap-6f,
           0x1.f96accp-11f,  0x1.9cd578p-8f,   0x1.85f1e6p-9f,   0x1.72c844p-13f,  -0x1.05dbfep-13f, -0x1.ef5964p-15f,
           -0x1.4f436ap-17f, -0x1.4c2894p-21f, -0x1.89a3c4p-24f, -0x1.45e74ap-30f, -0x1.07fea4p-8f,  -0x1.8fc02cp-6f,
           -0x1.56d55cp-6f,  -0x1.1eabbcp-7f}},
         {{0x1.bab17ep-10f, -0x1.8429f8p-12f, -0x1.bff46ap-13f, 0x1.97c71ep-15f,  -0x1.cc6734p-16f, -0x1.ff03eap-20f,
           0x1.44756p-17f,  -0x1.14f72ap-21f, 0x1.972a7ep-25f,  -0x1.988d6ep-23f, -0x1.a9dca8p-23f, 0x1.a2c79p-23f,
           0x1.7aef58p-4f,  -0x1.5253fp-4f,   0x1.a401bcp-6f,   -0x1.c5617ap-4f,  -0x1.895272p-10f, 0x1.9a7f8p-7f,
           0x1.456236p-8f,  0x1.b32e94p-10f,  -0x1.126b68p-10f, -0x1.b88b6p-13f,  -0x1.0af89p-16f,  0x1.cec386p-15f,
           0x1.4ee196p-19f, 0x1.6ad826p-21f,  0x1.2dba24p-22f,  0x1.304afp-21f,   -0x1.f1495p-7f,   -0x1.717314p-9f,
           0x1.5bfdd4p-8f,  0x1.63395p-8f}}}};
};

/// Whether V can look them up in one instruction a coefficient.
template <class V>
inline constexpr bool has_mish_pieces = is_fused<V> && sizeof(typename V::scalar) == 4 && simd::has_permute<V, 32>;

/// d/dx x·tanh(ln(1 + e^x)), to 2 ulp.
template <class V> XACT_INLINE V mish_slope(V x) noexcept {
    const auto negative = x < 0;
    const V t = without_subnormals(falling_argument_beside_one(x)),
            near = at_most(select(negative, V(19.9f), V(11.9f)), t);
    const V v = fma(near, select(negative, V(0.75f), V(20)), select(negative, V(1), V(16)));
    const V piece = simd::shift_right<21>(v.b), y = near - simd::lookup(mish_ratio_pieces::center, piece);
    const V p = piece_polynomial(y, mish_ratio_pieces::slope, piece);
    // Farther out S is linear, of slope -1.
    const V s = p - (t - near);
    const auto [power, rest] = split_exp<falling_bias<float>>(-t);
    return select(negative, (fma(s, rest, s) * power) * V(1 / falling_unit<float>), p);
}

} // namespace math
} // namespace v0
} // namespace xact
