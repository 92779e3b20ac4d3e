#pragma once

#include <limits>

#include <xact/math/in_double.hpp>
#include <xact/math/sincos.hpp>

namespace xact {
inline namespace v0 {
namespace math {
namespace in_double {

/// The sine and the cosine of z + Eighths·π/4 for |z| up to 2^48, with all digits of double, since they may cancel what
/// is beside them. The angle is reduced by π/2 in two words, the product with the first of which is not rounded.
template <class W, int Eighths = 0> class angle {
    using constants = sincos_coefficients<double>;

public:
    XACT_INLINE explicit angle(W z) noexcept {
        const W shifter(W::template exponent_shifter<1 - std::numeric_limits<double>::max_exponent>);
        const W part(0.5 * Eighths), inverse(constants::inverse);
        turns_ = Eighths == 0 ? fma(z, inverse, shifter) : fma(z, inverse, part) + shifter;
        const W k = Eighths == 0 ? turns_ - shifter : (turns_ - shifter) - part;
        const W r = fnma(k, W(constants::quarter_2), fnma(k, W(constants::quarter_1), z)), square = r * r;
        sin_ = r * fma(square, polynomial(square, constants::s), W(1));
        cos_ = fma(square, fma(square, polynomial(square, constants::c), W(-0.5)), W(1));
        is_odd_ = has_lowest_bit(turns_);
    }

    XACT_INLINE W sin() const noexcept { return flip_sign(select(is_odd_, cos_, sin_), half_turns(turns_)); }
    XACT_INLINE W cos() const noexcept { return flip_sign(select(is_odd_, sin_, cos_), half_turns(turns_ + W(1))); }

private:
    /// As a sign.
    static XACT_INLINE W half_turns(W turns) noexcept { return W(simd::shift_left<62>(turns.b)); }

    W turns_, sin_, cos_;
    typename W::condition is_odd_;
};

/// Whether angles in the lanes of V may be computed so: the reduction takes an fma.
template <class V> inline constexpr bool has_angles = is_possible<V>&& is_fused<V>;

/// usual() where the angle is within reach, elsewhere what in_words() computes.
template <class V, class Usual, class Words>
XACT_INLINE V by_angle(V angle, const Usual& usual, const Words& in_words) noexcept {
    const auto beyond = abs(angle) > V(0x1p48f);
    const V result = usual();
    return any(beyond) ? select(beyond, in_words(), result) : result;
}

/// f(x, a, b), rounded to float, where b x is an angle within reach, elsewhere what in_words() computes: for functions
/// that are cut off on the left.
template <class V, class F, class P, class Words>
XACT_INLINE V evaluate_wave(const F& f, V x, P a, P b, const Words& in_words) noexcept {
    if constexpr (has_angles<V>) {
        const V y = bounded_below(x);
        return by_angle(
            without_subnormals(y) * rounded<V>(b), [&]() XACT_INLINE_LAMBDA { return evaluate(f, y, a, b); }, in_words);
    } else {
        return in_words();
    }
}

} // namespace in_double
} // namespace math
} // namespace v0
} // namespace xact
