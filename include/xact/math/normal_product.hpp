#pragma once

#include <xact/math/normal_pieces.hpp>
#include <xact/math/product.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// Products with x·Φ(x) and its slope in single words, rounded once: to 2 ulp where they are finite and margin() is not
/// negative. Both are Q = C·e^(-t²/2) for x < 0 and 1 - Q elsewhere, t = |x|, with C = R(t) beside x, R(t) - t/√(2π) in
/// the slope. The sum that C is stays unevaluated, so that only small terms are rounded on the way.
template <class V> class single_gelu {
public:
    XACT_INLINE explicit single_gelu(V x) noexcept : x_(x) {
        const V t = at_most(V(limit), abs(x));
        const auto [power, rest] = short_exp<0>(normal_exponent(t));
        power_ = power, rest_ = rest;
        value_ = normal_piece<V>(t).ratio();
        slope_ = normal_piece<V>::slope_ratio(t, value_);
    }

    XACT_INLINE V margin() const noexcept { return x_ + V(limit); }

    /// x·Φ(x)·b.
    XACT_INLINE V value_product(V b) const noexcept { return gated(x_, b, value_); }

    /// The slope times b·c.
    XACT_INLINE V slope_product(V b, V c) const noexcept { return gated(b, c, slope_); }

private:
    using terms = typename normal_piece<V>::terms;
    static constexpr float limit = 13.1f; // e^(-t²/2) is a normal number as far as that

    XACT_INLINE V gated(V a, V b, terms c) const noexcept {
        // In units, so that the product's low word does not underflow.
        const dw<V> ab = two_product(a, b * V(normal_unit)), p = power_ * ab;
        const V sum = c.c0 + c.difference, rest = fma(sum, rest_, c.difference);
        const V q = fma(p.hi, c.c0, fma(p.hi, rest, p.lo * (c.c0 + rest)));
        return select(x_ < 0, q, ab.hi + (ab.lo - q)) * V(1 / normal_unit);
    }

    V x_, power_, rest_;
    terms value_, slope_;
};

} // namespace math
} // namespace v0
} // namespace xact
