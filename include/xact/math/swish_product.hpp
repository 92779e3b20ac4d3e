#pragma once

#include <xact/math/gate.hpp>
#include <xact/math/product.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// f(a)·b, f'(a)·b·dy and f(a)·dy for f(a) = a·σ(βa), in single words beside what the rounding of σ and of the products
/// took. Right where swish_product::is_usual.
template <class V> class swish_product {
    using T = typename V::scalar;

public:
    /// |βa| up to which σ(-|βa|) is used.
    static constexpr T limit = 80;

    template <class P>
    XACT_INLINE swish_product(P beta, gate_factor<V> factor, V a) noexcept
        : a_(a),
          negative_(a * rounded<V>(beta) < 0),
          in_range_((abs(a) <= factor.limit) | !negative_),
          piece_(at_most(factor.limit, abs(a)) * factor.scale) {
        base_ = select(negative_, V(T(0)), V(unit));
        power_ = select(negative_, piece_.power(), -piece_.power());
        gate_ = fast_two_sum(base_, piece_.significand(logistic_pieces::sigmoid) * power_);
    }

    /// f(a)·b.
    XACT_INLINE V value_product(V b) const noexcept { return times(a_, b, gate_); }

    /// f'(a)·b·dy.
    XACT_INLINE V slope_product(V b, V dy) const noexcept {
        const auto [constant, rest] =
            piece_.gate_slope_words(logistic_pieces::gate_slope, piece_.template less_h<1>(V(T(1))));
        const V falling = fma(rest, piece_.x(), constant), low = fma(rest, piece_.x(), constant - falling);
        return times(b, dy, {fma(falling, power_, base_), low * power_});
    }

    /// Whether the product is right.
    XACT_INLINE typename V::condition is_usual(V product) const noexcept {
        return in_range_ & (abs(product) <= V(std::numeric_limits<T>::max()));
    }

private:
    // So that what is small beside a product does not underflow.
    static constexpr T unit = logistic_piece<V>::unit;

    /// a·b·c/unit, rounded once.
    static XACT_INLINE V times(V a, V b, dw<V> c) noexcept {
        const dw<V> p = two_product(a, b);
        return fma(p.hi, c.hi, fma(p.hi, c.lo, p.lo * c.hi)) * V(1 / unit);
    }

    V a_;
    typename V::condition negative_, in_range_;
    logistic_piece<V> piece_;
    V base_, power_; // 0 and 2^n, where the gate opens 1 and -2^n; in units, as the gate
    dw<V> gate_;
};

} // namespace math
} // namespace v0
} // namespace xact
