#pragma once

#include <xact/math/falling.hpp>
#include <xact/math/pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// The slope of x·σ(x) at -t, t >= 0, as e^-t·(L·(1 - t) + G(t)), L = 0 below 2 and 1 beyond, G as polynomials of degree
// 8 on eight pieces whose coefficients sit in registers of 8 floats: 0.6 of the time that it takes by a division, where
// registers hold no logistic_pieces. Error 2^-26.8, absolute over |x f''|/4 beside the root; script:
// tests/certificates/gate_slope_pieces.sollya.
struct gate_slope_pieces {
    using column = std::array<float, 8>;
    alignas(32) static constexpr column line{0, 0, 0x1p0f, 0x1p0f, 0x1p0f, 0x1p0f, 0, 0};
    alignas(32) static constexpr column center{0x1.7b9p0f, 0x1.39ep1f, 0x1p2f,      0x1.8p2f,
                                               0x1.2p3f,   0x1.08p4f,  0x1.03cp-2f, 0x1.834p-1f};
    alignas(32) static constexpr std::array<column, 9> rest{
        {{{-0x1.5bb9fap-3f, -0x1.28742ep0f, 0x1.fe667cp-4f, 0x1.bd0668p-6f, 0x1.12eec6p-9f, 0x1.29c14ep-19f,
           0x1.ee3c72p-2f, 0x1.522caep-2f}},
         {{-0x1.c16facp-1f, -0x1.1ab5e8p0f, -0x1.5dff4p-4f, -0x1.6a6704p-6f, -0x1.e512dp-10f, -0x1.028744p-19f,
           -0x1.21697p-3f, -0x1.e0d746p-2f}},
         {{-0x1.b29a9p-3f, -0x1.43c098p-5f, 0x1.6f8976p-6f, 0x1.16b0eap-7f, 0x1.a43392p-11f, 0x1.e884fp-21f,
           -0x1.36c7eap-2f, -0x1.526cfcp-2f}},
         {{0x1.290dd8p-4f, 0x1.38c63cp-5f, -0x1.c57adap-12f, -0x1.017d1p-9f, -0x1.d98434p-13f, -0x1.75bedcp-22f,
           -0x1.c30c04p-5f, 0x1.3ddb8cp-6f}},
         {{0x1.80fdf8p-10f, -0x1.812354p-7f, -0x1.bcb6d2p-10f, 0x1.1699b4p-12f, 0x1.826858p-15f, 0x1.505ddap-24f,
           0x1.150a3cp-5f, 0x1.198c52p-5f}},
         {{-0x1.02411ap-7f, 0x1.f91462p-11f, 0x1.64e7acp-11f, -0x1.7f0166p-18f, -0x1.df8776p-18f, -0x1.c199a6p-28f,
           0x1.e1abbcp-8f, -0x1.9ca85ap-8f}},
         {{0x1.d75baep-10f, 0x1.3fdce2p-11f, -0x1.3c4c26p-13f, -0x1.fd3864p-18f, 0x1.c3d386p-21f, 0x1.313026p-30f,
           -0x1.3f7164p-8f, -0x1.857056p-9f}},
         {{0x1.7d9c7cp-12f, -0x1.180f0cp-12f, 0x1.feac2cp-17f, 0x1.579c2ep-19f, -0x1.04b848p-24f, -0x1.0aa552p-31f,
           -0x1.c59e94p-11f, 0x1.29a65ep-10f}},
         {{-0x1.02eb6p-12f, 0x1.d8817ep-16f, 0x1.efe5e6p-20f, -0x1.036d3ap-21f, -0x1.420066p-33f, 0x1.c619f8p-35f,
           0x1.03b478p-8f, -0x1.743d82p-9f}}}};
};

/// Whether V can look them up in one instruction a coefficient.
template <class V>
inline constexpr bool has_gate_slope_pieces =
    is_fused<V> && sizeof(typename V::scalar) == 4 && V::size == 8 && simd::has_permute<V, 8>;

/// The slope at -t, t up to falling_limit.
template <class V> XACT_INLINE V falling_gate_slope(V t) noexcept {
    const V one(1);
    // The pieces are those of one exponent and the bit below it, of t + 1; the tables' order is that of these three
    // bits.
    const V piece = simd::shift_right<22>(at_most(V(0x1.fffffep3f), t + one).b);
    const V x = at_most(V(22), t) - simd::lookup(gate_slope_pieces::center, piece);
    const V h =
        fma(simd::lookup(gate_slope_pieces::line, piece), one - t, piece_polynomial(x, gate_slope_pieces::rest, piece));
    const auto [power, rest] = split_exp<falling_bias<float>>(-t);
    return (fma(h, rest, h) * power) * V(1 / falling_unit<float>);
}

/// The slope at -t, t up to falling_limit.
template <class V> XACT_INLINE V falling_gate_slope(dw<V> t) noexcept {
    const V one(1);
    const V piece = simd::shift_right<22>(at_most(V(0x1.fffffep3f), t.hi + one).b);
    const V x = at_most(V(22), t.hi) - simd::lookup(gate_slope_pieces::center, piece);
    const V line = simd::lookup(gate_slope_pieces::line, piece);
    const V by_t = fma(simd::lookup(gate_slope_pieces::rest[2], piece), x + x,
                       simd::lookup(gate_slope_pieces::rest[1], piece) - line);
    const V h = fma(line, one - t.hi, piece_polynomial(x, gate_slope_pieces::rest, piece));
    const auto [power, rest] = split_exp<falling_bias<float>>(-t.hi);
    // d/dt (e^-t h(t)) t.lo = e^-t.hi (h' - h) t.lo
    const V low = ((by_t - h) * t.lo) * (one + rest);
    return ((h + fma(h, rest, low)) * power) * V(1 / falling_unit<float>);
}

} // namespace math
} // namespace v0
} // namespace xact
