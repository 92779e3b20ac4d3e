#include <array>
#include <cstddef>

#include <xact/simd/interleave.hpp>

#include "support/catch.hpp"

TEMPLATE_TEST_CASE("unzip takes even and odd lanes apart, zip puts them together", "[simd]", float, double) {
    using V = xact::vec<TestType>;
    std::array<TestType, 2 * V::size> pairs, again;
    for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i] = TestType(i + 1);
    const auto low = xact::simd::load<V>(pairs.data()), high = xact::simd::load<V>(pairs.data() + V::size);
    const auto [first, second] = xact::simd::unzip(low, high);
    std::array<TestType, V::size> even, odd;
    xact::simd::store(first, even.data());
    xact::simd::store(second, odd.data());
    for (std::size_t i = 0; i < V::size; ++i) {
        CHECK(even[i] == pairs[2 * i]);
        CHECK(odd[i] == pairs[2 * i + 1]);
    }
    const auto [begin, end] = xact::simd::zip(xact::simd::lane_pairs<V>{first, second});
    xact::simd::store(begin, again.data());
    xact::simd::store(end, again.data() + V::size);
    CHECK(again == pairs);
}

TEMPLATE_TEST_CASE("pairs are read and written in any storage type", "[simd]", float, double, xact::float16,
                   xact::bfloat16) {
    using V = xact::vec<xact::compute_type<TestType>>;
    using xact::simd::as_pairs;
    std::array<TestType, 2 * V::size> pairs{}, again{};
    for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i] = TestType(float(i + 1));
    const auto p = xact::simd::load<V>(as_pairs(pairs.data()));
    xact::simd::store(p, as_pairs(again.data()));
    for (std::size_t i = 0; i < pairs.size(); ++i) CHECK(double(again[i]) == double(i + 1));
    std::array<typename V::scalar, V::size> odd;
    xact::simd::store(p.second, odd.data());
    CHECK(odd[0] == 2);
    CHECK(odd[V::size - 1] == 2 * V::size);
}
