#pragma once

#include <xact/math/normal_pieces.hpp>
#include <xact/math/product.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// Products with x·Φ(x), Φ(x) and their slopes in single words, rounded once: to 2 ulp where they are finite and
/// margin() is not negative. Both are Q = C·e^(-t²/2) for x < 0 and 1 - Q elsewhere, t = |x|, with C = R(t) beside x,
/// R(t) - t/√(2π) in the slope. The sum that C is stays unevaluated, so that only small terms are rounded on the way.
template <class V> class single_gelu {
public:
    XACT_INLINE explicit single_gelu(V x) noexcept : x_(x) {
        const V t = at_most(V(limit), abs(x));
        const auto [power, rest] = short_exp_of_square<0>(t);
        power_ = power, rest_ = rest;
        value_ = normal_piece<V>(t).ratio();
        slope_ = normal_piece<V>::slope_ratio(t, value_);
    }

    XACT_INLINE V margin() const noexcept { return x_ + V(limit); }

    /// x·Φ(x)·b.
    XACT_INLINE V value_product(V b) const noexcept { return gated(two_product(x_, b * V(normal_unit)), value_); }

    /// The slope times b·c.
    XACT_INLINE V slope_product(V b, V c) const noexcept { return gated(two_product(b, c * V(normal_unit)), slope_); }

    /// Φ(x)·b.
    XACT_INLINE V gate_product(V b) const noexcept { return gated({b * V(normal_unit), V(0)}, value_); }

    /// Φ(x)·b, unrounded.
    XACT_INLINE dw<V> open_gate_product(dw<V> b) const noexcept {
        const V rest = fma(value_.c0 + value_.difference, rest_, value_.difference), q = power_ * value_.c0;
        const dw<V> small = fast_two_sum(q, fma(power_, rest, product_error(power_, value_.c0, q)));
        return b * select(x_ < 0, small, V(1) - small);
    }

    /// φ(x)·b, where |x| is at most slope_limit.
    XACT_INLINE V gate_slope_product(dw<V> b) const noexcept {
        const dw<V> p = power_ * (b * as<V>(inverse_sqrt_2pi));
        return p.hi + fma(p.hi, rest_, p.lo);
    }
    static constexpr float slope_limit = 12.5f, unit = normal_unit;
    static constexpr float widest = V::size == 16 ? 0.9f : 0.35f; ///< the largest α of (1 + 2α) Φ - α in single words

private:
    using terms = typename normal_piece<V>::terms;
    static constexpr float limit = slope_limit; // as far as that Φ(-t) is a normal number beside factors below 1, too

    /// `factor` in units, so that its low word does not underflow.
    XACT_INLINE V gated(dw<V> factor, terms c) const noexcept {
        const dw<V> p = power_ * factor;
        const V sum = c.c0 + c.difference, rest = fma(sum, rest_, c.difference);
        const V q = fma(p.hi, c.c0, fma(p.hi, rest, p.lo * (c.c0 + rest)));
        return select(x_ < 0, q, factor.hi + (factor.lo - q)) * V(1 / normal_unit);
    }

    V x_, power_, rest_;
    terms value_, slope_;
};

} // namespace math
} // namespace v0
} // namespace xact
