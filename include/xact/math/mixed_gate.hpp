#pragma once

#include <xact/math/gate.hpp>
#include <xact/math/normal.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// x·(below + (above - below)·G(h)) for a gate with G(h) + G(-h) = 1, from its smaller side Q = G(-|h|), which neither
// cancels nor, where `below` is 0, loses the tail.

/// A gate's outer values, and their difference.
template <class V> struct gate_range {
    dw<V> below, above, width;

    XACT_INLINE dw<V> outer(typename V::condition negative) const noexcept { return select(negative, below, above); }
};

/// x times the gate; `bounded_x` as for gate().
template <class V>
XACT_INLINE V mixed_gate(typename V::condition negative, V x, V bounded_x, const gate_range<V>& range,
                         scaled<V> q) noexcept {
    const V u = round_product(bounded_x, range.width * q);
    return limit_product(range.outer(negative), x) + select(negative, u, -u);
}

/// Its derivative, from D = Q - |x·dQ/dx|.
template <class V>
XACT_INLINE V mixed_gate_slope(typename V::condition negative, const gate_range<V>& range, scaled<V> d) noexcept {
    const V u = round(range.width * d);
    const dw<V> outer = range.outer(negative);
    return outer.hi + (select(negative, u, -u) + outer.lo);
}

/// σ(-|h|)·(1 - |h| σ(|h|)), the derivative of x·σ(x) at -|h|.
template <class V> XACT_INLINE scaled<V> logistic_slope_part(dw<V> a, const logistic<V>& l) noexcept {
    return (V(typename V::scalar(1)) - a * l.upper) * l.lower;
}

/// The normal distribution at -|z| for a z in two words, by the first term in the low one: Φ, φ and combinations.
template <class V> struct normal_of_words {
    using T = typename V::scalar;

    normal<V> n;
    V low; // of |z|

    XACT_INLINE explicit normal_of_words(dw<V> z) noexcept
        : n(z.hi), low(select(n.t == abs(z.hi), z.lo * copysign(V(T(1)), z.hi), V(T(0)))) {}

    /// Φ(-|z|).
    XACT_INLINE scaled<V> lower() const noexcept { return moved(n.mills, -low) * n.e; }

    /// φ(z).
    XACT_INLINE scaled<V> density() const noexcept { return moved(as<V>(inverse_sqrt_2pi), -(low * n.t)) * n.e; }

    /// Φ(-|z|) - |z| φ(z), the derivative of x·Φ(x) at -|z|.
    XACT_INLINE scaled<V> slope_part() const noexcept {
        const dw<V> s = n.mills - n.t * as<V>(inverse_sqrt_2pi);
        return moved(s, low * fma(n.t, n.t, V(T(-2)))) * n.e;
    }

    /// φ(z) - |z| Φ(-|z|), the integral of Φ up to -|z|; where that is small, its terms cancel.
    XACT_INLINE scaled<V> integral() const noexcept {
        const dw<V> m = as<V>(inverse_sqrt_2pi) - n.t * n.mills;
        return dw<V>{m.hi, fnma(low, n.mills.hi, m.lo)} * n.e;
    }

private:
    /// a + by/√(2π).
    static XACT_INLINE dw<V> moved(dw<V> a, V by) noexcept { return {a.hi, fma(by, as<V>(inverse_sqrt_2pi).hi, a.lo)}; }
};

} // namespace math
} // namespace v0
} // namespace xact
