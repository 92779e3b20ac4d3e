#pragma once

#include <type_traits>

#include <xact/math/near_gelu.hpp>
#include <xact/math/normal.hpp>
#include <xact/math/normal_pieces.hpp>
#include <xact/math/product.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// Products with x·Φ(x), Φ(x) and their slopes in single words, rounded once: to 2 ulp where they are finite and
/// margin() is not negative. Both are Q = C·e^(-t²/2) for x < 0 and 1 - Q elsewhere, t = |x|, with C = R(t) beside x,
/// R(t) - t/√(2π) in the slope.
template <class V> class single_gelu {
public:
    XACT_INLINE explicit single_gelu(V x) noexcept : x_(x), t_(at_most(V(limit), abs(x))) {
        const auto [power, rest] = short_exp_of_square<bias>(t_);
        power_ = power, rest_ = rest;
        value_ = normal_piece<V>(t_).ratio();
        slope_ = normal_piece<V>::slope_ratio(t_, value_);
    }

    XACT_INLINE V margin() const noexcept { return x_ + V(limit); }

    /// x·Φ(x)·b.
    XACT_INLINE V value_product(V b) const noexcept {
        return fma(at_least(V(-0.0f), x_), b, -product(t_ * closed(value_), b));
    }

    /// The slope times b·c.
    XACT_INLINE V slope_product(V b, V c) const noexcept {
        const dw<V> p = power_ * two_product(b, c * V(unit));
        const V rest = rest_of(slope_), low = fma(p.hi, rest, p.lo * (slope_.c0 + rest));
        const V q = fma(p.hi, slope_.c0, low) * V(1 / unit / unit);
        return select(x_ < 0, q, fma(b, c, -q));
    }

    /// Φ(x)·b.
    XACT_INLINE V gate_product(V b) const noexcept {
        const V q = product(closed(value_), b);
        return select(x_ < 0, q, b - q);
    }

    /// Φ(x)·b, unrounded.
    XACT_INLINE dw<V> open_gate_product(dw<V> b) const noexcept {
        const dw<V> q = times_power(closed(value_), V(1 / unit)), small = fast_two_sum(q.hi, q.lo);
        return b * select(x_ < 0, small, V(1) - small);
    }

    /// φ(x)·b, where |x| is at most slope_limit.
    XACT_INLINE V gate_slope_product(dw<V> b) const noexcept {
        const dw<V> p = power_ * (b * as<V>(inverse_sqrt_2pi));
        return (p.hi + fma(p.hi, rest_, p.lo)) * V(1 / unit);
    }
    static constexpr float slope_limit = 12.5f, unit = 0x1p24f;   ///< lest low words underflow
    static constexpr float widest = V::size == 16 ? 0.9f : 0.35f; ///< the largest α of (1 + 2α) Φ - α in single words

private:
    using terms = typename normal_piece<V>::terms;
    static constexpr int bias = 24;
    static constexpr float limit = slope_limit; // as far as that Φ(-t) is a normal number beside factors below 1, too

    /// C·e^(-t²/2) in units. The low word is not small, since C is not summed.
    XACT_INLINE dw<V> closed(terms c) const noexcept {
        const V q = power_ * c.c0;
        return {q, fma(power_, rest_of(c), product_error(power_, c.c0, q))};
    }
    /// C·(1 + rest) - c0.
    XACT_INLINE V rest_of(terms c) const noexcept { return fma(c.c0 + c.difference, rest_, c.difference); }
    /// q·b, out of units.
    static XACT_INLINE V product(dw<V> q, V b) noexcept { return fma(q.hi, b, q.lo * b) * V(1 / unit); }

    V x_, t_, power_, rest_;
    terms value_, slope_;
};

/// x·Φ(x)·b without an exponential (math/near_pieces.hpp), which reaches less far: 0.78 of the time in float, 0.68 in
/// double. Gradients, whose pieces are twice as many, would take as long as with it.
template <class V> XACT_INLINE attempt<V> near_gelu_product(V x, V b) noexcept {
    using T = typename V::scalar;
    using tables = near_gelu_pieces<T>;
    return {fma(at_least(V(T(-0.0)), x), b, -near_piece_of<tables>(x).value_product(b)), x + V(tables::reach)};
}

/// Products with x·Φ(x) and its slope in double, rounded along the way: to 4 ulp where they are finite and margin() is
/// not negative.
template <class V> class falling_gelu {
    using T = typename V::scalar;
    static constexpr T unit = T(0x1p128);

public:
    XACT_INLINE explicit falling_gelu(V x) noexcept : x_(x), n_(without_subnormals(x)) {}

    /// As far as Φ(x) is a normal number, and x one in units.
    XACT_INLINE V margin() const noexcept { return at_most(V(T(0x1p600)) - x_, x_ + V(T(36))); }

    /// x·Φ(x)·b; x in units, so that a subnormal one has all its digits.
    XACT_INLINE V value_product(V b) const noexcept {
        const V t = at_most(V(n_.limit), abs(x_)), falling = n_.times_power(n_.ratio()) * t;
        return (fma(at_least(V(T(-0.0)), x_), V(unit), -falling) * b) * V(1 / unit);
    }

    /// The slope times b·c.
    XACT_INLINE V slope_product(V b, V c) const noexcept { return n_.slope(x_) * (b * c); }

private:
    V x_;
    falling_normal<V> n_;
};

/// What GELU's products are made of where there are single words for them.
template <class V>
concept has_gelu_products = has_normal_pieces<V> ||(is_fused<V> && sizeof(typename V::scalar) == 8);
template <class V>
using gelu_products = std::conditional_t<sizeof(typename V::scalar) == 8, falling_gelu<V>, single_gelu<V>>;

} // namespace math
} // namespace v0
} // namespace xact
