#pragma once

#include <xact/math/attempt.hpp>
#include <xact/math/logistic.hpp>
#include <xact/math/normal.hpp>
#include <xact/math/open_product.hpp>

/// Products of an activation with other factors, rounded once: silu(-95)·1e30 is a normal number although silu(-95) is
/// not, and 1e30·1e30·1e-30 never passes through infinity. 0·inf is NaN, as everywhere.

namespace xact {
inline namespace v0 {
namespace math {

/// What is known of the sizes of a product's factors: nothing, or that all are within 2^±40 (float), 2^±400 (double),
/// where a product of three needs no care. The bits are the same.
struct any_size {};
struct ordinary_size {};

template <class T> inline constexpr T ordinary_limit = T(sizeof(T) == 4 ? 0x1p40 : 0x1p400);

/// Calls compute(ordinary_size) where all lanes of x, more... allow it, else compute(any_size).
template <class Compute, class V, class... X>
XACT_INLINE auto by_size(const Compute& compute, V x, X... more) noexcept {
    using T = typename V::scalar;
    const auto is_ordinary = [](V v) {
        return (abs(v) <= V(ordinary_limit<T>)) & (abs(v) >= V(1 / ordinary_limit<T>));
    };
    const auto ordinary = (is_ordinary(x) & ... & is_ordinary(more));
    return any(!ordinary) ? compute(any_size{}) : compute(ordinary_size{});
}

/// x = factor·2^exponent with |factor| in [2^-69, 2^48] (float), [2^-274, 2^400] (double), so that three can be
/// multiplied; it is below 2^-40 or 2^-400 only for a tiny x. Zeros, infinities and NaN stay in the factor.
template <class V, class Size = any_size> struct moderate {
    V power, factor, exponent; // power is 2^-exponent

    XACT_INLINE explicit moderate(V x) noexcept {
        using T = typename V::scalar;
        if constexpr (std::same_as<Size, ordinary_size>) {
            power = V(T(1)), factor = x, exponent = V(T(0));
        } else {
            constexpr T half_up = ordinary_limit<T>, up = half_up * half_up, step = T(sizeof(T) == 4 ? 80 : 800);
            const auto large = abs(x) > V(half_up), small = abs(x) < V(1 / half_up);
            power = select(large, V(1 / up), select(small, V(up), V(T(1))));
            factor = x * power;
            exponent = select(large, V(step), select(small, V(-step), V(T(0))));
        }
    }
};

/// p, and where that is NaN the plain product: low words turn infinity into NaN.
template <class Size, class V> XACT_INLINE V or_plain(V p, V plain) noexcept {
    if constexpr (std::same_as<Size, ordinary_size>)
        return p;
    else
        return select(p == p, p, plain);
}

/// a·b, rounded once.
template <class Size = any_size, class V> XACT_INLINE V full_product(scaled<V> a, V b, Size = {}) noexcept {
    const moderate<V, Size> m(b);
    const V p = round_product(m.factor, a.significand);
    return scale(or_plain<Size>(p, m.factor * a.significand.hi), a.exponent + m.exponent);
}

/// a·b·c, rounded once.
template <class Size = any_size, class V> XACT_INLINE V full_product(scaled<V> a, V b, V c, Size = {}) noexcept {
    const moderate<V, Size> m(b), n(c);
    const dw<V> bc = two_product(m.factor, n.factor);
    const V correction = fma(bc.hi, a.significand.lo, bc.lo * a.significand.hi);
    const V p = fma(bc.hi, a.significand.hi, correction);
    return scale(or_plain<Size>(p, bc.hi * a.significand.hi), a.exponent + (m.exponent + n.exponent));
}

/// The product of two, unevaluated, and rounded once.
template <class V> XACT_INLINE scaled<V> operator*(scaled<V> a, scaled<V> b) noexcept {
    return {a.significand * b.significand, a.exponent + b.exponent};
}
template <class V> XACT_INLINE scaled<V> operator-(scaled<V> a) noexcept { return {-a.significand, a.exponent}; }
template <class V> XACT_INLINE scaled<V> select(typename V::condition c, scaled<V> yes, scaled<V> no) noexcept {
    return {select(c, yes.significand, no.significand), select(c, yes.exponent, no.exponent)};
}

template <class V> XACT_INLINE V full_product(scaled<V> a, scaled<V> b) noexcept {
    const scaled<V> p = a * b;
    return scale(or_plain<any_size>(round(p.significand), a.significand.hi * b.significand.hi), p.exponent);
}

template <class V> XACT_INLINE typename V::condition is_infinite(V x) noexcept {
    return abs(x) == V(std::numeric_limits<typename V::scalar>::infinity());
}

/// x·G for a gate G, unevaluated; 0 at an infinite x where the gate is shut.
template <class Size, class V>
XACT_INLINE scaled<V> gated_input(V x, typename V::condition shut, scaled<V> gate) noexcept {
    if constexpr (std::same_as<Size, any_size>) x = select(shut, copysign(V(typename V::scalar(0)), x), x);
    const moderate<V, Size> m(x);
    return {m.factor * gate.significand, gate.exponent + m.exponent};
}

/// The slope of x·G, unevaluated; exactly 0 where the gate is shut.
template <class Size, class V> XACT_INLINE scaled<V> gated_slope(typename V::condition shut, scaled<V> slope) noexcept {
    const V zero(typename V::scalar(0));
    if constexpr (std::same_as<Size, any_size>)
        return {select(shut, dw<V>{-zero, zero}, slope.significand), slope.exponent};
    else
        return slope;
}

/// The same product, its significand of moderate size again.
template <class V> XACT_INLINE scaled<V> moderated(scaled<V> a) noexcept {
    const moderate<V> m(a.significand.hi);
    return {times_power(a.significand, m.power), a.exponent + m.exponent};
}
template <class V> XACT_INLINE scaled<V> moderated(dw<V> a) noexcept {
    return moderated(scaled<V>{a, V(typename V::scalar(0))});
}
template <class V> XACT_INLINE scaled<V> moderated(V a) noexcept {
    const moderate<V> m(a);
    return {{m.factor, V(typename V::scalar(0))}, m.exponent};
}

/// The sum of two, unevaluated; of two zeros or infinities, and beside one, what it is.
template <class V> XACT_INLINE scaled<V> far_sum(scaled<V> a, scaled<V> b) noexcept {
    const V zero(typename V::scalar(0)), lowest = V(-std::numeric_limits<typename V::scalar>::max());
    // A zero has no exponent that counts.
    const V of_a = select(a.significand.hi == zero, lowest, a.exponent);
    const V of_b = select(b.significand.hi == zero, lowest, b.exponent);
    const V top = at_least(of_a, of_b), exponent = select(top == lowest, zero, top);
    const auto brought = [&](scaled<V> x) {
        const V k = x.exponent - exponent;
        return dw<V>{scale(x.significand.hi, k), scale(x.significand.lo, k)};
    };
    const dw<V> u = brought(a), v = brought(b), sum = u + v;
    const V plain = u.hi + v.hi;
    return moderated(scaled<V>{{or_plain<any_size>(sum.hi, plain), select(sum.lo == sum.lo, sum.lo, zero)}, exponent});
}
/// a - b, unevaluated, also where it is beyond the largest number.
template <class V> XACT_INLINE scaled<V> far_difference(V a, V b) noexcept {
    return far_sum(moderated(a), moderated(-b));
}

/// From where on e^-h is 0 beside two more factors: e^-350·2^256 in float, e^-2800·2^2048 in double.
template <class T> inline constexpr T far_logistic = T(sizeof(T) == 4 ? 350 : 2800);

/// σ(h) and σ(-h), unevaluated, as long as their product with two more factors is not 0.
template <class V> struct far_sigmoids {
    dw<V> h; // bounded
    scaled<V> gate, rest;

    XACT_INLINE explicit far_sigmoids(dw<V> argument) noexcept
        : far_sigmoids(argument, [](dw<V> a) { return make_logistic(a); }) {}

    template <class MakeLogistic>
    XACT_INLINE far_sigmoids(dw<V> argument, const MakeLogistic& make) noexcept
        : h(argument), gate{h, h.hi}, rest(gate) {
        using T = typename V::scalar;
        const V zero(T(0)), sign = h.hi, size = abs(h.hi), limit(far_logistic<T>);
        const dw<V> magnitude{at_most(limit, size), select(size <= limit, flip_sign(h.lo, sign), zero)};
        const logistic<V> l = make(magnitude);
        const auto negative = h.hi < zero;
        h = {flip_sign(magnitude.hi, sign), flip_sign(magnitude.lo, sign)};
        gate = {select(negative, l.lower.significand, l.upper), select(negative, l.lower.exponent, zero)};
        rest = {select(negative, l.upper, l.lower.significand), select(negative, zero, l.lower.exponent)};
    }
};

/// x·σ(h) and its slope in x, unevaluated, for an h of the sign of x or the other: right to 0.3 ulp before they are
/// rounded (the slope near its root to 2^-40 and 2^-90) as long as their product with two more factors is not 0.
template <class V, class Size> class logistic_gate_parts {
    using T = typename V::scalar;

public:
    XACT_INLINE scaled<V> value() const noexcept { return gated_input<Size>(x_, shut(), s_.gate); }

    /// σ(h)·(1 + w·σ(-h)).
    XACT_INLINE scaled<V> slope() const noexcept {
        return gated_slope<Size>(shut(), (V(T(1)) + w_ * summand_beside_one(s_.rest)) * s_.gate);
    }

protected:
    /// w = x·h'(x).
    XACT_INLINE logistic_gate_parts(V x, const far_sigmoids<V>& s, dw<V> w) noexcept : x_(x), s_(s), w_(w) {}

    static XACT_INLINE V bounded(V x) noexcept {
        if constexpr (std::same_as<Size, any_size>) x = finite(x);
        return x;
    }
    XACT_INLINE typename V::condition shut() const noexcept { return is_infinite(x_) & (s_.h.hi < V(T(0))); }

    V x_;
    far_sigmoids<V> s_;
    dw<V> w_;
};

/// The same of h = βx, and the slope in β.
template <class V, class Size> class swish_parts : public logistic_gate_parts<V, Size> {
    using base = logistic_gate_parts<V, Size>;
    using T = typename V::scalar;

public:
    XACT_INLINE swish_parts(V x, dw<V> beta, Size = {}) noexcept
        : swish_parts(x, far_sigmoids<V>(base::bounded(x) * beta)) {}
    /// Of an x that is rounded only where it is a factor.
    XACT_INLINE swish_parts(dw<V> x, dw<V> beta, Size = {}) noexcept
        : swish_parts(x.hi, far_sigmoids<V>(dw<V>{base::bounded(x.hi), x.lo} * beta)) {}

    /// x²·σ(h)·σ(-h); 0 at an infinite x unless β is 0.
    XACT_INLINE scaled<V> beta_slope() const noexcept {
        const V zero(T(0)), x = this->x_;
        const auto& s = this->s_;
        const moderate<V> m(select(is_infinite(x) & (s.h.hi != zero), zero, x));
        const dw<V> square = two_product(m.factor, m.factor);
        const moderate<V> n(square.hi);
        return {times_power(square, n.power) * (s.gate.significand * s.rest.significand),
                (s.gate.exponent + s.rest.exponent) + ((m.exponent + m.exponent) + n.exponent)};
    }

private:
    XACT_INLINE swish_parts(V x, const far_sigmoids<V>& s) noexcept : base(x, s, s.h) {}
};

/// From where on Φ(-t) is 0 beside two more factors.
template <class T> inline constexpr T far_normal_limit = T(sizeof(T) == 4 ? 26 : 74);

/// The normal distribution as math::normal, also where only its product with large factors is not 0.
template <class V> XACT_INLINE normal<V> far_normal(V x) noexcept {
    using T = typename V::scalar;
    constexpr bool single = sizeof(T) == 4;
    normal<V> n(x);
    // Where the polynomial for R ends: the asymptotic series, whose next term is below 2^-36 (float), 2^-64 (double).
    const auto far = abs(x) > V(T(single ? 15 : 40));
    if (any(far)) {
        constexpr std::array<T, 7> series{-1, 3, -15, 105, -945, 10395, -135135};
        const V one(T(1)), t = at_least(one, at_most(V(far_normal_limit<T>), abs(x)));
        const V inverse = one / t, square = inverse * inverse;
        const dw<V> leading = as<V>(inverse_sqrt_2pi) / dw<V>{t, V(T(0))};
        const scaled<V> e = exp(two_product(t, t * V(T(-0.5))));
        n.t = select(far, t, n.t);
        n.e = {select(far, e.significand, n.e.significand), select(far, e.exponent, n.e.exponent)};
        n.mills = select(far, leading * fast_two_sum(one, square * polynomial(square, series)), n.mills);
    }
    return n;
}

/// x·Φ(x) and its slope, unevaluated, as swish_parts; right to 1 ulp (float), 2 ulp (double) before they are rounded.
template <class V, class Size> class gelu_parts {
    using T = typename V::scalar;

public:
    XACT_INLINE explicit gelu_parts(V x, Size = {}) noexcept : x_(x), normal_(far_normal(x)) {}

    XACT_INLINE scaled<V> value() const noexcept { return gated_input<Size>(x_, shut(), side(normal_.lower())); }

    /// Φ(x) + x φ(x); for x < 0 as e^(-x²/2)·(R(|x|) - |x|/√(2π)).
    XACT_INLINE scaled<V> slope() const noexcept {
        return gated_slope<Size>(shut(), side((normal_.mills - normal_.t * as<V>(inverse_sqrt_2pi)) * normal_.e));
    }

private:
    XACT_INLINE typename V::condition negative() const noexcept { return x_ < V(T(0)); }
    XACT_INLINE typename V::condition shut() const noexcept { return is_infinite(x_) & negative(); }

    /// q for x < 0, 1 - q elsewhere.
    XACT_INLINE scaled<V> side(scaled<V> q) const noexcept {
        return {select(negative(), q.significand, V(T(1)) - summand_beside_one(q)),
                select(negative(), q.exponent, V(T(0)))};
    }

    V x_;
    normal<V> normal_;
};

/// F(a)·b from the parts of F at a, which parts(size) makes.
template <class Parts, class V> XACT_INLINE V gated_product(const Parts& parts, V a, V b) noexcept {
    return by_size([&](auto size) { return full_product(parts(size).value(), b, size); }, a, b);
}

template <class V> XACT_INLINE V plus_if_finite(V y, gated_products<V> p) noexcept {
    return plus_if_finite(plus_if_finite(y, p.by_slope), p.by_value);
}
template <class V> XACT_INLINE gated_products<V> operator+(gated_products<V> a, gated_products<V> b) noexcept {
    return {a.by_slope + b.by_slope, a.by_value + b.by_value};
}
template <class V>
XACT_INLINE gated_products<V> select(typename V::condition c, gated_products<V> yes, gated_products<V> no) noexcept {
    return {select(c, yes.by_slope, no.by_slope), select(c, yes.by_value, no.by_value)};
}
template <class V> using gated_attempt = attempt<V, gated_products<V>>;
template <class V> using gated_known = known<V, gated_products<V>>;

template <class Parts, class V>
XACT_INLINE gated_products<V> gated_gradients(const Parts& parts, V a, V b, V dy) noexcept {
    const auto compute = [&](auto size) {
        const auto p = parts(size);
        return gated_products<V>{full_product(p.slope(), b, dy, size), full_product(p.value(), dy, size)};
    };
    return by_size(compute, a, b, dy);
}

} // namespace math
} // namespace v0
} // namespace xact
