#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <limits>
#include <random>
#include <span>
#include <string>
#include <vector>

#include <xact/core/summed.hpp>
#include <xact/gated/bilinear.hpp>
#include <xact/gated/mglu.hpp>
#include <xact/gated/swiglu.hpp>

#include "support/catch.hpp"
#include "support/message_of.hpp"

// The sum of several gated units of one value.

namespace {

template <class T> std::vector<T> numbers(std::size_t n, unsigned seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<float> normal(0, 2);
    std::vector<T> x(n);
    for (T& v : x) v = T(normal(random));
    return x;
}

template <class T, class F> void check_sums(const F& f) {
    for (const std::size_t count : std::initializer_list<std::size_t>{1, 2, 5})
        for (const std::size_t n : std::initializer_list<std::size_t>{0, 1, 7, 33, 1024, 70001}) {
            INFO(F::about.name << ": " << count << " units of " << n);
            const std::vector<T> a = numbers<T>(count * n, 1), b = numbers<T>(n, 2), dy = numbers<T>(n, 3);
            const auto g = xact::summed(f, count);
            std::vector<T> y(n), da(count * n), db(n);
            xact::forward(g, a, b, y);
            xact::backward(g, a, b, dy, da, db);
            std::size_t wrong = 0;
            for (std::size_t i = 0; i < n; ++i) {
                long double sum = 0, of_db = 0;
                for (std::size_t m = 0; m < count; ++m) {
                    sum += f(a[m * n + i], b[i]);
                    const auto d = f.backward(a[m * n + i], b[i], dy[i]);
                    wrong += da[m * n + i] == d.da ? 0 : 1;
                    of_db += d.db;
                }
                const auto rounded = [](T computed, long double exact) {
                    return std::abs((long double)computed - exact) <=
                           0.501L * std::numeric_limits<T>::epsilon() * std::abs(exact);
                };
                wrong += rounded(y[i], sum) && rounded(db[i], of_db) ? 0 : 1;
            }
            CHECK(wrong == 0);
            std::vector<T> place = b, da_place = a, other(n);
            xact::forward(xact::parallel, g, a, place, place);
            CHECK(place == y);
            place = dy;
            xact::backward(xact::parallel, g, da_place, b, place, da_place, place);
            CHECK(place == db);
            CHECK(da_place == da);
        }
}

} // namespace

TEMPLATE_TEST_CASE("the sum of several units is rounded once", "[core]", xact::mglu, xact::swiglu) {
    check_sums<float>(TestType{});
    check_sums<double>(TestType{});
}

TEST_CASE("units that cancel, and infinite ones", "[core]") {
    const float inf = std::numeric_limits<float>::infinity();
    const std::vector<float> a{0x1p30f, 1, 1, 1, -0x1p30f, inf}, b{1, 1};
    std::vector<float> y(2);
    xact::forward(xact::summed(xact::bilinear{}, 3), a, b, y);
    CHECK(y == std::vector<float>{1, inf});
}

TEST_CASE("16-bit storage of sums is rounded once", "[core]") {
    const auto a = numbers<xact::bfloat16>(300, 1), b = numbers<xact::bfloat16>(100, 2);
    const std::vector<float> wide_a(a.begin(), a.end()), wide_b(b.begin(), b.end());
    std::vector<xact::bfloat16> y(100);
    std::vector<float> expected(100);
    xact::forward(xact::summed(xact::mglu{}, 3), a, b, y);
    xact::forward(xact::summed(xact::mglu{}, 3), wide_a, wide_b, expected);
    for (std::size_t i = 0; i < 100; ++i) CHECK(float(y[i]) == float(xact::bfloat16(expected[i])));
}

TEST_CASE("sums of units: errors give the numbers", "[errors]") {
    const auto g = xact::summed(xact::mglu{}, 3);
    const std::string forward = "xact::forward(mglu): ", backward = "xact::backward(mglu): ";
    std::vector<float> a(12, 1), b(4, 1), dy(4, 1), y(4, 7), da(12, 7);
    const std::vector<float> before = y, da_before = da;
    CHECK(test::message_of([&] { xact::forward(xact::summed(xact::mglu{}, 0), a, b, y); }) == forward + "count is 0");
    CHECK(test::message_of([&] { xact::forward(g, std::span(a).first(11), b, y); }) ==
          forward + "b has 4 elements, a has 11, which must be 3 times as many");
    CHECK(test::message_of([&] { xact::forward(g, a, b, std::span(y).first(3)); }) ==
          forward + "b has 4 elements, y has 3");
    CHECK(test::message_of([&] { xact::forward(g, a, b, std::span(a).first(4)); }) ==
          forward + "a and y overlap in part: y starts 0 bytes after a, which has 48 bytes");
    CHECK(test::message_of([&] { xact::backward(g, a, b, std::span(dy).first(2), da, y); }) ==
          backward + "b has 4 elements, dy has 2");
    CHECK(test::message_of([&] {
              xact::backward(g, a, b, dy, da, std::span(da).first(4));
          }).find(backward + "db and da overlap in part") == 0);
    CHECK(y == before);
    CHECK(da == da_before);
}
