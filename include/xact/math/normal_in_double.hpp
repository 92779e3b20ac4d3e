#pragma once

#include <xact/math/erf.hpp>
#include <xact/math/in_double.hpp>
#include <xact/math/pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {
namespace in_double {

/// R(t) = e^(t²/2) Φ(-t) for t >= 0, beyond 15 the same as there.
template <class W> XACT_INLINE W mills_ratio(W t) noexcept {
    using c = normal_coefficients<float>;
    static constexpr auto g = coefficients(c::g);
    const W bounded = at_most(W(15), t), center(c::center), r = inverse(bounded + center);
    return polynomial(fnma(center + center, r, W(1)), g) * r;
}

/// Φ(z) and φ(z), with what both are made of: t = |z|, e^(-t²/2) and R(t).
template <class W> struct normal {
    W z, t, e, mills;

    XACT_INLINE explicit normal(W at) noexcept
        : z(at), t(abs(at)), e(exp((at * W(-0.5)) * at)), mills(mills_ratio(t)) {}

    XACT_INLINE W distribution() const noexcept {
        const W lower = e * mills;
        return select(z < 0, lower, W(1) - lower);
    }
    XACT_INLINE W density() const noexcept { return e * W(inverse_sqrt_2pi.hi); }
};

/// erf(x) on the pieces of float, to 2^-25, where a register holds as many numbers. The first of them ends at `first`
/// to the last digit of double.
template <class W> XACT_INLINE W piece_erf(W x) noexcept {
    using pieces = erf_pieces<8>;
    static constexpr auto center = coefficients(pieces::center);
    static constexpr auto c = [] {
        std::array<std::array<double, 8>, pieces::c.size()> columns{};
        for (std::size_t i = 0; i < columns.size(); ++i) columns[i] = coefficients(pieces::c[i]);
        return columns;
    }();
    const W a = at_most(W(pieces::limit), abs(x)), first(pieces::first);
    const W piece = fma(a, W(0.5 / double(pieces::first)), W(0x1.8p52)), t = a - simd::lookup(center, piece);
    return copysign(fma(piece_polynomial<1>(t, c, piece), t, simd::lookup(c[0], piece) + at_most(first, a)), x);
}

/// erf(x) and its slope. The exponent is no smaller than its square, a normal number, allows.
template <class W> XACT_INLINE value_and_slope<W> erf_and_slope(W x) noexcept {
    const W e = exp(fnma(x, x, W(-1e-100))), slope = e * W(two_over_sqrt_pi.hi);
    if constexpr (simd::has_permute<W, 8>) {
        return {piece_erf(x), slope};
    } else {
        static constexpr auto c = coefficients(erf_coefficients<float>::e);
        const W a = abs(x), small = at_most(W(1), a), square = small * small;
        const W below = small * fma(square, polynomial(square, c), W(two_over_sqrt_pi.hi));
        const W above = fnma(e + e, mills_ratio(a * W(sqrt_2.hi)), W(1));
        return {copysign(select(a < 1, below, above), x), slope};
    }
}

} // namespace in_double
} // namespace math
} // namespace v0
} // namespace xact
