#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include <xact/rowwise/corn.hpp>

#include "support/catch.hpp"

TEST_CASE("corn: products of conditional probabilities, which sum to 1") {
    std::vector<double> x(40), y(41);
    for (std::size_t i = 0; i < 40; ++i) x[i] = 3 - double((i * 37) % 11);
    xact::forward(xact::corn{}, x, y, 40);
    CHECK(std::abs(std::accumulate(y.begin(), y.end(), 0.0) - 1) <= 1e-15);

    const float inf = std::numeric_limits<float>::infinity();
    std::vector<float> z(4);
    xact::forward(xact::corn{}, std::vector<float>{0, 0, 0}, z, 3);
    CHECK(z == std::vector<float>{0.5f, 0.25f, 0.125f, 0.125f});
    xact::forward(xact::corn{}, std::vector<float>{inf, 0, -inf}, z, 3);
    CHECK(z == std::vector<float>{0, 0.5f, 0.5f, 0});
    // A NaN does not reach the classes before it.
    xact::forward(xact::corn{}, std::vector<float>{0, std::numeric_limits<float>::quiet_NaN(), 0}, z, 3);
    CHECK((z[0] == 0.5f && std::isnan(z[1]) && std::isnan(z[2]) && std::isnan(z[3])));
}
