#pragma once

#include <xact/math/atan.hpp>
#include <xact/math/gelu_tanh.hpp>
#include <xact/math/product.hpp>
#include <xact/math/tanh.hpp>

/// Functions as factors of products: their values and slopes, unevaluated, right before they are rounded to what the
/// kernels they share state, as long as a product with two more factors is not 0. A value or slope that vanishes at
/// infinity is 0 there.

namespace xact {
inline namespace v0 {
namespace math {

template <class V> XACT_INLINE scaled<V> zero_where(typename V::condition c, scaled<V> a) noexcept {
    const V zero(typename V::scalar(0));
    return select(c, scaled<V>{{zero, zero}, zero}, a);
}

/// σ(x).
template <class V> class sigmoid_factor {
    using T = typename V::scalar;

public:
    XACT_INLINE explicit sigmoid_factor(V x) noexcept : x_(x), s_(dw<V>{x, V(T(0))}) {}
    template <class MakeLogistic>
    XACT_INLINE sigmoid_factor(V x, const MakeLogistic& make) noexcept : x_(x), s_(dw<V>{x, V(T(0))}, make) {}

    XACT_INLINE scaled<V> value() const noexcept { return zero_where(is_infinite(x_) & (x_ < V(T(0))), s_.gate); }
    XACT_INLINE scaled<V> slope() const noexcept { return zero_where(is_infinite(x_), s_.gate * s_.rest); }
    /// 2 σ(x) - 1 = tanh(x/2), which is tiny with x.
    XACT_INLINE scaled<V> odd_part() const noexcept;

private:
    V x_;
    far_sigmoids<V> s_;
};

/// tanh(x).
template <class V> class tanh_factor {
    using T = typename V::scalar;

public:
    XACT_INLINE explicit tanh_factor(V x) noexcept : x_(x) {}

    /// x where the cube does not count.
    XACT_INLINE scaled<V> value() const noexcept {
        const V zero(T(0)), sign = copysign(V(T(1)), x_);
        const dw<V> t = tanh_nonnegative(dw<V>{abs(x_), zero});
        const auto tiny = abs(x_) < V(T(sizeof(T) == 4 ? 0x1p-14 : 0x1p-29));
        const scaled<V> far{{sign * keep_nan(x_, t.hi), sign * t.lo}, zero};
        return select(tiny, moderated(x_), far);
    }
    /// 4 σ(2x) σ(-2x).
    XACT_INLINE scaled<V> slope() const noexcept {
        const far_sigmoids<V> s(dw<V>{x_ + x_, V(T(0))});
        const auto [significand, exponent] = s.gate * s.rest;
        return zero_where(is_infinite(x_), scaled<V>{times_power(significand, V(T(4))), exponent});
    }

private:
    V x_;
};

template <class V> XACT_INLINE scaled<V> sigmoid_factor<V>::odd_part() const noexcept {
    scaled<V> t = tanh_factor<V>(x_ * V(T(0.5))).value();
    // A subnormal x is halved in the exponent.
    const auto tiny = abs(x_) < V(T(sizeof(T) == 4 ? 0x1p-14 : 0x1p-29));
    const scaled<V> x = moderated(x_);
    return select(tiny, scaled<V>{x.significand, x.exponent - V(T(1))}, t);
}

/// Φ(x).
template <class V> class normal_cdf_factor {
    using T = typename V::scalar;

public:
    XACT_INLINE explicit normal_cdf_factor(V x) noexcept : x_(x), normal_(far_normal(x)) {}

    XACT_INLINE scaled<V> value() const noexcept {
        const V zero(T(0));
        const auto negative = x_ < zero;
        const scaled<V> q = normal_.lower();
        const scaled<V> side{select(negative, q.significand, V(T(1)) - summand_beside_one(q)),
                             select(negative, q.exponent, zero)};
        return zero_where(is_infinite(x_) & negative, side);
    }
    XACT_INLINE scaled<V> slope() const noexcept { return zero_where(is_infinite(x_), normal_.density()); }

private:
    V x_;
    normal<V> normal_;
};

/// atan(x)/π + ½.
template <class V> class arctan_gate_factor {
    using T = typename V::scalar;

public:
    XACT_INLINE explicit arctan_gate_factor(V x) noexcept : x_(x), t_(finite(abs(x))) {}

    XACT_INLINE scaled<V> value() const noexcept {
        const V zero(T(0));
        const auto negative = x_ < zero;
        const scaled<V> q = select(is_far(), inverse_pi_of(inverse()), scaled<V>{arccot(t_) * as<V>(inverse_pi), zero});
        const scaled<V> side{select(negative, q.significand, V(T(1)) - summand(q)), select(negative, q.exponent, zero)};
        return zero_where(is_infinite(x_) & negative, side);
    }
    /// 1/(π (1 + x²)); far out 1/(π x²).
    XACT_INLINE scaled<V> slope() const noexcept {
        const V near = select(is_far(), V(T(1)), t_);
        const scaled<V> u = inverse(), density{reciprocal(V(T(1)) + two_product(near, near)), V(T(0))};
        return zero_where(is_infinite(x_), moderated(inverse_pi_of(select(is_far(), u * u, density))));
    }

private:
    XACT_INLINE typename V::condition is_far() const noexcept { return t_ > V(ordinary_limit<T>); }
    /// 1/|x| far out.
    XACT_INLINE scaled<V> inverse() const noexcept {
        const moderate<V> m(select(is_far(), t_, V(T(1))));
        return {reciprocal(dw<V>{m.factor, V(T(0))}), -m.exponent};
    }
    static XACT_INLINE scaled<V> inverse_pi_of(scaled<V> a) noexcept { return as<V>(inverse_pi) * a; }

    V x_, t_;
};

/// x·σ(h), the tanh form of GELU.
template <class V, class Size> class gelu_tanh_parts : public logistic_gate_parts<V, Size> {
    using base = logistic_gate_parts<V, Size>;
    using T = typename V::scalar;

public:
    /// From |x| = far on the gate is 0 or 1 beside any factors.
    static constexpr T far = T(sizeof(T) == 4 ? 20 : 40);

    XACT_INLINE explicit gelu_tanh_parts(V x, Size = {}) noexcept
        : gelu_tanh_parts(x, gelu_tanh_terms<V>(near(V(far), x))) {}

private:
    XACT_INLINE gelu_tanh_parts(V x, const gelu_tanh_terms<V>& h) noexcept
        : base(x, far_sigmoids<V>(h.linear + h.cubic), h.linear + times_power(h.cubic, V(T(3)))) {}
    static XACT_INLINE V near(V limit, V x) noexcept { return at_least(-limit, at_most(limit, x)); }
};

} // namespace math
} // namespace v0
} // namespace xact
