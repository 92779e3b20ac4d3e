#include <xact/simd/table.hpp>

#include <array>
#include <cstdint>
#include <random>

#include "support/catch.hpp"

namespace {

template <class V, std::size_t N> void check_lookup() {
    using T = typename V::scalar;
    using bits = xact::simd::bits_of<T>;
    std::array<T, N> entries;
    for (std::size_t i = 0; i < N; ++i) entries[i] = static_cast<T>(1000 + 7 * i);

    std::mt19937_64 random(N);
    std::size_t wrong = 0;
    for (int round = 0; round < 200; ++round) {
        bits index[V::size];
        T result[V::size];
        for (auto& i : index) i = static_cast<bits>(random()); // the bits above the index are anything
        const xsimd::batch<bits, typename V::arch> where = xsimd::batch<bits, typename V::arch>::load_unaligned(index);
        xact::simd::lookup(entries, V(xact::simd::bits_as<T>(where))).b.store_unaligned(result);
        for (std::size_t k = 0; k < V::size; ++k)
            wrong += result[k] == entries[static_cast<std::size_t>(index[k]) % N] ? 0 : 1;
    }
    INFO(N << " entries, " << V::size << " lanes");
    CHECK(wrong == 0);
}

template <class V> void check_lookups() {
    check_lookup<V, 2>();
    check_lookup<V, 4>();
    check_lookup<V, 8>();
    check_lookup<V, 16>();
    check_lookup<V, 32>();
    check_lookup<V, 64>();
}

} // namespace

TEST_CASE("a table gives the entry that the low bits name", "[simd]") {
    check_lookups<xact::vec<float>>();
    check_lookups<xact::vec<double>>();
#if defined(__SSE2__)
    check_lookups<xact::vec<float, xsimd::sse2>>();
    check_lookups<xact::vec<double, xsimd::sse2>>();
#endif
}
