#include <xact/math/double_word.hpp>

#include "math/words.hpp"

// Sums and products of unevaluated numbers, against wide ones.

namespace {

using test::read;
using test::wide;
using xact::math::dw;

/// Pairs of numbers, of like and of unlike size, so that sums cancel and products do not underflow.
template <class T> struct pairs {
    std::vector<T> a, b;

    pairs() {
        const std::vector<T> moderate = test::between<T>(-40, 40, 3000);
        for (std::size_t i = 0; i < moderate.size(); ++i)
            if (std::abs(moderate[i]) > T(1e-6)) {
                a.push_back(moderate[i]);
                const T other = moderate[(i * 7919) % moderate.size()];
                b.push_back(i % 3 == 0 || std::abs(other) < T(1e-6) ? -moderate[i] * T(1.0000001) : other);
            }
    }
};

/// The largest |computed(a, b) - exact(a, b)| relative to exact over all pairs.
template <class V, class Computed, class Exact> double relative_error(const Computed& computed, const Exact& exact) {
    using T = typename V::scalar;
    static const pairs<T> p;
    double largest = 0;
    for (std::size_t i = 0; i < p.a.size(); ++i) {
        const wide e = exact(wide(p.a[i]), wide(p.b[i])), c = read(computed(V(p.a[i]), V(p.b[i])));
        if (e == 0)
            largest = c == 0 ? largest : test::infinite_error;
        else
            largest = std::max(largest, static_cast<double>(abs(c - e) / abs(e)));
    }
    return largest;
}

/// A double word that is not just a number: a·(1 + 1/3 ulp).
template <class V> dw<V> with_low_word(V a) {
    using T = typename V::scalar;
    return xact::math::fast_two_sum(a, a * V(std::numeric_limits<T>::epsilon() / 6));
}

} // namespace

TEMPLATE_TEST_CASE("sums and products of two numbers are exact", "[math]", REGISTERS) {
    using V = TestType;
    using T = typename V::scalar;
    using namespace xact::math;
    CHECK(relative_error<V>([](V a, V b) { return two_sum(a, b); }, [](wide a, wide b) { return a + b; }) == 0);
    const auto ordered = [](V a, V b) {
        return fast_two_sum(select(abs(a) < abs(b), b, a), select(abs(a) < abs(b), a, b));
    };
    CHECK(relative_error<V>(ordered, [](wide a, wide b) { return a + b; }) == 0);
    CHECK(relative_error<V>([](V a, V b) { return ordered_sum(abs(a), abs(b)); },
                            [](wide a, wide b) { return abs(a) + abs(b); }) == 0);
    const double missing = sizeof(T) == 8 && !xact::simd::has_fma<T, typename V::arch> ? 0x1p-104 : 0;
    CHECK(relative_error<V>([](V a, V b) { return two_product(a, b); }, [](wide a, wide b) { return a * b; }) <=
          missing);
}

TEMPLATE_TEST_CASE("arithmetic of double words is right to its documented bounds", "[math]", REGISTERS) {
    using V = TestType;
    using T = typename V::scalar;
    using namespace xact::math;
    const auto exponent = [](int in_float, int in_double) {
        return std::ldexp(1.0, sizeof(T) == 4 ? in_float : in_double);
    };
    const auto widened = [](wide a) { return a + a * wide(std::numeric_limits<T>::epsilon() / 6); };
    // What with_low_word makes of a is rounded itself.
    const double slack = exponent(-46, -104);
    CHECK(relative_error<V>([](V a, V b) { return with_low_word(a) * with_low_word(b); },
                            [&](wide a, wide b) { return widened(a) * widened(b); }) <=
          exponent(-44, -102) + 2 * slack);
    CHECK(relative_error<V>([](V a, V b) { return a * with_low_word(b); },
                            [&](wide a, wide b) { return a * widened(b); }) <= exponent(-44, -102) + slack);
    CHECK(relative_error<V>([](V a, V b) { return with_low_word(a) / with_low_word(b); },
                            [&](wide a, wide b) { return widened(a) / widened(b); }) <=
          exponent(-45, -103) + 2 * slack);
    CHECK(relative_error<V>([](V a, V) { return reciprocal(with_low_word(a)); },
                            [&](wide a, wide) { return 1 / widened(a); }) <= exponent(-46, -104) + slack);
    CHECK(relative_error<V>([](V a, V b) { return with_low_word(abs(a)) + with_low_word(abs(b)); },
                            [&](wide a, wide b) { return widened(abs(a)) + widened(abs(b)); }) <=
          exponent(-44, -102) + slack);
    // One rounding, of hardly more than half an ulp, where there is an fma; else a second one.
    const double roundings = xact::simd::has_fma<T, typename V::arch> ? 0.51 : 1.01;
    CHECK(relative_error<V>(
              [](V a, V b) {
                  return dw<V>{round_product(a, with_low_word(b)), V(0)};
              },
              [&](wide a, wide b) { return a * widened(b); }) <= roundings * std::numeric_limits<T>::epsilon());
}

TEMPLATE_TEST_CASE("constants and parameters become double words without loss", "[math]", REGISTERS) {
    using V = TestType;
    using T = typename V::scalar;
    const xact::math::real third{1.0 / 3, 0x1.5555555555555p-56};
    const double loss = std::ldexp(1.0, sizeof(T) == 4 ? -48 : -106);
    const auto relative = [](const wide& a, const wide& b) { return static_cast<double>(abs(a - b) / abs(b)); };
    CHECK(relative(read(xact::math::as<V>(third)), wide(1) / 3) <= loss);
    CHECK(relative(read(xact::math::exact<V>(0.1)), wide(0.1)) <= loss);
    CHECK(relative(read(xact::math::exact<V>(0.1f)), wide(0.1f)) == 0);
    CHECK(relative(read(xact::math::inverse<V>(0.7)), 1 / wide(0.7)) <= loss);
    CHECK(relative(read(xact::math::inverse<V>(V(T(0.7)))), 1 / wide(T(0.7))) <=
          std::ldexp(1.0, sizeof(T) == 4 ? -46 : -104));
}
