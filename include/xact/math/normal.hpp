#pragma once

#include <xact/math/exp.hpp>

namespace xact {
inline namespace v0 {

namespace math {

// R(t) = e^(t²/2) Φ(-t) = G(y)/(t + K), y = (t - K)/(t + K), for t in [0, 15] (float), [0, 40] (double). G has degree
// 10 (float, 2^-28.6) or 22 (double, 2^-59.4); script: tests/certificates/erfcx.sollya.
template <class T> struct normal_coefficients;

template <> struct normal_coefficients<float> {
    static constexpr float center = 0x1.2828p1f;
    static constexpr std::array<float, 11> g{0x1.642a16p-1f,  -0x1.98b4d6p-2f,  0x1.7e90a4p-4f,  0x1.87e534p-6f,
                                             -0x1.9aebbap-7f, -0x1.3b237ep-8f,  0x1.713a1ap-10f, 0x1.510ccep-10f,
                                             0x1.3c565ap-14f, -0x1.e6d292p-13f, -0x1.4d50ecp-14f};
    static constexpr float highest = 18; // beyond it e^(-t²/2)·2^60 is 0
};

template <> struct normal_coefficients<double> {
    static constexpr double center = 0x1.4fep2;
    static constexpr std::array<double, 23> g{
        0x1.8b10484e43534p-1,  -0x1.59ff56afd877ep-1,  0x1.0852814029b1fp-1,   -0x1.5d1fae2ccf411p-2,
        0x1.882b76e37e289p-3,  -0x1.6bac99e944145p-4,  0x1.06228b9523cp-5,     -0x1.f35a594044a22p-8,
        0x1.5228b4074fa2dp-12, 0x1.37e7599734ea5p-11,  -0x1.c2c0120079dcep-13, -0x1.f68551eaa86e5p-18,
        0x1.c010868e575f2p-16, -0x1.1e13fc3b9fe8ep-18, -0x1.759f2d95e8631p-19, 0x1.f9f34c18c0593p-21,
        0x1.447546c6adc8ap-22, -0x1.5781afcf9787ep-23, -0x1.53cf8e479e6abp-25, 0x1.a0c993452b2e5p-26,
        0x1.c0a14d9d11649p-28, -0x1.620d428590f2ep-29, -0x1.fa2a36246102ep-31};
    static constexpr double highest = 40;
};

inline constexpr real inverse_sqrt_2pi{0x1.9884533d43651p-2, -0x1.cbc0d30ebfd15p-56};

/// R(t) from t - K and t + K.
template <class V> XACT_INLINE dw<V> mills_ratio(dw<V> difference, dw<V> sum) noexcept {
    using T = typename V::scalar;
    using c = normal_coefficients<T>;
    // Near t = 0, y = -1, all terms have one sign and comparable size: the first are summed in double words. One
    // more in double, where the slope's R(t) - t/√(2π) has 4 ulp in all, and the rounding of y counts.
    constexpr std::size_t words = sizeof(T) == 4 ? 2 : 3;
    constexpr auto tail = without_first<words>(c::g);
    const dw<V> inverse = reciprocal(sum), y = difference * inverse;
    dw<V> r = two_sum(V(c::g[words - 1]), y.hi * polynomial(y.hi, tail));
    for (std::size_t i = words - 1; i-- > 0;) r = V(c::g[i]) + y * r;
    return r * inverse;
}

/// The standard normal distribution at ±t, t = |x| bounded: Φ(-t) = R(t)·e^(-t²/2), right to 1 ulp (float), 2 ulp
/// (double) before it is rounded, and as far as the product itself is a normal number.
template <class V> struct normal {
    V t;
    scaled<V> e; // e^(-t²/2)
    dw<V> mills; // R(t)

    XACT_INLINE explicit normal(V x) noexcept
        : t(at_most(V(normal_coefficients<typename V::scalar>::highest), abs(x))),
          e(exp(two_product(t, t * V(typename V::scalar(-0.5))))),
          mills(mills_ratio(two_sum(t, -center()), two_sum(t, center()))) {}

    /// The same of a double word.
    XACT_INLINE explicit normal(dw<V> x) noexcept : normal(bounded(x), V(typename V::scalar(0.5))) {}

    /// Φ(-t).
    XACT_INLINE scaled<V> lower() const noexcept { return mills * e; }

    /// φ(t).
    XACT_INLINE scaled<V> density() const noexcept { return as<V>(inverse_sqrt_2pi) * e; }

private:
    XACT_INLINE normal(dw<V> d, V half) noexcept
        : t(d.hi), e(exp(-times_power(d * d, half))), mills(mills_ratio(-center() + d, center() + d)) {}

    static XACT_INLINE dw<V> bounded(dw<V> x) noexcept {
        const V size = abs(x.hi), hi = at_most(V(normal_coefficients<typename V::scalar>::highest), size);
        const V lo = x.lo * copysign(V(typename V::scalar(1)), x.hi);
        return {hi, select(hi == size, lo, V(typename V::scalar(0)))};
    }
    static XACT_INLINE V center() noexcept { return V(normal_coefficients<typename V::scalar>::center); }
};

/// The same in single words, where there are 4 ulp to spend: R(t) and 2^128·e^(-t²/2), which is 0 from the bound of t
/// on.
template <class V> struct falling_normal {
    using T = typename V::scalar;
    using c = normal_coefficients<T>;

    static constexpr T limit = T(39.95);

    V t, g, inverse;
    power_and_rest<V> e;

    XACT_INLINE explicit falling_normal(V x) noexcept : t(at_most(V(limit), abs(x))), e(exponential(t)) {
        const V one(T(1)), center(c::center);
        const dw<V> s = two_sum(t, center);
        inverse = one / s.hi;
        y_ = fnma(center + center, inverse, one);
        linear_ = polynomial(y_, without_first(c::g));
        g = fma(linear_, y_, V(c::g[0]));
        // What the inverse lacks, times d ln R/d ln inverse, which goes from 4.2 at t = 0 to 1 for large t.
        const V lacking = fnma(inverse, s.lo, -product_error(inverse, s.hi, one));
        w_ = inverse * center;
        lacking_ = lacking * fma(V(T(3.2)), w_ * w_, one);
    }

    /// R(t).
    XACT_INLINE V ratio() const noexcept { return fma(g, inverse, (g * inverse) * lacking_); }

    /// R(t) - t/√(2π), with what the last roundings of y and of G took, which count beside its root.
    XACT_INLINE V slope_ratio() const noexcept {
        // Beside the root, where y is -3/4, 1 - y would be rounded; c0 has a bit less than G.
        const V y_low = fnma(V(2 * c::center), inverse, V(T(2))) - (V(T(1)) + y_);
        const V g_low = fma(linear_, y_, V(c::g[0]) - g), by_y = V(T(-1.6)) * w_; // d ln G/dy
        const V low = inverse * fma(g, fma(by_y, y_low, lacking_), g_low);
        const dw<V> factor = as<V>(inverse_sqrt_2pi);
        const V p = t * factor.hi, p_low = product_error(t, factor.hi, p);
        return fma(g, inverse, -p) + (fnma(t, factor.lo, low) - p_low);
    }

    /// r·e^(-t²/2) in units of 2^-128.
    XACT_INLINE V times_power(V r) const noexcept { return fma(r, e.rest, r) * e.power; }

    /// Φ(x) + x φ(x).
    XACT_INLINE V slope(V x) const noexcept {
        const V one(T(1)), d = times_power(slope_ratio()) * V(T(0x1p-128));
        return select(x >= 0, one - d, d);
    }

private:
    static XACT_INLINE power_and_rest<V> exponential(V t) noexcept {
        return split_exp<128, rest_right::beside_one>(two_product_beside_one(t, t * V(T(-0.5))));
    }

    V y_, linear_, w_, lacking_; // G = c0 + y·linear
};

/// x·Φ(x).
template <class V> XACT_INLINE V falling_normal_gate(V x) noexcept {
    using T = typename V::scalar;
    const falling_normal<V> n(x);
    const V r = n.ratio();
    const V q = fma(r, n.e.rest, r) * (n.t * n.e.power);
    return fnma(q, V(T(0x1p-128)), at_least(V(T(-0.0)), x));
}

/// Φ(x) + x φ(x).
template <class V> XACT_INLINE V falling_normal_gate_slope(V x) noexcept {
    return falling_normal<V>(without_subnormals(x)).slope(x);
}

} // namespace math

} // namespace v0
} // namespace xact
