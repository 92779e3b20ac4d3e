#pragma once

#include <bit>
#include <limits>
#include <type_traits>

#include <xact/math/far_angle_in_double.hpp>
#include <xact/math/in_double.hpp>
#include <xact/math/sincos.hpp>

namespace xact {
inline namespace v0 {
namespace math {
namespace in_double {

/// The sine and the cosine of z + Eighths·π/4 for |z| up to 2^48, with all digits of double, since they may cancel what
/// is beside them. The angle is reduced by π/2 in two words, the product with the first of which is not rounded.
/// A far one is right for |z| up to 2^144.
template <class W, int Eighths = 0, bool IsFar = false> class angle {
    using constants = sincos_coefficients<double>;

public:
    XACT_INLINE explicit angle(W z) noexcept {
        if constexpr (IsFar) {
            set_far(z);
            return;
        }
        const W shifter(W::template exponent_shifter<1 - std::numeric_limits<double>::max_exponent>);
        const W part(0.5 * Eighths), inverse(constants::inverse);
        turns_ = Eighths == 0 ? fma(z, inverse, shifter) : fma(z, inverse, part) + shifter;
        const W k = Eighths == 0 ? turns_ - shifter : (turns_ - shifter) - part;
        set_rest(fnma(k, W(constants::quarter_2), fnma(k, W(constants::quarter_1), z)));
    }

    XACT_INLINE W sin() const noexcept { return flip_sign(select(is_odd_, cos_, sin_), half_turns(turns_)); }
    XACT_INLINE W cos() const noexcept { return flip_sign(select(is_odd_, sin_, cos_), half_turns(turns_ + W(1))); }

private:
    XACT_INLINE void set_far(W z) noexcept {
        const W first_digits(std::bit_cast<double>(0xffffffffe0000000u)), high(z.b & first_digits.b);
        auto sum = sum_of_angles<W>::template of_far<Eighths>(high);
        sum.add(z - high);
        const quarters<W> q = sum.in_quarters();
        turns_ = q.turns;
        set_rest(q.rest * W(quarter_turn.hi));
    }

    XACT_INLINE void set_rest(W r) noexcept {
        const W square = r * r;
        sin_ = r * fma(square, polynomial(square, constants::s), W(1));
        cos_ = fma(square, fma(square, polynomial(square, constants::c), W(-0.5)), W(1));
        is_odd_ = has_lowest_bit(turns_);
    }

    /// As a sign.
    static XACT_INLINE W half_turns(W turns) noexcept { return W(simd::shift_left<62>(turns.b)); }

    W turns_, sin_, cos_;
    typename W::condition is_odd_;
};

/// Whether angles in the lanes of V may be computed so: the reduction takes an fma.
template <class V> inline constexpr bool has_angles = is_possible<V>&& is_fused<V>;

/// A function of x by use(is_far) as angle takes it: for near angles, and where there are others, or infinite x, for
/// these.
template <class V, class Use> XACT_INLINE V by_angle(V x, V angle, const Use& use) noexcept {
    const auto is_near = abs(angle) <= V(0x1p48f);
    const V near = use(std::false_type{});
    if (!any(!is_near)) return near;
    const auto is_far = (!is_near) & (x == x);
    return any(is_far) ? select(is_far, use(std::true_type{}), near) : near;
}

/// f(is_far, x, a, b), rounded to float, where b x is an angle, at_infinity where x is infinite, and where there are no
/// such angles what in_words() computes: for functions that are cut off on the left.
template <class V, class F, class P, class Words>
XACT_INLINE V evaluate_wave(const F& f, V x, P a, P b, double at_infinity, const Words& in_words) noexcept {
    if constexpr (has_angles<V>) {
        const V y = bounded_below(x);
        return by_angle(y, without_subnormals(y) * rounded<V>(b), [&](auto is_far) XACT_INLINE_LAMBDA {
            const auto of_angle = [&](auto at, auto height, auto rate)
                                      XACT_INLINE_LAMBDA { return f(is_far, at, height, rate); };
            const V r = evaluate(of_angle, y, a, b);
            if constexpr (is_far) return select(y > V(std::numeric_limits<float>::max()), V(at_infinity), r);
            return r;
        });
    } else {
        return in_words();
    }
}

} // namespace in_double
} // namespace math
} // namespace v0
} // namespace xact
