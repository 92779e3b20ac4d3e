#pragma once

#include <array>
#include <cstdint>

#include <xact/math/double_word.hpp>
#include <xact/simd/table.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// e^z = power·(1 + rest) in float: with k = N n + j the integer nearest to N z/ln 2, power is 2^n·T for T = 2^(j/N) in
// 8 bits, so that power ± 1 is hardly ever rounded, from a register of N entries to whose bits k is added, and rest is
// e^r - 1 = r + r²·P(r) for the r that this leaves, |r| <= 0.026 (N = 16), 0.047 (N = 8). Absolute errors of rest:
// 2^-28.4, and 2^-36.0 where it counts beside less than 1 (N = 16); 2^-31.5 (N = 8); script:
// tests/certificates/short_exp.sollya.
template <std::size_t N> struct short_exp_table;

template <> struct short_exp_table<16> {
    static constexpr float steps = 0x1.715476p4f, step_1 = 0x1.62ep-5f, step_2 = 0x1.0bfbe8p-19f;
    /// T, its bits less j 2^23/N, and by how much ln 2^(j/N) is larger than ln T.
    alignas(64) static constexpr std::array<float, 16> power{
        0x1p0f,     0x1.fcp-1f, 0x1.f8p-1f, 0x1.f4p-1f, 0x1.fp-1f,  0x1.eep-1f, 0x1.ecp-1f, 0x1.eap-1f,
        0x1.eap-1f, 0x1.eap-1f, 0x1.eap-1f, 0x1.ecp-1f, 0x1.eep-1f, 0x1.f2p-1f, 0x1.f6p-1f, 0x1.fap-1f};
    alignas(64) static constexpr std::array<float, 16> offset{0.0f,
                                                              -0x1.4615f8p-9f,
                                                              -0x1.851f18p-9f,
                                                              -0x1.a661ecp-10f,
                                                              0x1.789472p-10f,
                                                              -0x1.1656aep-12f,
                                                              -0x1.ca8cep-16f,
                                                              0x1.04e824p-9f,
                                                              0x1.c00c4p-14f,
                                                              0x1.766bd2p-13f,
                                                              0x1.0bd942p-9f,
                                                              0x1.6b3798p-11f,
                                                              0x1.485dfcp-10f,
                                                              -0x1.d1989ap-11f,
                                                              -0x1.13a2c6p-10f,
                                                              0x1.3947dp-11f};
    static constexpr std::array<float, 2> p{0x1.0002cp-1f, 0x1.5557fcp-3f};
    static constexpr std::array<float, 3> precise{0x1.fffffep-2f, 0x1.5557a4p-3f, 0x1.55cd4ep-5f};
};

template <> struct short_exp_table<8> {
    static constexpr float steps = 0x1.715476p3f, step_1 = 0x1.62ep-4f, step_2 = 0x1.0bfbe8p-18f;
    alignas(64) static constexpr std::array<float, 8> power{0x1p0f,     0x1.f8p-1f, 0x1.fp-1f,  0x1.ecp-1f,
                                                            0x1.eap-1f, 0x1.eap-1f, 0x1.eep-1f, 0x1.f6p-1f};
    alignas(64) static constexpr std::array<float, 8> offset{
        0.0f,           -0x1.851f18p-9f, 0x1.789472p-10f, -0x1.ca8cep-16f,
        0x1.c00c4p-14f, 0x1.0bd942p-9f,  0x1.485dfcp-10f, -0x1.13a2c6p-10f};
    static constexpr std::array<float, 3> p{0x1.fffff2p-2f, 0x1.555d7cp-3f, 0x1.564594p-5f}, precise = p;
};

template <std::size_t N>
alignas(64) inline constexpr std::array<float, N> short_exp_offset_beside_one = [] {
    auto offset = short_exp_table<N>::offset;
    offset[0] = 0x1p-36f;
    return offset;
}();

/// Whether V can look them up in one instruction.
template <class V>
inline constexpr bool has_short_exp = is_fused<V> && sizeof(typename V::scalar) == 4 && simd::has_permute<V, V::size>;

/// Where n is -127 and j 0: the bits of the power are 0.
inline constexpr float short_exp_lowest = -88.03f;

/// What is added to N z/ln 2 to round it to k, which the last bits of the sum then are, with N Bias.
template <class V, int Bias> inline constexpr float short_exp_shifter = 0x1.8p23f + float(int(V::size) * Bias);

template <class V> XACT_INLINE V short_exp_sum(V z, V shifter) noexcept {
    return fma(z, V(short_exp_table<V::size>::steps), shifter);
}

/// 2^(n + Bias)·T: the bits of the sum, shifted, are added to those of the entry.
template <class V> XACT_INLINE V short_exp_power(V sum) noexcept {
    constexpr int fraction = V::size == 16 ? 19 : 20;
    return simd::add_bits(simd::lookup(short_exp_table<V::size>::power, sum).b, simd::shift_left<fraction>(sum.b));
}

/// r is the sum of these.
template <class V> XACT_INLINE V short_exp_remainder(V z, V k) noexcept {
    using table = short_exp_table<V::size>;
    return fnma(k, V(table::step_2), fnma(k, V(table::step_1), z));
}
template <class V> XACT_INLINE V precise_short_exp_offset(V sum) noexcept {
    return simd::lookup(short_exp_table<V::size>::offset, sum);
}

/// Where the rest is added to 1: no 0 among them, lest the square of a small r, or a product of that with tiny factors,
/// be subnormal.
template <class V> XACT_INLINE V short_exp_offset(V sum) noexcept {
    return simd::lookup(short_exp_offset_beside_one<V::size>, sum);
}
template <class V> XACT_INLINE V short_exp_rest(V r) noexcept {
    return fma(r * r, polynomial(r, short_exp_table<V::size>::p), r);
}

/// The same for a multiple of r: that multiple of short_exp_offset, and the coefficients of r + r²·P(r) in it.
template <std::size_t N> constexpr std::array<float, N> multiple_of_exp_offset(double multiple) {
    auto offset = short_exp_offset_beside_one<N>;
    for (float& o : offset) o = static_cast<float>(double(o) * multiple);
    return offset;
}
template <std::size_t N> constexpr auto exp_coefficients_of_multiple(double multiple) {
    constexpr auto p = short_exp_table<N>::p;
    const double factor = 1 / multiple;
    std::array<float, p.size() + 1> c{static_cast<float>(factor)};
    double scale = factor * factor;
    for (std::size_t i = 0; i < p.size(); ++i, scale *= factor) c[i + 1] = static_cast<float>(scale * double(p[i]));
    return c;
}

/// Of -2/Halves·r.
template <std::size_t N, int Halves>
alignas(64) inline constexpr std::array<float, N> short_square_exp_offset = multiple_of_exp_offset<N>(-2.0 / Halves);
template <std::size_t N, int Halves>
inline constexpr auto short_square_exp_coefficients = exp_coefficients_of_multiple<N>(-2.0 / Halves);

/// Of r in steps of ln 2/N.
template <std::size_t N>
alignas(64) inline constexpr std::array<float, N> short_exp_offset_in_steps =
    multiple_of_exp_offset<N>(0x1.71547652b82fep0 * N);
template <std::size_t N>
inline constexpr auto short_exp_coefficients_of_steps = exp_coefficients_of_multiple<N>(0x1.71547652b82fep0 * N);

} // namespace math
} // namespace v0
} // namespace xact
