#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <stdexcept>
#include <vector>

#include <xact/rowwise/entmax.hpp>
#include <xact/rowwise/entmax15.hpp>
#include <xact/rowwise/softmax.hpp>
#include <xact/rowwise/sparsemax.hpp>

#include "support/catch.hpp"

namespace {

template <class F> std::vector<double> row_of(const F& f, const std::vector<double>& x) {
    std::vector<double> y(x.size());
    xact::forward(f, x, y, x.size());
    return y;
}

std::vector<double> normal(std::size_t n, double deviation, unsigned seed = 3) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> deviate(0, deviation);
    std::vector<double> x(n);
    for (double& v : x) v = deviate(random);
    return x;
}

double largest_difference(const std::vector<double>& a, const std::vector<double>& b) {
    double largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
    return largest;
}

std::ptrdiff_t support(const std::vector<double>& y) {
    return std::count_if(y.begin(), y.end(), [](double v) { return v > 0; });
}

} // namespace

TEST_CASE("entmax: softmax, entmax15 and sparsemax are cases of it") {
    for (const std::size_t n : std::array<std::size_t, 4>{3, 64, 1500, 20000})
        for (const double deviation : {0.01, 1.0, 20.0}) {
            const std::vector<double> x = normal(n, deviation);
            CHECK(row_of(xact::entmax{.alpha = 1}, x) == row_of(xact::softmax{}, x));
            CHECK(largest_difference(row_of(xact::entmax{.alpha = 1 + 0x1p-48}, x), row_of(xact::softmax{}, x)) <
                  1e-12);
            CHECK(largest_difference(row_of(xact::entmax{.alpha = 1.5}, x), row_of(xact::entmax15{}, x)) < 1e-15);
            CHECK(largest_difference(row_of(xact::entmax{.alpha = 2}, x), row_of(xact::sparsemax{}, x)) < 1e-15);
        }
}

TEST_CASE("entmax: printed values") {
    const std::vector<double> y = row_of(xact::entmax{}, {-2, 0, 0.5});
    CHECK(y[0] == 0);
    CHECK(std::abs(y[1] - 0.3260074) <= 5e-8);
    CHECK(std::abs(y[2] - 0.6739926) <= 5e-8);
}

TEST_CASE("entmax: beyond α = 2, where the slope of a leaving element is infinite") {
    // With α = 3 two elements have y1² - y2² = 2 (x1 - x2).
    for (const double gap : {0.0, 1e-9, 0.1, 0.4, 0.4999999, 0.5, 0.6}) {
        const std::vector<double> y = row_of(xact::entmax{.alpha = 3}, {gap, 0});
        const double first = std::min(1.0, 0.5 + gap);
        CHECK(std::abs(y[0] - first) <= 1e-15);
        CHECK(std::abs(y[1] - (1 - first)) <= 1e-15);
    }
}

TEST_CASE("entmax: sums to 1 for every α, and sparser the larger α is") {
    for (const double deviation : {0.01, 1.0, 20.0}) {
        const std::vector<double> x = normal(3000, deviation);
        std::ptrdiff_t before = 3000;
        for (const double alpha : {1.0001, 1.1, 1.5, 1.9, 2.0, 2.1, 3.0, 10.0, 1000.0}) {
            const std::vector<double> y = row_of(xact::entmax{.alpha = alpha}, x);
            CHECK(std::abs(std::accumulate(y.begin(), y.end(), 0.0) - 1) <= 1e-12);
            CHECK(support(y) <= before);
            before = support(y);
        }
    }
}

TEST_CASE("entmax: adding a number to the row changes no bit where the sums are exact") {
    std::vector<double> x;
    for (int i = 0; i < 1000; ++i) x.push_back(((i * 37) % 101) / 16.0);
    const std::vector<double> y = row_of(xact::entmax{.alpha = 1.25}, x);
    for (const double shift : {1.0, -128.0, 0x1p30}) {
        std::vector<double> moved = x;
        for (double& v : moved) v += shift;
        CHECK(row_of(xact::entmax{.alpha = 1.25}, moved) == y);
    }
}

// Trap: as printed, the gradient in α is 0/0 at α = 1.
TEST_CASE("entmax: the gradient in α is as good beside 1 as elsewhere") {
    const std::vector<double> x = normal(50, 2), dy = normal(50, 1, 4);
    const auto along = [&](double alpha) {
        const std::vector<double> y = row_of(xact::entmax{.alpha = alpha}, x);
        return std::inner_product(y.begin(), y.end(), dy.begin(), 0.0);
    };
    const auto gradient = [&](double alpha) {
        return xact::parameter_gradient(xact::entmax{.alpha = alpha}, x, dy, x.size()).alpha;
    };
    for (const double alpha : {1.001, 1.05, 1.3, 1.7}) {
        const double h = 0x1p-16;
        const double by_differences = (along(alpha + h) - along(alpha - h)) / (2 * h);
        CHECK(std::abs(gradient(alpha) - by_differences) <= 1e-6 * (1 + std::abs(by_differences)));
    }
    CHECK(std::abs(gradient(1) - (along(1 + 0x1p-20) - along(1)) * 0x1p20) <= 1e-5);
    CHECK(std::abs(gradient(1) - gradient(1 + 0x1p-40)) <= 1e-11);
    CHECK(std::abs(gradient(1 + 0x1p-30) - gradient(1 + 0x1p-29)) <= 1e-7);
}

TEST_CASE("entmax: α is at least 1") {
    std::vector<double> x{1, 2};
    for (const double alpha : {0.999, -1.0, xact::infinity, xact::no_limit})
        CHECK_THROWS_AS(xact::forward(xact::entmax{.alpha = alpha}, x, x, 2), std::invalid_argument);
    CHECK(x == std::vector<double>{1, 2});
}
