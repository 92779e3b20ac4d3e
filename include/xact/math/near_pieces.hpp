#pragma once

#include <array>
#include <concepts>

#include <xact/math/abs.hpp>
#include <xact/math/attempt.hpp>
#include <xact/math/gate.hpp>
#include <xact/math/pieces.hpp>
#include <xact/simd/table.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// Functions of t >= 0 that fall from f(0), as polynomials on 16 or 32 pieces of [0, reach], which is as far as they are
// right to 2^-25.4 of f, in double 2^-54.1: quick forms (math/attempt.hpp) of gates and their slopes at -t, which need
// no exponential (0.6 to 0.9 of the time). The piece is the integer nearest to quadratic·t² + linear·t; each polynomial
// is in t less a centre where f is a float, a third from the end where f is smallest: in the middle terms cancel, and
// far from the centre what rounding takes of a t of two words counts. How the tables are made:
// tests/certificates/support/near_pieces.sollya.

/// Whether V can look them up in one instruction a coefficient.
template <class V, class Table>
inline constexpr bool has_near_pieces =
    is_fused<V>&& std::same_as<typename V::scalar, typename Table::column::value_type>&&
        simd::has_permute<V, std::tuple_size_v<typename Table::column>>;

template <class Table, class V> class near_piece {
public:
    using T = typename V::scalar;

    /// t in [0, reach].
    XACT_INLINE explicit near_piece(V t) noexcept
        : piece_(fma(t, fma(t, V(Table::quadratic), V(Table::linear)), V(T(sizeof(T) == 4 ? 0x1.8p23 : 0x1.8p52)))),
          r_(t - simd::lookup(Table::center, piece_)) {}
    XACT_INLINE explicit near_piece(dw<V> t) noexcept : near_piece(t.hi) { r_ = r_ + t.lo; }

    XACT_INLINE V value() const noexcept { return piece_polynomial(r_, Table::value, piece_); }
    /// The value and a small number.
    XACT_INLINE V value_with(V small) const noexcept {
        return fma(piece_polynomial<1>(r_, Table::value, piece_), r_, small + simd::lookup(Table::value[0], piece_));
    }
    XACT_INLINE V slope() const noexcept { return piece_polynomial(r_, Table::slope, piece_); }

    /// The value times b, also of a subnormal t: to 1.3 ulp in float.
    XACT_INLINE V value_product(V b) const noexcept {
        const V factor = piece_polynomial<1>(r_, Table::value, piece_);
        const dw<V> c = two_product(b, r_);
        return fma(b, simd::lookup(Table::value[0], piece_), fma(c.hi, factor, c.lo * factor));
    }

private:
    V piece_, r_;
};

/// The piece of |x|, or of the largest t, where for x > 0 nothing is left beside x or 1.
template <class Table, class V> XACT_INLINE near_piece<Table, V> near_piece_of(V x) noexcept {
    return near_piece<Table, V>(at_most(V(Table::reach), abs(x)));
}

/// x·G for a gate with G(x) + G(-x) = 1, from t·G(-t).
template <class Table, class V> XACT_INLINE attempt<V> near_gate(V x) noexcept {
    return {at_least(V(typename V::scalar(-0.0)), x) - near_piece_of<Table>(x).value(), x + V(Table::reach)};
}

/// The slope of such an x·G, from what it is at -t.
template <class Table, class V> XACT_INLINE attempt<V> near_gate_slope(V x) noexcept {
    return {gate_slope(x, near_piece_of<Table>(x).slope()), x + V(Table::reach)};
}

/// x·G where |x| is larger than `limit`, from where on x·G(-|x|) is 0, or NaN.
template <class V> XACT_INLINE known<V> gate_beyond(V x, typename V::scalar limit) noexcept {
    return {at_least(V(typename V::scalar(-0.0)), x), !(abs(x) <= V(limit))};
}
/// And its slope.
template <class V> XACT_INLINE known<V> gate_slope_beyond(V x, typename V::scalar limit) noexcept {
    using T = typename V::scalar;
    return {keep_nan(x, select(x >= 0, V(T(1)), V(T(-0.0)))), !(abs(x) <= V(limit))};
}

} // namespace math
} // namespace v0
} // namespace xact
