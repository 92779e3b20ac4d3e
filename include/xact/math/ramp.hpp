#pragma once

#include <limits>
#include <type_traits>

#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// Where a ramp begins and ends, in the order of the numbers.
template <class V> class ramp_interval {
public:
    V low, high;

    XACT_INLINE ramp_interval(V first, V end) noexcept
        : low(first), high(end), last_(next_below(end)), is_even_(!any((first != -end) | (last_ < 0))) {}

    /// y between them, 0 outside; NaN where x is.
    XACT_INLINE V where_open(V x, V y) const {
        return is_even_ ? where_within(x, last_, y) : where_between(low, x, high, y);
    }

private:
    V last_;       // below high
    bool is_even_; // about 0, where |x| takes half of the comparisons
};

/// The ramp α x + β of a functor's parameters, from where it is 0 to where it is 1. What depends on the parameters
/// alone compilers take out of the loop over an array.
template <class P> class ramp {
public:
    XACT_INLINE ramp(P alpha, P beta) noexcept : alpha_(alpha), beta_(beta) {}

    /// α x + β, not above 0 at its lower end; for an infinite x the limit, for α = 0 too.
    template <class V> XACT_INLINE V operator()(V x) const { return plus_beta(corrected_slope<V>(), x); }

    /// 2 α, for plus_beta(): 2 α x + β is the derivative of x (α x + β).
    template <class V> XACT_INLINE dw<V> twice_slope() const { return times_power(corrected_slope<V>(), V(2)); }

    /// a x + β.
    template <class V> XACT_INLINE V plus_beta(dw<V> a, V x) const {
        const V b = rounded<V>(beta_);
        if constexpr (is_fused<V>) {
            return fma(x, a.lo, fma(x, a.hi, b));
        } else {
            const V limit = V(std::numeric_limits<typename V::scalar>::max() / 4) / at_least(V(1), abs(a.hi));
            return round(b + at_least(-limit, at_most(limit, x)) * a);
        }
    }

    /// The last number before the ramp, or the first one behind it: where it is `end`, 0 or 1, or beyond.
    template <class V> XACT_INLINE V kink(int end) const {
        const V epsilon(sizeof(typename V::scalar) == 4 ? 0x1p-40 : 0x1p-90), outward(end == 0 ? -1 : 1);
        const V ulp(std::numeric_limits<typename V::scalar>::epsilon() * 0.75);
        const dw<V> a = slope<V>(), rest = V(end) - exact<V>(beta_);
        const V nearest = round(rest * inverse_slope<V>());
        // 0 within the rounding error of double words, which is far below the ramp's step from number to number.
        const V beyond = outward * round(nearest * a - rest);
        return select(beyond >= -epsilon, nearest, fma(abs(nearest), copysign(ulp, outward * a.hi), nearest));
    }

    /// The kinks.
    template <class V> XACT_INLINE ramp_interval<V> kinks() const {
        const V shut = kink<V>(0), open = kink<V>(1);
        return {at_most(shut, open), at_least(shut, open)};
    }
    template <class V> XACT_INLINE V where_open(V x, V y) const { return kinks<V>().where_open(x, y); }

    /// Whether the ramp falls.
    template <class V> XACT_INLINE auto falls() const { return slope<V>().hi < 0; }

    /// α as a definition takes it: the real number 1/6 where it is the default.
    template <class R> R exact_alpha() const {
        if constexpr (std::is_arithmetic_v<P>)
            return alpha_ == P(1.0 / 6) ? R(1) / R(6) : R(alpha_);
        else
            return R(alpha_);
    }

private:
    /// α, but not 0, where the kinks would be at infinity. The default stands for the real number 1/6, so that they are
    /// at ±3 exactly.
    template <class V> XACT_INLINE dw<V> slope() const {
        dw<V> a = exact<V>(alpha_);
        if constexpr (sizeof(typename V::scalar) == 8)
            a.lo = select(a.hi == V(1.0 / 6), V(0x1.5555555555555p-57), a.lo);
        return select(abs(a.hi) < smallest<V>(), {copysign(smallest<V>(), a.hi), V(0)}, a);
    }

    template <class V> XACT_INLINE dw<V> inverse_slope() const {
        const V a = rounded<V>(alpha_);
        dw<V> inverse_a = inverse<V>(alpha_);
        if constexpr (sizeof(typename V::scalar) == 8) inverse_a = select(a == V(1.0 / 6), {V(6), V(0)}, inverse_a);
        return select(abs(a) < smallest<V>(), {copysign(V(1) / smallest<V>(), a), V(0)}, inverse_a);
    }

    template <class V> static XACT_INLINE V smallest() { return V(std::numeric_limits<typename V::scalar>::min()); }

    /// α with a low word that makes up for the rounding of β where the ramp is small, and is an ulp off in the
    /// direction that leaves the ramp not above 0 at its lower end. Both have the sign of α, so that infinities do not
    /// cancel.
    template <class V> XACT_INLINE dw<V> corrected_slope() const {
        const V ulp(std::numeric_limits<typename V::scalar>::epsilon());
        const dw<V> a = slope<V>(), b = exact<V>(beta_);
        const V correction = fnma(a.hi, b.lo / copysign(at_least(smallest<V>(), abs(b.hi)), b.hi), a.lo);
        const V nearest = a.hi + correction, high = fnma(nearest, V(0.75) * ulp, nearest);
        const V low = (a.hi - high) + correction;
        return {high, fma(low, copysign(ulp, b.hi), low)};
    }

    P alpha_, beta_;
};

} // namespace math
} // namespace v0
} // namespace xact
