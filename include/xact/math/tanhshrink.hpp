#pragma once

#include <xact/math/cbrt.hpp>
#include <xact/math/tanh.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// x - tanh(x) = x³·(1/3 + x²·P(x²)) for |x| <= 1. P has degree 7 (float, 2^-30.2) or 15 (double, 2^-59.4); script:
// tests/certificates/tanhshrink.sollya.
template <class T> struct tanhshrink_coefficients;

template <> struct tanhshrink_coefficients<float> {
    static constexpr std::array<float, 8> p{-0x1.11110ep-3f, 0x1.ba1a3cp-5f,  -0x1.6631aap-6f,  0x1.21325cp-7f,
                                            -0x1.c7ba4ep-9f, 0x1.452cf8p-10f, -0x1.61030ap-12f, 0x1.94760ap-15f};
};

template <> struct tanhshrink_coefficients<double> {
    static constexpr std::array<double, 16> p{
        -0x1.111111111110cp-3,  0x1.ba1ba1ba1b083p-5,  -0x1.664f48828ea61p-6,  0x1.226e35560b4c6p-7,
        -0x1.d6d3cf3765c69p-9,  0x1.7da348998d65bp-10, -0x1.3556e3b22d26fp-11, 0x1.f5688b38ada88p-13,
        -0x1.95fcdde3d5f04p-14, 0x1.47250c79bc811p-15, -0x1.02caa86c51acap-16, 0x1.84474a09674dep-18,
        -0x1.02a9e938b1cddp-19, 0x1.1455bc531168ep-21, -0x1.94fa4b171c67p-24,  0x1.28130856e7bf3p-27};
};

/// x - tanh(x), to 2 ulp. From 1 on it is (|x| - 1) + 2σ(-2|x|), which does not cancel.
template <class V> XACT_INLINE V tanhshrink(V x) noexcept {
    using T = typename V::scalar;
    const V one(T(1)), two(T(2)), a = abs(x), b = at_most(one, a);
    const dw<V> square = two_product(b, b), third = as<V>(one_third);
    const V p = polynomial(square.hi, tanhshrink_coefficients<T>::p), factor = fma(square.hi, p, third.hi);
    const dw<V> cubic = b * dw<V>{factor, fma(square.hi, p, third.hi - factor) + third.lo};
    const V near = fma(square.hi, cubic.hi, fma(square.hi, cubic.lo, square.lo * cubic.hi));
    // From this limit on the second term is negligible.
    const V c = at_most(V(T(sizeof(T) == 4 ? 12 : 24)), a);
    V tail = c;
    if constexpr (is_fused<V>) {
        const V e = split_exp<0>(-(c + c)).product();
        tail = quotient(e + e, one, e);
    } else {
        tail = two * round(make_logistic(dw<V>{c + c, V(T(0))}).lower);
    }
    return copysign(select(a < one, near, (a - one) + tail), x);
}

} // namespace math
} // namespace v0
} // namespace xact
