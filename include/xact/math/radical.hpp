#pragma once

#include <xact/math/expm1.hpp>
#include <xact/math/falling.hpp>
#include <xact/math/log.hpp>

/// (1 + k² a)^(1/k) for a >= 0 and a functor's parameter k > 0: by a square root where k = 2.

namespace xact {
inline namespace v0 {
namespace math {

template <class V, class P> XACT_INLINE auto is_two(P k) noexcept { return is_exactly<V>(k, 2); }

/// ln(1 + k² a), to 2^-35 (float), 2^-63 (double) relative.
template <class V> XACT_INLINE dw<V> log_of_radicand(V a, dw<V> k) noexcept {
    using T = typename V::scalar;
    const V zero(T(0)), one(T(1)), unit(T(0x1p64f));
    // Where k² a might overflow, 1 is nothing beside it, and 2^64 is taken out.
    const dw<V> square = k * k;
    const auto far = a > at_least(unit, unit / square.hi);
    const dw<V> u = (finite(a) * select(far, one / unit, one)) * square;
    const dw<V> v = two_sum(select(far, zero, one), u.hi);
    // ln(v + w) = ln v + w/v - (w/v)²/2 for w below an ulp of v.
    const V w = (v.lo + u.lo) / v.hi, rest = fnma(w * w, V(T(0.5)), w);
    const dw<V> l = log(v.hi) + select(far, V(T(64)) * as<V>(ln2), dw<V>{zero, zero});
    const dw<V> sum = two_sum(l.hi, rest);
    return {sum.hi, sum.lo + l.lo};
}

/// (1 + k² a)^(1/k) - 1 from the logarithm, rounded last. The power of two is half as large on the way, so that it
/// overflows where the result does.
template <class V> XACT_INLINE dw<V> radical_excess(dw<V> logarithm, dw<V> inverse_k) noexcept {
    using T = typename V::scalar;
    const auto [k, r] = exp_reduce(exp_bounded(logarithm * inverse_k));
    const dw<V> t = expm1_reduced(r);
    const V power = pow2(k - V(T(1)));
    const dw<V> base = two_sum(power, V(T(-0.5))), sum = two_sum(base.hi, power * t.hi);
    return times_power(dw<V>{sum.hi, sum.lo + (base.lo + power * t.lo)}, V(T(2)));
}

/// √(a + 1/4) for finite a.
template <class V> XACT_INLINE dw<V> root_of_sum(V a) noexcept {
    const dw<V> sum = two_sum(a, V(typename V::scalar(0.25)));
    const V root = sqrt(sum.hi), rest = sum.lo - product_error(root, root, sum.hi);
    return {root, rest * (V(typename V::scalar(0.5)) * reciprocal_estimate(root))};
}

/// √(4 a + 1) - 1 for finite a: a/(1/4 + √(a + 1/4)/2), where nothing cancels.
template <class V> XACT_INLINE V root_excess(V a) noexcept {
    using T = typename V::scalar;
    const V quarter(T(0.25));
    const dw<V> half_root = times_power(root_of_sum(a), V(T(0.5)));
    const V r = reciprocal_seed(quarter + half_root.hi), y = a * r;
    return fma(fnma(y, half_root.lo, fnma(y, quarter, fnma(y, half_root.hi, a))), r, y);
}

/// k (1 + k² a)^(1/k - 1), the derivative by a.
template <class V, class P> XACT_INLINE V radical_slope(V a, P k) noexcept {
    const auto by_root = [&] { return V(1) / sqrt(a + V(typename V::scalar(0.25))); };
    const auto by_logarithm = [&] {
        const dw<V> order = exact<V>(k), power = inverse<V>(k) - dw<V>{V(1), V(0)};
        const V slope = round(order * exp(exp_bounded_far(log_of_radicand(a, order) * power)));
        // At infinity that is a large or small number for infinity or 0.
        const V infinite(std::numeric_limits<typename V::scalar>::infinity());
        const V limit = select(power.hi > 0, infinite, select(power.hi < 0, V(0), V(1)));
        return select(a == infinite, limit, slope);
    };
    return either(is_two<V>(k), by_root, by_logarithm);
}

/// The second derivative, from the first: k² (1/k - 1) (1 + k² a)^(1/k - 2).
template <class V, class P> XACT_INLINE V radical_curvature(V a, P k, V slope) noexcept {
    const V order = rounded<V>(k), square = order * order;
    return slope * (order - square) / fma(square, a, V(1));
}

/// The derivative of (1 + k² a)^(1/k) by k: 1 + k² a = u, u^(1/k)·(2 k² a/u - ln u)/k².
template <class V, class P> XACT_INLINE V radical_by_order(V a, P k) noexcept {
    const V one(1), b = finite(a);
    const dw<V> l = log_of_radicand(b, exact<V>(k)), inverse_k = inverse<V>(k), square = inverse_k * inverse_k;
    // 2 k² a/u = 2 - 2/u, where that does not cancel.
    const auto large = b > square.hi;
    const V ratio = select(large, square.hi, b) / (square.hi + b);
    const dw<V> bracket = select(large, dw<V>{V(2), -(ratio + ratio)}, dw<V>{ratio + ratio, V(0)}) - l;
    const dw<V> excess = radical_excess(l, inverse_k);
    const V infinite(std::numeric_limits<typename V::scalar>::infinity());
    const V radical = select(excess.hi == infinite, infinite, round(one + excess));
    return select(a == b, radical * (round(bracket) * square.hi), -a);
}

} // namespace math
} // namespace v0
} // namespace xact
