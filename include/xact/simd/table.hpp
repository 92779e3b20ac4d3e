#pragma once

#include <array>
#include <cstddef>

#include <xact/simd/vec.hpp>

namespace xact {
inline namespace v0 {
namespace simd {

template <class V> using index_of = xsimd::batch<bits_of<typename V::scalar>, typename V::arch>;

/// Whether one instruction looks up entries of a table that fills one or two registers.
template <class V, std::size_t N>
inline constexpr bool has_permute = (N == V::size &&
                                     requires(V v, index_of<V> i) { native::permute(i.data, v.native()); }) ||
                                    (N == 2 * V::size &&
                                     requires(V v, index_of<V> i) { native::permute(i.data, v.native(), v.native()); });

/// entries[i mod N] a lane, N a power of two, where i is the integer in the bit pattern of each lane of `where`: one
/// permute for a table of one or two registers where the instruction set has it (AVX2: 8 floats; AVX-512: 16 or 32
/// floats, 8 or 16 doubles), else through memory.
template <class V, std::size_t N>
XACT_INLINE V lookup(const std::array<typename V::scalar, N>& entries, V where) noexcept {
    static_assert(N > 0 && (N & (N - 1)) == 0);
    using T = typename V::scalar;
    using batch = typename V::batch;
    const index_of<V> i = bits_as<bits_of<T>>(where.b);
    const auto part = [&](std::size_t k) { return V(batch::load_unaligned(entries.data() + k * V::size)).native(); };
    if constexpr (has_permute<V, N> && N == V::size) {
        return V(batch(native::permute(i.data, part(0))));
    } else if constexpr (has_permute<V, N>) {
        return V(batch(native::permute(i.data, part(0), part(1))));
    } else {
        bits_of<T> at[V::size];
        T lanes[V::size];
        i.store_unaligned(at);
        for (std::size_t k = 0; k < V::size; ++k) lanes[k] = entries[static_cast<std::size_t>(at[k]) & (N - 1)];
        return V(batch::load_unaligned(lanes));
    }
}

} // namespace simd
} // namespace v0
} // namespace xact
