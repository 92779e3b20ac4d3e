#pragma once

#include <xact/math/log.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// ∛(1 + f) = C(f) for f in [-0.2929, 0.4143], to some digits. C has degree 3 (float, 2^-13.7) or 6 (double, 2^-22.4);
// 1/∛(1 - d) = 1 + d·Q(d) for |d| <= 0.0985, Q of degree 4, 2^-27.8; script: tests/certificates/cbrt.sollya.
template <class T> struct cbrt_coefficients;

template <> struct cbrt_coefficients<float> {
    static constexpr std::array<float, 4> c{0x1.00048ap0f, 0x1.55a13p-2f, -0x1.d9f9bcp-4f, 0x1.dce816p-5f};
    static constexpr std::array<float, 5> q{0x1.555556p-2f, 0x1.c71a0ep-3f, 0x1.61f4e4p-3f, 0x1.2a13fap-3f,
                                            0x1.035d7ep-3f};
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

    XACT_INLINE V value() const noexcept { return root.hi * pow2(exponent); }
    /// root/(3 m), in units of x.
    XACT_INLINE V slope() const noexcept {
        return round(as<V>(one_third) * root) / m * pow2(V(typename V::scalar(-2)) * exponent);
    }

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

/// The same in float where there is an fma, without taking x apart: a third of its bits and a constant are those of a
/// number y of 12 bits, 3 % off, whose square is exact.
template <class V> struct quick_cube_root {
    V m;        // x, or x·2^150 where it is subnormal
    dw<V> root; // y and what it lacks
    typename V::condition subnormal;

    XACT_INLINE explicit quick_cube_root(V x) noexcept
        : m(x), root{x, x}, subnormal(x < V(std::numeric_limits<float>::min())) {
        // The bits of a subnormal number are x·2^149; a product would take long.
        m = select(subnormal, fma(V(2), V(simd::add_bits(x.b, V(0x1p23f).b)), V(-0x1p24f)), x);
        const V bits = simd::add_bits(simd::shift_right<12>(m.b), V(0x1p23f).b);
        const V y = simd::shift_left<12>(fma(bits, V(0x1.555556p-2f), V(0x1.5fe98cp+22f)).b);
        const V d = fnma(y * y, y, m) / m;
        root = {y, (y * d) * polynomial(d, cbrt_coefficients<float>::q)};
    }

    XACT_INLINE V value() const noexcept { return round(root) * select(subnormal, V(0x1p-50f), V(1)); }
    XACT_INLINE V slope() const noexcept {
        return round(as<V>(one_third) * root) / m * select(subnormal, V(0x1p100f), V(1));
    }
};

template <class V> XACT_INLINE auto make_cube_root(V x) noexcept {
    if constexpr (is_fused<V> && sizeof(typename V::scalar) == 4)
        return quick_cube_root<V>(x);
    else
        return cube_root<V>(finite(x));
}

/// ∛x, to 0.8 ulp.
template <class V> XACT_INLINE V cbrt(V x) noexcept {
    const V a = abs(x);
    return copysign(select(a < a + a, make_cube_root(a).value(), a), x); // itself where it is 0, infinite or NaN
}

/// 1/(3 ∛x²) = ∛x/(3 x), its derivative, to 1.7 ulp: infinite at 0.
template <class V> XACT_INLINE V cbrt_slope(V x) noexcept {
    const V a = abs(x), one(typename V::scalar(1));
    const auto usual = a < a + a;
    return select(usual, make_cube_root(a).slope(), one / select(usual, one, a));
}

} // namespace math
} // namespace v0
} // namespace xact
