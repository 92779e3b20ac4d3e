#pragma once

#include <xact/math/bell.hpp>
#include <xact/math/normal_pieces.hpp>
#include <xact/math/odd_pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// erf(x) = 2x/√π + x³·E(x²) for |x| <= 1. E has degree 5 (float, 2^-29.2) or 11 (double, 2^-62.1); script:
// tests/certificates/erf.sollya. Beyond, erfc(x) = 2 e^-x² R(√2 x) with the normal distribution's R.
template <class T> struct erf_coefficients;

template <> struct erf_coefficients<float> {
    static constexpr std::array<float, 6> e{-0x1.81274p-2f, 0x1.ce2d34p-4f,   -0x1.b7fc22p-6f,
                                            0x1.541988p-8f, -0x1.a472e2p-11f, 0x1.4a95b2p-14f};
    static constexpr float highest = 10.6f; // beyond it erfc is 0; 1 - erf from `one` on
    static constexpr float one = 4;
};

template <> struct erf_coefficients<double> {
    static constexpr std::array<double, 12> e{-0x1.812746b0379e6p-2,  0x1.ce2f21a042b27p-4,   -0x1.b82ce31284a2cp-6,
                                              0x1.565bcd0db034cp-8,   -0x1.c02db3d8d1963p-11, 0x1.f9a3219c50ffcp-14,
                                              -0x1.f4d1decc413e8p-17, 0x1.b9deebb68bd5dp-20,  -0x1.5f1d02e4fc43ap-23,
                                              0x1.f7a1dcde1b845p-27,  -0x1.3863ed2c0003dp-30, 0x1.056757ae51fd5p-34};
    static constexpr double highest = 28;
    static constexpr double one = 6;
};

inline constexpr real two_over_sqrt_pi{0x1.20dd750429b6dp0, 0x1.1ae3a914fed8p-56};
inline constexpr real sqrt_2{0x1.6a09e667f3bcdp0, -0x1.bdd3413b26456p-54};

/// erf(x), on pieces or in single words: to 1.3 ulp, without fma to 1.7.
template <class V> XACT_INLINE V erf(V x) noexcept {
    if constexpr (has_accurate_tanh_pieces<V>) {
        using pieces = erf_pieces<V::size>;
        return copysign(piece_value<pieces>(piece_argument<pieces>(x)).hi, x);
    } else {
        using T = typename V::scalar;
        using c = normal_coefficients<T>;
        const V one(T(1)), a = at_most(V(erf_coefficients<T>::one), abs(x)), beside_0 = without_subnormals(a),
                           square = beside_0 * beside_0;
        const dw<V> first = in_halves(as<V>(two_over_sqrt_pi));
        V rest = a * fma(square, polynomial(square, erf_coefficients<T>::e), first.lo);
        if constexpr (!is_fused<V>) rest = rest + product_error(a, first.hi, a * first.hi);
        const V below = fma(a, first.hi, rest);
        // Where erfc is at most 0.16, its own rounding errors hardly count.
        const V t = a * as<V>(sqrt_2).hi, center(c::center), inverse = one / (t + center);
        const V ratio = polynomial((t - center) * inverse, c::g) * inverse;
        const V above = fnma(ratio + ratio, split_exp<0, rest_right::beside_one>(-square).product(), one);
        return copysign(select(a < one, below, above), x);
    }
}

/// Where e^-x² is 0 in units of 1/normal_unit, as at normal_limit.
inline constexpr float erfc_limit = 10.4982f;
/// Where 2 e^-x² is 0 without: its power has no bits.
inline constexpr float erfc_value_limit = 9.4194f;

/// 1 - erf(x), to 1.9 ulp: 2 e^-x² R(√2 x) where x > 0; V has_normal_pieces.
template <class V> XACT_INLINE V complementary_erf(V x) noexcept {
    const V a = without_subnormals(at_most(V(erfc_value_limit), abs(x)));
    const auto [power, rest] = short_exp_of_square<1, 2>(a);
    const auto ratio = normal_piece<V>(a, as<V>(sqrt_2).hi).ratio();
    if constexpr (V::size == 16) {
        const V q = ratio.c0 + fma(ratio.c0 + ratio.difference, rest, ratio.difference);
        return fma(q, flip_sign(power, x), where_signed(x, V(2)));
    } else {
        // On larger pieces that would be 2.1 ulp.
        const V q = ratio.product(rest, power);
        return select(x < 0, V(2) - q, q);
    }
}

/// e^-x²·2/√π, the derivative of erf, to 1.5 ulp.
template <class V> XACT_INLINE V erf_slope(V x) noexcept {
    const dw<V> factor = as<V>(two_over_sqrt_pi);
    if constexpr (has_short_exp<V>) {
        const V e = short_exp_of_square<32, 2>(at_most(V(erfc_limit), abs(x))).product();
        return round_product(e, factor) * V(1 / normal_unit);
    } else {
        const V a = at_most(V(bell_limit<typename V::scalar>), abs(x));
        return short_falling_product(factor, two_product_beside_one(a, a));
    }
}

} // namespace math
} // namespace v0
} // namespace xact
