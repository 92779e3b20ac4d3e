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
/// leaves of it. IsPlain: h is x, which takes fewer operations.
template <class V, bool IsPlain = false> class far_gate {
    using T = typename V::scalar;

public:
    /// `largest`: the size of x where |h| is beside_any.
    XACT_INLINE far_gate(V x, V h, V largest, far_limits<T> limits) noexcept requires(!IsPlain)
        : x_(x), h_(h), largest_(largest), limits_(limits) {}
    XACT_INLINE far_gate(V x, far_limits<T> limits) noexcept requires(IsPlain)
        : x_(x), h_(x), largest_(limits.beside_any), limits_(limits) {}

    /// Beside factors of that size in all.
    XACT_INLINE typename V::condition where(V factors) const noexcept {
        // It rises with the factors by more than the logarithm that would do. Beside NaN h must be far from anything.
        const V limit = fma(factors, V(T(1 / far_factor)), V(limits_.beside_moderate));
        return !(abs(h_) <= at_most(limit, V(limits_.beside_any)));
    }
    /// Beside what value_product and slope_product are made of, an x that may be larger being far from anything.
    XACT_INLINE typename V::condition where_product(V b) const noexcept { return where(largest_ * abs(b)); }
    XACT_INLINE typename V::condition where_products(V b, V dy) const noexcept {
        return where(at_least(largest_, abs(b)) * abs(dy));
    }

    /// x·G·b, and its slope in x.
    XACT_INLINE V value_product(V b) const noexcept {
        if constexpr (IsPlain)
            return select(outweighs(abs(b)), x_, at_least(V(T(-0.0)), x_)) * b;
        else
            return select((h_ < V(T(0))) & (abs(b) <= any_finite()), copysign(V(T(0)), x_), x_) * b;
    }
    XACT_INLINE V slope_product(V b, V dy) const noexcept {
        const V side = at_most(V(T(1)), h_);
        return select(outweighs(larger(b, dy)), at_least(V(T(-1)), side), at_least(V(T(-0.0)), side)) * b * dy;
    }

    /// G·b, and its slope.
    XACT_INLINE V gate_product(V b) const noexcept {
        return select(outweighs(abs(b)), V(T(1)), at_least(V(T(0)), at_most(V(T(1)), h_))) * b;
    }
    XACT_INLINE V gate_slope_product(V b, V dy) const noexcept {
        const V one = at_most(V(T(1)), abs(h_)); // or NaN
        return select(larger(b, dy) <= any_finite(), V(T(0)), one) * b * dy;
    }

private:
    static XACT_INLINE V larger(V b, V dy) noexcept { return at_least(abs(b), abs(dy)); }
    /// Whether a factor of that size counts beside what is tiny, for which 0 stands.
    XACT_INLINE typename V::condition outweighs(V size) const noexcept { return size > any_finite(); }
    /// The largest factor beside which it is nothing; infinite where h is, so that it is 0·inf.
    XACT_INLINE V any_finite() const noexcept { return at_least(V(std::numeric_limits<T>::max()), abs(h_)); }

    V x_, h_, largest_;
    far_limits<T> limits_;
};

/// F(x)·b, and the gradients, for F(x) = x·G and for F = G.
template <class Gate, class V> XACT_INLINE known<V> far_product(const Gate& f, V b) noexcept {
    return {f.value_product(b), f.where_product(b)};
}
template <class Gate, class V> XACT_INLINE gated_known<V> far_products(const Gate& f, V b, V dy) noexcept {
    return {{f.slope_product(b, dy), f.value_product(dy)}, f.where_products(b, dy)};
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
