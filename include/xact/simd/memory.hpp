#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include <xact/simd/float16.hpp>
#include <xact/simd/vec.hpp>

/// Loads and stores of every storage type, whole registers and the first n lanes of one.

namespace xact {
inline namespace v0 {

/// What an array may hold.
template <class S>
concept storage =
    std::same_as<S, float> || std::same_as<S, double> || std::same_as<S, float16> || std::same_as<S, bfloat16>;

/// The arithmetic type of a call that reads or writes these storage types: double as soon as one of them is.
template <storage... S> using compute_type = std::conditional_t<(std::same_as<S, double> || ...), double, float>;

namespace simd {

/// gcc would read an element again for each of its uses, as an operand in memory, and where it crosses a line of the
/// cache pay each time (measured: hard Swish takes 0.6 of the time if it is read once).
template <class V, storage S> XACT_INLINE V load(const S* p) noexcept {
    using T = typename V::scalar;
    if constexpr (std::same_as<S, T>) {
        auto b = V::batch::load_unaligned(p);
        pin(b);
        return V(b);
    } else {
        using batch = typename V::batch;
        typename batch::register_type widened;
        if constexpr (std::same_as<S, float16> && requires { native::widen_half(p, widened); }) {
            native::widen_half(p, widened);
            return V(batch(widened));
        }
        if constexpr (std::same_as<S, bfloat16> && requires { native::widen_bfloat(p, widened); }) {
            native::widen_bfloat(p, widened);
            return V(batch(widened));
        }
        if constexpr (std::same_as<S, float> && requires { native::load_widened(p, widened); }) {
            native::load_widened(p, widened);
            return V(batch(widened));
        }
        T lanes[V::size];
        for (std::size_t i = 0; i < V::size; ++i) {
            if constexpr (std::same_as<T, double> && sizeof(S) == 2)
                lanes[i] = double(float(p[i]));
            else
                lanes[i] = T(p[i]);
        }
        return V(V::batch::load_unaligned(lanes));
    }
}

/// Bytes as numbers.
template <class V> XACT_INLINE V load(const unsigned char* p) noexcept {
    typename V::batch::register_type widened;
    if constexpr (requires { native::load_bytes(p, widened); }) {
        native::load_bytes(p, widened);
        return V(typename V::batch(widened));
    }
    typename V::scalar lanes[V::size];
    for (std::size_t i = 0; i < V::size; ++i) lanes[i] = p[i];
    return V(V::batch::load_unaligned(lanes));
}

template <class V, storage S> XACT_INLINE void store(V x, S* p) noexcept {
    using T = typename V::scalar;
    if constexpr (std::same_as<S, T>) {
        x.b.store_unaligned(p);
    } else {
        // Of double registers clang would make float ones: see native.hpp.
        if constexpr (std::same_as<S, float16> && std::same_as<T, float> &&
                      requires { native::narrow_half(p, x.native()); }) {
            native::narrow_half(p, x.native());
            return;
        }
        T lanes[V::size];
        x.b.store_unaligned(lanes);
        for (std::size_t i = 0; i < V::size; ++i) {
            if constexpr (sizeof(S) == 2)
                p[i] = S(float(lanes[i])); // from double this rounds twice
            else
                p[i] = static_cast<S>(lanes[i]);
        }
    }
}

/// The first n < size elements of p over those of an array as long as a register.
template <class V, storage S> XACT_INLINE void copy_to_padded(const S* p, S* padded, std::size_t n) noexcept {
    if constexpr (std::same_as<S, typename V::scalar> &&
                  requires(typename V::batch::register_type r) { native::load_first(p, n, r); }) {
        auto r = load<V>(padded).native();
        native::load_first(p, n, r);
        store(V(typename V::batch(r)), padded);
    } else {
        std::memcpy(padded, p, n * sizeof(S));
    }
}

template <class V>
XACT_INLINE void copy_to_padded(const unsigned char* p, unsigned char* padded, std::size_t n) noexcept {
#if defined(__AVX512BW__) && defined(__AVX512VL__)
    if constexpr (V::size == 16) {
        __m128i bytes;
        std::memcpy(&bytes, padded, sizeof(bytes));
        native::load_first(p, n, bytes);
        std::memcpy(padded, &bytes, sizeof(bytes));
        return;
    }
#endif
    std::memcpy(padded, p, n);
}

/// The first n < size elements of an array as long as a register; nothing behind p + n is written.
template <class V, storage S> XACT_INLINE void copy_from_padded(const S* padded, S* p, std::size_t n) noexcept {
    if constexpr (std::same_as<S, typename V::scalar> &&
                  requires(typename V::batch::register_type r) { native::store_first(p, n, r); })
        native::store_first(p, n, load<V>(padded).native());
    else
        std::memcpy(p, padded, n * sizeof(S));
}

/// How many bytes ahead loops over arrays beyond the caches ask for what they will read. A processor looks ahead a few
/// hundred instructions, fewer than a computing kernel needs for the next lines of memory (measured on Intel's: on 64 M
/// floats silu takes 0.52 ns a float instead of 0.85, its derivative 0.8 instead of 2.1; with 2 KiB swiglu takes 1.1
/// times as long). AMD's are better left alone (Zen 4: silu's derivative and swiglu take 1.4 times as long with 4 KiB,
/// at other distances or into the second cache alone 1.0 to 1.3).
XACT_INLINE std::size_t read_ahead() noexcept {
#if (defined(__x86_64__) || defined(__i386__)) && (defined(__GNUC__) || defined(__clang__))
    __builtin_cpu_init();
    return __builtin_cpu_is("amd") ? 0 : 4096;
#else
    return 4096;
#endif
}

/// Asks for what a loop over p reads so many bytes later, which may be beyond the array's end.
template <class S> XACT_INLINE void prefetch_ahead(const S* p, std::size_t bytes) noexcept {
    const auto* const later = reinterpret_cast<const char*>(reinterpret_cast<std::uintptr_t>(p) + bytes);
#if defined(__GNUC__) || defined(__clang__)
    __builtin_prefetch(later);
#elif defined(_M_X64)
    _mm_prefetch(later, _MM_HINT_T0);
#else
    (void)later;
#endif
}

/// Whether stream() below exists for registers V and memory S.
template <class V, class S>
inline constexpr bool can_stream = std::same_as<S, typename V::scalar>&& requires(S* p,
                                                                                  typename V::batch::register_type r) {
    native::stream(p, r);
};

/// Stores past the caches. p is aligned to the register; stream_fence() ends a sequence of these.
template <class V> XACT_INLINE void stream(V x, typename V::scalar* p) noexcept { native::stream(p, x.native()); }

} // namespace simd
} // namespace v0
} // namespace xact
