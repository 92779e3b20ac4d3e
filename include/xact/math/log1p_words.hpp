#pragma once

#include <xact/math/log.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// ln(1 + u) for finite u > -1 as a double word, to 2^-34 (float), 2^-62 (double) relative: for what multiplies it.
/// `halvings` is added to the exponent of 1 + u.
template <class V> XACT_INLINE dw<V> log1p_words(dw<V> u, V halvings) noexcept {
    using T = typename V::scalar;
    using limits = std::numeric_limits<T>;
    const V one(T(1)), two(T(2));
    const dw<V> sum = two_sum(one, u.hi);
    const auto [k, v] = split_binary(at_least(V(limits::min()), sum.hi));
    const dw<V> f = fast_two_sum(v - one, (sum.lo + u.lo) * pow2(at_least(V(T(limits::min_exponent - 1)), -k)));
    const dw<V> denominator = fast_two_sum(two, f.hi);
    const dw<V> l = log_ratio(f / dw<V>{denominator.hi, denominator.lo + f.lo});
    const dw<V> constant = (k + halvings) * as<V>(ln2);
    const dw<V> s = fast_two_sum(constant.hi, l.hi);
    return {s.hi, s.lo + (constant.lo + l.lo)};
}

template <class V> XACT_INLINE dw<V> log1p_words(dw<V> u) noexcept { return log1p_words(u, V(typename V::scalar(0))); }

/// asinh(a) for finite a >= 0, and a/√(1 + a²), likewise. ln(1 + u), u = a + a²/(1 + √(1 + a²)); ln a + ln 2 from 2^30
/// (float), 2^60 (double) on.
template <class V> struct asinh_words {
    dw<V> value, ratio;

    XACT_INLINE explicit asinh_words(V a) noexcept : value{a, a}, ratio{a, a} {
        using T = typename V::scalar;
        const V one(T(1)), zero(T(0)), limit(T(sizeof(T) == 4 ? 0x1p30 : 0x1p60)), c = at_most(limit, a);
        const auto far = a > limit;
        const dw<V> square = two_product(c, c), sum = one + square;
        const V r = sqrt(sum.hi);
        const dw<V> root{r, (sum.lo - product_error(r, r, sum.hi)) / (r + r)};
        const dw<V> u = c + square / (one + root);
        value = log1p_words(dw<V>{select(far, a, u.hi), select(far, zero, u.lo)}, select(far, one, zero));
        ratio = select(far, dw<V>{one, zero}, dw<V>{c, zero} / root);
    }
};

// (ln(1 + y) - y/(1 + y))/y² = 1/2 - 2/3 y + 3/4 y² - ..., what derivatives by an exponent lead to. Its series serves
// for |y| <= 1/16, to 2^-28 (float), 2^-58 (double).
template <class T>
inline constexpr auto log1p_excess_coefficients = [] {
    std::array<T, sizeof(T) == 4 ? 8 : 16> c{};
    for (std::size_t i = 0; i < c.size(); ++i) c[i] = T(i % 2 == 0 ? 1 : -1) * T(i + 1) / T(i + 2);
    return c;
}();

/// Whether log1p_excess_ratio takes y.
template <class V> XACT_INLINE typename V::condition is_small_excess(V y) noexcept {
    return abs(y) <= V(typename V::scalar(0.0625));
}
template <class V> XACT_INLINE V log1p_excess_ratio(V y) noexcept {
    return polynomial(y, log1p_excess_coefficients<typename V::scalar>);
}

/// ln(1 + y) - y/(1 + y) from l = ln(1 + y).
template <class V> XACT_INLINE V log1p_excess(dw<V> y, dw<V> l) noexcept {
    const dw<V> denominator = V(typename V::scalar(1)) + y;
    return select(is_small_excess(y.hi), (y.hi * y.hi) * log1p_excess_ratio(y.hi), round(l - y / denominator));
}

} // namespace math
} // namespace v0
} // namespace xact
