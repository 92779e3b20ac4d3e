#pragma once

#include <cstddef>
#include <cstring>
#include <utility>

#include <xact/simd/memory.hpp>

/// Two arrays in one, element by element: a0 b0 a1 b1 … Registers are taken apart and put together by permutes.

namespace xact {
inline namespace v0 {
namespace simd {

/// An element of such an array.
template <class S> struct pair_of { S first, second; };

/// A register of each of the two arrays; in memory the lanes of one after the other's.
template <class V> struct lane_pairs { V first, second; };

/// The even and the odd lanes of `low` followed by `high`.
template <class V> XACT_INLINE lane_pairs<V> unzip(V low, V high) noexcept {
    using batch = typename V::batch;
    using T = typename V::scalar;
    if constexpr (requires(typename batch::register_type r) { native::unzip(r, r, r, r); }) {
        typename batch::register_type even, odd;
        native::unzip(low.native(), high.native(), even, odd);
        return {V(batch(even)), V(batch(odd))};
    } else {
        T lanes[2 * V::size], even[V::size], odd[V::size];
        low.b.store_unaligned(lanes), high.b.store_unaligned(lanes + V::size);
        for (std::size_t i = 0; i < V::size; ++i) even[i] = lanes[2 * i], odd[i] = lanes[2 * i + 1];
        return {V(batch::load_unaligned(even)), V(batch::load_unaligned(odd))};
    }
}

/// The inverse of unzip: the first and the second half of p.first[0], p.second[0], p.first[1] …
template <class V> XACT_INLINE lane_pairs<V> zip(lane_pairs<V> p) noexcept {
    using batch = typename V::batch;
    using T = typename V::scalar;
    if constexpr (requires(typename batch::register_type r) { native::zip(r, r, r, r); }) {
        typename batch::register_type low, high;
        native::zip(p.first.native(), p.second.native(), low, high);
        return {V(batch(low)), V(batch(high))};
    } else {
        T lanes[2 * V::size], even[V::size], odd[V::size];
        p.first.b.store_unaligned(even), p.second.b.store_unaligned(odd);
        for (std::size_t i = 0; i < V::size; ++i) lanes[2 * i] = even[i], lanes[2 * i + 1] = odd[i];
        return {V(batch::load_unaligned(lanes)), V(batch::load_unaligned(lanes + V::size))};
    }
}

/// Lane j of register i becomes lane i of register j. Each turn rotates the bits of an element's place, those of its
/// register before those of its lane, by one. Without loops, which gcc at -O2 leaves loops, with registers on the
/// stack.
template <class V, std::size_t Turns = V::size> XACT_INLINE void transpose(V (&r)[V::size]) noexcept {
    if constexpr (Turns > 1) {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            const lane_pairs<V> both[] = {zip(lane_pairs<V>{r[I], r[I + V::size / 2]})...};
            ((r[2 * I] = both[I].first, r[2 * I + 1] = both[I].second), ...);
        }
        (std::make_index_sequence<V::size / 2>{});
        transpose<V, Turns / 2>(r);
    }
}

/// An array as one of pairs, and back; what is behind the pointers is only read and written as S.
template <class S> XACT_INLINE const pair_of<S>* as_pairs(const S* p) noexcept {
    return reinterpret_cast<const pair_of<S>*>(p);
}
template <class S> XACT_INLINE pair_of<S>* as_pairs(S* p) noexcept { return reinterpret_cast<pair_of<S>*>(p); }
template <class S> XACT_INLINE const S* first_of(const pair_of<S>* p) noexcept { return reinterpret_cast<const S*>(p); }
template <class S> XACT_INLINE S* first_of(pair_of<S>* p) noexcept { return reinterpret_cast<S*>(p); }

// As those of memory.hpp.

template <class V, storage S> XACT_INLINE lane_pairs<V> load(const pair_of<S>* p) noexcept {
    return unzip(load<V>(first_of(p)), load<V>(first_of(p) + V::size));
}
template <class V, storage S> XACT_INLINE void store(lane_pairs<V> x, pair_of<S>* p) noexcept {
    const auto [low, high] = zip(x);
    store(low, first_of(p)), store(high, first_of(p) + V::size);
}

template <class V, storage S>
XACT_INLINE void copy_to_padded(const pair_of<S>* p, pair_of<S>* padded, std::size_t n) noexcept {
    std::memcpy(first_of(padded), first_of(p), n * sizeof(pair_of<S>));
}
template <class V, storage S>
XACT_INLINE void copy_from_padded(const pair_of<S>* padded, pair_of<S>* p, std::size_t n) noexcept {
    std::memcpy(first_of(p), first_of(padded), n * sizeof(pair_of<S>));
}

template <storage S> XACT_INLINE void prefetch_ahead(const pair_of<S>* p, std::size_t bytes) noexcept {
    prefetch_ahead(first_of(p), bytes);
    prefetch_ahead(first_of(p) + 64 / sizeof(S), bytes); // a register of each may fill two lines of the cache
}

} // namespace simd
} // namespace v0
} // namespace xact
