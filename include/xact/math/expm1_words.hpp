#pragma once

#include <xact/math/exp.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// e^z - 1 = significand·2^exponent for any z up to exp_coefficients::highest, to 0.3 ulp before it is rounded.
template <class V> XACT_INLINE scaled<V> expm1_words(dw<V> z) noexcept {
    using T = typename V::scalar;
    const V lowest(T(sizeof(T) == 4 ? -40 : -80)), hi = at_least(lowest, z.hi);
    const auto [k, r] = exp_reduce(dw<V>{hi, select(hi == z.hi, z.lo, V(T(0)))});
    // 2^k (1 + t) - 1 = 2^k ((1 - 2^-k) + t); where k = 0 the first sum vanishes and t is kept whole.
    const dw<V> t = expm1_reduced(r), base = fast_two_sum(V(T(1)), -pow2(at_least(V(T(-100)), -k)));
    const dw<V> sum = two_sum(base.hi, t.hi);
    return {{sum.hi, sum.lo + (base.lo + t.lo)}, k};
}

// Derivatives by a rate lead to e^x - 1 - x = x² (1/2 + x/6 + x²/24 + ...) and to
// (x - 1) e^x + 1 = x² (1/2 + x/3 + x²/8 + ...). The series serve for |x| <= 1/2, to 2^-28 (float), 2^-57 (double).
template <class T>
inline constexpr auto expm1_excess_coefficients = [] {
    std::array<T, sizeof(T) == 4 ? 8 : 14> c{};
    double factorial = 1;
    for (std::size_t i = 0; i < c.size(); ++i) c[i] = T(1 / (factorial *= double(i + 2)));
    return c;
}();
template <class T>
inline constexpr auto exp_moment_coefficients = [] {
    std::array<T, sizeof(T) == 4 ? 9 : 15> c{};
    double factorial = 1;
    for (std::size_t i = 0; i < c.size(); ++i) c[i] = T(1 / (factorial * double(i + 2))), factorial *= double(i + 1);
    return c;
}();

/// Whether the series take x.
template <class V> XACT_INLINE typename V::condition is_small_exponent(V x) noexcept {
    return abs(x) <= V(typename V::scalar(0.5));
}

/// (e^x - 1 - x)/x², and ((x - 1) e^x + 1)/x².
template <class V> XACT_INLINE V expm1_excess_ratio(V x) noexcept {
    return polynomial(x, expm1_excess_coefficients<typename V::scalar>);
}
template <class V> XACT_INLINE V exp_moment_ratio(V x) noexcept {
    return polynomial(x, exp_moment_coefficients<typename V::scalar>);
}

} // namespace math
} // namespace v0
} // namespace xact
