#include <xact/simd/memory.hpp>

#include <array>
#include <cmath>
#include <cstring>
#include <vector>

#include "support/catch.hpp"

// Loads and stores of every storage type agree with conversions one by one, and touch nothing else.

namespace {

template <class S> S number(std::size_t i) {
    const float values[] = {0.f, -0.f, 1.f, -2.75f, 65504.f, 6.1e-5f, 5.96e-8f, 1e30f, -INFINITY, 0.3333f};
    return static_cast<S>(values[i % std::size(values)]);
}

template <class T, class S> T widened(S x) {
    if constexpr (sizeof(S) == 2)
        return static_cast<T>(static_cast<float>(x));
    else
        return static_cast<T>(x);
}
template <class S, class T> S narrowed(T x) {
    if constexpr (sizeof(S) == 2)
        return S(static_cast<float>(x));
    else
        return static_cast<S>(x);
}

template <class S> bool same_bytes(const S& a, const S& b) { return std::memcmp(&a, &b, sizeof a) == 0; }

template <class V, class S> V load_partial(const S* p, std::size_t n) {
    S padded[V::size]{};
    xact::simd::copy_to_padded<V>(p, padded, n);
    return xact::simd::load<V>(padded);
}
template <class V, class S> void store_partial(V x, S* p, std::size_t n) {
    S padded[V::size];
    xact::simd::store(x, padded);
    xact::simd::copy_from_padded<V>(padded, p, n);
}

template <class V, class S> void check_memory() {
    using T = typename V::scalar;
    std::vector<S> from(3 * V::size);
    for (std::size_t i = 0; i < from.size(); ++i) from[i] = number<S>(i);
    std::size_t wrong = 0;
    for (std::size_t offset = 0; offset < V::size; ++offset)
        for (std::size_t n = 0; n <= V::size; ++n) {
            const V x =
                n == V::size ? xact::simd::load<V>(from.data() + offset) : load_partial<V>(from.data() + offset, n);
            T lanes[V::size];
            x.b.store_unaligned(lanes);
            for (std::size_t k = 0; k < V::size; ++k)
                wrong += lanes[k] == (k < n ? widened<T>(from[offset + k]) : T(0)) ? 0 : 1;

            std::vector<S> to(3 * V::size, number<S>(3));
            if (n == V::size)
                xact::simd::store(x, to.data() + offset);
            else
                store_partial(x, to.data() + offset, n);
            for (std::size_t i = 0; i < to.size(); ++i) {
                const bool inside = i >= offset && i < offset + n;
                wrong += same_bytes(to[i], inside ? narrowed<S>(lanes[i - offset]) : number<S>(3)) ? 0 : 1;
            }
        }
    CHECK(wrong == 0);
}

template <class V> void check_all_storage() {
    check_memory<V, float>();
    check_memory<V, double>();
    check_memory<V, xact::float16>();
    check_memory<V, xact::bfloat16>();
}

/// All 65,536 patterns through a register, which may convert them by instructions of its own.
template <class V, class S> void check_patterns() {
    std::vector<S> from, to(65536);
    for (unsigned b = 0; b < 65536; ++b) from.push_back(S::from_bits(static_cast<std::uint16_t>(b)));
    for (std::size_t i = 0; i < from.size(); i += V::size)
        xact::simd::store(xact::simd::load<V>(from.data() + i), to.data() + i);
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < from.size(); ++i)
        wrong += std::isnan(float(from[i])) ? !std::isnan(float(to[i])) : from[i].bits != to[i].bits;
    CHECK(wrong == 0);
}

} // namespace

TEST_CASE("loads and stores, whole and in part, at every offset", "[simd]") {
    check_all_storage<xact::vec<float>>();
    check_all_storage<xact::vec<double>>();
#if defined(__SSE2__)
    check_all_storage<xact::vec<float, xsimd::sse2>>();
    check_all_storage<xact::vec<double, xsimd::sse2>>();
#endif
}

TEST_CASE("every 16-bit pattern survives a register", "[simd]") {
    check_patterns<xact::vec<float>, xact::float16>();
    check_patterns<xact::vec<float>, xact::bfloat16>();
    check_patterns<xact::vec<double>, xact::float16>();
    check_patterns<xact::vec<double>, xact::bfloat16>();
}

TEST_CASE("streamed stores arrive", "[simd]") {
    using V = xact::vec<float>;
    if constexpr (xact::simd::can_stream<V, float>) {
        alignas(64) float to[2 * V::size];
        for (std::size_t k = 0; k < 2; ++k) xact::simd::stream(V(float(k + 1)), to + k * V::size);
        xact::simd::native::stream_fence();
        for (std::size_t i = 0; i < 2 * V::size; ++i) CHECK(to[i] == float(i / V::size + 1));
    }
}
