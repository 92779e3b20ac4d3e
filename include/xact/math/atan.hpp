#pragma once

#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// atan(u) = u + u³·A(u²) for |u| <= tan(π/8). A has degree 4 (float, 2^-30.4) or 10 (double, 2^-59.4). For
// |u| <= 1 the same with degree 8 (float, 2^-28.4) or 19 (double, 2^-57.5). Script: tests/certificates/atan.sollya.
template <class T> struct atan_coefficients;

template <> struct atan_coefficients<float> {
    static constexpr std::array<float, 5> a{-0x1.55554ap-2f, 0x1.9991e4p-3f, -0x1.23b9d6p-3f, 0x1.b227aep-4f,
                                            -0x1.f2f74cp-5f};
    static constexpr std::array<float, 9> single{-0x1.55553ep-2f, 0x1.9991ecp-3f,  -0x1.24211ap-3f,
                                                 0x1.c0946cp-4f,  -0x1.5825f2p-4f, 0x1.da9c2ep-5f,
                                                 -0x1.fe7d24p-6f, 0x1.6551e2p-7f,  -0x1.d5a1aap-10f};
};

template <> struct atan_coefficients<double> {
    static constexpr std::array<double, 11> a{-0x1.555555555553dp-2, 0x1.999999999586dp-3,  -0x1.24924922ad6edp-3,
                                              0x1.c71c70e613401p-4,  -0x1.745cf8dcacc2cp-4, 0x1.3b11191f75b4cp-4,
                                              -0x1.10ebb86a779eap-4, 0x1.df0f4dc53386ap-5,  -0x1.9cd2cc3bcaa6cp-5,
                                              0x1.37d5d6ce4ab2ep-5,  -0x1.256ae1c81b21ep-6};
    static constexpr std::array<double, 20> single{
        -0x1.5555555555526p-2, 0x1.99999999955b4p-3,  -0x1.249249237f57dp-3,  0x1.c71c717fcf76bp-4,
        -0x1.745d11ae74c19p-4, 0x1.3b13669a29852p-4,  -0x1.110e5126f6f04p-4,  0x1.e1bba66bb8ebfp-5,
        -0x1.ae5e72bec32d3p-5, 0x1.82dad79451f08p-5,  -0x1.59a3ff0fdf59fp-5,  0x1.2c2e5c9134bf6p-5,
        -0x1.e9fa0cc79874p-6,  0x1.683cc855b471dp-6,  -0x1.c78fcae49ebcap-7,  0x1.d7b923ff7bcbdp-8,
        -0x1.7a3996b2183e3p-9, 0x1.b3fac591d6e5cp-11, -0x1.3f36479021b3bp-13, 0x1.bbed95c75a4a7p-17};
};

inline constexpr real quarter_pi{0x1.921fb54442d18p-1, 0x1.1a62633145c07p-55};
inline constexpr real half_pi{0x1.921fb54442d18p0, 0x1.1a62633145c07p-54};
inline constexpr real inverse_pi{0x1.45f306dc9c883p-2, -0x1.6b01ec5417056p-56};

/// atan(1/a) for finite a >= 0 (π/2 at 0), to 0.1 ulp before it is rounded: the distance of atan(a) from π/2.
/// Around a = 1 it is π/4 - atan((a - 1)/(a + 1)); below tan(π/8) π/2 - atan(a); above 1/tan(π/8) atan(1/a) itself.
template <class V> XACT_INLINE dw<V> arccot(V a) noexcept {
    using T = typename V::scalar;
    const V one(T(1)), zero(T(0));
    const auto small = a<V(T(0.41421356)), large = a> V(T(2.41421356));
    const dw<V> difference = two_sum(a, -one), sum = two_sum(a, one);
    const dw<V> exact_a{a, zero};
    const dw<V> numerator = select(small, -exact_a, select(large, dw<V>{one, zero}, -difference));
    const dw<V> denominator = select(small, dw<V>{one, zero}, select(large, exact_a, sum));
    const dw<V> u = numerator / denominator;
    // The cubic term in double words: where arccot_excess subtracts, its rounding would be seen ten times enlarged.
    const dw<V> square = u * u, cube = square * u;
    const dw<V> cubic = V(atan_coefficients<T>::a[0]) * cube;
    const V rest = (cube.hi * square.hi) * polynomial(square.hi, without_first(atan_coefficients<T>::a));
    const dw<V> offset = select(small, as<V>(half_pi), select(large, dw<V>{zero, zero}, as<V>(quarter_pi)));
    const dw<V> s = fast_two_sum(offset.hi, u.hi);
    const dw<V> c = fast_two_sum(s.hi, cubic.hi);
    return {c.hi, c.lo + (s.lo + (offset.lo + (u.lo + (cubic.lo + rest))))};
}

/// atan(x), in single words: to 1.3 ulp; π/2 - atan(1/x) above 1.
template <class V> XACT_INLINE V atan(V x) noexcept {
    using T = typename V::scalar;
    const V one(T(1)), a = abs(x);
    const auto far = a > one;
    const V u = select(far, one / a, a), beside_0 = without_subnormals(u), square = beside_0 * beside_0;
    const V r = fma(u, square * polynomial(square, atan_coefficients<T>::single), u);
    const dw<V> right = as<V>(half_pi);
    return copysign(select(far, right.hi - (r - right.lo), r), x);
}

// atan(u) - u/(1 + u²) = u³·(2/3 + w·B(w)), w = u², for |u| <= tan(π/8). B has degree 5 (float, 2^-30.9) or 12 (double,
// 2^-63.5); script: tests/certificates/atan_excess.sollya.
template <class T> struct atan_excess_coefficients;

template <> struct atan_excess_coefficients<float> {
    static constexpr std::array<float, 6> b{-0x1.999996p-1f, 0x1.b6d9c8p-1f, -0x1.c6dc5cp-1f,
                                            0x1.ccf058p-1f,  -0x1.ae7adp-1f, 0x1.10ae24p-1f};
};

template <> struct atan_excess_coefficients<double> {
    static constexpr std::array<double, 13> b{
        -0x1.9999999999999p-1, 0x1.b6db6db6db5c4p-1,  -0x1.c71c71c7115ep-1, 0x1.d1745d13bbbf1p-1, -0x1.d89d892d9ab8ep-1,
        0x1.ddddc91321905p-1,  -0x1.e1e02b20ebadep-1, 0x1.e4f43615350a1p-1, -0x1.e696876a7deep-1, 0x1.e2169ccac242p-1,
        -0x1.c3a20551b4e1cp-1, 0x1.5e93cabb20df7p-1,  -0x1.3f8577bad2701p-2};
};

/// atan(1/a) - a/(1 + a²) for a in [0, 2^60], to 1 ulp: for large a the two agree to 2/(3a³), which their difference
/// would lose.
template <class V> XACT_INLINE scaled<V> arccot_excess(V a) noexcept {
    using T = typename V::scalar;
    const auto large = a > V(T(2.41421356));
    const dw<V> near = arccot(a) - a * reciprocal(V(1) + two_product(a, a));
    const dw<V> u = reciprocal(dw<V>{at_least(V(1), a), V(0)});
    const dw<V> square = u * u;
    const dw<V> bracket = as<V>(two_thirds);
    const V tail = square.hi * polynomial(square.hi, atan_excess_coefficients<T>::b);
    const dw<V> sum = fast_two_sum(bracket.hi, tail);
    // The cube is taken of 2^40·u: its low word would underflow before the result does.
    const dw<V> lifted = times_power(u, V(0x1p40));
    const dw<V> far = ((lifted * lifted) * lifted) * dw<V>{sum.hi, sum.lo + bracket.lo};
    return {select(large, far, near), select(large, V(-120), V(0))};
}

} // namespace math
} // namespace v0
} // namespace xact
