#pragma once

#include <xact/math/attempt.hpp>
#include <xact/math/product.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// Products with a gate G(h) and with x·G(h), h = x times a number, where G is 0 or 1 beside any factors: where |h| is
/// beyond `far`, and where it is NaN. An infinite factor beside a gate that is shut is 0·inf where h is infinite, and
/// beside a finite h what a tiny G leaves of it.
template <class V> class far_gate {
    using T = typename V::scalar;

public:
    XACT_INLINE far_gate(V x, V h, T far) noexcept : x_(x), h_(h), far_(far) {}

    XACT_INLINE typename V::condition where() const noexcept { return !(abs(h_) <= V(far_)); }

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
    T far_;
};

/// F(x)·b, and the gradients, for F(x) = x·G and for F = G.
template <class V> XACT_INLINE known<V> far_product(const far_gate<V>& f, V b) noexcept {
    return {f.value_product(b), f.where()};
}
template <class V> XACT_INLINE gated_known<V> far_products(const far_gate<V>& f, V b, V dy) noexcept {
    return {{f.slope_product(b, dy), f.value_product(dy)}, f.where()};
}
template <class Gate, class V> XACT_INLINE known<V> far_gate_product(const Gate& f, V b) noexcept {
    return {f.gate_product(b), f.where()};
}
template <class Gate, class V> XACT_INLINE gated_known<V> far_gate_products(const Gate& f, V b, V dy) noexcept {
    return {{f.gate_slope_product(b, dy), f.gate_product(dy)}, f.where()};
}

} // namespace math
} // namespace v0
} // namespace xact
