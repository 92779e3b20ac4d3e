#pragma once

#include <xact/math/logistic.hpp>
#include <xact/math/tanh.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// g(x)·σ(x) and its derivatives, from those of a g that grows no faster than x: in double words, rounded once.
template <class V> struct wave_gate {
    using T = typename V::scalar;

    V x;            ///< the input, or where its gate is shut to any factor, a smaller one
    scaled<V> gate; // σ(x)
    dw<V> rest;     // σ(-x)

    XACT_INLINE explicit wave_gate(V input) noexcept : x(at_least(V(exp_coefficients<T>::lowest), input)) {
        const V zero(T(0));
        const auto negative = x < zero;
        const logistic<V> l = make_logistic(bounded_magnitude(x));
        gate = {select(negative, l.lower.significand, l.upper), select(negative, l.lower.exponent, zero)};
        const auto counts = l.lower.exponent >= V(exp_coefficients<T>::negligible);
        rest = select(negative, l.upper, select(counts, summand(l.lower), {zero, zero}));
    }

    XACT_INLINE V value(dw<V> g) const noexcept {
        return select(x > V(std::numeric_limits<T>::max()), x, round(g * gate));
    }
    XACT_INLINE V slope(dw<V> g, dw<V> g_slope) const noexcept { return round((g_slope + g * rest) * gate); }
    /// `sum` is g' + g'' in one: near 0, where g'' + 2 g' σ(-x) may leave little, it is taken less g'·tanh(x/2).
    XACT_INLINE V curvature(V g, V g_slope, V g_curvature, V sum) const noexcept {
        const V t = tanh(V(T(0.5)) * x), r = rest.hi;
        const V near = fnma(t, g_slope, sum), far = fma(r, g_slope + g_slope, g_curvature);
        return round(gate) * fnma(t, g * r, select(abs(x) < V(T(1)), near, far));
    }
    /// factor·σ(x).
    XACT_INLINE V product(dw<V> factor) const noexcept { return round(factor * gate); }
};

/// The derivative of x + a wave(bx) that `Order` tells where x is infinite, 1 or 0, if there is no wave; without a
/// limit otherwise.
template <int Order = 1, class V, class P> XACT_INLINE V slope_without_wave(V slope, V x, P a, P b) noexcept {
    const auto is_not_0 = [](auto value) { return value != 0; };
    const auto has_height = parameter_is<V>(a, is_not_0), has_rate = parameter_is<V>(b, is_not_0);
    const auto straight = [&]() XACT_INLINE_LAMBDA {
        return select(x > V(std::numeric_limits<typename V::scalar>::max()), V(Order == 1), slope);
    };
    return either(
        has_height & has_rate, [&]() XACT_INLINE_LAMBDA { return slope; }, straight);
}

} // namespace math
} // namespace v0
} // namespace xact
