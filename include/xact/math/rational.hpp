#pragma once

#include <array>
#include <cstddef>

#include <xact/math/attempt.hpp>
#include <xact/math/in_double.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// The two denominators that keep a learnt rational function free of poles.
enum class denominator {
    absolute_terms, ///< 1 + Σ |b_j| |x|^j
    absolute_sum,   ///< 1 + |Σ b_j x^j|
};

/// lim P/Q at the infinity of x's sign: the ratio of the leading terms whose coefficients are not 0.
template <class V, class P>
XACT_INLINE V rational_limit(V x, const std::array<P, 6>& numerator, const std::array<P, 4>& denominators) noexcept {
    const V side = copysign(V(1), x);
    V top = rounded<V>(numerator[0]), top_degree(0), bottom(1), bottom_degree(0);
    for (int i = 1; i <= 5; ++i) {
        const V a = rounded<V>(numerator[static_cast<std::size_t>(i)]);
        top = select(a != 0, i % 2 ? side * a : a, top), top_degree = select(a != 0, V(i), top_degree);
    }
    for (int j = 1; j <= 4; ++j) {
        const V b = abs(rounded<V>(denominators[static_cast<std::size_t>(j - 1)]));
        bottom = select(b != 0, b, bottom), bottom_degree = select(b != 0, V(j), bottom_degree);
    }
    const V infinite = copysign(V(std::numeric_limits<typename V::scalar>::infinity()), top);
    return select(top_degree > bottom_degree, infinite,
                  select(top_degree == bottom_degree, top / bottom, copysign(V(0), top)));
}

/// y, and the limit of P/Q where x is infinite, which makes y NaN.
template <class V, class P>
XACT_INLINE V with_rational_limit(V x, V y, const std::array<P, 6>& numerator,
                                  const std::array<P, 4>& denominators) noexcept {
    if (!any(!(y == y))) return y;
    const V infinity(std::numeric_limits<typename V::scalar>::infinity()), leading = rounded<V>(numerator[5]);
    if (!any(leading == 0)) return select(abs(x) == infinity, x * leading, y); // Q has no fifth power
    return select(abs(x) == infinity, rational_limit(x, numerator, denominators), y);
}

/// P(x)/Q(x), P of degree 5 and Q of degree 4, in float: evaluated in double, whose range holds x⁵, and whose digits
/// outlast the cancellation of learnt coefficients (the fit of a leaky ReLU loses 5 bits at x = -3). 1/Q to 2^-27
/// suffices: divisions of doubles would take longer than all the rest.
template <class V, denominator Kind> class rational {
    using A = typename V::arch;
    using W = vec<double, A>;

    struct half {
        W x, f, slope, inverse, side; // side: the sign of x, or of the sum in Q

        /// a(i) and b(j - 1) are the coefficients.
        template <class Numerator, class Denominator>
        XACT_INLINE half(W at, const Numerator& a, const Denominator& b) noexcept : x(at) {
            W slope_p = a(5), p = fma(slope_p, x, a(4));
            // Written out: compilers that keep loops would convert the coefficients again in each step.
            const auto step_p = [&](std::size_t i) { slope_p = fma(slope_p, x, p), p = fma(p, x, a(i)); };
            step_p(3), step_p(2), step_p(1), step_p(0);
            const W y = Kind == denominator::absolute_terms ? abs(x) : x;
            const auto term = [&](std::size_t j) { return Kind == denominator::absolute_terms ? abs(b(j)) : b(j); };
            W slope_cofactor = term(3), cofactor = fma(slope_cofactor, y, term(2));
            const auto step_q = [&](std::size_t j) {
                slope_cofactor = fma(slope_cofactor, y, cofactor), cofactor = fma(cofactor, y, term(j));
            };
            step_q(1), step_q(0);
            const W slope_sum = fma(slope_cofactor, y, cofactor);
            W q;
            if constexpr (Kind == denominator::absolute_terms) {
                side = sign(x);
                q = fma(cofactor, y, W(1));
            } else {
                const W sum = cofactor * y;
                side = sign(sum);
                q = W(1) + abs(sum);
            }
            inverse = in_double::inverse(q);
            f = p * inverse;
            slope = fnma(f, slope_sum * side, slope_p) * inverse;
        }
    };

public:
    template <class P>
    XACT_INLINE rational(V value, const std::array<P, 6>& numerator, const std::array<P, 4>& denominators) noexcept
        : rational(widen(value), numerator, denominators) {}

    /// P/Q.
    XACT_INLINE V value() const noexcept { return narrow(wide<A>{low_.f, high_.f}); }

    /// (P' - f Q')/Q.
    XACT_INLINE V slope() const noexcept { return narrow(wide<A>{low_.slope, high_.slope}); }

    /// x^i/Q for i = 0 … 5: the derivative in a_i.
    XACT_INLINE V numerator_term(std::size_t i) const noexcept {
        const auto term = [i](const half& h) { return power(h.x, i) * h.inverse; };
        return narrow(wide<A>{term(low_), term(high_)});
    }

    /// The derivative in b_j for j = 1 … 4: -f·sgn·x^j/Q, with the sign and the magnitude of x that Kind says.
    template <class P> XACT_INLINE V denominator_term(std::size_t j, P b) const noexcept {
        const auto term = [&](const half& h, W c) {
            if constexpr (Kind == denominator::absolute_terms)
                return -((h.f * sign(c)) * (abs(power(h.x, j)) * h.inverse));
            else
                return -((h.f * h.side) * (power(h.x, j) * h.inverse));
        };
        const wide<A> c = in_double::parameter<V>(b);
        return narrow(wide<A>{term(low_, c.low), term(high_, c.high)});
    }

private:
    template <class P>
    XACT_INLINE rational(wide<A> x, const std::array<P, 6>& a, const std::array<P, 4>& b) noexcept
        : low_(
              x.low, [&](std::size_t i) { return in_double::parameter<V>(a[i]).low; },
              [&](std::size_t j) { return in_double::parameter<V>(b[j]).low; }),
          high_(
              x.high, [&](std::size_t i) { return in_double::parameter<V>(a[i]).high; },
              [&](std::size_t j) { return in_double::parameter<V>(b[j]).high; }) {}

    static XACT_INLINE W power(W x, std::size_t n) noexcept {
        W result(1);
        for (std::size_t i = 0; i < n; ++i) result = i == 0 ? x : result * x;
        return result;
    }

    half low_, high_;
};

/// In double, where nothing wider is at hand: all sums are double words, and for |x| > 1 both polynomials are divided
/// by x⁴ and evaluated in 1/x.
template <class A, denominator Kind> class rational<vec<double, A>, Kind> {
    using V = vec<double, A>;
    using condition = typename V::condition;

public:
    template <class P>
    XACT_INLINE rational(V value, const std::array<P, 6>& numerator, const std::array<P, 4>& denominators) noexcept
        : x(value),
          large(abs(x) > 1),
          u(select(large, reciprocal(dw<V>{select(large, x, V(1)), V(0)}), {x, V(0)})),
          p(V(0), V(0)),
          slope_p(p),
          q(p),
          slope_q(p),
          signs{} {
        // In u the numerator is Σ a_i u^i, or with factor x Σ a_(5-i) u^i.
        for (std::size_t i = 6; i-- > 0;) {
            const dw<V> c = select(large, exact<V>(numerator[5 - i]), exact<V>(numerator[i]));
            slope_p = renormalised(slope_p * u + p);
            p = renormalised(p * u + c);
        }
        // The denominator is 1 + Σ b_j u^j, or u⁴ + Σ b_j u^(4-j), its terms made positive according to Kind.
        const dw<V> at = Kind == denominator::absolute_terms ? magnitude(u) : u;
        for (std::size_t j = 0; j < 4; ++j) signs[j] = sign(rounded<V>(denominators[j]));
        const auto b = [&](std::size_t j) {
            const dw<V> c = exact<V>(denominators[j - 1]);
            return Kind == denominator::absolute_terms ? magnitude(c) : c;
        };
        const dw<V> zero{V(0), V(0)};
        V cofactor(0);
        for (std::size_t j = 5; j-- > 0;) {
            const dw<V> c = select(large, j < 4 ? b(4 - j) : zero, j > 0 ? b(j) : zero);
            slope_q = renormalised(slope_q * at + q);
            if (j == 0) cofactor = q.hi;
            q = renormalised(q * at + c);
        }
        if constexpr (Kind == denominator::absolute_terms) {
            slope_q = signed_by(slope_q, u.hi);
        } else {
            // For small u the sum is u times a cofactor, whose sign survives where the product underflows.
            const V side = select(large, sign(q.hi), sign(cofactor) * sign(u.hi));
            for (V& s : signs) s = side;
            q = magnitude(q), slope_q = {slope_q.hi * side, slope_q.lo * side};
        }
        // The term that makes Q positive: 1, or u⁴.
        const dw<V> square = u * u, cube = square * u;
        const dw<V> fourth = square * square;
        q = renormalised(q + select(large, fourth, {V(1), V(0)}));
        slope_q = renormalised(slope_q + select(large, times_power(cube, V(4)), zero));
    }

    /// P/Q.
    XACT_INLINE V value() const noexcept {
        // What an infinite product lacks may be infinite, too.
        const dw<V> f = p / q;
        const V first = x * f.hi, product = select(first - first == 0, round_product(x, f), first);
        return select(large, product, round(f));
    }

    /// (P' - f Q')/Q, or with f = x·n(u)/d(u): (n - u (n' - (n/d) d'))/d.
    XACT_INLINE V slope() const noexcept {
        const dw<V> inner = slope_p - (p / q) * slope_q;
        return round(select(large, p - u * inner, inner) / q);
    }

    /// x^i/Q for i = 0 … 5: the derivative in a_i.
    XACT_INLINE V numerator_term(std::size_t i) const noexcept {
        const V inverse = V(1) / q.hi;
        return select(large, i == 5 ? x : power(4 - i), power(i)) * inverse;
    }

    /// The derivative in b_j for j = 1 … 4: -f·sgn·x^j/Q, with the sign and the magnitude of x that Kind says.
    template <class P> XACT_INLINE V denominator_term(std::size_t j, P) const noexcept {
        const V inverse = V(1) / q.hi;
        V term = select(large, power(4 - j), power(j));
        if constexpr (Kind == denominator::absolute_terms) term = abs(term);
        return -((value() * signs[j - 1]) * (term * inverse));
    }

private:
    static XACT_INLINE dw<V> renormalised(dw<V> a) noexcept { return fast_two_sum(a.hi, a.lo); }
    static XACT_INLINE dw<V> signed_by(dw<V> a, V s) noexcept {
        const V sign = copysign(V(1), s);
        return {a.hi * sign, a.lo * sign};
    }
    static XACT_INLINE dw<V> magnitude(dw<V> a) noexcept { return signed_by(a, a.hi); }

    /// u^n.
    XACT_INLINE V power(std::size_t n) const noexcept {
        V result(1);
        for (std::size_t i = 0; i < n; ++i) result = i == 0 ? u.hi : result * u.hi;
        return result;
    }

    V x;
    condition large;
    dw<V> u, p, slope_p, q, slope_q;
    std::array<V, 4> signs;
};

/// Horner's rule for a polynomial and its slope, each with the sum of what its roundings took: as if in twice the
/// digits.
template <class V> struct compensated_horner {
    V x;
    dw<V> sum, slope;

    /// c1·x + c0.
    XACT_INLINE compensated_horner(V at, V c1, V c0) noexcept : x(at), sum(next(c1, c0)), slope(c1, V(0)) {}

    /// sum·x + c.
    XACT_INLINE void step(V c) noexcept {
        const dw<V> d = next(slope.hi, sum.hi), s = next(sum.hi, c);
        slope = {d.hi, fma(slope.lo, x, sum.lo) + d.lo}, sum = {s.hi, fma(sum.lo, x, s.lo)};
    }

private:
    /// p·x + c and what its roundings took.
    XACT_INLINE dw<V> next(V p, V c) const noexcept {
        const V h = p * x, s = h + c, t = s - h;
        return {s, product_error(p, x, s - t) + (c - t)};
    }
};

/// Whether there is a quick form.
template <class V> inline constexpr bool has_quick_rational = is_fused<V> && sizeof(typename V::scalar) == 8;

/// P/Q in double where all is finite on the way, as it is up to |x| = 2^200 beside coefficients of usual size.
template <class V, denominator Kind> class quick_rational {
    static constexpr bool is_positive = Kind == denominator::absolute_terms; // every term of Q

public:
    template <class P>
    XACT_INLINE quick_rational(V x, const std::array<P, 6>& numerator, const std::array<P, 4>& denominators) noexcept
        : x_(x), p_(x, rounded<V>(numerator[5]), rounded<V>(numerator[4])) {
        for (std::size_t i = 4; i-- > 0;) p_.step(rounded<V>(numerator[i]));
        const auto b = [&](std::size_t j) {
            const V c = rounded<V>(denominators[j - 1]);
            return is_positive ? abs(c) : c;
        };
        b1_ = b(1), b2_ = b(2), b3_ = b(3), b4_ = b(4);
    }

    XACT_INLINE attempt<V> value() const noexcept {
        if constexpr (is_positive) {
            // Of Q's roundings only the last is made up for: 3.1 ulp.
            const V one(1), y = abs(x_), cofactor = fma(fma(fma(b4_, y, b3_), y, b2_), y, b1_);
            const V q = fma(cofactor, y, one);
            return {round(p_.sum / dw<V>{q, fma(cofactor, y, one - q)}), V(0)};
        } else {
            return {round(p_.sum / divisor().value), V(0)};
        }
    }

    /// (P' - (P/Q) Q')/Q.
    XACT_INLINE attempt<V> slope() const noexcept {
        const auto [q, slope_q] = divisor();
        const dw<V> product = (p_.sum / q) * slope_q, n = two_sum(p_.slope.hi, -product.hi);
        return {round(dw<V>{n.hi, n.lo + (p_.slope.lo - product.lo)} / q), V(0)};
    }

private:
    struct value_and_slope {
        dw<V> value, slope;
    };

    XACT_INLINE value_and_slope divisor() const noexcept {
        const V one(1);
        compensated_horner<V> q(is_positive ? abs(x_) : x_, b4_, b3_);
        q.step(b2_), q.step(b1_);
        if constexpr (is_positive) {
            q.step(one);
            return {q.sum, {flip_sign(q.slope.hi, x_), flip_sign(q.slope.lo, x_)}};
        } else {
            const V side = sign(q.sum.hi) * sign(x_); // that of the sum, also where it underflows
            q.step(V(0));
            const dw<V> sum = two_sum(one, q.sum.hi * side);
            return {{sum.hi, fma(q.sum.lo, side, sum.lo)}, {q.slope.hi * side, q.slope.lo * side}};
        }
    }

    V x_, b1_, b2_, b3_, b4_;
    compensated_horner<V> p_;
};

/// Its slope in double where x is so large that beside the leading terms nothing counts, infinite or NaN.
template <class V, class P>
XACT_INLINE known<V> far_rational_slope(V x, const std::array<P, 6>& numerator,
                                        const std::array<P, 4>& denominators) noexcept {
    const V top = rounded<V>(numerator[5]), bottom = abs(rounded<V>(denominators[3]));
    V largest = bottom;
    for (const P& p : numerator) largest = at_least(largest, abs(rounded<V>(p)));
    for (const P& p : denominators) largest = at_least(largest, abs(rounded<V>(p)));
    const auto is_usual = (at_most(abs(top), bottom) >= V(0x1p-40f)) & (largest <= V(0x1p40f));
    return {keep_nan(x, top / bottom), is_usual & !(abs(x) <= V(0x1p150))};
}

/// P/Q there.
template <class V, class P>
XACT_INLINE known<V> far_rational(V x, const std::array<P, 6>& numerator,
                                  const std::array<P, 4>& denominators) noexcept {
    const known<V> slope = far_rational_slope(x, numerator, denominators);
    return {x * slope.value, slope.where};
}

/// P/Q with its limits.
template <denominator Kind, class V, class P>
XACT_INLINE V rational_value(V x, const std::array<P, 6>& numerator, const std::array<P, 4>& denominators) noexcept {
    return with_rational_limit(x, rational<V, Kind>(x, numerator, denominators).value(), numerator, denominators);
}

/// Its slope.
template <denominator Kind, class V, class P>
XACT_INLINE V rational_slope(V x, const std::array<P, 6>& numerator, const std::array<P, 4>& denominators) noexcept {
    return keep_nan(x, rational<V, Kind>(finite(x), numerator, denominators).slope());
}

} // namespace math
} // namespace v0
} // namespace xact
