#pragma once

#include <xact/math/falling.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// Where 0.5 ulp more is allowed for what the sum of 1 and a power in e^-h loses, as in values beside no other loss.
struct rounded_sum {};

/// σ(h) from e^-h of either sign, in single words beside what their sums and quotient lose: products with it are
/// rounded once, and the slope of x·σ(h) is right beside its root, too. e^-h comes in units 2^-Bias, as power·(1 +
/// rest).
template <class V, int Bias = 0> class logistic_quotient {
    using T = typename V::scalar;
    static_assert(Bias == 0 || Bias == falling_bias<T>);
    static constexpr T unit = 1 / (Bias == 0 ? T(1) : falling_unit<T>);

public:
    XACT_INLINE explicit logistic_quotient(power_and_rest<V> e) noexcept : e_(e) {
        // Added in their order, so that what the sum loses is known.
        const V larger = at_least(V(unit), e.power), sum = V(unit) + e.power;
        const V small = fma(e.power, e.rest, at_most(V(unit), e.power) - (sum - larger));
        invert(sum, small);
    }
    XACT_INLINE logistic_quotient(power_and_rest<V> e, rounded_sum) noexcept : e_(e) {
        invert(V(unit) + e.power, product_beside_one(e.power, e.rest));
    }

    /// p·σ(h)/unit.
    XACT_INLINE V times(V p) const noexcept { return fma(p, r_, r_ * (p * c_)); }
    XACT_INLINE V times(dw<V> p) const noexcept { return fma(p.hi, r_, r_ * fma(p.hi, c_, p.lo)); }

    /// p·σ(h) + q, right also where the sum nearly cancels; without Bias.
    XACT_INLINE V times_plus(V p, dw<V> q) const noexcept requires(Bias == 0) {
        return fma(p, r_, q.hi) + fma(p * r_, c_, q.lo);
    }

    /// p·σ(h), unrounded; without Bias.
    XACT_INLINE dw<V> product(dw<V> p) const noexcept requires(Bias == 0) {
        const V q = p.hi * r_;
        return {q, fma(p.lo, r_, fma(q, c_, product_error(p.hi, r_, q)))};
    }

    /// 1 + w·σ(-h), w of one word or two: for w = x·h'(x) it is the slope of x·σ(h) over σ(h).
    template <class W> XACT_INLINE dw<V> one_plus_complement(W w) const noexcept {
        const V one(T(1)), r = in_units_of_one(r_), rest = one - r;
        const dw<V> p = w * dw<V>{rest, fnma(r, c_, (one - rest) - r)}, n = fast_two_sum(one, p.hi); // p < -1: exact
        return {n.hi, n.lo + p.lo};
    }

    /// (1 + w·σ(-h))·σ(h)/unit, to 1.8 ulp.
    XACT_INLINE V gate_slope(dw<V> w) const noexcept {
        const V one(T(1)), r = in_units_of_one(r_), rest = one - r, p = w.hi * rest;
        return times({one + p, fma(w.lo, rest, fnma(w.hi * r, c_, product_error(w.hi, rest, p)))});
    }

    /// σ(-h), to the precision of e^-h also where it is small; without Bias.
    XACT_INLINE dw<V> complement() const noexcept requires(Bias == 0) {
        const V e = e_.product();
        return product({e, fma(e_.power, e_.rest, e_.power - e)});
    }

private:
    XACT_INLINE void invert(V sum, V small) noexcept {
        r_ = reciprocal_seed(sum + small);
        c_ = fnma(r_, small, fnma(r_, sum, V(T(1))));
    }

    static XACT_INLINE V in_units_of_one(V x) noexcept {
        if constexpr (Bias == 0)
            return x;
        else
            return x * V(unit);
    }

    power_and_rest<V> e_;
    V r_, c_; // σ(h) = r (1 + c) unit
};

} // namespace math
} // namespace v0
} // namespace xact
