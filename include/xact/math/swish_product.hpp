#pragma once

#include <limits>

#include <xact/math/gate.hpp>
#include <xact/math/logistic_quotient.hpp>
#include <xact/math/product.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// f(a)·b, f'(a)·b·dy and f(a)·dy for f(a) = a·σ(βa), in single words beside what the rounding of σ and of the products
// took.

/// |βa| up to which σ(-|βa|) is used.
template <class T> inline constexpr T swish_limit = T(sizeof(T) == 4 ? 80 : 600);

/// Products with σ(βa), right where they are finite and margin() is not negative.
template <class V> class swish_product {
public:
    /// βa has the sign of u = ±a.
    XACT_INLINE swish_product(gate_factor<V> factor, V u) noexcept
        : margin_(u + factor.limit),
          bounded_(at_most(factor.limit, u)),
          scale_(factor.scale),
          gate_(short_exp(bounded_, -scale_)) {}

    XACT_INLINE V margin() const noexcept { return margin_; }

    /// σ(βa)·b.
    XACT_INLINE V gate_product(V b) const noexcept { return gate_.times(b); }
    /// σ(βa)·σ(-βa)·b·dy, right where |βa| is at most swish_limit.
    XACT_INLINE V sigmoid_slope_product(V b, V dy) const noexcept {
        return gate_.times(two_product(b, dy) * gate_.complement());
    }
    /// a·σ(βa)·b.
    XACT_INLINE V value_product(V a, V b) const noexcept { return gate_.times(two_product(a, b)); }
    XACT_INLINE V value_product(V a, dw<V> b) const noexcept { return gate_.times(a * b); }
    /// f'(a)·b_dy, with f' = σ(βa)·(1 + βa·σ(-βa)).
    XACT_INLINE V slope_product(dw<V> b_dy) const noexcept {
        return gate_.times(b_dy * gate_.one_plus_complement(bounded_ * scale_));
    }

private:
    V margin_, bounded_;
    dw<V> scale_; // |β|
    logistic_quotient<V> gate_;
};

/// Right nowhere for a β that is_moderate_gate() does not hold.
template <class V, class P> XACT_INLINE swish_product<V> make_swish_product(P beta, V a) noexcept {
    gate_factor<V> factor = make_gate_factor<V>(beta, swish_limit<typename V::scalar>);
    factor.limit = select(as_condition<V>(is_moderate_gate<V>(beta)), factor.limit,
                          V(-std::numeric_limits<typename V::scalar>::infinity()));
    return {factor, flip_sign(a, rounded<V>(beta))};
}

} // namespace math
} // namespace v0
} // namespace xact
