#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

#include <xact/rowwise/ordinal_softmax.hpp>

#include "support/catch.hpp"

TEST_CASE("ordinal_softmax: sums to 1; negative where logits rise; 0 between equal ones") {
    std::mt19937 random(1);
    std::normal_distribution<double> deviate(0, 5);
    std::vector<double> x(50), y(51);
    for (double& v : x) v = deviate(random);
    xact::forward(xact::ordinal_softmax{}, x, y, 50);
    CHECK(std::abs(std::accumulate(y.begin(), y.end(), 0.0) - 1) <= 1e-14);
    for (std::size_t i = 0; i + 1 < 50; ++i) CHECK((y[i + 1] > 0) == (x[i] > x[i + 1]));

    const float inf = std::numeric_limits<float>::infinity();
    std::vector<float> z(4);
    xact::forward(xact::ordinal_softmax{}, std::vector<float>{0, 0, 0}, z, 3);
    CHECK(z == std::vector<float>{0.5f, 0, 0, 0.5f});
    xact::forward(xact::ordinal_softmax{}, std::vector<float>{inf, 0, -inf}, z, 3);
    CHECK(z == std::vector<float>{0, 0.5f, 0.5f, 0});
    xact::forward(xact::ordinal_softmax{}, std::vector<float>{-inf, inf, inf}, z, 3);
    CHECK(z == std::vector<float>{1, -1, 0, 1});
    // σ(41) - σ(40) rounds to 0 when it is taken as printed.
    xact::forward(xact::ordinal_softmax{}, std::vector<float>{41, 40, 40}, z, 3);
    CHECK(std::abs(double(z[1]) - (std::exp(-40.0) - std::exp(-41.0))) <= 0x1p-22 * std::exp(-40.0));
}
