#pragma once

#include <xact/math/log.hpp>
#include <xact/math/normal.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// The x > 0 beyond which the normal distribution has q of its mass. For q <= 1/4, with t = √(-2 ln q), y = (t - K)/(t +
// K), x = t·G(y) to some digits; a step of Newton's method for ln q, with a term more, doubles them. For r = 1/2 - q <=
// 1/4, w = r², x = r (√(2π) + w Q(w)). In float G has degree 8 (2^-14.1) and Q 5 (2^-28.2), in double 16 (2^-21.4) and
// 13 (2^-58.5). Script: tests/certificates/normal_quantile.py.
template <class T> struct normal_quantile_coefficients;

template <> struct normal_quantile_coefficients<float> {
    static constexpr float center = 0x1.4p2f;
    static constexpr std::array<float, 9> g{0x1.cac88cp-1f,  0x1.5e206ap-2f,  -0x1.15f488p-1f,
                                            0x1.599416p-1f,  -0x1.89b564p-1f, 0x1.45c828p-1f,
                                            -0x1.444fa2p-1f, 0x1.c0d308p0f,   -0x1.ed66ecp0f};
    static constexpr std::array<float, 6> q{0x1.4ffddep1f, 0x1.717316p2f, 0x1.f4aeb8p3f,
                                            0x1.83884cp5f, 0x1.b4553cp6f, 0x1.f57d6p9f};
};

template <> struct normal_quantile_coefficients<double> {
    static constexpr double center = 0x1p3;
    static constexpr std::array<double, 17> g{0x1.e7b15aab6f96dp-1,  0x1.4814845444ab6p-3,  -0x1.0cf6d935c1e37p-2,
                                              0x1.51f4afe87c7b7p-2,  -0x1.877fdeafac714p-2, 0x1.aaa19bf624b5fp-2,
                                              -0x1.cde4bbfd5b7f5p-2, 0x1.28648a03164abp-1,  -0x1.31ab8c2a74cd5p-1,
                                              -0x1.3ad267d8eab31p-3, 0x1.b33b81ddd519bp-4,  0x1.a5741167157abp1,
                                              -0x1.9d37db2fd81e2p1,  -0x1.4d05fba461f11p2,  0x1.45aa2b59a616ep2,
                                              0x1.8673e7e97b47cp2,   -0x1.8477abbb1848cp2};
    static constexpr std::array<double, 14> q{
        0x1.4ffddeaa22dc8p1, 0x1.71713082d9b06p2,  0x1.f55d0d78deb9ep3,   0x1.78494afd4be5p5,   0x1.2ba8d8dff066ap7,
        0x1.f04699d6d4678p8, 0x1.a66be892bd1a3p10, 0x1.6fbe5aecc5eb4p12,  0x1.3e43bd969c704p14, 0x1.49111f49aabe4p16,
        0x1.48dafb171381p16, 0x1.8ae7870056e6ap21, -0x1.9e248ef626f8cp23, 0x1.31946ed95a807p26};
};

inline constexpr real sqrt_2pi{0x1.40d931ff62706p1, -0x1.a6a0d6f814637p-53};

/// The quantile of p in (0, 1), and its slope, to 1 ulp; beside its root 1/2 in absolute terms.
template <class V> struct normal_quantile {
    V value, slope;

    /// p - 1/2 is exact for p in [1/4, 3/4], 1 - p for p >= 1/2.
    XACT_INLINE explicit normal_quantile(V p) noexcept
        : normal_quantile(p - middle(), select(p > middle(), V(typename V::scalar(1)) - p, p)) {}

    /// The same of 1/2 + offset, which is not rounded: relative to the value also beside its root.
    static XACT_INLINE normal_quantile from_center(V offset) noexcept { return {offset, middle() - abs(offset)}; }

private:
    static XACT_INLINE V middle() noexcept { return V(typename V::scalar(0.5)); }

    /// From p - 1/2 and the smaller of p and 1 - p.
    XACT_INLINE normal_quantile(V offset, V smaller) noexcept {
        using T = typename V::scalar;
        using c = normal_quantile_coefficients<T>;
        const V one(T(1)), half(T(0.5)), quarter(T(0.25));
        const dw<V> root = as<V>(sqrt_2pi);

        const V r = at_least(-quarter, at_most(quarter, offset)), w = r * r;
        const V above = r * fma(w, polynomial(w, c::q), root.lo), linear = r * root.hi;
        const V near = is_fused<V> ? fma(r, root.hi, above) : linear + (product_error(r, root.hi, linear) + above);
        const V near_slope = round(root * exp(two_product(near, half * near)));

        const V q = at_most(quarter, smaller), center(c::center);
        const auto [k, v] = split_binary(q);
        const V t = sqrt(V(T(-2)) * log_of_parts(k, v - one, V(T(0))));
        const V x = t * polynomial((t - center) / (t + center), c::g);
        const normal<V> n(x);
        // Φ(-x) = q (1 + rho), and the density's ratio h to Φ(-x).
        const scaled<V> lower = n.lower();
        const dw<V> relative = times_power(lower.significand, pow2(lower.exponent - k));
        const V rho = ((relative.hi - v) + relative.lo) / v;
        const V log_rho = rho * fma(rho, fma(rho, V(T(1) / T(3)), -half), one);
        const V h = as<V>(inverse_sqrt_2pi).hi / n.mills.hi;
        const V first = log_rho / h, step = fnma((half * (h - x)) * first, first, first);
        const V far = x + step;

        // 1/φ(x) = √(2π) R(x)/q, and R' = x R - 1/√(2π), R'' = R + x R'.
        const V by_x = fma(x, n.mills.hi, fma(x, n.mills.lo, -as<V>(inverse_sqrt_2pi).hi));
        const V mills_step = step * fma(half * step, fma(x, by_x, n.mills.hi), by_x);
        const dw<V> mills{n.mills.hi, n.mills.lo + mills_step};
        const V far_slope = scale(round((root * mills) / dw<V>{v, V(T(0))}), -k);

        const auto central = abs(offset) <= quarter;
        value = select(central, near, copysign(far, offset));
        slope = select(central, near_slope, far_slope);
    }
};

} // namespace math
} // namespace v0
} // namespace xact
