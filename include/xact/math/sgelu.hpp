#pragma once

#include <xact/math/erf.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// d/dx (x·erf(x/√2)) = √(8/π) x + x³·S(x²) for |x| <= √2. S has degree 6 (float, 2^-29.9) or 13 (double, 2^-61.5);
// script: tests/certificates/sgelu.sollya. x·erf(x/√2) itself is √(2/π) x² + x⁴/√8·E(x²/2) with erf's E.
template <class T> struct sgelu_coefficients;

template <> struct sgelu_coefficients<float> {
    static constexpr std::array<float, 7> slope{-0x1.105836p-1f,  0x1.ea37fp-4f,   -0x1.3739b6p-6f, 0x1.2e3c1cp-9f,
                                                -0x1.d55f2cp-13f, 0x1.1d10ecp-16f, -0x1.a81d9ap-21f};
};

template <> struct sgelu_coefficients<double> {
    static constexpr std::array<double, 14> slope{
        -0x1.1058377e2ceep-1,   0x1.ea3863e31da73p-4,  -0x1.37403f6ba0294p-6,  0x1.2e9ae853243a8p-9,
        -0x1.db5d7818a4535p-13, 0x1.38d8dc976b71ep-16, -0x1.622258510c3dp-20,  0x1.5f86861599604p-24,
        -0x1.36942a983bc82p-28, 0x1.ed740990e615ep-33, -0x1.5e8d2d1ee5125p-37, 0x1.999aff4d61f41p-42,
        -0x1.d9cef617768dep-48, -0x1.efae26df67c6cp-53};
};

inline constexpr real sqrt_two_over_pi{0x1.9884533d43651p-1, -0x1.cbc0d30ebfd15p-55};

/// Where both end.
inline constexpr float sgelu_near = 1.4142135f;

/// a·erf(a/√2) for a in [0, √2].
template <class V> XACT_INLINE V sgelu_value(V a) noexcept {
    using T = typename V::scalar;
    const dw<V> first = as<V>(sqrt_two_over_pi);
    // Without fma a product's low word would underflow where it still counts.
    const V up = is_fused<V> ? V(T(1)) : select(a < V(T(0x1p-40)), V(T(0x1p40)), V(T(1))), y = a * up;
    const dw<V> square = two_product(y, y);
    const V s = is_fused<V> ? square.hi : a * a,
            e = polynomial(s * V(T(0.5)), erf_coefficients<T>::e) * V(T(0.35355339059327376));
    const V factor = fma(s, e, first.hi), factor_low = fma(s, e, first.hi - factor) + first.lo;
    const V value = round(square * dw<V>{factor, factor_low});
    return is_fused<V> ? value : value / (up * up);
}

/// Its derivative.
template <class V> XACT_INLINE V sgelu_slope(V a) noexcept {
    const dw<V> first = times_power(as<V>(sqrt_two_over_pi), V(2)), product = two_product(a, first.hi);
    const V square = without_subnormals(a) * a;
    const V rest = fma(square, polynomial(square, sgelu_coefficients<typename V::scalar>::slope), first.lo);
    return product.hi + fma(a, rest, product.lo);
}

} // namespace math
} // namespace v0
} // namespace xact
