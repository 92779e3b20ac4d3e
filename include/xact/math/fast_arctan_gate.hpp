#pragma once

#include <array>

#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// The fast tier of x·G(x) for G(x) = atan(x)/π + ½. With t = |x|, t·G(-t) = t·N(t)/D(t), N of degree 4 and D of degree
// 5 (an absolute error of 2^-23.7), and its slope is N(t)/D(t), N of degree 2 and D of degree 5 (2^-21.6): a division
// runs beside other instructions, and quotients of polynomials need neither 1/t nor pieces. All coefficients are
// positive. Far out the first quotient is 1/π, rounded, and the second one 0, since D is infinite. Script:
// tests/certificates/fast_arctan_gate.py.
struct fast_arctan_gate_coefficients {
    static constexpr std::array<float, 5> value_numerator{0x1.000116p-1f, 0x1.29e6cep0f, 0x1.877a74p0f, 0x1.370a2ap0f,
                                                          0x1.260294p-1f};
    static constexpr std::array<float, 6> value_denominator{0x1p0f,        0x1.7b7748p1f, 0x1.3c0f8ap2f,
                                                            0x1.59e228p2f, 0x1.e895b6p1f, 0x1.cdd476p0f};
    static constexpr std::array<float, 3> slope_numerator{0x1p-1f, 0x1.1a5c42p-1f, 0x1.1dfa86p-2f};
    static constexpr std::array<float, 6> slope_denominator{0x1p0f,        0x1.30299ep1f, 0x1.ca893ap1f,
                                                            0x1.dd72bap1f, 0x1.531102p1f, 0x1.4fa51ep0f};
};

/// Whether V has them.
template <class V> inline constexpr bool has_fast_arctan_gate = is_fused_float<V>;

/// x·G(x), to 2^-23.
template <class V> XACT_INLINE V fast_arctan_gate_product(V x) noexcept {
    using c = fast_arctan_gate_coefficients;
    const V t = at_most(V(0x1p20f), abs(x));
    const V shut = (t * horner<0, 1>(t, c::value_numerator)) / horner<0, 1>(t, c::value_denominator);
    return at_least(V(-0.0f), x) - shut;
}

/// Its slope, to 2^-21.
template <class V> XACT_INLINE V fast_arctan_gate_slope(V x) noexcept {
    using c = fast_arctan_gate_coefficients;
    const V t = at_most(V(0x1p30f), abs(x));
    const V shut = horner<0, 1>(t, c::slope_numerator) / horner<0, 1>(t, c::slope_denominator);
    return select(x < 0, shut, V(1) - shut);
}

} // namespace math
} // namespace v0
} // namespace xact
