#pragma once

#include <limits>

#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// What functions of a complex number z = a + ib are made of: its length and its direction z/|z|. Where a part is
// infinite the direction is that of the infinite parts, as if they were ±1 and the others ±0: where it is one of them,
// the limit.

/// Both parts times a power of two, so that the larger one is twice `unit` or more, and no square overflows: so large
/// that the low words of a much smaller part count, too. An infinite part becomes ±1, the other ±0; the power is 0.
template <class V> struct brought_near {
    using T = typename V::scalar;
    static constexpr T unit = T(sizeof(T) == 4 ? 0x1p30 : 0x1p60);

    V u, v, power;

    XACT_INLINE brought_near(V a, V b) noexcept {
        // inverse_binade is 2^(1 - k) for a binade from 2^k on.
        constexpr T largest = T(sizeof(T) == 4 ? 0x1p127 : 0x1p1023);
        const V p = abs(a), q = abs(b);
        power = at_most(V(largest / unit), inverse_binade(at_least(p, q))) * V(unit);
        u = scaled(a, p), v = scaled(b, q);
    }

private:
    XACT_INLINE V scaled(V part, V magnitude) const noexcept {
        return select(magnitude == V(std::numeric_limits<T>::infinity()), copysign(V(T(1)), part), part * power);
    }
};

/// √(u² + v²), and what is left of u² + v² less its square.
template <class V> struct root_of_squares {
    V root, remainder;

    XACT_INLINE root_of_squares(V u, V v) noexcept {
        const dw<V> first = two_product(u, u), second = two_product(v, v), sum = ordered_sum(first.hi, second.hi);
        root = sqrt(sum.hi);
        remainder = (sum.lo + (first.lo + second.lo)) - product_error(root, root, sum.hi);
    }

    /// The root in two words, from 1/root.
    XACT_INLINE dw<V> precise(V inverse) const noexcept {
        return {root, remainder * (V(typename V::scalar(0.5)) * inverse)};
    }
};

/// Direction, length and 1/length of a complex number, to 2^-43 (float), 2^-101 (double) relative. The direction of 0
/// is 1.
template <class V> class direction {
    using T = typename V::scalar;

public:
    dw<V> re, im;

    XACT_INLINE direction(V a, V b) noexcept {
        const V one(T(1));
        const brought_near<V> near(a, b);
        is_zero_ = abs(a) + abs(b) == V(T(0));
        const V u = select(is_zero_, one, near.u), v = near.v;
        const root_of_squares<V> length(u, v);
        const V inverse = one / length.root;
        root_ = length.precise(inverse), power_ = near.power;
        inverse_ = {inverse, inverse * fnma(inverse, root_.lo, -product_error(inverse, root_.hi, one))};
        re = part(u), im = part(v);
    }

    XACT_INLINE typename V::condition is_zero() const noexcept { return is_zero_; }

    /// Whether |z| <= limit; not where z is NaN.
    XACT_INLINE typename V::condition within(dw<V> limit) const noexcept {
        const dw<V> excess = root_ - times_power(limit, power_);
        // An infinite sum has no low word.
        return is_zero_ | (excess.hi + select(excess.lo == excess.lo, excess.lo, V(T(0))) <= V(T(0)));
    }

    /// c/|z|; 0 for an infinite z.
    XACT_INLINE dw<V> over_length(dw<V> c) const noexcept {
        constexpr T unit = brought_near<V>::unit;
        return times_power(times_power(c, V(unit)) * inverse_, power_ * V(1 / unit));
    }

private:
    XACT_INLINE dw<V> part(V u) const noexcept {
        const V y = u * inverse_.hi;
        return {y, inverse_.hi * fnma(y, root_.lo, -product_error(y, root_.hi, u))};
    }

    dw<V> root_, inverse_; // of the multiple: its length, and 1 divided by that
    V power_;
    typename V::condition is_zero_;
};

/// a·b + c·d to 1 ulp, also where the second product cancels most of the first.
template <class V> XACT_INLINE V sum_of_products(V a, dw<V> b, V c, dw<V> d) noexcept {
    if constexpr (is_fused<V>) {
        const dw<V> first = a * b;
        return fma(c, d.hi, first.hi) + fma(c, d.lo, first.lo);
    } else {
        return round(a * b + c * d);
    }
}

/// a·b + c·d in two words.
template <class V> XACT_INLINE dw<V> dot(V a, V b, V c, V d) noexcept {
    const dw<V> first = two_product(a, b), second = two_product(c, d), sum = two_sum(first.hi, second.hi);
    return {sum.hi, sum.lo + (first.lo + second.lo)};
}

/// a + p rounded once, and the limit where a or p is infinite.
template <class V> XACT_INLINE V limit_sum(V a, dw<V> p) noexcept {
    const V rough = a + p.hi, fine = round(a + p);
    return select(fine == fine, fine, rough);
}

} // namespace math
} // namespace v0
} // namespace xact
