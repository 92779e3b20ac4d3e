#include <xact/math/abs.hpp>
#include <xact/simd/vec.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

#include "support/catch.hpp"
#include "support/inputs.hpp"
#include "support/wide.hpp"

// Each operation of a vec, in every lane: of the registers that this build uses, and of the narrowest ones, whose
// operations take the portable fallbacks where the instruction set lacks theirs.

namespace {

using test::wide;

template <class T> bool same(T a, T b) {
    return (std::isnan(a) && std::isnan(b)) || std::bit_cast<test::bits_of<T>>(a) == std::bit_cast<test::bits_of<T>>(b);
}

/// op(x, …) of scalars, through all lanes, each with a number of its own.
template <class V, class Op, class... X> std::vector<typename V::scalar> each(const Op& op, const X&... x) {
    using T = typename V::scalar;
    const std::size_t n = std::get<0>(std::tie(x...)).size();
    std::vector<T> result(n);
    for (std::size_t i = 0; i < n; i += V::size) {
        const auto load = [&](const std::vector<T>& from) {
            T lanes[V::size];
            for (std::size_t k = 0; k < V::size; ++k) lanes[k] = from[std::min(i + k, n - 1)];
            return V(V::batch::load_unaligned(lanes));
        };
        T lanes[V::size];
        V(op(load(x)...)).b.store_unaligned(lanes);
        for (std::size_t k = 0; k < V::size && i + k < n; ++k) result[i + k] = lanes[k];
    }
    return result;
}

template <class T> std::vector<T> specials() {
    using limits = std::numeric_limits<T>;
    return {0,
            -T(0),
            1,
            T(-2.5),
            limits::min(),
            -limits::denorm_min(),
            limits::max(),
            limits::infinity(),
            -limits::infinity(),
            limits::quiet_NaN()};
}

/// All pairs of special numbers.
template <class T> std::array<std::vector<T>, 2> special_pairs() {
    std::array<std::vector<T>, 2> pairs;
    for (const T a : specials<T>())
        for (const T b : specials<T>()) pairs[0].push_back(a), pairs[1].push_back(b);
    return pairs;
}

/// n numbers whose exponents are at most `range` from 0.
template <class T> std::vector<T> moderate(std::size_t n, int range, unsigned seed) {
    std::mt19937_64 random(seed);
    std::vector<T> x;
    for (std::size_t i = 0; i < n; ++i) {
        const T significand = static_cast<T>(1 + static_cast<double>(random() >> 11) * 0x1p-53);
        const int exponent = static_cast<int>(random() % static_cast<unsigned>(2 * range + 1)) - range;
        x.push_back(std::ldexp((random() & 1) != 0 ? significand : -significand, exponent));
    }
    return x;
}

template <class T, class A> constexpr std::size_t mismatches(const std::vector<T>& a, const A& expected) {
    std::size_t n = 0;
    for (std::size_t i = 0; i < a.size(); ++i) n += same(a[i], static_cast<T>(expected(i))) ? 0 : 1;
    return n;
}

} // namespace

#if defined(__SSE2__)
#define NARROWEST xsimd::sse2
#else
#define NARROWEST xact::default_arch
#endif

#define REGISTERS (xact::vec<float>), (xact::vec<double>), (xact::vec<float, NARROWEST>), (xact::vec<double, NARROWEST>)

TEMPLATE_TEST_CASE("fma rounds once where has_fma says so, else product and sum apart", "[simd]", REGISTERS) {
    using V = TestType;
    using T = typename V::scalar;
    const auto x = moderate<T>(4000, 20, 1), y = moderate<T>(4000, 20, 2);
    auto z = moderate<T>(4000, 40, 3);
    for (std::size_t i = 0; i < z.size(); i += 2) z[i] = -(x[i] * y[i]); // the product's rounding error
    const bool once = xact::simd::has_fma<T, typename V::arch>;
    const auto fused = each<V>([](V a, V b, V c) { return fma(a, b, c); }, x, y, z);
    CHECK(mismatches(fused, [&](std::size_t i) {
              const T product = x[i] * y[i];
              return once ? static_cast<T>(wide(x[i]) * wide(y[i]) + wide(z[i])) : static_cast<T>(product + z[i]);
          }) == 0);
    const auto negated = each<V>([](V a, V b, V c) { return fnma(a, b, c); }, x, y, z);
    CHECK(mismatches(negated, [&](std::size_t i) {
              const T product = x[i] * y[i];
              return once ? static_cast<T>(wide(z[i]) - wide(x[i]) * wide(y[i])) : static_cast<T>(z[i] - product);
          }) == 0);
}

TEMPLATE_TEST_CASE("product_error is what rounding took", "[simd]", REGISTERS) {
    using V = TestType;
    using T = typename V::scalar;
    const auto x = moderate<T>(4000, 20, 4), y = moderate<T>(4000, 20, 5);
    const auto error = each<V>([](V a, V b) { return product_error(a, b, a * b); }, x, y);
    const double missing = sizeof(T) == 8 && !xact::simd::has_fma<T, typename V::arch> ? 0x1p-104 : 0;
    double largest = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const wide product = wide(x[i]) * wide(y[i]), rounded(static_cast<T>(x[i] * y[i]));
        largest = std::max(largest, std::abs(static_cast<double>((product - rounded - wide(error[i])) / product)));
    }
    INFO("2^" << std::log2(largest) << " of the product is missing");
    CHECK(largest <= missing);
}

TEMPLATE_TEST_CASE("a product is not contracted into the sum behind it", "[simd]", REGISTERS) {
    using V = TestType;
    using T = typename V::scalar;
    const auto x = moderate<T>(1000, 3, 6), y = moderate<T>(1000, 3, 7);
    const auto difference = each<V>([](V a, V b) { return a * b - a * b; }, x, y);
    CHECK(mismatches(difference, [](std::size_t) { return T(0); }) == 0);
    const auto sum = each<V>([](V a, V b) { return a * b + a; }, x, y);
    CHECK(mismatches(sum, [&](std::size_t i) {
              const volatile T product = x[i] * y[i];
              return product + x[i];
          }) == 0);
}

TEMPLATE_TEST_CASE("at_least and at_most let a NaN in the second operand through", "[simd]", REGISTERS) {
    using V = TestType;
    using T = typename V::scalar;
    const auto [limit, x] = special_pairs<T>();
    const auto &l = limit, &v = x;
    const auto least = each<V>([](V a, V b) { return at_least(a, b); }, l, v);
    const auto most = each<V>([](V a, V b) { return at_most(a, b); }, l, v);
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < v.size(); ++i) {
        if (std::isnan(v[i]))
            wrong += std::isnan(least[i]) && std::isnan(most[i]) ? 0 : 1;
        else if (std::isnan(l[i]))
            wrong += same(least[i], v[i]) && same(most[i], v[i]) ? 0 : 1;
        else
            wrong += least[i] == std::max(l[i], v[i]) && most[i] == std::min(l[i], v[i]) ? 0 : 1;
    }
    CHECK(wrong == 0);
}

TEMPLATE_TEST_CASE("copysign, abs, floor, select and comparisons", "[simd]", REGISTERS) {
    using V = TestType;
    using T = typename V::scalar;
    const auto [first, second] = special_pairs<T>();
    const auto &a = first, &b = second;
    const auto expect = [&](const auto& op, const auto& expected) {
        return mismatches(each<V>(op, a, b), [&](std::size_t i) { return expected(a[i], b[i]); });
    };
    CHECK(expect([](V x, V y) { return copysign(x, y); }, [](T x, T y) { return std::copysign(x, y); }) == 0);
    CHECK(expect([](V x, V) { return xact::math::abs(x); }, [](T x, T) { return std::abs(x); }) == 0);
    CHECK(expect([](V x, V) { return -x; }, [](T x, T) { return -x; }) == 0);
    CHECK(expect([](V x, V) { return floor(x) + V(0); }, [](T x, T) { return std::floor(x) + T(0); }) == 0);
    CHECK(expect([](V x, V) { return sqrt(x); }, [](T x, T) { return std::sqrt(x); }) == 0);
    CHECK(expect([](V x, V y) { return x / y; }, [](T x, T y) { return x / y; }) == 0);
    CHECK(expect([](V x, V y) { return select(x < y, V(1), V(2)); }, [](T x, T y) { return x < y ? 1 : 2; }) == 0);
    CHECK(expect([](V x, V y) { return select(x <= y, V(1), V(2)); }, [](T x, T y) { return x <= y ? 1 : 2; }) == 0);
    CHECK(expect([](V x, V y) { return select(x > y, V(1), V(2)); }, [](T x, T y) { return x > y ? 1 : 2; }) == 0);
    CHECK(expect([](V x, V y) { return select(x >= y, V(1), V(2)); }, [](T x, T y) { return x >= y ? 1 : 2; }) == 0);
    CHECK(expect([](V x, V y) { return select(x == y, V(1), V(2)); }, [](T x, T y) { return x == y ? 1 : 2; }) == 0);
    CHECK(expect([](V x, V y) { return select(x != y, V(1), V(2)); }, [](T x, T y) { return x != y ? 1 : 2; }) == 0);
    CHECK(expect([](V x, V y) { return select((x < y) | (x > y), V(1), V(2)); },
                 [](T x, T y) { return x < y || x > y ? 1 : 2; }) == 0);
    CHECK(expect([](V x, V y) { return select((x < y) & !(x < V(0)), V(1), V(2)); },
                 [](T x, T y) { return x < y && !(x < 0) ? 1 : 2; }) == 0);
}

TEMPLATE_TEST_CASE("bits of a condition are its lanes, the first one lowest", "[simd]", REGISTERS) {
    using T = typename TestType::scalar;
    for (std::uint64_t pattern = 0; pattern < std::uint64_t(1) << std::min<std::size_t>(TestType::size, 10);
         ++pattern) {
        T lanes[TestType::size];
        for (std::size_t i = 0; i < TestType::size; ++i) lanes[i] = T(pattern >> i & 1);
        CHECK(bits(TestType(TestType::batch::load_unaligned(lanes)) > TestType(T(0))) == pattern);
    }
}

TEMPLATE_TEST_CASE("what depends on the sign of x, zeros and NaN included", "[simd]", REGISTERS) {
    using V = TestType;
    using T = typename V::scalar;
    const auto [x, y] = special_pairs<T>();
    const std::vector<T> kept = each<V>([](V a, V b) { return keep_nan(a, b); }, x, y),
                         where = each<V>([](V a, V b) { return where_positive(a, b); }, x, y),
                         one = each<V>([](V a, V b) { return one_where_positive(a, b); }, x, y),
                         shut = each<V>([](V a, V b) { return shut_unless_positive(a, b); }, x, y),
                         unless = each<V>([](V a, V b) { return unless_negative(a, b); }, x, y),
                         one_unless = each<V>([](V a, V b) { return one_unless_negative(a, b); }, x, y),
                         logarithm = each<V>([](V a, V b) { return with_logarithm_limits(a, b); }, x, y),
                         signs = each<V>([](V a) { return sign(a); }, x);
    for (std::size_t i = 0; i < x.size(); ++i) {
        INFO("x " << x[i] << ", y " << y[i]);
        const bool is_nan = std::isnan(x[i]);
        CHECK(same(kept[i], is_nan ? x[i] : y[i]));
        CHECK(same(where[i], is_nan ? x[i] : x[i] > 0 ? y[i] : T(0)));
        CHECK(same(one[i], is_nan ? x[i] : x[i] > 0 ? T(1) : y[i]));
        CHECK(same(unless[i], is_nan ? x[i] : x[i] >= 0 ? y[i] : T(0)));
        CHECK(same(one_unless[i], is_nan ? x[i] : x[i] >= 0 ? T(1) : y[i]));
        const bool is_inside = x[i] > 0 && x[i] <= std::numeric_limits<T>::max();
        CHECK(same(logarithm[i], is_inside ? y[i] : std::log(x[i])));
        if (!is_nan) CHECK(same(shut[i], x[i] > 0 ? y[i] : -T(0)));
        if (std::isnan(y[i]) && is_nan) CHECK(std::isnan(shut[i]));
        if (is_nan)
            CHECK(std::isnan(signs[i]));
        else
            CHECK(signs[i] == (x[i] > 0 ? 1 : x[i] < 0 ? -1 : 0));
    }
}

TEMPLATE_TEST_CASE("next_above, next_below and what lies between two bounds", "[simd]", REGISTERS) {
    using V = TestType;
    using T = typename V::scalar;
    const T inf = std::numeric_limits<T>::infinity();
    const auto pairs = special_pairs<T>();
    const auto &x = pairs[0], &y = pairs[1];
    // But for the sign of a zero.
    CHECK(mismatches(each<V>([](V a) { return next_above(a) + V(0); }, x),
                     [&](std::size_t i) { return std::nextafter(x[i], inf) + T(0); }) == 0);
    CHECK(mismatches(each<V>([](V a) { return next_below(a) + V(0); }, x),
                     [&](std::size_t i) { return std::nextafter(x[i], -inf) + T(0); }) == 0);
    for (const T low : {-inf, T(-2), T(-0.1), T(0), std::numeric_limits<T>::denorm_min()})
        for (const T high : {std::nextafter(low, inf), T(0.7), T(2), inf}) {
            const auto between = each<V>([&](V a, V b) { return where_between(V(low), a, V(high), b); }, x, y);
            CHECK(mismatches(between, [&](std::size_t i) {
                      return std::isnan(x[i]) ? x[i] : low < x[i] && x[i] < high ? y[i] : T(0);
                  }) == 0);
        }
}

TEMPLATE_TEST_CASE("pow2 over all exponents of normal numbers", "[simd]", REGISTERS) {
    using V = TestType;
    using T = typename V::scalar;
    using limits = std::numeric_limits<T>;
    std::vector<T> k;
    for (int e = limits::min_exponent - 1; e < limits::max_exponent; ++e) k.push_back(static_cast<T>(e));
    CHECK(mismatches(each<V>([](V x) { return pow2(x); }, k),
                     [&](std::size_t i) { return std::ldexp(T(1), static_cast<int>(k[i])); }) == 0);
}

TEMPLATE_TEST_CASE("pow2_of_sum takes the exponent from the low bits of a sum", "[simd]", REGISTERS) {
    using V = TestType;
    using T = typename V::scalar;
    using limits = std::numeric_limits<T>;
    constexpr int bias = 40;
    std::vector<T> k;
    for (int e = limits::min_exponent - 1 - bias; e < limits::max_exponent - bias; ++e) k.push_back(static_cast<T>(e));
    const auto powers = each<V>([](V x) { return pow2_of_sum(x + V(V::template exponent_shifter<bias>)); }, k);
    CHECK(mismatches(powers, [&](std::size_t i) { return std::ldexp(T(1), int(k[i]) + bias); }) == 0);
}

TEMPLATE_TEST_CASE("bit patterns are shifted as integers", "[simd]", REGISTERS) {
    using V = TestType;
    using T = typename V::scalar;
    using bits = test::bits_of<T>;
    const auto x = moderate<T>(1000, 60, 10);
    const auto pattern = [&](std::size_t i) { return std::bit_cast<bits>(x[i]); };
    const auto left = each<V>([](V a) { return V(xact::simd::shift_left<5>(a.b)); }, x);
    const auto right = each<V>([](V a) { return V(xact::simd::shift_right<21>(a.b)); }, x);
    using number = std::make_signed_t<bits>;
    CHECK(mismatches(left, [&](std::size_t i) { return std::bit_cast<T>(static_cast<bits>(pattern(i) << 5)); }) == 0);
    CHECK(mismatches(right, [&](std::size_t i) {
              return std::bit_cast<T>(static_cast<bits>(static_cast<number>(pattern(i)) >> 21));
          }) == 0);
}

TEST_CASE("floats widen to doubles in order, and doubles are rounded to floats", "[simd]") {
    using V = xact::vec<float>;
    auto x = moderate<float>(1000, 60, 11);
    for (const float s : specials<float>()) x.push_back(s);
    // x·(1 + 2^-24) lies between two floats; it is exact in double.
    const auto halfway = [](auto v) { return v * decltype(v)(1 + 0x1p-24); };
    const auto rounded = each<V>(
        [&](V a) {
            const auto w = widen(a);
            return narrow(xact::wide<xact::default_arch>{halfway(w.low), halfway(w.high)});
        },
        x);
    CHECK(mismatches(rounded, [&](std::size_t i) { return static_cast<float>(double(x[i]) * (1 + 0x1p-24)); }) == 0);
}

TEMPLATE_TEST_CASE("scale rounds once, whatever the exponents", "[simd]", REGISTERS) {
    using V = TestType;
    using T = typename V::scalar;
    using limits = std::numeric_limits<T>;
    std::vector<T> x, k;
    for (int e = 2 * limits::min_exponent - 4; e <= 2 * limits::max_exponent + 4; ++e)
        // A double rounding shows where the first step already falls below the normal numbers.
        for (const T s : {T(1), T(-1.5), T(0x1.fffffep0), limits::min(), limits::max(), T(0), limits::infinity(),
                          static_cast<T>(0x1.000002p0), static_cast<T>(0x1.8018p-10)})
            x.push_back(s), k.push_back(static_cast<T>(e));
    const auto computed = each<V>([](V a, V b) { return scale(a, b); }, x, k);
    constexpr bool native = requires(V v) { xact::simd::native::scale(v.native(), v.native()); };
    const int lowest = native ? std::numeric_limits<int>::min() / 2 : 2 * (limits::min_exponent - 1);
    CHECK(mismatches(computed,
                     [&](std::size_t i) { return std::ldexp(x[i], std::max(lowest, static_cast<int>(k[i]))); }) == 0);
    CHECK(std::isnan(T(scale(V(limits::quiet_NaN()), V(3)))));
}

TEMPLATE_TEST_CASE("round_small rounds to the nearest integer, ties to even", "[simd]", REGISTERS) {
    using V = TestType;
    using T = typename V::scalar;
    std::vector<T> x = moderate<T>(4000, sizeof(T) == 4 ? 20 : 49, 8);
    for (int i = -100; i <= 100; ++i) x.push_back(static_cast<T>(i) / 4);
    std::size_t wrong = 0;
    const auto rounded = each<V>([](V a) { return round_small(a); }, x);
    for (std::size_t i = 0; i < x.size(); ++i) wrong += rounded[i] == std::nearbyint(x[i]) ? 0 : 1;
    CHECK(wrong == 0);
}

TEMPLATE_TEST_CASE("reciprocal_estimate is as close as documented", "[simd]", REGISTERS) {
    using V = TestType;
    using T = typename V::scalar;
    const auto x = moderate<T>(20000, 60, 9);
    const auto estimate = each<V>([](V a) { return reciprocal_estimate(a); }, x);
    double largest = 0;
    for (std::size_t i = 0; i < x.size(); ++i)
        largest = std::max(largest, std::abs(double(estimate[i]) * double(x[i]) - 1));
#if defined(__aarch64__)
    const double bound = 0x1p-8;
#else
    const double bound = V::size * sizeof(T) == 64 ? 0x1p-14 : sizeof(T) == 4 ? 0x1p-11 : 0x1p-52;
#endif
    CHECK(largest <= bound);
}
