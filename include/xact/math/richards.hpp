#pragma once

#include <xact/math/expm1_words.hpp>
#include <xact/math/log1p_words.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// Richards' curve (1 + λ e^z)^(-1/λ) = e^-E, E = ln(1 + λ e^z)/λ, for λ >= 0; λ = 0 is its limit, Gompertz' e^(-e^z).
/// The inner exponential and the logarithm carry 8 bits more than the type, since E's error is the exponent's.
template <class V> struct richards {
    using T = typename V::scalar;

    dw<V> z;                    // bounded
    scaled<V> inner;            // e^z
    dw<V> w;                    // λ e^z
    dw<V> exponent;             // E, bounded
    scaled<V> value;            // e^-E
    scaled<V> quotient;         // q = e^z/(1 + λ e^z), which is -d ln(value)/dz
    typename V::condition shut; // where E had to be bounded: the value is 0 beside any power of z

    /// `inverse` is 1/λ, and may be anything for a λ that counts as 0.
    XACT_INLINE richards(dw<V> lambda, dw<V> inverse, dw<V> argument) noexcept {
        const V one(T(1)), zero(T(0)), far(T(sizeof(T) == 4 ? 60 : 300));
        const V hi = at_most(far, argument.hi);
        z = exp_bounded(dw<V>{hi, select(hi == argument.hi, argument.lo, zero)});
        inner = precise_exp(z);
        const dw<V> e = summand(inner);
        w = lambda * e;
        dw<V> l = log1p_words(w);
        // Beyond `far` ln(λ e^z), unless λ is so small that the value is 0 long before.
        const V largest(std::numeric_limits<T>::max()), height = at_most(largest, argument.hi);
        const dw<V> ln_lambda = log(at_least(V(std::numeric_limits<T>::min()), lambda.hi));
        const dw<V> line = height + (ln_lambda + dw<V>{select(height == argument.hi, argument.lo, zero), zero});
        l = select((argument.hi > far) & (line.hi > l.hi), line, l);
        const auto negligible = lambda.hi < V(T(0x1p-100));
        const dw<V> unbounded = select(negligible, e, l * inverse);
        exponent = -exp_bounded(-unbounded);
        shut = exponent.hi < unbounded.hi;
        value = exp(-exponent);
        quotient = reciprocal(one + w) * inner;
        small_ = is_small_excess(w.hi);
        inverse_ = select(negligible, zero, inverse.hi);
    }

    /// value·q, the derivative by -z.
    XACT_INLINE scaled<V> slope() const noexcept {
        return {value.significand * quotient.significand, value.exponent + quotient.exponent};
    }

    /// The derivative of ln(value) by λ: (ln(1 + w)/λ - q)/λ.
    XACT_INLINE V by_lambda() const noexcept {
        // A larger e^z has the value 0.
        const V e = at_most(V(T(0x1p40)), summand(inner).hi);
        const V series = (e * e) * log1p_excess_ratio(select(small_, w.hi, V(T(0))));
        return select(small_, series, round(exponent - summand(quotient)) * inverse_);
    }

    /// q (1 + λ) - 1 = (e^z - 1)/(1 + λ e^z), the derivative of ln(value·q) by -z.
    XACT_INLINE V slope_rate() const noexcept { return round(reciprocal(V(T(1)) + w) * expm1_words(z)); }

private:
    typename V::condition small_;
    V inverse_;
};

} // namespace math
} // namespace v0
} // namespace xact
