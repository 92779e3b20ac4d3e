#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>

#include <xact/math/abs.hpp>
#include <xact/simd/vec.hpp>

/// Unevaluated sums and products, for results that are rounded once. Error bounds in units of the last place of the
/// whole: 2^-44 for float and 2^-102 for double unless stated, products of the low words being neglected.

namespace xact {
inline namespace v0 {
namespace math {

/// Whether kernels may count on an fma that rounds once.
template <class V> inline constexpr bool is_fused = simd::has_fma<typename V::scalar, typename V::arch>;

/// What the fast tier asks for at least.
template <class V> inline constexpr bool is_fused_float = is_fused<V> && sizeof(typename V::scalar) == 4;

/// hi + lo, unevaluated; |lo| is at most a few ulps of hi.
template <class V> struct dw {
    V hi, lo;

    dw() = default;
    XACT_INLINE dw(V h, V l) noexcept : hi(h), lo(l) {}
    XACT_INLINE dw operator-() const noexcept { return {-hi, -lo}; }
};

template <class V> XACT_INLINE V round(dw<V> a) noexcept { return a.hi + a.lo; }
template <class V> XACT_INLINE V first_word(V a) noexcept { return a; }
template <class V> XACT_INLINE V first_word(dw<V> a) noexcept { return a.hi; }

/// a + b exactly, for |a| >= |b| or a = 0.
template <class V> XACT_INLINE dw<V> fast_two_sum(V a, V b) noexcept {
    const V s = a + b;
    return {s, b - (s - a)};
}

/// a + b exactly.
template <class V> XACT_INLINE dw<V> two_sum(V a, V b) noexcept {
    const V s = a + b;
    const V t = s - a;
    return {s, (a - (s - t)) + (b - t)};
}

/// a + b exactly where the larger of the two is the larger in magnitude, too.
template <class V> XACT_INLINE dw<V> ordered_sum(V a, V b) noexcept {
    return fast_two_sum(at_least(a, b), at_most(a, b));
}

/// a·b exactly.
template <class V> XACT_INLINE dw<V> two_product(V a, V b) noexcept {
    const V p = a * b;
    return {p, product_error(a, b, p)};
}

template <class V> XACT_INLINE dw<V> operator+(dw<V> a, dw<V> b) noexcept {
    const dw s = two_sum(a.hi, b.hi);
    return {s.hi, s.lo + (a.lo + b.lo)};
}
template <class V> XACT_INLINE dw<V> operator+(V a, dw<V> b) noexcept {
    const dw s = two_sum(a, b.hi);
    return {s.hi, s.lo + b.lo};
}
template <class V> XACT_INLINE dw<V> operator-(dw<V> a, dw<V> b) noexcept { return a + (-b); }
template <class V> XACT_INLINE dw<V> operator-(V a, dw<V> b) noexcept { return a + (-b); }

template <class V> XACT_INLINE dw<V> operator*(dw<V> a, dw<V> b) noexcept {
    const dw p = two_product(a.hi, b.hi);
    return {p.hi, fma(a.lo, b.hi, fma(a.hi, b.lo, p.lo))};
}
template <class V> XACT_INLINE dw<V> operator*(V a, dw<V> b) noexcept {
    const dw p = two_product(a, b.hi);
    return {p.hi, fma(a, b.lo, p.lo)};
}

/// a·b rounded, with an error of at most 0.51 ulp.
template <class V> XACT_INLINE V round_product(V a, dw<V> b) noexcept { return fma(a, b.hi, a * b.lo); }

/// a² rounded.
template <class V> XACT_INLINE V rounded_square(dw<V> a) noexcept {
    if constexpr (is_fused<V>) {
        return fma(a.hi, a.hi, (a.hi + a.hi) * a.lo);
    } else {
        const dw<V> p = two_product(a.hi, a.hi);
        return p.hi + (p.lo + (a.hi + a.hi) * a.lo);
    }
}

/// The same sum with a low word below an ulp of the high one: after a difference that cancels, and before the high word
/// is used alone.
template <class V> XACT_INLINE dw<V> normalized(dw<V> a) noexcept { return fast_two_sum(a.hi, a.lo); }

/// a·2^k for a k that scales without rounding.
template <class V> XACT_INLINE dw<V> times_power(dw<V> a, V power_of_two) noexcept {
    return {a.hi * power_of_two, a.lo * power_of_two};
}

/// 1/a, to 2^-46 and 2^-104 relative.
template <class V> XACT_INLINE dw<V> reciprocal(dw<V> a) noexcept {
    const V one(typename V::scalar(1));
    const V r = one / a.hi;
    return {r, r * fnma(r, a.lo, -product_error(r, a.hi, one))};
}

/// a/b, to 2^-45 and 2^-103 relative.
template <class V> XACT_INLINE dw<V> operator/(dw<V> a, dw<V> b) noexcept {
    const V r = V(typename V::scalar(1)) / b.hi;
    const V q = a.hi * r;
    const V remainder = -product_error(q, b.hi, a.hi);
    return {q, r * (remainder + fnma(q, b.lo, a.lo))};
}

/// 1 + x², rounded once, for an x whose square is finite.
template <class V> XACT_INLINE V one_plus_square(V x) noexcept {
    const V one(typename V::scalar(1));
    if constexpr (is_fused<V>)
        return fma(x, x, one);
    else
        return round(one + two_product(x, x));
}

/// 1/(1 + x²), to 1.5 ulp.
template <class V> XACT_INLINE V inverse_of_one_plus_square(V x) noexcept {
    const V one(typename V::scalar(1));
    if constexpr (is_fused<V>) {
        return one / fma(x, x, one);
    } else {
        // Where x² might overflow, 1 is negligible beside it.
        const V limit(0x1p60f), a = abs(x);
        return one / select(a > limit, a * a, one_plus_square(at_most(limit, a)));
    }
}

/// √a for a > 0, to 2^-45 and 2^-103 relative.
template <class V> XACT_INLINE dw<V> sqrt(dw<V> a) noexcept {
    const V r = sqrt(a.hi);
    return {r, (a.lo - product_error(r, r, a.hi)) / (r + r)};
}

template <class V> XACT_INLINE dw<V> select(typename V::condition c, dw<V> yes, dw<V> no) noexcept {
    return {select(c, yes.hi, no.hi), select(c, yes.lo, no.lo)};
}

/// The low word that belongs to a bounded high word: 0 where the bound has changed it.
template <class V> XACT_INLINE V select_low(V bounded, dw<V> a) noexcept {
    return select(bounded == a.hi, a.lo, V(typename V::scalar(0)));
}

/// significand·2^exponent, unevaluated: a factor that alone would underflow, or would be rounded before its product.
template <class V> struct scaled {
    dw<V> significand;
    V exponent;
};

template <class V> XACT_INLINE V round(scaled<V> a) noexcept { return scale(round(a.significand), a.exponent); }

/// a·b, where b alone may underflow.
template <class V> XACT_INLINE V round_product(V a, scaled<V> b) noexcept {
    return scale(round_product(a, b.significand), b.exponent);
}

template <class V> XACT_INLINE scaled<V> operator*(dw<V> a, scaled<V> b) noexcept {
    return {a * b.significand, b.exponent};
}

/// A real constant: hi + lo in double, which serves both types.
struct real {
    double hi, lo = 0;
};

inline constexpr real two_thirds{0x1.5555555555555p-1, 0x1.5555555555555p-55};

/// The constant as a double word of V's scalar type.
template <class V> XACT_INLINE dw<V> as(real c) noexcept {
    if constexpr (sizeof(typename V::scalar) == 4) {
        const float hi = static_cast<float>(c.hi);
        return {V(hi), V(static_cast<float>((c.hi - double(hi)) + c.lo))};
    } else {
        return {V(c.hi), V(c.lo)};
    }
}

/// A parameter of its own in each lane, with its inverse, as the scalar forms below compute them: what channelwise()
/// makes of one functor a channel, so that a channel's bits do not depend on its neighbours.
template <class V> struct lane_parameter {
    dw<V> value, inverse;

    lane_parameter(double p = 0) noexcept;
};

/// A functor's parameter as a double word: exact for a float or double parameter, the lanes themselves for a vec.
template <class V, class P> XACT_INLINE dw<V> exact(P p) noexcept {
    if constexpr (std::is_arithmetic_v<P>)
        return as<V>(real{static_cast<double>(p)});
    else if constexpr (std::same_as<P, lane_parameter<V>>)
        return p.value;
    else
        return {V(p), V(typename V::scalar(0))};
}

/// A functor's parameter rounded to V's scalar type.
template <class V, class P> XACT_INLINE V rounded(P p) noexcept {
    if constexpr (std::is_arithmetic_v<P>)
        return V(static_cast<typename V::scalar>(p));
    else if constexpr (std::same_as<P, lane_parameter<V>>)
        return p.value.hi;
    else
        return V(p);
}

/// Whether holds(p) for a functor's parameter rounded to V's scalar type: a bool for a number, a condition for lanes.
template <class V, class P, class Predicate> XACT_INLINE auto parameter_is(P p, Predicate holds) noexcept {
    if constexpr (std::is_arithmetic_v<P>)
        return bool(holds(static_cast<typename V::scalar>(p)));
    else
        return holds(rounded<V>(p));
}

/// x, or NaN where a functor's parameter is, which comparisons would not see.
template <class V, class P> XACT_INLINE V unless_nan(V x, P p) noexcept {
    if constexpr (std::is_arithmetic_v<P>) {
        const auto c = static_cast<typename V::scalar>(p);
        return x - V(c == c ? 0 : c); // -0 stays -0
    } else {
        return keep_nan(rounded<V>(p), x);
    }
}

/// Whether a functor's parameter is exactly `number`.
template <class V, class P> XACT_INLINE auto is_exactly(P p, double number) noexcept {
    if constexpr (std::is_arithmetic_v<P>) {
        return static_cast<double>(p) == number;
    } else {
        const dw<V> value = exact<V>(p), expected = as<V>(real{number});
        return (value.hi == expected.hi) & (value.lo == expected.lo);
    }
}

/// Whether a functor's parameter is exactly 1.
template <class V, class P> XACT_INLINE auto is_one(P p) noexcept { return is_exactly<V>(p, 1); }

/// yes() or no(): one of them for a bool, each lane's own for a condition, so that lanes have the bits of the one
/// number.
template <class Yes, class No> XACT_INLINE auto either(bool c, Yes yes, No no) noexcept { return c ? yes() : no(); }
template <class T, class A, class Yes, class No> XACT_INLINE auto either(mask<T, A> c, Yes yes, No no) noexcept {
    const auto usual = yes();
    return any(!c) ? select(c, usual, no()) : usual;
}

/// What either() asks, a lane's own.
template <class V> XACT_INLINE typename V::condition as_condition(bool c) noexcept {
    return V(typename V::scalar(c ? 1 : 0)) > V(typename V::scalar(0));
}
template <class V> XACT_INLINE typename V::condition as_condition(typename V::condition c) noexcept { return c; }

/// 1/p.
inline real inverse_of(double p) noexcept {
    const double r = 1 / p;
    return {r, std::fma(-r, p, 1.0) * r};
}

/// 1/p of a functor's parameter.
template <class V, class P> XACT_INLINE dw<V> inverse(P p) noexcept {
    if constexpr (std::is_arithmetic_v<P>) {
        return as<V>(inverse_of(static_cast<double>(p)));
    } else if constexpr (std::same_as<P, lane_parameter<V>>) {
        return p.inverse;
    } else {
        return reciprocal(dw<V>{V(p), V(0)});
    }
}

/// Whether a functor's parameter is a power of two, so that both it and its inverse are numbers of V's scalar type.
template <class V, class P> XACT_INLINE auto is_power_of_two(P p) noexcept {
    if constexpr (std::is_arithmetic_v<P>) {
        const double value = static_cast<double>(p), inverse = 1 / value;
        const auto is_number = [](double x) { return double(static_cast<typename V::scalar>(x)) == x; };
        const auto fraction = std::bit_cast<std::uint64_t>(value) << 12;
        // Without branches, so that compilers take it out of a loop.
        return (int(fraction == 0) & int(is_number(value)) & int(is_number(inverse))) != 0;
    } else {
        return (exact<V>(p).lo == 0) & (inverse<V>(p).lo == 0);
    }
}

template <class V>
lane_parameter<V>::lane_parameter(double p) noexcept : value(math::exact<V>(p)), inverse(math::inverse<V>(p)) {}

/// Twice a functor's parameter.
template <class P> XACT_INLINE P doubled(P p) noexcept { return p + p; }
template <class V> XACT_INLINE lane_parameter<V> doubled(lane_parameter<V> p) noexcept {
    p.value = times_power(p.value, V(2)), p.inverse = times_power(p.inverse, V(0.5));
    return p;
}

/// c[First] + c[First + Step]·x + c[First + 2·Step]·x² + … by Horner's rule, without a loop, which gcc at -O2 may leave
/// one.
template <std::size_t First, std::size_t Step, class V, std::size_t N>
XACT_INLINE V horner(V x, const std::array<typename V::scalar, N>& c) noexcept {
    constexpr std::size_t steps = (N - 1 - First) / Step;
    V sum(c[First + steps * Step]);
    [&]<std::size_t... K>(std::index_sequence<K...>) XACT_INLINE_LAMBDA {
        ((sum = fma(sum, x, V(c[First + (steps - 1 - K) * Step]))), ...);
    }
    (std::make_index_sequence<steps>{});
    return sum;
}

/// The coefficients from c[Count] on, where those before it are added in double words.
template <std::size_t Count = 1, class T, std::size_t N>
constexpr std::array<T, N - Count> without_first(const std::array<T, N>& c) noexcept {
    std::array<T, N - Count> rest{};
    for (std::size_t i = 0; i + Count < N; ++i) rest[i] = c[i + Count];
    return rest;
}

template <class T> inline constexpr T far_below_one = T(sizeof(T) == 4 ? 0x1p-60 : 0x1p-120);

/// x, and some number as small where x is subnormal: products with subnormal numbers take a hundred times as long. For
/// where it only matters that x is small.
template <class V> XACT_INLINE V without_subnormals(V x) noexcept { return x + V(far_below_one<typename V::scalar>); }

/// a·b, and some number as small where that is subnormal or 0: rounding to such a number takes a hundred cycles, too.
/// For where it is added to a number that is not small, or with what its rounding took.
template <class V> XACT_INLINE V product_beside_one(V a, V b) noexcept {
    return fma(a, b, V(far_below_one<typename V::scalar>));
}

/// The same and what its rounding took, so that the two are a·b.
template <class V> XACT_INLINE dw<V> two_product_beside_one(V a, V b) noexcept {
    const V p = product_beside_one(a, b);
    return {p, product_error(a, b, p)};
}

/// a·b in the same way.
template <class V> XACT_INLINE dw<V> product_beside_one(V a, dw<V> b) noexcept {
    const dw<V> p = two_product_beside_one(a, b.hi);
    return {p.hi, fma(a, b.lo, p.lo)};
}

/// c[0] + c[1]·x + c[2]·x² + … by Horner's rule; of a long one the higher powers in two chains, even and odd, which run
/// side by side, and which gcc unrolls: it leaves a loop of more than 16 turns alone (measured: GELU in double took
/// twice the time).
template <class V, std::size_t N>
XACT_INLINE V polynomial(V x, V square, const std::array<typename V::scalar, N>& c) noexcept {
    constexpr std::size_t long_one = 10, low = N < 14 ? 2 : 4;
    if constexpr (N < long_one) {
        return horner<0, 1>(x, c);
    } else {
        V sum = fma(horner<low + 1, 2>(square, c), x, horner<low, 2>(square, c));
        for (std::size_t i = low; i-- > 0;) sum = fma(sum, x, V(c[i]));
        return sum;
    }
}
template <class V, std::size_t N> XACT_INLINE V polynomial(V x, const std::array<typename V::scalar, N>& c) noexcept {
    return polynomial(x, product_beside_one(x, x), c);
}

/// The same sum with a first word of half the digits: so that a product with the second one, too, is a normal number
/// where the whole one nearly is. For exact factors: of subnormal ones the second product is rounded, too.
template <class V> XACT_INLINE dw<V> in_halves(dw<V> a) noexcept {
    const V hi = a.hi.upper_half();
    return {hi, (a.hi - hi) + a.lo};
}

/// 2^40 (float), 2^100 where |x·factor| is tiny, else 1: without an fma a product is exact with its error only where
/// the products of its halves are normal numbers. For functions that are linear there: f(x·scale)/scale.
template <class V> XACT_INLINE V scale_of_tiny(V x, V factor) noexcept {
    using T = typename V::scalar;
    constexpr bool is_float = sizeof(T) == 4;
    return select(abs(x * factor) < V(T(is_float ? 0x1p-90 : 0x1p-900)), V(T(is_float ? 0x1p40 : 0x1p100)), V(T(1)));
}

/// x with ±inf replaced by the largest finite number of that sign.
template <class V> XACT_INLINE V finite(V x) noexcept {
    const V largest(std::numeric_limits<typename V::scalar>::max());
    return at_least(-largest, at_most(largest, x));
}

/// slope·dy, and 0 where the slope is 0, whatever dy is.
template <class V> XACT_INLINE V gradient_unless_flat(V slope, V dy) noexcept { return unless_zero(slope, slope * dy); }

/// p·x rounded, to 0.51 ulp; for an infinite x the limit, which is 0 for p = 0.
template <class V> XACT_INLINE V limit_product(dw<V> p, V x) noexcept {
    const V bounded = finite(x), factor = select(p.hi == 0, bounded, x);
    if constexpr (is_fused<V>) return fma(factor, p.hi, bounded * p.lo);
    const V product = factor * p.hi, error = product_error(bounded, p.hi, product);
    // Where its halves and their products are normal numbers.
    constexpr bool is_float = sizeof(typename V::scalar) == 4;
    const V size = abs(x);
    const auto is_normal = (size > V(is_float ? 0x1p-80 : 0x1p-800)) & (size < V(is_float ? 0x1p80 : 0x1p800));
    // -0 leaves a product of 0 its sign.
    return product + (select(is_normal, error, V(typename V::scalar(-0.0))) + bounded * p.lo);
}

} // namespace math
} // namespace v0
} // namespace xact
