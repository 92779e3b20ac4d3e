#pragma once

#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// A complex number z = a + ib as its length and its direction z/|z|, each of them and 1/|z| to 2^-43 (float), 2^-101
/// (double) relative. Both parts are multiplied by a power of two, so that no square overflows or loses its digits.
/// The direction of an infinite z is that of its infinite parts, as if they were ±1 and the others ±0: where one is
/// infinite, the limit. The direction of 0 is 1.
template <class V> class direction {
    using T = typename V::scalar;

public:
    dw<V> re, im;

    XACT_INLINE direction(V a, V b) noexcept {
        // The larger part becomes 2^bits or more, so that the smaller one is no subnormal number, unless it is so
        // beside the larger; a number smaller than 2^-lowest is multiplied by the largest power of two.
        constexpr bool is_float = sizeof(T) == 4;
        const V one(T(1)), bits(T(is_float ? 0x1p30 : 0x1p60)), lowest(T(is_float ? 0x1p97 : 0x1p963));
        const V p = abs(a), q = abs(b), larger = at_least(p, q);
        const auto is_infinite = larger == V(std::numeric_limits<T>::infinity());
        power_ = at_most(lowest, inverse_binade(larger)) * bits;
        is_zero_ = p + q == V(T(0));
        const V x = select(is_infinite, unit_or_zero(a, p), a * power_);
        const V u = select(is_zero_, one, x), v = select(is_infinite, unit_or_zero(b, q), b * power_);

        const dw<V> first = two_product(u, u), second = two_product(v, v), sum = ordered_sum(first.hi, second.hi);
        const V low = sum.lo + (first.lo + second.lo), root = sqrt(sum.hi), inverse = one / root;
        const V rest = (low - product_error(root, root, sum.hi)) * (V(T(0.5)) * inverse);
        root_ = {root, rest};
        inverse_ = {inverse, inverse * fnma(inverse, rest, -product_error(inverse, root, one))};
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
    XACT_INLINE dw<V> over_length(dw<V> c) const noexcept { return times_power(c * inverse_, power_); }

private:
    /// ±1 for an infinite part, whose magnitude is given, and ±0 for a finite one.
    static XACT_INLINE V unit_or_zero(V part, V magnitude) noexcept {
        return select(magnitude == V(std::numeric_limits<T>::infinity()), copysign(V(T(1)), part), part * V(T(0)));
    }

    XACT_INLINE dw<V> part(V u) const noexcept {
        const V y = u * inverse_.hi;
        return {y, inverse_.hi * fnma(y, root_.lo, -product_error(y, root_.hi, u))};
    }

    dw<V> root_, inverse_; // of the multiple: its length, and 1 divided by that
    V power_;              // what it was multiplied by, 0 for infinity
    typename V::condition is_zero_;
};

/// a + p rounded once, and the limit where a or p is infinite.
template <class V> XACT_INLINE V limit_sum(V a, dw<V> p) noexcept {
    const V rough = a + p.hi, fine = round(a + p);
    return select(fine == fine, fine, rough);
}

} // namespace math
} // namespace v0
} // namespace xact
