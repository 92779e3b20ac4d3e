#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include <xact/rowwise/sdm_softmax.hpp>

#include "support/catch.hpp"

TEST_CASE("sdm_softmax: powers of 2 + q; alike without distance") {
    const std::vector<double> x{0, 1, 3};
    std::vector<double> y(3);
    xact::forward(xact::sdm_softmax{}, x, y, 3);
    for (std::size_t i = 0; i < 3; ++i) CHECK(std::abs(y[i] - std::exp2(x[i]) / 11) <= 0x1p-52);
    xact::forward(xact::sdm_softmax{.q = 8, .d = 0.5}, x, y, 3);
    const double root = std::sqrt(10.0);
    for (std::size_t i = 0; i < 3; ++i)
        CHECK(std::abs(y[i] - std::pow(root, x[i]) / (1 + root + 10 * root)) <= 0x1p-51);
    xact::forward(xact::sdm_softmax{.d = 0}, x, y, 3);
    for (const double v : y) CHECK(v == 1.0 / 3);
    const auto g = xact::parameter_gradient(xact::sdm_softmax{.d = 0}, x, std::vector<double>{1, 0, 0}, 3);
    CHECK(g.q == 0);
    CHECK(std::abs(g.d + std::log(2.0) * 4 / 9) <= 1e-15); // y_1 (x_1 - mean x) ln 2
}

TEST_CASE("sdm_softmax: domains") {
    std::vector<double> x{1, 2};
    for (const auto& f : {xact::sdm_softmax{.q = -0.5}, xact::sdm_softmax{.d = 1.5}, xact::sdm_softmax{.d = -0.1},
                          xact::sdm_softmax{.q = xact::infinity}})
        CHECK_THROWS_AS(xact::forward(f, x, x, 2), std::invalid_argument);
}
