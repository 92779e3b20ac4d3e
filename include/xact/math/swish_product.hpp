#pragma once

#include <limits>

#include <xact/math/gate.hpp>
#include <xact/math/product.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// f(a)·b, f'(a)·b·dy and f(a)·dy for f(a) = a·σ(βa), in single words beside what the rounding of σ and of the products
// took: to 1.9 ulp in float, to 2.3 in double. Right where is_usual() says so.

/// What both forms share: where they are right.
template <class V> class swish_product_range {
    using T = typename V::scalar;

public:
    /// |βa| up to which σ(-|βa|) is used.
    static constexpr T limit = T(sizeof(T) == 4 ? 80 : 600);

    /// Whether the product is right.
    XACT_INLINE typename V::condition is_usual(V product) const noexcept {
        return in_range_ & (abs(product) <= V(std::numeric_limits<T>::max()));
    }

protected:
    // So that what is small beside a product does not underflow.
    static constexpr T unit = falling_unit<T>;

    template <class P>
    XACT_INLINE swish_product_range(P beta, gate_factor<V> factor, V a) noexcept
        : swish_product_range(factor, flip_sign(a, rounded<V>(beta))) {}

    typename V::condition negative_, in_range_;

private:
    XACT_INLINE swish_product_range(gate_factor<V> factor, V h) noexcept
        : negative_(h < V(T(0))), in_range_(h >= -factor.limit) {}
};

/// By logistic_piece, of which s = σ(-|βa|) is one product: a·b·s where βa < 0, a·b - a·b·s elsewhere. It takes 0.9 of
/// the time, but its slope more.
template <class V> class piecewise_swish_product : public swish_product_range<V> {
    using base = swish_product_range<V>;
    using base::negative_, base::unit;

public:
    template <class P>
    XACT_INLINE piecewise_swish_product(P beta, gate_factor<V> factor, V a) noexcept : base(beta, factor, a), a_(a) {
        using piece = logistic_piece<V>;
        static_assert(unit == piece::unit);
        const V s = piece(at_most(factor.limit, abs(a)), factor.scale).sigmoid();
        part_ = select(negative_, s, -s);
    }

    /// f(a)·b.
    XACT_INLINE V value_product(V b) const noexcept {
        const V zero(0), one(unit);
        const dw<V> p = two_product(a_, b);
        const V low = p.lo * select(negative_, part_, part_ + one);
        return fma(fma(p.hi, part_, low), V(1 / unit), select(negative_, zero, p.hi));
    }

    /// σ(βa)·b.
    XACT_INLINE V gate_product(V b) const noexcept { return fma(b * part_, V(1 / unit), select(negative_, V(0), b)); }

private:
    V a_, part_; // ±s, in units
};

/// By e = e^-|βa|: σ(βa) is the one of e and 1, over 1 + e.
template <class V> class swish_product : public swish_product_range<V> {
    using base = swish_product_range<V>;
    using T = typename V::scalar;
    using base::negative_, base::unit;

public:
    template <class P>
    XACT_INLINE swish_product(P beta, gate_factor<V> factor, V a) noexcept
        : base(beta, factor, a), a_(a), h_(at_most(factor.limit, abs(a)) * factor.scale), gate_(h_) {
        const auto [power, rest] = split_exp<falling_bias<T>>(-h_.hi);
        const V one(T(1)), zero(T(0)), e = fma(power, rest, power), part = e * V(1 / unit);
        const V e_low = fnma(e, h_.lo, fma(power, rest, power - e));
        const V r = reciprocal_seed(one + part), numerator = select(negative_, e, V(unit)), y = numerator * r;
        // e_low counts in the denominator, and in the numerator if it is e.
        const V by_low = fnma(y, V(1 / unit), select(negative_, one, zero));
        gate_ = {y, fma(e_low, by_low, fnma(y, part, numerator - y)) * r};
    }

    /// f(a)·b.
    XACT_INLINE V value_product(V b) const noexcept {
        if constexpr (sizeof(T) == 8) // 4 ulp to spend
            return ((a_ * b) * (gate_.hi + gate_.lo)) * V(1 / unit);
        else
            return times(a_, b, gate_);
    }

    /// f'(a)·b·dy, with f' = σ(βa)·(1 + βa·σ(-βa)).
    XACT_INLINE V slope_product(V b, V dy) const noexcept {
        const V one(T(1)), sign = select(negative_, -one, one), h = h_.hi * sign;
        const V rest = fnma(gate_.hi, V(1 / unit), one);
        const V rest_low = fnma(gate_.lo, V(1 / unit), fnma(gate_.hi, V(1 / unit), one - rest));
        const V p = h * rest, p_low = fma(h_.lo * sign, rest, fma(h, rest_low, product_error(h, rest, p)));
        const dw<V> sum = two_sum(one, p);
        const V sum_low = sum.lo + p_low, slope = gate_.hi * sum.hi;
        const V slope_low = fma(gate_.hi, sum_low, fma(gate_.lo, sum.hi, product_error(gate_.hi, sum.hi, slope)));
        return times(b, dy, {slope, slope_low});
    }

private:
    /// a·b·c/unit, rounded once.
    static XACT_INLINE V times(V a, V b, dw<V> c) noexcept {
        const dw<V> p = two_product(a, b);
        return fma(p.hi, c.hi, fma(p.hi, c.lo, p.lo * c.hi)) * V(1 / unit);
    }

    V a_;
    dw<V> h_, gate_; // |βa|; σ(βa), in units
};

} // namespace math
} // namespace v0
} // namespace xact
