#pragma once

#include <limits>

#include <xact/math/far_gate.hpp>
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

/// Products with σ(h), right where they are finite and margin() is not negative. h = βa, of one word or two, is bounded
/// above by swish_limit.
template <class V, class H> class swish_product {
    using T = typename V::scalar;

public:
    /// e is e^-h.
    template <class... Sum>
    XACT_INLINE swish_product(V margin, H h, power_and_rest<V> e, Sum... sum) noexcept
        : margin_(margin), h_(h), gate_(e, sum...) {}

    XACT_INLINE V margin() const noexcept { return margin_; }

    /// σ(h)·b, b of one word or two; and unrounded.
    template <class B> XACT_INLINE V gate_product(B b) const noexcept { return gate_.times(b); }
    XACT_INLINE V gate_product_in_units(V b) const noexcept { return gate_product(b * V(up)) * V(1 / up); }
    XACT_INLINE dw<V> open_gate_product(dw<V> b) const noexcept { return gate_.product(b); }
    /// σ(h)·σ(-h)·b, right where |h| is at most slope_limit.
    XACT_INLINE V gate_slope_product(dw<V> b) const noexcept { return gate_.times(b * gate_.complement()); }
    /// What keeps low words normal numbers that count.
    static constexpr T up = T(sizeof(T) == 4 ? 0x1p24 : 0x1p53);
    static constexpr T slope_limit = swish_limit<T>, unit = falling_unit<T>;
    static constexpr T widest = 1; ///< the largest α of (1 + 2α) σ - α in single words
    /// a·σ(h)·b.
    XACT_INLINE V value_product(V a, V b) const noexcept { return gate_.times(two_product(a, b)); }
    XACT_INLINE V value_product(V a, dw<V> b) const noexcept { return gate_.times(a * b); }
    /// The same with low words that count beside a product that is hardly a normal number.
    template <class B> XACT_INLINE V value_product_in_units(V a, B b) const noexcept {
        return value_product(a * V(up), b) * V(1 / up);
    }
    /// f'(a)·b_dy, with f' = σ(h)·(1 + h·σ(-h)).
    XACT_INLINE V slope_product(dw<V> b_dy) const noexcept { return gate_.times(b_dy * gate_.one_plus_complement(h_)); }
    /// (f'(a)·b - f(a))·dy.
    XACT_INLINE V slope_less_value_product(V a, dw<V> b, V dy) const noexcept {
        return gate_.times(dy * (gate_.one_plus_complement(h_) * b - dw<V>{a, V(T(0))}));
    }

private:
    V margin_;
    H h_;
    logistic_quotient<V> gate_;
};

/// βa, bounded, and the margin of what is made of it.
template <class V> struct swish_argument {
    V margin, bounded;
    dw<V> scale, steps; ///< of `bounded` to h, and in steps of the exponential

    XACT_INLINE dw<V> h() const noexcept { return bounded * scale; }
    XACT_INLINE power_and_rest<V> exp() const noexcept {
        if constexpr (has_short_exp<V>)
            return short_exp_of_steps(bounded, -steps, short_shifter<V, 0>());
        else
            return short_exp(bounded, -scale);
    }
};
template <class V> struct plain_argument {
    V margin, bounded;

    XACT_INLINE V h() const noexcept { return bounded; }
    XACT_INLINE power_and_rest<V> exp() const noexcept {
        if constexpr (has_short_exp<V>)
            return short_exp_of_steps(bounded, -exp_steps_of<V>(1.0), short_shifter<V, 0>());
        else
            return short_exp<0>(-bounded);
    }
};

/// Right nowhere for a β that is_moderate_gate() does not hold.
template <class V, class P> XACT_INLINE swish_argument<V> make_swish_argument(P beta, V a) noexcept {
    const gate_factor<V> factor = make_gate_factor<V>(beta, swish_limit<typename V::scalar>);
    const V limit = select(as_condition<V>(is_moderate_gate<V>(beta)), factor.limit,
                           V(-std::numeric_limits<typename V::scalar>::infinity()));
    const V u = flip_sign(a, rounded<V>(beta));
    return {u + limit, at_most(limit, u), factor.scale, factor.steps};
}

/// A β that the compiler knows to be 1.
struct unit_beta {
    constexpr unit_beta(int = 1) noexcept {}
};
template <class V> XACT_INLINE dw<V> exact(unit_beta) noexcept { return as<V>({1}); }

/// The same bits: there is nothing to multiply a by.
template <class V> XACT_INLINE plain_argument<V> make_swish_argument(unit_beta, V a) noexcept {
    const V limit(swish_limit<typename V::scalar>);
    return {a + limit, at_most(limit, a)};
}

/// In two halves, of which the first may be left for later.
template <class V, class P> XACT_INLINE power_and_rest<V> begin_swish_product(P beta, V a) noexcept {
    return make_swish_argument(beta, a).exp();
}
template <class V, class P, class... Sum>
XACT_INLINE auto finish_swish_product(power_and_rest<V> e, P beta, V a, Sum... sum) noexcept {
    const auto argument = make_swish_argument(beta, a);
    return swish_product<V, decltype(argument.h())>(argument.margin, argument.h(), e, sum...);
}
template <class V, class P, class... Sum> XACT_INLINE auto make_swish_product(P beta, V a, Sum... sum) noexcept {
    return finish_swish_product(begin_swish_product(beta, a), beta, a, sum...);
}

/// Where its gate is 0 or 1.
template <class V, class P> XACT_INLINE far_gate<V> make_far_swish(P beta, V a) noexcept {
    using T = typename V::scalar;
    // 0 beside any factors for a β whose size is not moderate.
    const V h = select(as_condition<V>(is_moderate_gate<V>(beta)), a * rounded<V>(beta), V(T(0)));
    return {a, h, make_gate_factor<V>(beta, far_exponent<T>.beside_any).limit, far_exponent<T>};
}
template <class V> XACT_INLINE far_gate<V, true> make_far_swish(unit_beta, V a) noexcept {
    return {a, far_exponent<typename V::scalar>};
}

} // namespace math
} // namespace v0
} // namespace xact
