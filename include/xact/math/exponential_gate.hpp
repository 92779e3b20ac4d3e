#pragma once

#include <xact/math/exp.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// x·S(w), w = α e^(βx), for an odd sigmoidal S, which Shape<V> computes at |w|: tanh_parts or erf_parts. S(w) = w
/// S'(0) where w is tiny; there everything is a multiple of w, which may underflow alone.
template <template <class> class Shape, class V> class exponential_gate {
    using T = typename V::scalar;

public:
    XACT_INLINE exponential_gate(dw<V> alpha, dw<V> beta, V x) noexcept
        : x_(x),
          z_(argument(finite(x) * beta)),
          bounded_(select(z_.hi == (finite(x) * beta).hi, finite(x), copysign(V(T(1)), x))),
          e_(exp(z_)),
          w_(alpha * e_),
          size_(magnitude(alpha, e_)),
          tiny_(size_.hi < V(T(sizeof(T) == 4 ? 0x1p-14 : 0x1p-29))),
          shape_(size_),
          sign_(copysign(V(T(1)), alpha.hi)) {}

    /// f.
    XACT_INLINE V value() const noexcept {
        const V far = round_product(bounded_, Shape<V>::unit() * w_);
        return select(tiny_, far, limit_product(times_power(shape_.value(), sign_), x_));
    }

    /// f' = S(w) + βx w S'(w).
    XACT_INLINE V slope() const noexcept {
        const V far = round((Shape<V>::unit() * (V(T(1)) + z_)) * w_);
        return select(tiny_, far, round(times_power(shape_.value() + z_ * (size_ * shape_.slope()), sign_)));
    }

    /// f''/β = w S'(w) (2 + βx (1 + w S''(w)/S'(w))).
    XACT_INLINE V curvature() const noexcept {
        const V odds = fma(V(T(-2)), size_.hi * shape_.decay(), V(T(1)));
        return round_product(fma(z_.hi, odds, V(T(2))), shape_.slope_times(w_));
    }

    /// The derivatives by α and β: x e^(βx) S'(w) and x² w S'(w).
    XACT_INLINE V by_alpha() const noexcept { return round_product(bounded_, shape_.slope_times(e_)); }
    XACT_INLINE V by_beta() const noexcept { return bounded_ * round_product(bounded_, shape_.slope_times(w_)); }

private:
    /// βx, bounded: from `far` on S is 1 unless α is negligible.
    static XACT_INLINE dw<V> argument(dw<V> product) noexcept {
        const V far(T(sizeof(T) == 4 ? 80 : 700)), hi = at_most(far, product.hi);
        return exp_bounded(dw<V>{hi, select(hi == product.hi, product.lo, V(T(0)))});
    }

    /// |w|, bounded.
    static XACT_INLINE dw<V> magnitude(dw<V> alpha, scaled<V> e) noexcept {
        const dw<V> w = times_power(summand(e) * alpha, copysign(V(T(1)), alpha.hi));
        const V far(T(0x1p20)), hi = at_most(far, w.hi);
        return {hi, select(hi == w.hi, w.lo, V(T(0)))};
    }

    V x_;
    dw<V> z_;
    V bounded_; // x, or its sign where βx had to be bounded
    scaled<V> e_, w_;
    dw<V> size_;
    typename V::condition tiny_;
    Shape<V> shape_;
    V sign_;
};

} // namespace math
} // namespace v0
} // namespace xact
