#pragma once

#include <array>
#include <limits>

#include <xact/math/fast_one_plus_exp.hpp>
#include <xact/math/fast_quotient.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// What is made of the logistic function, for the fast tier; absolute errors below 2^-22 where that is made of an
// exponential, as with AVX-512 and for gates.

// σ(x) - 1/2 as a quotient (math/fast_quotient.hpp). Error, absolute: 2^-20.7; script:
// tests/certificates/fast_quotients.py.
struct fast_sigmoid_quotient {
    static constexpr float limit = 0x1.cbf664p3f;
    static constexpr std::array<float, 4> p{0x1.bee8a6p16f, 0x1.b6e81p11f, 0x1.01dc8ap4f, 0x1.bfc0cap-8f};
    static constexpr std::array<float, 3> q{0x1.bee94p18f, 0x1.97a6c4p15f, 0x1.2bceeep9f};
};

/// Whether V's registers hold 16 powers, with which an exponential takes less time than the quotient.
template <class V> inline constexpr bool has_quick_one_plus_exp = has_fast_one_plus_exp<V>&& V::size == 16;

/// σ(x).
template <class V> XACT_INLINE V fast_sigmoid(V x) noexcept {
    if constexpr (has_quick_one_plus_exp<V>)
        return V(1) / fast_one_plus_exp(x);
    else
        return half_and_quotient<fast_sigmoid_quotient>(x);
}

/// σ(x) σ(-x).
template <class V> XACT_INLINE V fast_sigmoid_slope(V x) noexcept {
    if constexpr (has_quick_one_plus_exp<V>) {
        const V q = fast_sigmoid(x);
        return fnma(q, q, q);
    } else {
        const V beside_half = odd_quotient<fast_sigmoid_quotient>(x);
        return fnma(beside_half, beside_half, V(0.25f));
    }
}

/// x·σ(h).
template <class V> XACT_INLINE V fast_logistic_gate(V x, V h) noexcept {
    return at_least(V(std::numeric_limits<float>::lowest()), x) / fast_one_plus_exp(h);
}

/// σ(h), and the slope σ(h) (1 + h σ(-h)) of x·σ(h) for h = β x, from one exponential.
template <class V> struct fast_logistic_pair {
    V gate, slope;

    /// h less the slope's root tells the slope's sign, which rounding may have changed beside it.
    XACT_INLINE fast_logistic_pair(V h, V from_root) noexcept {
        const V t = abs(h), q = V(1) / fast_one_plus_exp(-t), p = V(1) - q; // σ(-t), σ(t)
        const V falling = q * fnma(at_most(V(100), t), p, V(1));
        const auto rises = h > V(0);
        gate = select(rises, p, q);
        slope = copysign(select(rises, V(1) - falling, falling), from_root);
    }
};

/// x·σ(β x) and its slope, whose root is that h.
template <class V> struct fast_swish { V value, slope; };
inline constexpr float fast_swish_root = -0x1.474974p0f, fast_swish_root_low = 0x1.bdf6fap-27f;

template <class V> XACT_INLINE fast_swish<V> make_fast_swish(V x) noexcept {
    // Exactly 0 for the first number above the root.
    const fast_logistic_pair<V> f(x, x + V(0x1.474972p0f));
    return {at_least(V(std::numeric_limits<float>::lowest()), x) * f.gate, f.slope};
}
template <class V> XACT_INLINE fast_swish<V> make_fast_swish(V x, dw<V> beta) noexcept {
    const V bounded = finite(x), from_root = fma(beta.hi, bounded, V(-fast_swish_root)) - V(fast_swish_root_low);
    const fast_logistic_pair<V> f(beta.hi * bounded, fma(beta.lo, bounded, from_root));
    return {select(f.gate < V(0.5f), bounded, x) * f.gate, f.slope};
}

} // namespace math
} // namespace v0
} // namespace xact
