#pragma once

#include <xact/math/falling.hpp>
#include <xact/math/pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// The slope of x·σ(x) at -t, t >= 0, as e^-t·(L·(1 - t) + G(t)), L = 0 below 2 and 1 beyond, G as polynomials of degree
// 8 on eight pieces whose coefficients sit in registers of 8 floats: 0.9 of the time that it takes by a division, where
// registers hold no logistic_pieces. Error 2^-26.8, absolute over |x f''|/4 beside the root; script:
// tests/certificates/gate_slope_pieces.sollya.
struct silu_slope_rest {
    using column = std::array<float, 8>;
    alignas(32) static constexpr column line{0, 0, 0x1p0f, 0x1p0f, 0x1p0f, 0x1p0f, 0, 0};
    alignas(32) static constexpr column center{0x1.7b9p0f, 0x1.406p1f, 0x1p2f,      0x1.8p2f,
                                               0x1.2p3f,   0x1.08p4f,  0x1.f08p-3f, 0x1.7fap-1f};
    alignas(32) static constexpr std::array<column, 9> rest{
        {{{-0x1.5bb9fap-3f, -0x1.36d5c6p0f, 0x1.fe667cp-4f, 0x1.bd0668p-6f, 0x1.12eec6p-9f, 0x1.29c14ep-19f,
           0x1.efd276p-2f, 0x1.558fdcp-2f}},
         {{-0x1.c16facp-1f, -0x1.1baap0f, -0x1.5dff4p-4f, -0x1.6a6704p-6f, -0x1.e512dp-10f, -0x1.028744p-19f,
           -0x1.137e7cp-3f, -0x1.dc0bbap-2f}},
         {{-0x1.b29a9p-3f, -0x1.15954ep-5f, 0x1.6f8976p-6f, 0x1.16b0eap-7f, 0x1.a43392p-11f, 0x1.e884fp-21f,
           -0x1.34dadep-2f, -0x1.52d664p-2f}},
         {{0x1.290dd8p-4f, 0x1.256fd2p-5f, -0x1.c57adap-12f, -0x1.017d1p-9f, -0x1.d98434p-13f, -0x1.75bedcp-22f,
           -0x1.cf67b4p-5f, 0x1.2dd8bp-6f}},
         {{0x1.80fdf8p-10f, -0x1.784d5ap-7f, -0x1.bcb6d2p-10f, 0x1.1699b4p-12f, 0x1.826858p-15f, 0x1.505ddap-24f,
           0x1.11622ap-5f, 0x1.1b988p-5f}},
         {{-0x1.02411ap-7f, 0x1.2887fcp-10f, 0x1.64e7acp-11f, -0x1.7f0166p-18f, -0x1.df8776p-18f, -0x1.c199a6p-28f,
           0x1.f440d2p-8f, -0x1.92a1bep-8f}},
         {{0x1.d75baep-10f, 0x1.06ce28p-11f, -0x1.3c4c26p-13f, -0x1.fd3864p-18f, 0x1.c3d386p-21f, 0x1.313026p-30f,
           -0x1.1152f6p-8f, -0x1.ec78b6p-9f}},
         {{0x1.7d9c7cp-12f, -0x1.03335p-12f, 0x1.feac2cp-17f, 0x1.579c2ep-19f, -0x1.04b848p-24f, -0x1.0aa552p-31f,
           -0x1.a1a13cp-11f, 0x1.14445p-10f}},
         {{-0x1.02eb6p-12f, 0x1.e9aeb4p-15f, 0x1.efe5e6p-20f, -0x1.036d3ap-21f, -0x1.420066p-33f, 0x1.c619f8p-35f,
           -0x1.04db04p-10f, 0x1.6f164ep-9f}}}};
};
/// Whether V can look them up in one instruction a coefficient.
template <class V>
inline constexpr bool has_gate_slope_pieces =
    is_fused<V> && sizeof(typename V::scalar) == 4 && V::size == 8 && simd::has_permute<V, 8>;

/// The last bits are those of the exponent of t + 1 and the bit below it, which the tables are in the order of.
template <class V> XACT_INLINE V gate_slope_piece(V t) noexcept {
    return simd::shift_right<22>(at_most(V(0x1.fffffep3f), t + V(1)).b);
}

/// The slope of silu at -t, t up to falling_limit.
template <class V> XACT_INLINE V falling_silu_slope(V t) noexcept {
    using table = silu_slope_rest;
    const V piece = gate_slope_piece(t), x = at_most(V(22), t) - simd::lookup(table::center, piece);
    const V h = fma(simd::lookup(table::line, piece), V(1) - t, piece_polynomial(x, table::rest, piece));
    const auto [power, rest] = split_exp<falling_bias<float>>(-t);
    return (fma(h, rest, h) * power) * V(1 / falling_unit<float>);
}

} // namespace math
} // namespace v0
} // namespace xact
