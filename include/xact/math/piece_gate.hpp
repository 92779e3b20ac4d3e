#pragma once

#include <xact/math/gate.hpp>
#include <xact/math/odd_pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// x·S(w) with w = α e^(βx), where S is an odd function on equal pieces and w is small on the first of them: so that
/// nothing underflows there, w and S(w) are held as multiples of 1/falling_unit, as S(w)'s first terms w + (c - 1) w
/// allow. What rounding takes of w is multiplied by the slope at the middle of its piece. For α within 2^±6, β within
/// 2^±10.
template <class Tables, class V> class piece_gate {
    static constexpr float unit = falling_unit<float>, largest_alpha = 0x1p6f;

public:
    /// Whether α and β are such.
    template <class P> static XACT_INLINE auto is_possible(P alpha, P beta) noexcept {
        const auto a = parameter_is<V>(alpha, [](auto p) { return (p >= 1 / largest_alpha) & (p <= largest_alpha); });
        return a & parameter_is<V>(beta, [](auto p) { return (p >= 0x1p-10f) & (p <= 0x1p10f); });
    }

    /// w in units. Bounded where S(w) is 1 for any α, lest its low word counts there.
    template <class P> static XACT_INLINE dw<V> begin(P alpha, P beta, V x) noexcept {
        static_assert(Tables::limit < 4);
        const auto negative = make_gate_factor<V>(beta, falling_limit<float>),
                   positive = make_gate_factor<V>(beta, 5.6f);
        const V y = at_least(-negative.limit, at_most(positive.limit, x));
        const auto [power, rest] = short_exp<falling_bias<float>>(y, negative.scale);
        const dw<V> a = exact<V>(alpha);
        const V p = power * a.hi, w = fma(p, rest, p);
        return {w, fma(p, rest, p - w) + fma(power, a.lo, product_error(power, a.hi, p))};
    }

    /// x·S(w).
    static XACT_INLINE V finish(dw<V> w, V x) noexcept {
        const V hi = at_most(V(Tables::limit * unit), w.hi);
        const V piece = fma(hi, V(Tables::per_unit / unit), V(0x1.8p23f)), t = hi - simd::lookup(center, piece);
        const V linear = piece_polynomial<1>(fma(t, V(1 / unit), V(far_below_one<float>)), Tables::c, piece);
        const V constant = simd::lookup(constants, piece) + at_most(V(Tables::first * unit), hi);
        const V s = fma(linear, t, constant);
        const V s_low = fma(w.lo, simd::lookup(slopes, piece), fma(linear, t, constant - s));
        const V far(0x1p90f), bounded = at_least(-far, at_most(far, x));
        return select(x > far, x, round_product(bounded, dw<V>{s, s_low}) * V(1 / unit));
    }

private:
    using column = typename Tables::column;

    static constexpr column in_units(column c) noexcept {
        for (float& f : c) f *= unit;
        return c;
    }
    alignas(sizeof(column)) static constexpr column center = in_units(Tables::center);
    alignas(sizeof(column)) static constexpr column constants = in_units(Tables::c[0]);
    alignas(sizeof(column)) static constexpr column slopes = [] {
        column c = Tables::c[1];
        c[0] += 1;
        return c;
    }();
};

} // namespace math
} // namespace v0
} // namespace xact
