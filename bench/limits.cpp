#include "limits.hpp"

#include <cstddef>
#include <cstring>
#include <tuple>
#include <utility>
#include <xact/simd/vec.hpp>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

namespace bench {

void streaming_copy(const void* in, void* out, std::size_t bytes) {
    const auto* const from = static_cast<const std::byte*>(in);
    auto* const to = static_cast<std::byte*>(out);
    std::size_t i = 0;
#if defined(__AVX512F__)
    for (; i + 64 <= bytes; i += 64)
        _mm512_stream_si512(reinterpret_cast<__m512i*>(to + i), _mm512_loadu_si512(from + i));
#elif defined(__AVX__)
    for (; i + 32 <= bytes; i += 32)
        _mm256_stream_si256(reinterpret_cast<__m256i*>(to + i),
                            _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from + i)));
#elif defined(__SSE2__)
    for (; i + 16 <= bytes; i += 16)
        _mm_stream_si128(reinterpret_cast<__m128i*>(to + i),
                         _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + i)));
#endif
#if defined(__SSE2__)
    _mm_sfence();
#endif
    std::memcpy(to + i, from + i, bytes - i);
}

template <class T> copy_limits measure_copy(buffers<T>& memory, const race_options& options) {
    const std::size_t n = memory.size(), bytes = n * sizeof(T);
    const arrays<T> a = memory.of_copy();
    const std::vector<timing> t =
        race({[&] { std::memcpy(a.out, a.x, bytes); }, [&] { streaming_copy(a.x, a.out, bytes); }}, n, options);
    return {n, t[0], t[1]};
}

namespace {

// xsimd 8.1 has no fused multiply-add on AVX-512.
template <class T> using batch = xact::vec<T>;

/// Chains of their own, each in a register: more than two ports of four or five cycles' latency keep busy. One after
/// the other in the source, for not every compiler takes a small array apart.
template <class T, std::size_t... Chain>
T run_chains(std::size_t steps, batch<T> factor, batch<T> summand, std::index_sequence<Chain...>) {
    std::tuple x{(factor + batch<T>(static_cast<T>(Chain)))...};
    for (std::size_t i = 0; i < steps; ++i) ((std::get<Chain>(x) = fma(std::get<Chain>(x), factor, summand)), ...);
    const batch<T> sum = (std::get<Chain>(x) + ...);
    return static_cast<T>(sum);
}

} // namespace

template <class T> timing measure_fma(const race_options& options) {
    constexpr std::size_t chains = 12, steps = 1024;
    volatile T factor = T(0.5), summand = 1, result = 0; // what the compiler does not know, and may not drop
    const auto run = [&] {
        result = run_chains<T>(steps, batch<T>(factor), batch<T>(summand), std::make_index_sequence<chains>{});
    };
    return race({run}, chains * steps * batch<T>::size, options).front();
}

template copy_limits measure_copy(buffers<float>&, const race_options&);
template copy_limits measure_copy(buffers<double>&, const race_options&);
template timing measure_fma<float>(const race_options&);
template timing measure_fma<double>(const race_options&);

} // namespace bench
