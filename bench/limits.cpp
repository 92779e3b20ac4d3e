#include "limits.hpp"

#include <cstring>
#include <tuple>
#include <utility>
#include <xact/simd/vec.hpp>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

namespace bench {

void streaming_copy(const float* in, float* out, std::size_t n) {
    std::size_t i = 0;
#if defined(__AVX512F__)
    for (; i + 16 <= n; i += 16) _mm512_stream_ps(out + i, _mm512_loadu_ps(in + i));
#elif defined(__AVX__)
    for (; i + 8 <= n; i += 8) _mm256_stream_ps(out + i, _mm256_loadu_ps(in + i));
#elif defined(__SSE2__)
    for (; i + 4 <= n; i += 4) _mm_stream_ps(out + i, _mm_loadu_ps(in + i));
#endif
#if defined(__SSE2__)
    _mm_sfence();
#endif
    std::memcpy(out + i, in + i, (n - i) * sizeof(float));
}

copy_limits measure_copy(buffers& memory, const race_options& options) {
    const std::size_t n = memory.size();
    const arrays a = memory.of_copy();
    const std::vector<timing> t =
        race({[&] { std::memcpy(a.out, a.x, n * sizeof(float)); }, [&] { streaming_copy(a.x, a.out, n); }}, n, options);
    return {n, t[0], t[1]};
}

namespace {

// xsimd 8.1 has no fused multiply-add on AVX-512.
using batch = xact::vec<float>;

/// Chains of their own, each in a register: more than two ports of four or five cycles' latency keep busy. One after
/// the other in the source, for not every compiler takes a small array apart.
template <std::size_t... Chain>
float run_chains(std::size_t steps, batch factor, batch summand, std::index_sequence<Chain...>) {
    std::tuple x{(factor + batch(static_cast<float>(Chain)))...};
    for (std::size_t i = 0; i < steps; ++i) ((std::get<Chain>(x) = fma(std::get<Chain>(x), factor, summand)), ...);
    const batch sum = (std::get<Chain>(x) + ...);
    return static_cast<float>(sum);
}

} // namespace

timing measure_fma(const race_options& options) {
    constexpr std::size_t chains = 12, steps = 1024;
    volatile float factor = 0.5f, summand = 1.f, result = 0.f; // what the compiler does not know, and may not drop
    const auto run = [&] {
        result = run_chains(steps, batch(factor), batch(summand), std::make_index_sequence<chains>{});
    };
    return race({run}, chains * steps * batch::size, options).front();
}

} // namespace bench
