#pragma once

#include <xact/math/normal_pieces.hpp>
#include <xact/math/product.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// Products with x·Φ(x) and its slope in single words, rounded once: to 2 ulp where is_ordinary() says so. Both are
/// Q = C·e^(-t²/2) for x < 0 and 1 - Q elsewhere, t = |x|, with C = R(t) beside x, R(t) - t/√(2π) in the slope. The sum
/// that C is stays unevaluated, so that only small terms are rounded on the way.
template <class V> class single_gelu {
public:
    XACT_INLINE explicit single_gelu(V x) noexcept : x_(at_least(V(-normal_limit), x)) {
        const V t = normal_argument(x);
        const auto [power, rest] = normal_exp(t);
        power_ = power, rest_ = rest;
        value_ = normal_piece<V>(t).ratio();
        slope_ = normal_piece<V>::slope_ratio(t, value_);
    }

    /// x·b, and b·c.
    XACT_INLINE dw<V> input_product(V b) const noexcept { return two_product(x_, b); }

    /// x·Φ(x)·b from x·b.
    XACT_INLINE V value(dw<V> product) const noexcept { return gated(product, value_); }

    /// b·c times the slope, from b·c.
    XACT_INLINE V slope(dw<V> product) const noexcept { return gated(product, slope_); }

    /// Whether value() of x·b is right, and slope() of b·c: neither the product's low word underflows, nor would b show
    /// that x is bounded.
    static XACT_INLINE typename V::condition is_ordinary(dw<V> product, V b) noexcept {
        const V size = abs(product.hi);
        return (size >= V(0x1p-100f)) & (size <= V(0x1p60f)) & (abs(b) <= V(0x1p30f));
    }

private:
    using terms = typename normal_piece<V>::terms;

    XACT_INLINE V gated(dw<V> p, terms c) const noexcept {
        const V sum = c.c0 + c.difference, rest = fma(sum, rest_, c.difference);
        const V q = (fma(p.hi, c.c0, fma(p.hi, rest, p.lo * (c.c0 + rest))) * power_) * V(1 / normal_unit);
        return select(x_ < 0, q, p.hi + (p.lo - q));
    }

    V x_, power_, rest_;
    terms value_, slope_;
};

} // namespace math
} // namespace v0
} // namespace xact
