#pragma once

#include <xact/math/attempt.hpp>
#include <xact/math/product.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// Where on G(h) is 0 or 1, and no product with it a normal number where it is 0: beside factors of moderate size, up
/// to far_factor in all, and beside any.
template <class T> struct far_limits { T beside_moderate, beside_any; };
inline constexpr float far_factor = 0x1p26f;

/// e^-h.
template <class T> inline constexpr far_limits<T> far_exponent = {T(sizeof(T) == 4 ? 112 : 800), far_logistic<T>};
/// Φ(-x).
template <class T> inline constexpr far_limits<T> far_deviation = {T(sizeof(T) == 4 ? 15 : 39), far_normal_limit<T>};

/// Products with a gate G(h) and with x·G(h), h = x times a number, where |h| is beyond these limits, and where it is
/// NaN. An infinite factor beside a gate that is shut is 0·inf where h is infinite, and beside a finite h what a tiny G
/// leaves of it.
template <class V> class far_gate {
    using T = typename V::scalar;

public:
    XACT_INLINE far_gate(V x, V h, far_limits<T> limits) noexcept : x_(x), h_(h), limits_(limits) {}

    /// Beside factors of these sizes.
    XACT_INLINE typename V::condition where(V factors) const noexcept {
        // It rises with the factors by more than the logarithm that would do. Beside NaN h must be far from anything.
        const V limit = fma(factors, V(T(1 / far_factor)), V(limits_.beside_moderate));
        return !(abs(h_) <= at_most(limit, V(limits_.beside_any)));
    }
    /// What value_product and slope_product are made of.
    XACT_INLINE V factors(V b) const noexcept { return abs(x_ * b); }
    XACT_INLINE V factors(V b, V dy) const noexcept { return larger(x_ * dy, b * dy); }

    /// x·G·b, and its slope in x.
    XACT_INLINE V value_product(V b) const noexcept {
        return select((h_ < V(T(0))) & vanishes(abs(b)), copysign(V(T(0)), x_), x_) * b;
    }
    XACT_INLINE V slope_product(V b, V dy) const noexcept {
        const V side = at_least(V(T(-1)), at_most(V(T(1)), h_));
        return select((h_ < V(T(0))) & vanishes(larger(b, dy)), V(T(-0.0)), side) * b * dy;
    }

    /// G·b, and its slope.
    XACT_INLINE V gate_product(V b) const noexcept {
        return select((h_ < V(T(0))) & vanishes(abs(b)), V(T(0)), one()) * b;
    }
    XACT_INLINE V gate_slope_product(V b, V dy) const noexcept {
        return select(vanishes(larger(b, dy)), V(T(0)), one()) * b * dy;
    }

private:
    static XACT_INLINE V larger(V b, V dy) noexcept { return at_least(abs(b), abs(dy)); }
    /// 1, or NaN.
    XACT_INLINE V one() const noexcept { return at_most(V(T(1)), abs(h_)); }
    /// Whether 0 stands for what is tiny beside a factor of that size.
    XACT_INLINE typename V::condition vanishes(V size) const noexcept {
        return size <= at_least(V(std::numeric_limits<T>::max()), abs(h_));
    }

    V x_, h_;
    far_limits<T> limits_;
};

/// F(x)·b, and the gradients, for F(x) = x·G and for F = G.
template <class V> XACT_INLINE known<V> far_product(const far_gate<V>& f, V b) noexcept {
    return {f.value_product(b), f.where(f.factors(b))};
}
template <class V> XACT_INLINE gated_known<V> far_products(const far_gate<V>& f, V b, V dy) noexcept {
    return {{f.slope_product(b, dy), f.value_product(dy)}, f.where(f.factors(b, dy))};
}
template <class Gate, class V> XACT_INLINE known<V> far_gate_product(const Gate& f, V b) noexcept {
    return {f.gate_product(b), f.where(abs(b))};
}
template <class Gate, class V> XACT_INLINE gated_known<V> far_gate_products(const Gate& f, V b, V dy) noexcept {
    return {{f.gate_slope_product(b, dy), f.gate_product(dy)}, f.where(at_least(abs(dy), abs(b * dy)))};
}

} // namespace math
} // namespace v0
} // namespace xact
