#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

#include <xact/rowwise/sparsemax.hpp>

#include "support/catch.hpp"

namespace {

constexpr float inf = std::numeric_limits<float>::infinity(), not_a_number = std::numeric_limits<float>::quiet_NaN(),
                largest = std::numeric_limits<float>::max();

template <class T> std::vector<T> sparsemax_of(std::vector<T> x) {
    xact::forward(xact::sparsemax{}, x, x, x.size());
    return x;
}

template <class T> std::vector<T> normal(std::size_t n, double deviation) {
    std::mt19937_64 random(n);
    std::normal_distribution<double> deviate(0, deviation);
    std::vector<T> x(n);
    for (T& v : x) v = static_cast<T>(deviate(random));
    return x;
}

} // namespace

TEST_CASE("sparsemax: printed values") {
    CHECK(sparsemax_of<float>({-2, 0, 0.5f}) == std::vector<float>{0, 0.25f, 0.75f});
    CHECK(sparsemax_of<double>({-2, 0, 0.5}) == std::vector<double>{0, 0.25, 0.75});
    CHECK(sparsemax_of<double>({0.25, 0.25, 0.25, 0.25}) == std::vector<double>(4, 0.25));
    CHECK(sparsemax_of<double>({0.5, 0.25, 0.125, 0.125}) == std::vector<double>{0.5, 0.25, 0.125, 0.125});
}

TEST_CASE("sparsemax: infinities, NaN, large numbers") {
    const auto all_nan = [](const std::vector<float>& y) {
        return std::all_of(y.begin(), y.end(), [](float v) { return std::isnan(v); });
    };
    CHECK(all_nan(sparsemax_of<float>({-inf, -inf})));
    CHECK(all_nan(sparsemax_of<float>({inf, inf, 1})));
    CHECK(all_nan(sparsemax_of<float>({inf, not_a_number, 1})));
    CHECK(sparsemax_of<float>({1, inf, -inf}) == std::vector<float>{0, 1, 0});
    CHECK(sparsemax_of<float>({-inf, 3, -inf}) == std::vector<float>{0, 1, 0});
    CHECK(sparsemax_of<float>({largest, -largest, largest}) == std::vector<float>{0.5f, 0, 0.5f});
    std::vector<float> x(5000, -8.0f); // the NaN is far below what counts, and behind it
    x[10] = 4, x[4000] = not_a_number;
    CHECK(all_nan(sparsemax_of<float>(x)));
}

TEST_CASE("sparsemax: what is above the threshold stays, with sum 1") {
    for (const std::size_t n : std::array<std::size_t, 6>{2, 33, 1000, 1025, 5000, 151936})
        for (const double deviation : {1e-6, 1e-3, 0.1, 1.0, 30.0}) {
            const std::vector<double> x = normal<double>(n, deviation), y = sparsemax_of(x);
            const double m = *std::max_element(x.begin(), x.end());
            const auto top = static_cast<std::size_t>(std::max_element(x.begin(), x.end()) - x.begin());
            const double threshold = m - y[top];
            std::size_t wrong = 0;
            double sum = 0;
            for (std::size_t i = 0; i < n; ++i) {
                wrong += std::abs(y[i] - std::max(x[i] - threshold, 0.0)) <= 1e-15 * (1 + std::abs(m)) ? 0 : 1;
                sum += y[i];
            }
            CHECK(wrong == 0);
            CHECK(std::abs(sum - 1) <= 1e-12);
        }
}

TEST_CASE("sparsemax: adding a number to the row changes no bit where the sums are exact") {
    std::vector<float> x;
    for (int i = 0; i < 1000; ++i) x.push_back(static_cast<float>((i * 37) % 101) / 64);
    const std::vector<float> y = sparsemax_of(x);
    for (const float shift : {1.0f, -128.0f, 0x1p16f}) {
        std::vector<float> moved = x;
        for (float& v : moved) v += shift;
        CHECK(sparsemax_of(moved) == y);
    }
}

TEST_CASE("sparsemax: a row from which each step takes few elements") {
    std::vector<double> x;
    for (int i = 0; i < 3000; ++i) x.push_back(-std::exp2(-i / 4.0));
    const std::vector<double> y = sparsemax_of(x);
    CHECK(std::abs(std::accumulate(y.begin(), y.end(), 0.0) - 1) <= 1e-12);
}

TEST_CASE("sparsemax backward: the mean over the support, and nothing where y is 0") {
    std::vector<float> dx(4);
    xact::backward(xact::sparsemax{}, std::vector<float>{0, 0.25f, 0.75f, 0},
                   std::vector<float>{inf, 1, 3, not_a_number}, dx, 4);
    CHECK(dx == std::vector<float>{0, -1, 1, 0});
    xact::backward(xact::sparsemax{}, std::vector<float>{0.5f, 0.5f, 0, 0}, std::vector<float>{largest, -largest, 1, 1},
                   dx, 4);
    CHECK(dx == std::vector<float>{largest, -largest, 0, 0});
}
