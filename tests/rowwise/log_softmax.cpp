#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include <xact/rowwise/log_softmax.hpp>

#include "support/catch.hpp"

namespace {

constexpr float inf = std::numeric_limits<float>::infinity(), not_a_number = std::numeric_limits<float>::quiet_NaN(),
                largest = std::numeric_limits<float>::max();

std::vector<float> log_softmax_of(std::vector<float> x, double tau = 1) {
    xact::forward(xact::log_softmax{.tau = tau}, x, x, x.size());
    return x;
}

bool all_nan(const std::vector<float>& y) {
    return std::all_of(y.begin(), y.end(), [](float v) { return std::isnan(v); });
}

} // namespace

TEST_CASE("log_softmax: infinities and NaN") {
    CHECK(all_nan(log_softmax_of({-inf, -inf, -inf})));
    CHECK(log_softmax_of({1, inf, -inf, 3}) == std::vector<float>{-inf, 0, -inf, -inf});
    CHECK(all_nan(log_softmax_of({inf, 1, inf})));
    for (const std::size_t n : std::array<std::size_t, 4>{2, 17, 64, 200})
        for (std::size_t i = 0; i < n; ++i)
            for (const float other : {1.0f, inf, -inf, not_a_number}) {
                std::vector<float> x(n, other);
                x[i] = not_a_number;
                CHECK(all_nan(log_softmax_of(x)));
            }
    const std::vector<float> y = log_softmax_of({0, -inf, 0});
    CHECK(y[1] == -inf);
    CHECK(y[0] == std::log(0.5f));
    CHECK(log_softmax_of({largest, -largest}) == std::vector<float>{0, -inf});
    CHECK(log_softmax_of({5}) == std::vector<float>{0});
}

TEST_CASE("log_softmax: a row that one element dominates keeps its digits") {
    const std::vector<float> y = log_softmax_of({0, -80, -81});
    const double rest = std::exp(-80.0) + std::exp(-81.0);
    CHECK(std::abs(double(y[0]) + rest) <= 0x1p-23 * rest);
    CHECK(y[1] == -80);
}

TEST_CASE("log_softmax: adding a number to the row changes no bit where the sums are exact") {
    std::vector<float> x;
    for (int i = 0; i < 1000; ++i) x.push_back(static_cast<float>((i * 37) % 101 - 50));
    const std::vector<float> y = log_softmax_of(x);
    for (const float shift : {1.0f, -128.0f, 0x1p20f, -0x1p23f}) {
        std::vector<float> moved = x;
        for (float& v : moved) v += shift;
        CHECK(log_softmax_of(moved) == y);
    }
}

TEST_CASE("log_softmax: temperatures") {
    CHECK(log_softmax_of({3, 6, -9}, 3) == log_softmax_of({1, 2, -3}));
    CHECK(log_softmax_of({0x1p127f, -0x1p127f}, 0x1p10) == std::vector<float>{0, -0x1p118f});
    CHECK(log_softmax_of({0x1p-60f, 0}, 0x1p-140) == std::vector<float>{0, -0x1p80f});
    std::vector<float> x{1, 2};
    CHECK_THROWS_AS(xact::forward(xact::log_softmax{.tau = 0}, x, x, 2), std::invalid_argument);
}

TEST_CASE("log_softmax backward: confident rows, large gradients") {
    const auto gradient = [](std::vector<float> y, std::vector<float> dy, double tau = 1) {
        xact::backward(xact::log_softmax{.tau = tau}, y, dy, dy, y.size());
        return dy;
    };
    // The gradient of a label's own loss, 1 - e^y, keeps its digits as y goes to 0.
    CHECK(gradient({-0x1p-60f, -41.6f}, {-1, 0})[0] == -0x1p-60f);
    CHECK(gradient({-0x1p-60f, -41.6f}, {-0x1p10f, 0}, 0x1p-3)[0] == -0x1p-47f);
    CHECK(gradient({0, -inf}, {1, 2}) == std::vector<float>{-2, 2});
    CHECK(gradient({0, -inf}, {1, largest}) == std::vector<float>{-largest, largest});
    const float half = std::log(0.5f);
    CHECK(gradient({half, half}, {inf, 0})[1] == -inf);
    CHECK(gradient({half, half}, {-inf, 0})[1] == inf);
    const std::vector<float> g = gradient({half, half, -1000}, {largest, largest, 1});
    CHECK(std::abs(g[0]) <= largest * 0x1p-22f);
    CHECK(g[2] == 1);
    CHECK(std::abs(gradient({half, half}, {largest, -largest}, 4)[1] + largest / 4) <= largest * 0x1p-25f);
}
