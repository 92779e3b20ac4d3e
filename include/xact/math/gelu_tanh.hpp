#pragma once

#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// h(x) = √(8/π)(x + 0.044715 x³), with which the tanh form of GELU is x·σ(h): √(8/π), and 0.044715 times it.
inline constexpr real gelu_tanh_first{0x1.9884533d43651p+0, -0x1.cbc0d30ebfd15p-54};
inline constexpr real gelu_tanh_third{0x1.2444f2a4d8b4bp-4, -0x1.6c843a29d1c70p-61};

/// The two terms of h.
template <class V> struct gelu_tanh_terms {
    dw<V> linear, cubic;

    XACT_INLINE explicit gelu_tanh_terms(V x) noexcept
        : linear(x * as<V>(gelu_tanh_first)), cubic(two_product(x, x) * (x * as<V>(gelu_tanh_third))) {}
};

/// |x| as far as the gate is not 0 or 1 beside x: where h is falling_limit.
template <class T> inline constexpr T gelu_tanh_limit = T(sizeof(T) == 4 ? 10.915 : 22.03);

/// h as x·(c0 + c1 x²), c0 + c1 x² being scale; and c1 x², which is (x h' - h)/2x.
template <class V> struct cubic_inner {
    dw<V> scale, excess;

    /// For c0 > 0, whose first word is so short that the excess of their rounded sum is exact, and c1 >= 0.
    XACT_INLINE cubic_inner(V x, dw<V> c0, dw<V> c1) noexcept {
        const V square = product_beside_one(x, x), square_low = product_error(x, x, square);
        const V p = fma(c1.hi, square, c0.hi), q = p - c0.hi;
        const V q_low = product_error(c1.hi, square, q) + fma(c1.hi, square_low, c1.lo * square);
        scale = {p, q_low + c0.lo}, excess = {q, q_low};
    }

    /// x·h'(x).
    XACT_INLINE dw<V> slope_factor(V x) const noexcept {
        const dw<V> sum = fast_two_sum(scale.hi, excess.hi + excess.hi);
        return x * dw<V>{sum.hi, fma(V(typename V::scalar(2)), excess.lo, sum.lo + scale.lo)};
    }
};

/// The same of gelu_tanh, to 2^-2 of the ulps of 1 and 2^-32 of its own size in float; or times a unit that the scale
/// is in.
template <class V> struct gelu_tanh_inner : cubic_inner<V> {
    XACT_INLINE explicit gelu_tanh_inner(V x) noexcept : gelu_tanh_inner(x, in_units<1>{}) {}

    /// The scale in steps of the exponential.
    static XACT_INLINE dw<V> steps(V x) noexcept { return gelu_tanh_inner(x, in_units<V::size>{}).scale; }

private:
    using T = typename V::scalar;

    /// The coefficients; the high word of the first is short, so that the excess of p is exact.
    template <std::size_t N> struct in_units {
        static constexpr double unit = N == 1 ? 1 : 0x1.71547652b82fep0 * N;
        static constexpr real first{gelu_tanh_first.hi * unit, gelu_tanh_first.lo*unit},
            third{gelu_tanh_third.hi * unit, gelu_tanh_third.lo*unit};
        static constexpr double grid = (sizeof(T) == 4 ? 0x1.8p36 : 0x1.8p20) * (N == 1 ? 1 : 16);
        static constexpr double high = (first.hi + grid) - grid;
        static constexpr T c0 = T(high), c0_low = T((first.hi - high) + first.lo);
    };

    template <std::size_t N>
    XACT_INLINE gelu_tanh_inner(V x, in_units<N> c) noexcept
        : cubic_inner<V>(x, {V(c.c0), V(c.c0_low)}, as<V>(c.third)) {}
};

} // namespace math
} // namespace v0
} // namespace xact
