#pragma once

#include <array>

#include <xact/math/abs.hpp>
#include <xact/math/double_word.hpp>
#include <xact/math/pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// tanh(t), t in [0, 9.25], as polynomials on pieces whose coefficients sit in registers: 16 pieces of degree 6 where a
// register holds 16 floats, 2^-25.3, 8 of degree 8 where it holds 8, 2^-28.1. The pieces are the top bits of t + 1;
// script: tests/certificates/tanh_pieces.sollya.
template <std::size_t Pieces> struct accurate_tanh_pieces;

template <> struct accurate_tanh_pieces<16> {
    using column = std::array<float, 16>;
    alignas(64) static constexpr column center{
        0x1.3d44p0f, 0x1.beacp0f, 0x1.1ea4p1f, 0x1.5eacp1f, 0x1.bdd4p1f, 0x1.1e84p2f,  0x1.5e76p2f,  0x1.9ebp2f,
        0x1.fep2f,   0x1.2432p3f, 0,           0,           0,           0x1.79e8p-2f, 0x1.3dbcp-1f, 0x1.bd18p-1f};
    alignas(64) static constexpr std::array<column, 7> c{
        {{{0x1.b0c614p-1f, 0x1.e1ae34p-1f, 0x1.f482b4p-1f, 0x1.fbbec2p-1f, 0x1.ff08fp-1f, 0x1.ffde1ep-1f,
           0x1.fffb68p-1f, 0x1.ffff62p-1f, 0x1.fffff8p-1f, 0x1p0f, 0x1p0f, 0x1p0f, 0, 0x1.69a2bp-2f, 0x1.1a61e8p-1f,
           0x1.66ed74p-1f}},
         {{0x1.2462dcp-2f, 0x1.d6bf9cp-4f, 0x1.6b8972p-5f, 0x1.0f2dd6p-6f, 0x1.edaafp-9f, 0x1.0f083ep-11f,
           0x1.260104p-14f, 0x1.3c13c2p-17f, 0x1.013f48p-21f, 0x1.81139cp-25f, 0, 0, 0x1p0f, 0x1.c02478p-1f,
           0x1.644214p-1f, 0x1.046182p-1f}},
         {{-0x1.ee495p-3f, -0x1.badf28p-4f, -0x1.636168p-5f, -0x1.0cec3p-6f, -0x1.ecb9bep-9f, -0x1.0ef2b2p-11f,
           -0x1.264342p-14f, -0x1.3e9f1ap-17f, -0x1.0b319ep-21f, -0x1.9cc82p-16f, 0, 0, -0x1.2f6636p-20f,
           -0x1.3c881cp-2f, -0x1.88f8f4p-2f, -0x1.6d121ep-2f}},
         {{0x1.bdcfc2p-4f, 0x1.03c176p-4f, 0x1.c4739ap-6f, 0x1.60979p-7f, 0x1.46f664p-9f, 0x1.68bde4p-12f,
           0x1.87d546p-15f, 0x1.a54b8p-18f, 0x1.5553bep-22f, 0x1.64e44cp-21f, 0, 0, -0x1.55448p-2f, -0x1.75f208p-3f,
           -0x1.4c64d8p-6f, 0x1.49568ep-4f}},
         {{-0x1.792db8p-7f, -0x1.82ef78p-6f, -0x1.9a84c4p-7f, -0x1.553f48p-8f, -0x1.44e426p-10f, -0x1.6918e2p-13f,
           -0x1.7e4e54p-16f, -0x1.421676p-19f, -0x1.f0cd34p-24f, 0x1.f3af5p-9f, 0, 0, -0x1.395a82p-10f, 0x1.57089ap-3f,
           0x1.1cd182p-3f, 0x1.00790ap-4f}},
         {{-0x1.526abep-6f, 0x1.c07d58p-9f, 0x1.07f936p-8f, 0x1.fdb5dp-10f, 0x1.095a22p-11f, 0x1.2b8a3ap-14f,
           0x1.427b26p-17f, 0x1.5a51d2p-20f, 0x1.320facp-24f, -0x1.355d26p-15f, 0, 0, 0x1.25244p-3f, 0x1.5b473ep-6f,
           -0x1.b892bp-5f, -0x1.e2db88p-5f}},
         {{0x1.ef728ap-7f, 0x1.15bb78p-9f, -0x1.a0fd9p-11f, -0x1.f11a46p-12f, -0x1.4b8deep-13f, -0x1.7b15eap-16f,
           -0x1.2a48ap-18f, -0x1.2b3b46p-19f, -0x1.a5401ep-25f, -0x1.2f059p-3f, 0, 0, -0x1.2f914ap-5f, -0x1.167722p-4f,
           -0x1.848f68p-6f, 0x1.c506ecp-8f}}}};
};

template <> struct accurate_tanh_pieces<8> {
    using column = std::array<float, 8>;
    alignas(32) static constexpr column center{0x1.79d8p0f, 0x1.3cf4p1f, 0x1.fa08p1f, 0x1.7cecp2f,
                                               0x1.0394p3f, 0,           0,           0x1.7bbp-1f};
    alignas(32) static constexpr std::array<column, 9> c{
        {{{0x1.cd2972p-1f, 0x1.f8d09p-1f, 0x1.ff9f8p-1f, 0x1.fffe3ap-1f, 0x1.fffffap-1f, 0x1p0f, 0, 0x1.429c16p-1f}},
         {{0x1.828364p-3f, 0x1.c8a1fp-6f, 0x1.81d9fap-10f, 0x1.c5f528p-16f, 0x1.827482p-22f, 0, 0x1p0f,
           0x1.34b97cp-1f}},
         {{-0x1.5c2294p-3f, -0x1.c2390ap-6f, -0x1.81948ap-10f, -0x1.c568ap-16f, -0x1.a11bf2p-22f, 0, 0x1.97a9fap-24f,
           -0x1.850d6ap-2f}},
         {{0x1.71784p-4f, 0x1.23b1b6p-6f, 0x1.00c346p-10f, 0x1.2ea896p-16f, 0x1.01dfdp-22f, 0, -0x1.5556c4p-2f,
           0x1.3a9dfcp-5f}},
         {{-0x1.92c7dp-6f, -0x1.131b46p-7f, -0x1.ffa768p-12f, -0x1.3359c8p-17f, -0x1.5194dp-27f, 0, 0x1.c4ca48p-14f,
           0x1.a37612p-4f}},
         {{-0x1.edd764p-9f, 0x1.8453a4p-9f, 0x1.94426ep-13f, 0x1.e2038ep-19f, 0x1.97199ap-25f, 0, 0x1.0ef476p-3f,
           -0x1.063f16p-4f}},
         {{0x1.fffee4p-8f, -0x1.7aebap-11f, -0x1.0d3a18p-14f, -0x1.0d3f12p-20f, -0x1.46917p-23f, 0, 0x1.635fep-8f,
           -0x1.4e997p-10f}},
         {{-0x1.0428a8p-8f, 0x1.dcd4dcp-15f, 0x1.4a0a32p-16f, 0x1.93d586p-22f, 0x1.68e27p-28f, 0, -0x1.203b5cp-4f,
           0x1.76a206p-6f}},
         {{0x1.922feap-11f, 0x1.05c4f8p-15f, -0x1.1c42bep-18f, -0x1.7c17bep-23f, 0x1.b8dc3cp-25f, 0, 0x1.c65676p-6f,
           -0x1.29b99cp-6f}}}};
};

/// Whether V can look them up in one instruction a coefficient.
template <class V>
inline constexpr bool has_accurate_tanh_pieces = is_fused<V> &&
                                                 sizeof(typename V::scalar) == 4 && simd::has_permute<V, V::size>;

/// From here on the last piece gives 1.
inline constexpr float piece_tanh_limit = 9.25f;

/// What a piece is chosen by: the last bits of |t| + 1 that are shifted out leave those of the exponent and two (of 8
/// pieces one) more.
template <class V> XACT_INLINE V tanh_piece(V t_plus_one) noexcept {
    return simd::shift_right < V::size == 16 ? 21 : 22 > (t_plus_one.b);
}

/// tanh(|x|).
template <class V> XACT_INLINE V piece_tanh_of_size(V x) noexcept {
    using tables = accurate_tanh_pieces<V::size>;
    const V t = at_most(V(piece_tanh_limit), abs(x)), piece = tanh_piece(t + V(1));
    return piece_polynomial(t - simd::lookup(tables::center, piece), tables::c, piece);
}

/// tanh(x).
template <class V> XACT_INLINE V piece_tanh(V x) noexcept { return copysign(piece_tanh_of_size(x), x); }

/// The centres for a t that is rounded beside others: none is 0, from which products with a tiny t would be subnormal.
template <std::size_t Pieces>
alignas(64) inline constexpr auto tanh_centers_beside_zero = [] {
    auto centers = accurate_tanh_pieces<Pieces>::center;
    for (float& c : centers) c = c == 0 ? -far_below_one<float> : c;
    return centers;
}();

/// factor·tanh(a y) for a, y >= 0, a y up to the limit; product is factor·a.
template <class V> XACT_INLINE V piece_tanh_product(dw<V> factor, dw<V> a, dw<V> product, V y) noexcept {
    using tables = accurate_tanh_pieces<V::size>;
    const V sum = fma(y, a.hi, V(1)), piece = tanh_piece(sum);
    const V t = fma(y, a.lo, fma(y, a.hi, -simd::lookup(tanh_centers_beside_zero<V::size>, piece)));
    const V bend = piece_polynomial<2>(t, tables::c, piece);
    const V linear = fma(bend, t, simd::lookup(tables::c[1], piece));
    const V tangent = fma(linear, t, simd::lookup(tables::c[0], piece));
    // On the piece at 0 the tangent is t·(1 + bend·t): neither t nor what is in brackets is rounded before the product.
    const V start = round_product(y, in_halves(product));
    return select(sum < V(V::size == 16 ? 1.25f : 1.5f), fma(start, bend * t, start), round_product(tangent, factor));
}

} // namespace math
} // namespace v0
} // namespace xact
