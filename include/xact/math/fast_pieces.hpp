#pragma once

#include <array>
#include <bit>
#include <cstddef>

#include <xact/math/double_word.hpp>
#include <xact/math/pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// The fast tier: a function as polynomials on pieces of the line, whose coefficients sit in registers and are looked up
// by permutes. The piece is named by the top bits of scale·x + offset: pieces grow with the distance from one end, as
// saturating functions want them. Each polynomial is in x less its piece's centre, or less one origin where rounding
// allows it. The outermost pieces hold the limits. How the tables are made:
// tests/certificates/support/fast_pieces.sollya.

/// How many pieces one permute tells apart: two registers of 16 entries, or one of 8.
template <class V> inline constexpr std::size_t piece_count = V::size == 16 ? 32 : V::size;

/// Whether V has the registers and instructions for such tables, and there is one for it.
template <class V, template <std::size_t> class Table>
concept has_pieces = is_fused<V> && sizeof(typename V::scalar) == 4 && simd::has_permute<V, piece_count<V>>&& requires {
    sizeof(Table<piece_count<V>>);
};

/// The polynomial of x's piece at x.
template <template <std::size_t> class Table, class V> XACT_INLINE V piecewise(V x) noexcept {
    using table = Table<piece_count<V>>;
    constexpr int shift = 23 - std::countr_zero(unsigned(table::per_octave));
    const V piece = simd::shift_right<shift>(fma(x, V(table::scale), V(table::offset)).b);
    const V r = [&] {
        if constexpr (requires { table::center; })
            return x - simd::lookup(table::center, piece);
        else
            return x - V(table::origin);
    }();
    return piece_polynomial(r, table::c, piece);
}

/// A function of |x|.
template <template <std::size_t> class Table, class V> XACT_INLINE V half_line(V x) noexcept {
    return piecewise<Table>(at_most(V(Table<piece_count<V>>::limit), abs(x)));
}

/// x·G for a gate with G(x) + G(-x) = 1, from t·G(-t).
template <template <std::size_t> class Table, class V> XACT_INLINE V fast_gate(V x) noexcept {
    return at_least(V(-0.0f), x) - half_line<Table>(x);
}

/// The slope of such an x·G, from what it is at -t.
template <template <std::size_t> class Table, class V> XACT_INLINE V fast_gate_slope(V x) noexcept {
    const V d = half_line<Table>(x);
    return select(x >= 0, V(1) - d, d);
}

/// A function that has one limit on the left and one on the right.
template <template <std::size_t> class Table, class V> XACT_INLINE V line(V x) noexcept {
    return piecewise<Table>(at_least(V(Table<piece_count<V>>::low), at_most(V(Table<piece_count<V>>::high), x)));
}

/// x·G for a gate that is 0 on the left and 1 on the right.
template <template <std::size_t> class Table, class V> XACT_INLINE V fast_line_gate(V x) noexcept {
    const V beyond = at_least(V(0), x - V(Table<piece_count<V>>::high));
    return copysign(line<Table>(x) + beyond, x);
}

} // namespace math
} // namespace v0
} // namespace xact
