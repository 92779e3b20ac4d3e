#include <cmath>
#include <initializer_list>
#include <limits>
#include <vector>

#include <xact/rowwise/nau.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"
#include "support/second_input.hpp"

namespace {

constexpr float inf = std::numeric_limits<float>::infinity(), not_a_number = std::numeric_limits<float>::quiet_NaN();

float weighted(const std::vector<float>& x, const std::vector<float>& w) {
    float y = 0;
    xact::forward(xact::nau{}, x, w, std::span(&y, 1), x.size());
    return y;
}

} // namespace

TEST_CASE("nau: known values; weights are clamped") {
    CHECK(test::output(xact::nau{}, {1, 2, -0.5f}) == std::vector<float>{2.5f});
    CHECK(weighted({1, 2, 3}, {1, -0.5f, 0}) == 0);
    CHECK(weighted({1, 2, 3}, {5, -0.5f, -2}) == -3);
    CHECK(weighted({1, inf, not_a_number}, {1, 0, 0}) == 1);
    CHECK(weighted({1, inf, 2}, {1, -1, 0}) == -inf);
    CHECK(std::isnan(weighted({1, not_a_number, 2}, {1, 0.5f, 0})));
}

TEST_CASE("nau: what cancels keeps its digits, and nothing overflows on the way") {
    CHECK(test::output(xact::nau{}, {1e20f, 1, -1e20f, 0x1p-40f}) == std::vector<float>{1 + 0x1p-40f});
    const double most = std::numeric_limits<double>::max();
    CHECK(test::output(xact::nau{}, std::vector<double>{most, most, 1, -most, -most}) == std::vector<double>{1});
    CHECK(test::output(xact::nau{}, std::vector<double>{1e300, 3, -1e300}) == std::vector<double>{3});
}

TEST_CASE("nau: gradients of the elements, and of weights up to their limits") {
    const std::vector<float> x{2, 3, 4, 5}, w{-1, 1.5f, 0.25f, 1}, dy{2};
    std::vector<float> dx(4), dw(4);
    xact::backward(xact::nau{}, x, w, dy, dx, dw, 4);
    CHECK(dx == std::vector<float>{-2, 2, 0.5f, 2});
    CHECK(dw == std::vector<float>{4, 0, 8, 10});
}

TEST_CASE("nau: value and gradients agree with dual numbers") {
    const auto check = []<class R, class T>(R, T) {
        for (const std::size_t n : std::initializer_list<std::size_t>{1, 2, 7, 16, 33}) {
            test::row_pair<T> in{std::vector<T>(n), std::vector<T>(n)};
            for (std::size_t i = 0; i < n; ++i)
                in.x[i] = T(1 + 0.3 * std::sin(double(i))), in.b[i] = T(1.2 * std::cos(double(i)) + 0.1);
            test::check_second_input<R, T>(xact::nau{}, in, {T(-1.3)}, 2, 1);
        }
    };
    check((long double)0, 0.0f);
    check(test::wide(0), 0.0);
}

TEST_CASE("nau: weights that several rows share") {
    test::check_shared_second_input(xact::nau{}, 5, 300);
    test::check_shared_second_input(xact::nau{}, 1000, 3);
}

TEST_CASE("nau: errors name the ranges and give the numbers") { test::check_second_input_errors(xact::nau{}, 4); }
