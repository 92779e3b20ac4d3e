#pragma once

#include <array>

#include <xact/math/abs.hpp>
#include <xact/math/attempt.hpp>
#include <xact/math/gate.hpp>
#include <xact/math/pieces.hpp>
#include <xact/simd/table.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// Functions of t >= 0 that fall from f(0), as polynomials on 16 or 32 pieces of [0, reach], which is as far as they are
// right to 2^-25.4 of f: quick forms (math/attempt.hpp) of gates and their slopes at -t, which need no exponential (0.6
// to 0.9 of the time). The piece is the integer nearest to quadratic·t² + linear·t; each polynomial is in t less a
// centre where f is a float, a third from the end where f is smallest: in the middle terms cancel, and far from the
// centre what rounding takes of a t of two words counts. How the tables are made:
// tests/certificates/support/near_pieces.sollya.

/// Whether V can look them up in one instruction a coefficient.
template <class V>
inline constexpr bool has_near_pieces = is_fused<V> && sizeof(typename V::scalar) == 4 && simd::has_permute<V, 32>;

template <class Table, class V> class near_piece {
public:
    /// t in [0, reach].
    XACT_INLINE explicit near_piece(V t) noexcept
        : piece_(fma(t, fma(t, V(Table::quadratic), V(Table::linear)), V(0x1.8p23f))),
          r_(t - simd::lookup(Table::center, piece_)) {}
    XACT_INLINE explicit near_piece(dw<V> t) noexcept : near_piece(t.hi) { r_ = r_ + t.lo; }

    XACT_INLINE V value() const noexcept { return piece_polynomial(r_, Table::value, piece_); }
    /// The value and a small number.
    XACT_INLINE V value_with(V small) const noexcept {
        return fma(piece_polynomial<1>(r_, Table::value, piece_), r_, small + simd::lookup(Table::value[0], piece_));
    }
    XACT_INLINE V slope() const noexcept { return piece_polynomial(r_, Table::slope, piece_); }

private:
    V piece_, r_;
};

/// The piece of |x|, or of the largest t, where for x > 0 nothing is left beside x or 1.
template <class Table, class V> XACT_INLINE near_piece<Table, V> near_piece_of(V x) noexcept {
    return near_piece<Table, V>(at_most(V(Table::reach), abs(x)));
}

/// x·G for a gate with G(x) + G(-x) = 1, from t·G(-t).
template <class Table, class V> XACT_INLINE attempt<V> near_gate(V x) noexcept {
    return {at_least(V(-0.0f), x) - near_piece_of<Table>(x).value(), x + V(Table::reach)};
}

/// The slope of such an x·G, from what it is at -t.
template <class Table, class V> XACT_INLINE attempt<V> near_gate_slope(V x) noexcept {
    return {gate_slope(x, near_piece_of<Table>(x).slope()), x + V(Table::reach)};
}

/// x·G where |x| is larger than `limit`, from where on x·G(-|x|) is 0, or NaN.
template <class V> XACT_INLINE known<V> gate_beyond(V x, float limit) noexcept {
    return {at_least(V(-0.0f), x), !(abs(x) <= V(limit))};
}
/// And its slope.
template <class V> XACT_INLINE known<V> gate_slope_beyond(V x, float limit) noexcept {
    return {keep_nan(x, select(x >= 0, V(1), V(-0.0f))), !(abs(x) <= V(limit))};
}

} // namespace math
} // namespace v0
} // namespace xact
