#pragma once

#include <xact/simd/table.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// c[First] + c[First + 1]·x + … to c[N - 1], with the coefficients of the piece that each lane of `where` names. gcc
/// keeps the tables in registers only if it sees no loop.
template <std::size_t First = 0, class V, std::size_t N, std::size_t Pieces>
XACT_INLINE V piece_polynomial(V x, const std::array<std::array<typename V::scalar, Pieces>, N>& c, V where) noexcept {
    if constexpr (First + 1 == N) {
        return simd::lookup(c[First], where);
    } else {
        const V rest = piece_polynomial<First + 1>(x, c, where);
        return fma(rest, x, simd::lookup(c[First], where));
    }
}

} // namespace math
} // namespace v0
} // namespace xact
