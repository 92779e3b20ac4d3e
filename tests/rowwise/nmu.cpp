#include <cmath>
#include <initializer_list>
#include <limits>
#include <random>
#include <vector>

#include <xact/rowwise/nmu.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"
#include "support/second_input.hpp"

namespace {

constexpr float inf = std::numeric_limits<float>::infinity(), not_a_number = std::numeric_limits<float>::quiet_NaN();

template <class T> T weighted(const std::vector<T>& x, const std::vector<T>& w) {
    T y = 0;
    xact::forward(xact::nmu{}, x, w, std::span(&y, 1), x.size());
    return y;
}

} // namespace

TEST_CASE("nmu: known values; weights are clamped") {
    CHECK(test::output(xact::nmu{}, {2, 3, -0.5f}) == std::vector<float>{-3});
    CHECK(weighted<float>({2, 3, 7}, {1, 0.5f, 0}) == 4);
    CHECK(weighted<float>({2, 3, 7}, {4, 0.5f, -1}) == 4);
    CHECK(weighted<double>({3, -1}, {0.5, 0.5}) == 0);
    CHECK(weighted<float>({2, inf, not_a_number}, {1, 0, 0}) == 2);
    CHECK(weighted<float>({-2, inf, 3}, {1, 0.5f, 1}) == -inf);
    CHECK(std::isnan(weighted<float>({0, inf}, {1, 1})));
    CHECK(std::isnan(weighted<float>({2, not_a_number}, {1, 0.5f})));
}

TEST_CASE("nmu: nothing overflows or vanishes on the way to a number") {
    std::vector<float> x;
    for (int i = 0; i < 100; ++i) x.push_back(0x1p100f);
    for (int i = 0; i < 100; ++i) x.push_back(0x1p-100f);
    x.push_back(3);
    CHECK(test::output(xact::nmu{}, x) == std::vector<float>{3});
    CHECK(test::gradient(xact::nmu{}, x, {1}).back() == 1);
    std::vector<double> y(41, 0x1p-1074);
    for (int i = 0; i < 40; ++i) y.push_back(0x1p1000), y.push_back(0x1p74);
    CHECK(test::output(xact::nmu{}, y) == std::vector<double>{0x1p-1074});
}

TEST_CASE("nmu: gradients where factors are 0") {
    CHECK(test::gradient(xact::nmu{}, {2, 0, 3, 5}, {1}) == std::vector<float>{0, 30, 0, 0});
    CHECK(test::gradient(xact::nmu{}, {2, 0, 3, 0}, {1}) == std::vector<float>{0, 0, 0, 0});
    CHECK(test::gradient(xact::nmu{}, {2, inf, 3}, {1}) == std::vector<float>{inf, 6, inf});
    const std::vector<float> x{3, -1, 5}, w{0.5f, 0.5f, 1}, dy{2}; // factors 2, 0, 5
    std::vector<float> dx(3), dw(3);
    xact::backward(xact::nmu{}, x, w, dy, dx, dw, 3);
    CHECK(dx == std::vector<float>{0, 10, 0});
    CHECK(dw == std::vector<float>{0, -40, 0});
}

TEST_CASE("nmu: gradients of weights up to their limits") {
    const std::vector<float> x{2, 3, 4, 5}, w{0, 1.5f, -0.5f, 1}, dy{1}; // factors 1, 3, 1, 5
    std::vector<float> dx(4), dw(4);
    xact::backward(xact::nmu{}, x, w, dy, dx, dw, 4);
    CHECK(dx == std::vector<float>{0, 5, 0, 3});
    CHECK(dw == std::vector<float>{15, 0, 0, 12});
}

TEST_CASE("nmu: value and gradients agree with dual numbers") {
    const auto check = []<class R, class T>(R, T) {
        std::mt19937_64 random(4);
        std::normal_distribution<double> normal(0, 2);
        std::uniform_real_distribution<double> uniform(-0.1, 1.1);
        for (const std::size_t n : std::initializer_list<std::size_t>{1, 2, 7, 16, 33})
            for (int repeat = 0; repeat < 10; ++repeat) {
                test::row_pair<T> in{std::vector<T>(n), std::vector<T>(n)};
                for (std::size_t i = 0; i < n; ++i) in.x[i] = T(normal(random)), in.b[i] = T(uniform(random));
                test::check_second_input<R, T>(xact::nmu{}, in, {T(-1.3)}, 1, 1);
            }
    };
    check((long double)0, 0.0f);
    check(test::wide(0), 0.0);
}

TEST_CASE("nmu: weights that several rows share") {
    test::check_shared_second_input(xact::nmu{}, 5, 300);
    test::check_shared_second_input(xact::nmu{}, 1000, 3);
}

TEST_CASE("nmu: errors name the ranges and give the numbers") { test::check_second_input_errors(xact::nmu{}, 4); }
