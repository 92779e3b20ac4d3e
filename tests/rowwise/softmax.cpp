#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <xact/rowwise/softmax.hpp>

#include "support/catch.hpp"

namespace {

constexpr float inf = std::numeric_limits<float>::infinity(), not_a_number = std::numeric_limits<float>::quiet_NaN(),
                largest = std::numeric_limits<float>::max();

std::vector<float> softmax_of(std::vector<float> x, double tau = 1) {
    xact::forward(xact::softmax{.tau = tau}, x, x, x.size());
    return x;
}

bool all_nan(const std::vector<float>& y) {
    return std::all_of(y.begin(), y.end(), [](float v) { return std::isnan(v); });
}

} // namespace

TEST_CASE("softmax: infinities and NaN") {
    CHECK(all_nan(softmax_of({-inf, -inf, -inf})));
    CHECK(all_nan(softmax_of({-inf})));
    CHECK(softmax_of({1, inf, -inf, 3}) == std::vector<float>{0, 1, 0, 0});
    CHECK(softmax_of({inf}) == std::vector<float>{1});
    CHECK(all_nan(softmax_of({inf, 1, inf})));
    for (const std::size_t n : std::array<std::size_t, 4>{2, 17, 64, 200})
        for (std::size_t i = 0; i < n; ++i)
            for (const float other : {1.0f, inf, -inf, not_a_number}) {
                std::vector<float> x(n, other);
                x[i] = not_a_number;
                CHECK(all_nan(softmax_of(x)));
            }
    CHECK(softmax_of({largest, -largest, largest, -inf}) == std::vector<float>{0.5f, 0, 0.5f, 0});
    CHECK(softmax_of({-largest, -largest}) == std::vector<float>{0.5f, 0.5f});
    CHECK(softmax_of({-1e-45f, 0}) == std::vector<float>{0.5f, 0.5f});
}

TEST_CASE("softmax: rows sum to 1 and have no negative element") {
    for (const std::size_t n : std::array<std::size_t, 6>{1, 2, 31, 1000, 100003, std::size_t{1} << 20}) {
        std::mt19937_64 random(n);
        std::normal_distribution<float> normal(0, 3);
        std::vector<float> x(n);
        for (float& v : x) v = normal(random);
        const std::vector<float> y = softmax_of(x);
        CHECK(std::abs(std::accumulate(y.begin(), y.end(), 0.0) - 1) < 1e-7);
        CHECK(std::all_of(y.begin(), y.end(), [](float v) { return v >= 0; }));
    }
}

TEST_CASE("softmax: adding a number to the row changes no bit where the sums are exact") {
    std::vector<float> x;
    for (int i = 0; i < 1000; ++i) x.push_back(static_cast<float>((i * 37) % 101 - 50));
    const std::vector<float> y = softmax_of(x);
    for (const float shift : {1.0f, -128.0f, 0x1p20f, -0x1p23f}) {
        std::vector<float> moved = x;
        for (float& v : moved) v += shift;
        CHECK(softmax_of(moved) == y);
    }
}

TEST_CASE("softmax: the difference to the maximum is not rounded") {
    // 87.30001f - 4.1e-5f needs more bits than a float has.
    const std::vector<float> y = softmax_of({87.30001f, 4.1e-5f});
    const double e = std::exp(double(4.1e-5f) - double(87.30001f));
    CHECK(std::abs(double(y[1]) - e / (1 + e)) <= 0x1p-23 * e); // rounded, it would be off by 2^-18 e
}

TEST_CASE("softmax: temperatures") {
    CHECK(softmax_of({1, 2, 2}, 1e-300) == std::vector<float>{0, 0.5f, 0.5f});
    CHECK(softmax_of({1, 2, 3, 4}, 1e300) == std::vector<float>{0.25f, 0.25f, 0.25f, 0.25f});
    const double e = std::exp(-2 * double(largest) / 1e39);
    CHECK(std::abs(softmax_of({largest, -largest}, 1e39)[1] - e / (1 + e)) < 1e-7);
    CHECK(softmax_of({3, 6, -9}, 3) == softmax_of({1, 2, -3}));
    for (const double tau : {0.0, -1.0, double(inf), double(not_a_number)}) {
        std::vector<float> x{1, 2};
        CHECK_THROWS_AS(xact::forward(xact::softmax{.tau = tau}, x, x, 2), std::invalid_argument);
        CHECK(x == std::vector<float>{1, 2});
    }
    try {
        xact::softmax{.tau = -2}.validate();
    } catch (const std::invalid_argument& error) {
        CHECK(std::string(error.what()).find("tau = -2") != std::string::npos);
    }
}

TEST_CASE("softmax: small outputs keep their digits in the fast tier") {
    for (const double tau : {1.0, 1.3, 0.125, 1e-9, 1e9})
        for (const std::size_t n : std::array<std::size_t, 5>{33, 64, 128, 129, 5000})
            for (const float top : {-127.0f, -30.3f, 0.0f, 0.35f, 127.9f}) {
                INFO("row of " << n << ", the largest is " << top << " τ, τ = " << tau);
                std::vector<float> x(n), accurate(n), fast(n);
                for (std::size_t i = 0; i < n; ++i)
                    x[i] = static_cast<float>(tau * double(top - 100 * float(i * 7 % n) / float(n)));
                xact::forward(xact::softmax{.tau = tau}, x, accurate, n);
                xact::forward(xact::softmax{.tau = tau}, x, fast, n, xact::fast);
                for (std::size_t i = 0; i < n; ++i)
                    if (accurate[i] >= std::numeric_limits<float>::min())
                        REQUIRE(std::abs(double(fast[i]) - accurate[i]) <= 0x1p-19 * accurate[i]);
            }
}

TEST_CASE("softmax backward: confident rows, large gradients") {
    const auto gradient = [](std::vector<float> y, std::vector<float> dy, double tau = 1) {
        xact::backward(xact::softmax{.tau = tau}, y, dy, dy, y.size());
        return dy;
    };
    // y[0] has rounded to 1; its gradient is y[0]·y[1]·(dy[0] - dy[1]) all the same.
    CHECK(gradient({1, 0x1p-40f}, {3, 1}) == std::vector<float>{0x1p-39f, -0x1p-39f});
    CHECK(gradient({0.5f, 0.5f}, {largest, -largest}) == std::vector<float>{largest / 2, -largest / 2});
    CHECK(gradient({0.5f, 0.5f}, {largest, largest}) == std::vector<float>{0, 0});
    CHECK(gradient({1, 0}, {largest, -largest}) == std::vector<float>{0, 0});
    CHECK(gradient({0.5f, 0.5f}, {0x1p100f, 0}, 0x1p-20) == std::vector<float>{0x1p118f, -0x1p118f});
    CHECK(gradient({1, 0x1p-100f}, {0, 0x1p40f}, 0x1p-90) == std::vector<float>{-0x1p30f, 0x1p30f});
    // Adding a number to all gradients changes nothing, though these y do not sum to 1.
    CHECK(gradient({0.3f, 0.2f, 0.6f}, {1, 2, 3}) == gradient({0.3f, 0.2f, 0.6f}, {1001, 1002, 1003}));
}

TEST_CASE("softmax backward: the largest output is found wherever it is, the first of equal ones") {
    for (const std::size_t n : std::array<std::size_t, 12>{2, 15, 16, 17, 64, 65, 100, 128, 129, 2048, 2049, 5000})
        for (const std::size_t top : {std::size_t(0), n / 3, n - 2, n - 1}) {
            INFO("row of " << n << ", the largest is element " << top);
            const std::size_t other = top == 0 ? n - 1 : 0;
            // As above: y[top] has rounded to 1, and only the gradient there, subtracted first, leaves dx its digits.
            std::vector<float> y(n), dy(n, 7), dx(n), expected(n);
            y[top] = 1, y[other] = 0x1p-40f, dy[top] = 3, dy[other] = 1;
            expected[top] = 0x1p-39f, expected[other] = -0x1p-39f;
            xact::backward(xact::softmax{}, y, dy, dx, n);
            CHECK(dx == expected);
            // The gradients at the two largest are far apart, and all others are that of the first.
            std::fill(y.begin(), y.end(), 0.0f), std::fill(dy.begin(), dy.end(), 0x1p30f);
            const std::size_t first = std::min(top, other), second = std::max(top, other);
            y[first] = y[second] = 0.5f, dy[second] = 1;
            xact::backward(xact::softmax{}, y, dy, dx, n);
            CHECK(dx[first] == 0x1p28f - 0.25f);
            CHECK(dx[second] == -dx[first]);
            std::fill(y.begin(), y.end(), not_a_number);
            xact::backward(xact::softmax{}, y, dy, dx, n);
            CHECK(all_nan(dx));
        }
}

TEST_CASE("softmax backward: what gradients are where outputs are small does not tell") {
    for (const std::size_t n : std::array<std::size_t, 4>{150, 1000, 2048, 40000})
        for (const float masked : {0.0f, 0x1p-100f}) {
            INFO("row of " << n << ", the first outputs are " << masked);
            std::vector<float> y(n, 1 / float(n - 128)), dy(n), dx(n);
            std::fill_n(y.begin(), 128, masked);
            for (std::size_t i = 0; i < n; ++i) dy[i] = i < 128 ? 0x1p40f : float(i % 2);
            xact::backward(xact::softmax{}, y, dy, dx, n);
            double mean = 0;
            for (std::size_t i = 128; i < n; ++i) mean += double(y[i]) * dy[i];
            for (std::size_t i = 128; i < n; ++i)
                REQUIRE(dx[i] == Approx(y[i] * (dy[i] - mean)).epsilon(1e-6).margin(1e-6 * y[i]));
            // All gradients that count are the same.
            std::fill(dy.begin(), dy.end(), -0x1.23p80f);
            xact::backward(xact::softmax{}, y, dy, dx, n);
            CHECK(dx == std::vector<float>(n));
        }
}

TEST_CASE("softmax backward: gradients times a power of two give the result times it") {
    for (const std::size_t n : std::array<std::size_t, 6>{16, 50, 64, 128, 129, 2000}) {
        std::mt19937_64 random(n);
        std::normal_distribution<float> normal(0, 2);
        std::vector<float> x(n), dy(n), dx(n);
        for (std::size_t i = 0; i < n; ++i) x[i] = normal(random), dy[i] = normal(random);
        const std::vector<float> y = softmax_of(x);
        xact::backward(xact::softmax{}, y, dy, dx, n);
        for (const float power : {0x1p30f, 0x1p110f}) { // the mean of the latter is not moderate
            std::vector<float> scaled = dy, expected = dx;
            for (float& v : scaled) v *= power;
            for (float& v : expected) v *= power;
            xact::backward(xact::softmax{}, y, scaled, scaled, n);
            CHECK(scaled == expected);
        }
    }
}
