#pragma once

#include <xact/math/mixed_gate.hpp>
#include <xact/math/normal_in_double.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// x·(below + (above - below)·Φ(z)) as logistic_mixture.hpp has it for σ: with digits also where `below` and `above`
// cancel in the middle.

/// Whether a gate between α and 1 asks for care neither in the middle, where a negative α cancels, nor by the size of
/// α.
template <class V, class P> XACT_INLINE auto is_usual_slope(P alpha) noexcept {
    return parameter_is<V>(alpha, [](auto value) { return (value >= 0) & (value <= 4); });
}

/// For numbers of any type.
template <class P> bool is_usual_slope_of_all(P alpha) noexcept {
    return is_usual_slope<vec<float>>(alpha) && is_usual_slope<vec<double>>(alpha);
}

namespace in_double {

/// Such a gate at a z that is a multiple of x.
template <class W> class normal_mixture {
public:
    W below, above, mean, width; ///< width is above - below

    XACT_INLINE auto at(W z) const noexcept {
        const W t = abs(z), square = z * z;
        // As far as e^(-t²/2) is not 0 beside powers of t.
        const W e = exp_within(at_least(W(-700), square * W(-0.5))), density = e * W(inverse_sqrt_2pi.hi);
        const auto is_near = t < W(1);
        static constexpr auto c = coefficients(erf_coefficients<float>::e);
        const W s = at_most(W(0.5), square * W(0.5));
        const W odd = t * W(-0.5 / sqrt_2.hi) * fma(s, polynomial(s, c), W(two_over_sqrt_pi.hi));
        const W base = select(is_near, mean, select(z < W(0), below, above));
        const W lower = e * mills_ratio(t);
        return parts{t, density, lower, select(is_near, odd, lower), base, select(z < W(0), width, -width)};
    }

private:
    struct parts {
        W t, density, lower; // |z|, φ(t), Φ(-t)
        W part, base, side;  // what is added to the base, and what that is multiplied by

        XACT_INLINE W value() const noexcept { return fma(side, part, base); }
        /// d/dx (x·gate).
        XACT_INLINE W slope() const noexcept { return fma(side, fnma(t, density, part), base); }
        /// d²/dx² (x·gate) over width·dz/dx.
        XACT_INLINE W curvature() const noexcept {
            const W u = at_most(W(40), t); // beyond, the density is 0
            return density * fnma(u, u, W(2));
        }
        /// d/dz (z·Φ(z)) at -t.
        XACT_INLINE W lower_slope() const noexcept { return fnma(t, density, lower); }
    };
};

/// The integral of Φ up to -|z|, whose terms cancel far out: there R(t) has digits to spare.
template <class W> XACT_INLINE W far_normal_integral(W z) noexcept {
    using c = normal_coefficients<double>;
    const W t = at_most(W(c::highest), abs(z)), e = exp_within(at_least(W(-700), (z * W(-0.5)) * z));
    const W center(c::center), inverse = W(1) / (t + center);
    return e * fnma(t, polynomial((t - center) * inverse, c::g) * inverse, W(inverse_sqrt_2pi.hi));
}

} // namespace in_double

/// The same for |z| < 1 in double words.
template <class V> struct middle_of_normal {
    dw<V> odd;  ///< Φ(z) - 1/2
    dw<V> bend; ///< z φ(z)

    XACT_INLINE middle_of_normal(dw<V> z, const normal_of_words<V>& n) noexcept {
        using T = typename V::scalar;
        const V half(T(0.5)), t = at_least(V(T(-1)), at_most(V(T(1)), z.hi)), s = half * (t * t);
        const V rest = (t * s) * (polynomial(s, erf_coefficients<T>::e) * V(T(0.5 / sqrt_2.hi)));
        odd = rest + z * as<V>(inverse_sqrt_2pi);
        bend = z * summand_beside_one(n.density());
    }
};

} // namespace math
} // namespace v0
} // namespace xact
