#pragma once

#include <xact/math/falling.hpp>
#include <xact/math/pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// The slope of x·σ(h(x)) where h(x) = -t, t >= 0, as e^-t·(L·(1 - w) + G(t)), w = |x h'(x)|, L = 0 below 2 and 1
// beyond, G as polynomials of degree 8 on eight pieces whose coefficients sit in registers of 8 floats: half of the
// time that it takes by a division, where registers hold no logistic_pieces. Errors 2^-26.8 for h(x) = x, 2^-25.5 for
// that of gelu_tanh, absolute over |x f''|/4 beside the root; script: tests/certificates/gate_slope_pieces.sollya.
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
struct gelu_tanh_slope_rest {
    using column = std::array<float, 8>;
    alignas(32) static constexpr column line{0, 0, 0x1p0f, 0x1p0f, 0x1p0f, 0x1p0f, 0, 0};
    alignas(32) static constexpr column center{0x1.7fdp0f, 0x1.3fe8p1f, 0x1p2f,      0x1.8p2f,
                                               0x1.2p3f,   0x1.08p4f,   0x1.028p-2f, 0x1.7bap-1f};
    alignas(32) static constexpr std::array<column, 9> rest{
        {{{-0x1.05872cp-2f, -0x1.91d788p0f, 0x1.5f0b6cp-3f, 0x1.5bd6a6p-5f, 0x1.e743f4p-9f, 0x1.339c34p-18f,
           0x1.ee3accp-2f, 0x1.52b92p-2f}},
         {{-0x1.0b17f8p0f, -0x1.8821aap0f, -0x1.ac49aap-4f, -0x1.08bc0cp-5f, -0x1.9de7c4p-9f, -0x1.0cc72p-18f,
           -0x1.248b88p-3f, -0x1.f4ee14p-2f}},
         {{-0x1.4d613cp-2f, -0x1.58e45cp-3f, 0x1.5e7086p-6f, 0x1.72c0eep-7f, 0x1.56695ap-10f, 0x1.f332c6p-20f,
           -0x1.4105bp-2f, -0x1.85605ap-2f}},
         {{0x1.a34a4ap-5f, 0x1.5bbd14p-5f, 0x1.0d37a4p-9f, -0x1.263ca2p-9f, -0x1.6c0b7ep-12f, -0x1.64d422p-21f,
           -0x1.2d341p-4f, -0x1.ec7d7ep-7f}},
         {{0x1.2b5fcp-7f, -0x1.fe2f18p-8f, -0x1.3a5f0ep-9f, 0x1.adf75ap-13f, 0x1.12ed42p-14f, 0x1.3a48p-23f,
           0x1.8b1c9ap-6f, 0x1.02ccc2p-5f}},
         {{-0x1.baf028p-8f, -0x1.5ba688p-12f, 0x1.7a2afap-11f, 0x1.94889p-16f, -0x1.31515cp-17f, -0x1.f1186ap-27f,
           0x1.0333eap-7f, -0x1.f8d4c4p-10f}},
         {{0x1.962556p-11f, 0x1.55130ap-11f, -0x1.f0a08ep-14f, -0x1.c8881p-17f, 0x1.d7a81p-21f, 0x1.45d4f6p-29f,
           -0x1.3162ccp-9f, -0x1.c9bc56p-9f}},
         {{0x1.b14818p-12f, -0x1.6689fap-13f, 0x1.56027cp-19f, 0x1.a867d8p-19f, -0x1.7d3162p-26f, -0x1.bdee18p-31f,
           -0x1.f7cf4ap-11f, 0x1.6966e6p-12f}},
         {{-0x1.49fcb4p-13f, 0x1.08ee46p-15f, 0x1.033348p-18f, -0x1.009b1ep-21f, -0x1.15f9c8p-27f, 0x1.68be18p-34f,
           -0x1.a76a38p-9f, 0x1.b931bep-9f}}}};
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

/// The slope where h(x) = -t, t up to falling_limit, from t and 1 - w in two words.
template <class Table, class V> XACT_INLINE V falling_gate_slope(dw<V> t, dw<V> one_less_w) noexcept {
    const V piece = gate_slope_piece(t.hi), x = at_most(V(22), t.hi) - simd::lookup(Table::center, piece);
    const V line = simd::lookup(Table::line, piece);
    const V by_t = fma(simd::lookup(Table::rest[2], piece), x + x, simd::lookup(Table::rest[1], piece));
    const V h = fma(line, one_less_w.hi, piece_polynomial(x, Table::rest, piece));
    const auto [power, rest] = split_exp<falling_bias<float>>(-t.hi);
    // d/dt (e^-t h(t)) t.lo = e^-t.hi (h' - h) t.lo
    const V low = fma(by_t - h, t.lo, line * one_less_w.lo) * (V(1) + rest);
    return ((h + fma(h, rest, low)) * power) * V(1 / falling_unit<float>);
}

} // namespace math
} // namespace v0
} // namespace xact
