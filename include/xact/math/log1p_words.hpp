#pragma once

#include <xact/math/log.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// ln(1 + y) for y > -1, 1 + y a normal number; to 2^-35 (float), 2^-64 (double) relative.
template <class V> XACT_INLINE dw<V> log1p_words(dw<V> y) noexcept {
    using T = typename V::scalar;
    const V one(T(1)), two(T(2)), tiny(std::numeric_limits<T>::min());
    // Where ln is small, by its series in y/(2 + y).
    const auto near = (y.hi > V(T(-0.29))) & (y.hi < V(T(0.41)));
    const dw<V> u = select(near, y, dw<V>{V(T(0)), V(T(0))});
    const dw<V> small = log_ratio(u / (two + u));
    const dw<V> sum = one + y, v = fast_two_sum(sum.hi, sum.lo);
    const V positive = at_least(tiny, v.hi);
    const dw<V> l = log(positive), large = fast_two_sum(l.hi, l.lo + v.lo / positive);
    return select(near, small, large);
}

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
