#include "limits.hpp"

#include <cstring>
#include <xsimd/xsimd.hpp>

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

timing measure_fma(const race_options& options) {
    using batch = xsimd::batch<float>;
    // More chains than two ports of four or five cycles' latency keep busy.
    constexpr std::size_t chains = 12, steps = 1024;
    batch state[chains];
    for (std::size_t c = 0; c < chains; ++c) state[c] = batch(1.f + static_cast<float>(c));
    volatile float factor = 0.5f, summand = 1.f; // unknown to the compiler
    const auto run = [&] {
        const batch m(factor), s(summand);
        batch x[chains];
        for (std::size_t c = 0; c < chains; ++c) x[c] = state[c];
        for (std::size_t i = 0; i < steps; ++i)
            for (std::size_t c = 0; c < chains; ++c) x[c] = xsimd::fma(x[c], m, s);
        for (std::size_t c = 0; c < chains; ++c) state[c] = x[c];
    };
    return race({run}, chains * steps * batch::size, options).front();
}

} // namespace bench
