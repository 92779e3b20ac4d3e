#pragma once

#include <array>
#include <cstddef>
#include <utility>

#include <xact/math/double_word.hpp>
#include <xact/math/fast_pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// The fast tier: an odd function g with a limit as x·P(x²)/Q(x²), where a division of one register runs beside the
// products of others, and no table takes registers from them. Q begins with 1, which is not listed. At `limit`, where x
// is bounded, the computed quotient is the limit for the first time: it is never beyond it where g is not, and beside
// 1/2 it leaves exactly 0 and 1. How the tables are made: tests/certificates/fast_quotients.py.

template <class V> inline constexpr bool has_fast_quotients = is_fused_float<V>;

/// x, bounded.
template <class Table, class V> XACT_INLINE V quotient_argument(V x) noexcept {
    return at_least(V(-Table::limit), at_most(V(Table::limit), x));
}

/// Q(square).
template <class Table, class V> XACT_INLINE V quotient_denominator(V square) noexcept {
    constexpr std::size_t degree = Table::q.size();
    V q = square + V(Table::q[degree - 1]);
    [&]<std::size_t... K>(std::index_sequence<K...>) XACT_INLINE_LAMBDA {
        ((q = fma(q, square, V(Table::q[degree - 2 - K]))), ...);
    }
    (std::make_index_sequence<degree - 1>{});
    return q;
}

/// g(x).
template <class Table, class V> XACT_INLINE V odd_quotient(V x) noexcept {
    const V y = quotient_argument<Table>(x), square = product_beside_one(y, y);
    const V denominator = quotient_denominator<Table>(square);
    return y * polynomial(square, Table::p) / denominator;
}

/// 1/2 + g(x).
template <class Table, class V> XACT_INLINE V half_and_quotient(V x) noexcept {
    return V(0.5f) + odd_quotient<Table>(x);
}

/// The slope of a gate by pieces where registers hold their tables, else as 1/2 + g(x).
template <template <std::size_t> class Pieces, class Table, class V>
XACT_INLINE V slope_by_pieces_or_quotient(V x) noexcept {
    if constexpr (has_pieces<V, Pieces>)
        return fast_gate_slope<Pieces>(x);
    else
        return half_and_quotient<Table>(x);
}

/// Whether a slope of degrees (5, 5) takes less time in halves: 16 registers hold the constants of one, but not of both
/// (measured: 0.96).
template <class V> inline constexpr bool has_quotient_halves = has_fast_quotients<V> && (simd::register_count<V> < 32);

/// x·P(x²), and x².
template <class V> struct begun_quotient { V numerator, square; };

template <class Table, class V> XACT_INLINE begun_quotient<V> begin_quotient(V x) noexcept {
    const V y = quotient_argument<Table>(x), square = product_beside_one(y, y);
    return {y * polynomial(square, Table::p), square};
}

/// 1/2 + g(x).
template <class Table, class V> XACT_INLINE V half_and_quotient(const begun_quotient<V>& begun) noexcept {
    return V(0.5f) + begun.numerator / quotient_denominator<Table>(begun.square);
}

} // namespace math
} // namespace v0
} // namespace xact
