#include <xact/math/sincos.hpp>

#include <limits>

#include "math/words.hpp"

// Sine and cosine of every argument, to the last bits also beside their roots.

using test::between;
using test::check_kernel;
using test::wide;
namespace math = xact::math;

namespace {

/// Numbers of every size, and those next to multiples of π/2.
template <class T> std::vector<T> angles() {
    std::vector<T> all = test::sample<T>(4000);
    const wide quarter = 2 * atan(wide(1));
    for (double k = 1; k < 0x1p60; k += 1 + static_cast<double>(static_cast<std::int64_t>(k * 0.01)))
        for (int step = -1; step <= 1; ++step)
            all.push_back(test::step(static_cast<T>(static_cast<double>(wide(k) * quarter)), step));
    // As close as a float and a double come to one.
    for (const double x : {16367173.0 * 0x1p72, 6381956970095103.0 * 0x1p797, double(0x1.f9cbep7f), 5.5e5, 1e22})
        all.push_back(static_cast<T>(x)), all.push_back(-static_cast<T>(x));
    std::vector<T> finite;
    for (const T x : all)
        if (std::isfinite(x)) finite.push_back(x);
    return finite;
}

/// Without fma there are more roundings.
template <class V> constexpr double word_bound = math::is_fused<V> ? 0.22 : 0.26;

} // namespace

TEMPLATE_TEST_CASE("sine and cosine", "[math]", REGISTERS) {
    using V = TestType;
    using T = typename V::scalar;
    using angle = math::angle<V>;
    using short_angle = math::short_angle<V>;
    const auto x = angles<T>();
    constexpr double words = word_bound<V>, rounded = math::is_fused<V> ? 1.6 : 1.7;
    check_kernel<V>(
        x, words, [](V v) { return angle::of(v).sin(); }, [](wide v) { return sin(v); });
    check_kernel<V>(
        x, words, [](V v) { return angle::of(v).cos(); }, [](wide v) { return cos(v); });
    check_kernel<V>(
        x, rounded, [](V v) { return short_angle::of(v).sin(); }, [](wide v) { return sin(v); });
    check_kernel<V>(
        x, rounded, [](V v) { return short_angle::of(v).cos(); }, [](wide v) { return cos(v); });
    // An eighth of a turn on, and back.
    const auto turned = [](int sign) { return [sign](wide v) { return (sin(v) + sign * cos(v)) / sqrt(wide(2)); }; };
    check_kernel<V>(
        x, words, [](V v) { return angle::template of<1>(v).sin(); }, turned(1));
    check_kernel<V>(
        x, words, [](V v) { return angle::template of<-1>(v).sin(); }, turned(-1));
}

TEMPLATE_TEST_CASE("sine and cosine of two words", "[math]", REGISTERS) {
    using V = TestType;
    using T = typename V::scalar;
    using angle = math::angle<V>;
    std::vector<T> x;
    for (const T v : angles<T>())
        if (std::abs(v) < T(sizeof(T) == 4 ? 0x1p100 : 0x1p1000)) x.push_back(v);
    const T factor = T(30.1);
    const auto product = [factor](V v) { return math::two_product(v, V(factor)); };
    const auto exact = [factor](wide v) { return v * wide(double(factor)); };
    // Products with subnormals are not exact.
    std::erase_if(x, [](T v) { return v != 0 && std::abs(v) < std::numeric_limits<T>::min() * T(0x1p60); });
    check_kernel<V>(
        x, word_bound<V>, [&](V v) { return angle::of(product(v)).sin(); }, [&](wide v) { return sin(exact(v)); });
    check_kernel<V>(
        x, word_bound<V>, [&](V v) { return angle::of(product(v)).cos(); }, [&](wide v) { return cos(exact(v)); });
}

TEMPLATE_TEST_CASE("angles that are no numbers, and those in quarters of a turn", "[math]", REGISTERS) {
    using V = TestType;
    using T = typename V::scalar;
    for (const T x : {std::numeric_limits<T>::infinity(), -std::numeric_limits<T>::infinity(),
                      std::numeric_limits<T>::quiet_NaN()}) {
        CHECK(std::isnan(T(math::short_angle<V>::of(V(x)).sin())));
        CHECK(std::isnan(T(math::short_angle<V>::of(V(x)).cos())));
    }
    auto q = between<T>(-1000, 1000);
    std::erase_if(q, [](T v) { return v != 0 && std::abs(v) < std::numeric_limits<T>::min() * T(0x1p60); });
    const wide quarter = 2 * atan(wide(1));
    check_kernel<V>(
        q, 0.3, [](V v) { return math::angle<V>::of_quarters(v).sin(); },
        [&](wide v) {
            const double whole = std::nearbyint(static_cast<double>(v));
            const wide rest = (v - wide(whole)) * quarter;
            const int turn = static_cast<int>(whole - 4 * std::floor(whole / 4));
            const wide s = turn % 2 == 0 ? sin(rest) : cos(rest);
            return turn < 2 ? s : -s;
        });
}
