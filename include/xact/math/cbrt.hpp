#pragma once

#include <xact/math/log.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// ∛(1 + f) = C(f) for f in [-0.2929, 0.4143], to some digits. C has degree 3 (float, 2^-13.7) or 6 (double, 2^-22.4);
// script: tests/certificates/cbrt.sollya.
template <class T> struct cbrt_coefficients;

template <> struct cbrt_coefficients<float> {
    static constexpr std::array<float, 4> c{0x1.00048ap0f, 0x1.55a13p-2f, -0x1.d9f9bcp-4f, 0x1.dce816p-5f};
};

template <> struct cbrt_coefficients<double> {
    static constexpr std::array<double, 7> c{0x1.fffffbda90b3dp-1, 0x1.5555f2c4b9b1cp-2,  -0x1.c70238d5f4a82p-4,
                                             0x1.f8518a3384d17p-5, -0x1.5690dd5315ff4p-5, 0x1.121ad25bdc37dp-5,
                                             -0x1.4ddfe598a690dp-6};
};

inline constexpr real one_third{0x1.5555555555555p-2, 0x1.5555555555555p-56};

/// The cube root of x = m·2^(3 exponent), as root·2^exponent.
template <class V> struct cube_root {
    V m, exponent;
    dw<V> root; // to 0.2 ulp before it is rounded

    /// Of a finite x > 0, subnormals included.
    XACT_INLINE explicit cube_root(V x) noexcept {
        using T = typename V::scalar;
        const V one(T(1)), two(T(2)), half(T(0.5));
        const auto [k, v] = split_binary(x);
        exponent = round_small(k * V(T(1) / T(3)));
        const V rest = k - V(T(3)) * exponent;
        const auto above = rest > 0, below = rest < 0;
        m = v * select(above, two, select(below, half, one));
        const V factor = select(above, V(T(1.2599210498948732)), select(below, V(T(0.7937005259840998)), one));
        const V y = factor * polynomial(v - one, cbrt_coefficients<T>::c);
        // m = y³/(1 - d), whose root is y (1 + d/3 + 2/9 d² + …).
        const V d = fnma(y * y, y, m) / m;
        root = fast_two_sum(y, y * (d * fma(d, V(T(2) / T(9)), V(T(1) / T(3)))));
    }
};

/// ∛x, to 0.8 ulp.
template <class V> XACT_INLINE V cbrt(V x) noexcept {
    using T = typename V::scalar;
    const V a = abs(x);
    const cube_root<V> r(finite(a));
    const V y = r.root.hi * pow2(r.exponent);
    return copysign(select((a > 0) & (a < V(std::numeric_limits<T>::infinity())), y, a), x);
}

/// 1/(3 ∛x²) = ∛x/(3 x), its derivative, to 1.7 ulp: infinite at 0.
template <class V> XACT_INLINE V cbrt_slope(V x) noexcept {
    using T = typename V::scalar;
    const V zero(T(0)), inf(std::numeric_limits<T>::infinity()), a = abs(x);
    const cube_root<V> r(finite(a));
    const V y = round(as<V>(one_third) * r.root) / r.m * pow2(V(T(-2)) * r.exponent);
    return select((a > 0) & (a < inf), y, select(a == 0, inf, select(a == inf, zero, a)));
}

} // namespace math
} // namespace v0
} // namespace xact
