#pragma once

#include <xact/math/in_double.hpp>
#include <xact/math/mixed_gate.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// x·(below + (above - below)·σ(z)), where parameters may give `below` and `above` opposite signs: in the middle such a
// gate is their mean and an odd part, which keeps its digits also where the mean is 0.

namespace in_double {

/// Such a gate at a z that is a multiple of x; z may be infinite by far, a number, in double.
template <class W> class logistic_mixture {
public:
    W below, above, mean, width; ///< width is above - below

    /// The gate.
    XACT_INLINE auto at(W z) const noexcept {
        const W a = abs(z);
        // As far as the slope's square is not 0 beside factors of any float's size.
        const auto [power, rest] = split_exp(at_least(W(-700), -a));
        const W m = fma(power, rest, power - W(1)), e = fma(power, rest, power);
        const auto is_near = a < W(1);
        const W base = select(is_near, mean, select(z < W(0), below, above));
        const W inverse = in_double::inverse(W(2) + m);
        return parts{a, m, e, inverse, select(is_near, m * W(0.5), e), base, select(z < W(0), width, -width)};
    }

private:
    struct parts {
        W a, m, e;    // |z|, e^-a - 1, e^-a
        W inverse;    // σ(a)
        W part;       // over 1 + e^-a, what is added to the base
        W base, side; // what that is multiplied by

        XACT_INLINE W value() const noexcept { return fma(side, part * inverse, base); }
        /// d/dx (x·gate).
        XACT_INLINE W slope() const noexcept { return fma(side * inverse, fnma(a * e, inverse, part), base); }
        /// σ(z)·σ(-z).
        XACT_INLINE W bell() const noexcept { return e * (inverse * inverse); }
        /// d²/dx² (x·gate) over width·dz/dx.
        XACT_INLINE W curvature() const noexcept { return bell() * fma(a * m, inverse, W(2)); }
        /// d/dz (z·σ(z)) at -a.
        XACT_INLINE W lower_slope() const noexcept { return (e * inverse) * fnma(a, inverse, W(1)); }
    };
};

} // namespace in_double

/// The same for |z| < 1 in double words, from σ(|z|) and σ(-|z|).
template <class V> struct middle_of_logistic {
    dw<V> odd;  ///< σ(z) - 1/2
    dw<V> bend; ///< z σ(z) σ(-z)

    XACT_INLINE middle_of_logistic(dw<V> z, const logistic<V>& l) noexcept {
        using T = typename V::scalar;
        const dw<V> lower = summand_beside_one(l.lower), half = times_power(l.upper - lower, copysign(V(T(0.5)), z.hi));
        // Where the difference has lost digits, z/4 - z³/48.
        const V cube = (z.hi * z.hi) * (z.hi * V(T(-1) / T(48)));
        const auto is_tiny = abs(z.hi) < V(T(0x1p-20));
        odd = select(is_tiny, dw<V>{V(T(0.25)) * z.hi, fma(V(T(0.25)), z.lo, cube)}, half);
        bend = z * (l.upper * lower);
    }
};

} // namespace math
} // namespace v0
} // namespace xact
