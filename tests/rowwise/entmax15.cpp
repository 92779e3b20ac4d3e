#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

#include <xact/rowwise/entmax15.hpp>

#include "support/catch.hpp"

TEST_CASE("entmax15: printed values") {
    const std::vector<double> x{-2, 0, 0.5};
    std::vector<double> y(3);
    xact::forward(xact::entmax15{}, x, y, 3);
    CHECK(y[0] == 0);
    CHECK(std::abs(y[1] - 0.3260074) <= 5e-8);
    CHECK(std::abs(y[2] - 0.6739926) <= 5e-8);
}

TEST_CASE("entmax15: roots of the outputs are x/2 less a threshold, with sum 1") {
    for (const std::size_t n : std::array<std::size_t, 4>{2, 33, 5000, 151936})
        for (const double deviation : {1e-3, 1.0, 30.0}) {
            std::mt19937_64 random(n);
            std::normal_distribution<double> deviate(0, deviation);
            std::vector<double> x(n), y(n);
            for (double& v : x) v = deviate(random);
            xact::forward(xact::entmax15{}, x, y, n);
            CHECK(std::abs(std::accumulate(y.begin(), y.end(), 0.0) - 1) <= 1e-12);
            const auto top = static_cast<std::size_t>(std::max_element(x.begin(), x.end()) - x.begin());
            const double threshold = x[top] / 2 - std::sqrt(y[top]);
            std::size_t wrong = 0;
            for (std::size_t i = 0; i < n; ++i)
                wrong +=
                    std::abs(std::sqrt(y[i]) - std::max(x[i] / 2 - threshold, 0.0)) <= 1e-15 * (1 + std::abs(x[top]))
                        ? 0
                        : 1;
            CHECK(wrong == 0);
        }
}
