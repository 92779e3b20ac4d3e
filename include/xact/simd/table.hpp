#pragma once

#include <array>
#include <cstddef>

#include <xact/simd/vec.hpp>

namespace xact {
inline namespace v0 {
namespace simd {

/// Looks up entries of a small table, a lane at a time: one permute where the table fits in one or two registers of an
/// instruction set that has it (AVX2: 8 floats; AVX-512: 16 or 32 floats, 8 or 16 doubles), else through memory.
/// N is a power of two.
template <class V, std::size_t N> class table {
    using T = typename V::scalar;
    using batch = typename V::batch;
    using index = xsimd::batch<bits_of<T>, typename V::arch>;
    static_assert(N > 0 && (N & (N - 1)) == 0);

public:
    explicit table(const std::array<T, N>& entries) noexcept : entries_(entries) {}

    /// entries[i mod N], where i is the integer in the bit pattern of each lane of `where`.
    XACT_INLINE V operator[](V where) const noexcept {
        const index i = bits_as<bits_of<T>>(where.b);
        if constexpr (N == V::size && requires(V v) { native::permute(i.data, v.native()); }) {
            return V(batch(native::permute(i.data, part(0).native())));
        } else if constexpr (N == 2 * V::size && requires(V v) { native::permute(i.data, v.native(), v.native()); }) {
            return V(batch(native::permute(i.data, part(0).native(), part(1).native())));
        } else {
            bits_of<T> at[V::size];
            T lanes[V::size];
            i.store_unaligned(at);
            for (std::size_t k = 0; k < V::size; ++k) lanes[k] = entries_[static_cast<std::size_t>(at[k]) & (N - 1)];
            return V(batch::load_unaligned(lanes));
        }
    }

private:
    XACT_INLINE V part(std::size_t k) const noexcept { return V(batch::load_unaligned(entries_.data() + k * V::size)); }

    std::array<T, N> entries_;
};

} // namespace simd
} // namespace v0
} // namespace xact
