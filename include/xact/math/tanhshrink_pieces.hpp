#pragma once

#include <xact/math/tanh_pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// Of x - tanh(x), t = |x|: (t - tanh(t))/t³ for t < 1, 1 - tanh(t) above, on the pieces of tanh (tanh_pieces.hpp) in
// degree 6 (16 pieces, 2^-24.7) or 8 (8 pieces, 2^-26.3); script: tests/certificates/tanhshrink_pieces.sollya.
template <std::size_t Pieces> struct tanhshrink_pieces;

template <> struct tanhshrink_pieces<16> {
    using column = std::array<float, 16>;
    alignas(64) static constexpr column center{0x1.4p0f,    0x1.cp0f,     0x1.2p1f,    0x1.6p1f,    0x1.cp1f, 0x1.2p2f,
                                               0x1.6p2f,    0x1.ap2f,     0x1p3f,      0,           0,        0,
                                               0x1.f0ap-4f, 0x1.7c28p-2f, 0x1.3cep-1f, 0x1.bcf8p-1f};
    alignas(64) static constexpr std::array<column, 7> c{
        {{{0x1.36b712p-3f, 0x1.e04068p-5f, 0x1.680528p-6f, 0x1.0abd94p-7f, 0x1.dda73p-10f, 0x1.02c6eep-12f,
           0x1.183408p-15f, 0x1.2f601ep-18f, 0x1.e347fep-23f, 0, 0, 0, 0x1.53568cp-2f, 0x1.43829p-2f, 0x1.280e1ep-2f,
           0x1.065938p-2f}},
         {{-0x1.1f250cp-2f, -0x1.d22c94p-4f, -0x1.64108ap-5f, -0x1.09a7a8p-6f, -0x1.dd3a34p-9f, -0x1.02c03cp-11f,
           -0x1.183476p-14f, -0x1.2f61b4p-17f, -0x1.e414aep-22f, 0, 0, 0, -0x1.05be18p-5f, -0x1.6bc8b8p-4f,
           -0x1.fabdfap-4f, -0x1.16779p-3f}},
         {{0x1.e728b2p-3f, 0x1.b6d852p-4f, 0x1.5c3d74p-5f, 0x1.077e24p-6f, 0x1.dc5b02p-9f, 0x1.02afc4p-11f,
           0x1.1831e6p-14f, 0x1.2f613ap-17f, 0x1.e3fff8p-22f, 0, 0, 0, -0x1.07763p-3f, -0x1.826a7ep-4f, -0x1.7b66d6p-5f,
           -0x1.4a29fp-8f}},
         {{-0x1.bbb36ep-4f, -0x1.01c0fap-4f, -0x1.bbce02p-6f, -0x1.5994cep-7f, -0x1.3c1c2ap-9f, -0x1.586064p-12f,
           -0x1.7529b2p-15f, -0x1.94103ap-18f, -0x1.3c51fap-22f, 0, 0, 0, 0x1.a0423ap-6f, 0x1.f2bea4p-5f,
           0x1.0397eep-4f, 0x1.6e974p-5f}},
         {{0x1.9d2a52p-7f, 0x1.8167ep-6f, 0x1.93d99cp-7f, 0x1.4e2fd2p-8f, 0x1.39dc76p-10f, 0x1.580f8cp-13f,
           0x1.752436p-16f, 0x1.941456p-19f, 0x1.3cc0a6p-23f, 0, 0, 0, 0x1.93d692p-5f, 0x1.33492ep-6f, -0x1.72e97ep-7f,
           -0x1.719408p-6f}},
         {{0x1.427ac2p-6f, -0x1.c882f4p-9f, -0x1.04b0e6p-8f, -0x1.f5d4ccp-10f, -0x1.011822p-11f, -0x1.1e7cd8p-14f,
           -0x1.3761c6p-17f, -0x1.514bccp-20f, -0x1.2fedaep-24f, 0, 0, 0, -0x1.e7f548p-7f, -0x1.d3352ep-6f,
           -0x1.1bf2cep-6f, -0x1.bf4f6cp-10f}},
         {{-0x1.f59686p-7f, -0x1.116ce4p-9f, 0x1.70fd8cp-11f, 0x1.215b34p-11f, 0x1.4ada88p-13f, 0x1.7bdc2p-16f,
           0x1.9e552cp-19f, 0x1.c12c4cp-22f, 0x1.92ec7ap-26f, 0, 0, 0, -0x1.347fe8p-6f, 0x1.63cdp-9f, 0x1.7a246ep-7f,
           0x1.835fccp-8f}}}};
};

template <> struct tanhshrink_pieces<8> {
    using column = std::array<float, 8>;
    alignas(32) static constexpr column center{0x1.8p0f, 0x1.4p1f, 0x1p2f,      0x1.8p2f,
                                               0x1.2p3f, 0,        0x1.f26p-3f, 0x1.7e48p-1f};
    alignas(32) static constexpr std::array<column, 9> c{
        {{{0x1.848344p-4f, 0x1.b69f68p-7f, 0x1.5fa3eep-11f, 0x1.9c543ep-17f, 0x1.0612a8p-25f, 0, 0x1.4d6ff8p-2f,
           0x1.173aaep-2f}},
         {{-0x1.72164ep-3f, -0x1.b3afe6p-6f, -0x1.5f83c6p-10f, -0x1.9c509ep-16f, -0x1.034b48p-24f, 0, -0x1.fb013cp-5f,
           -0x1.0f7c64p-3f}},
         {{0x1.4efbbep-3f, 0x1.addae8p-6f, 0x1.5f480ap-10f, 0x1.9c4f96p-16f, 0x1.03822ep-24f, 0, -0x1.d819b6p-4f,
           -0x1.802dccp-6f}},
         {{-0x1.67b402p-4f, -0x1.16de54p-6f, -0x1.d3f39ap-11f, -0x1.13058p-16f, -0x1.6c42d8p-25f, 0, 0x1.7e018ep-5f,
           0x1.c49a3p-5f}},
         {{0x1.991d8cp-6f, 0x1.07b41ep-7f, 0x1.d2a254p-12f, 0x1.12ff5cp-17f, 0x1.6b2e1p-26f, 0, 0x1.2ba35cp-5f,
           -0x1.405252p-6f}},
         {{0x1.605416p-9f, -0x1.76f33ap-9f, -0x1.705836p-13f, -0x1.b3856ap-19f, -0x1.c30232p-28f, 0, -0x1.a16f86p-6f,
           -0x1.1a6e14p-7f}},
         {{-0x1.d4c456p-8f, 0x1.7a31aep-11f, 0x1.e6e24ep-15f, 0x1.226d5ep-20f, 0x1.3026bp-29f, 0, -0x1.3df48cp-7f,
           0x1.5675bp-7f}},
         {{0x1.f4fb28p-9f, -0x1.0148aep-14f, -0x1.2fe126p-16f, -0x1.7af6f4p-22f, -0x1.59fc2ap-30f, 0, 0x1.75197p-7f,
           -0x1.16f05ap-9f}},
         {{-0x1.967408p-11f, -0x1.88b0d2p-15f, 0x1.1bdf66p-18f, 0x1.798664p-24f, 0x1.567dc4p-32f, 0, 0x1.3ad612p-9f,
           -0x1.184e02p-12f}}}};
};

/// x - tanh(x), to 2 ulp: t³ times the quotient, or t - 1, which is exact, and the rest.
template <class V> XACT_INLINE V piece_tanhshrink(V x) noexcept {
    using tables = tanhshrink_pieces<V::size>;
    // Below 2^-42 the result is no normal number, and so 0: without the products that would underflow.
    const V size = abs(x), one(1), a = select(size < V(0x1p-42f), V(0), size), t = at_most(V(9), a);
    const V piece = tanh_piece(t + one),
            p = piece_polynomial(t - simd::lookup(tables::center, piece), tables::c, piece);
    const V square = t * t, cube = t * square,
            low = fma(t, product_error(t, t, square), product_error(t, square, cube));
    const auto near = t < one;
    return copysign(fma(select(near, cube, one), p, fma(select(near, low, V(0)), p, at_least(V(0), a - one))), x);
}

} // namespace math
} // namespace v0
} // namespace xact
