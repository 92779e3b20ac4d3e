#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <utility>

#include <xact/math/double_word.hpp>
#include <xact/simd/table.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// The fast tier: a function as polynomials on pieces of the line, whose coefficients sit in registers and are looked up
// by permutes. The piece is named by the top bits of scale·x + offset: pieces grow with the distance from one end, as
// saturating functions want them. Each polynomial is in x less its piece's centre, or less one origin where rounding
// allows it. The outermost pieces hold the limits. How the tables are made:
// tests/certificates/support/fast_pieces.sollya.

/// Whether V has registers and instructions for such tables.
template <class V>
inline constexpr bool has_fast_pieces = is_fused<V> && sizeof(typename V::scalar) == 4 && simd::has_permute<V, 32>;

/// The polynomial of x's piece at x.
template <template <std::size_t> class Table, class V> XACT_INLINE V piecewise(V x) noexcept {
    using table = Table<32>;
    constexpr int shift = 23 - std::countr_zero(unsigned(table::per_octave));
    const V piece = simd::shift_right<shift>(fma(x, V(table::scale), V(table::offset)).b);
    const V r = [&] {
        if constexpr (requires { table::center; })
            return x - simd::lookup(table::center, piece);
        else
            return x - V(table::origin);
    }();
    constexpr std::size_t last = table::c.size() - 1;
    V sum = simd::lookup(table::c[last], piece);
    // gcc keeps the tables in registers only if it sees no loop.
    [&]<std::size_t... K>(std::index_sequence<K...>) {
        ((sum = fma(sum, r, simd::lookup(table::c[last - 1 - K], piece))), ...);
    }
    (std::make_index_sequence<last>{});
    return sum;
}

/// A function of |x|.
template <template <std::size_t> class Table, class V> XACT_INLINE V half_line(V x) noexcept {
    return piecewise<Table>(at_most(V(Table<32>::limit), abs(x)));
}

/// x·G for a gate with G(x) + G(-x) = 1, from t·G(-t).
template <template <std::size_t> class Table, class V> XACT_INLINE V fast_gate(V x) noexcept {
    return at_least(V(-0.0f), x) - half_line<Table>(x);
}

/// The slope of such an x·G, from what it is at -t.
template <template <std::size_t> class Table, class V> XACT_INLINE V fast_gate_slope(V x) noexcept {
    const V d = half_line<Table>(x);
    return select(x < 0, d, V(1) - d);
}

/// A function that has one limit on the left and one on the right.
template <template <std::size_t> class Table, class V> XACT_INLINE V line(V x) noexcept {
    return piecewise<Table>(at_least(V(Table<32>::low), at_most(V(Table<32>::high), x)));
}

/// x·G for a gate that is 0 on the left and 1 on the right.
template <template <std::size_t> class Table, class V> XACT_INLINE V fast_line_gate(V x) noexcept {
    const V beyond = at_least(V(0), x - V(Table<32>::high));
    return copysign(line<Table>(x) + beyond, x);
}

} // namespace math
} // namespace v0
} // namespace xact
