#include <cmath>
#include <limits>
#include <vector>

#include <xact/rowwise/velu.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

TEST_CASE("velu: printed values, one where the inverse sine has ended") {
    test::check_printed(xact::velu{}, {-2, 0.5, 1, 12},
                        {-0.9944014754313954, 0.2549250414810733, 0.51238287387187127, 6.8284449551192771});
}

TEST_CASE("velu: the inverse sine's slope counts up to its end alone") {
    const auto slope = [](double x) { return test::gradient<double>(xact::velu{.gamma = 0}, {x}, {1})[0]; };
    CHECK(slope(-9.9999) < -1);
    CHECK(slope(-10.1) > 0.3);
}

TEST_CASE("velu: large rows are not shrunk") {
    const float inf = std::numeric_limits<float>::infinity();
    const std::vector<float> y = test::output(xact::velu{}, {inf, 1, -3e38f});
    CHECK(y[0] == inf);
    CHECK(y[1] == Approx(0.504995736));
    CHECK(y[2] == Approx(-3e38 / (1 + 1.36891416)).epsilon(1e-5));
}

TEST_CASE("velu: gradients of a row whose squares and sums are infinite") {
    const std::vector<float> x{3e38f, 3e38f, 3e38f}, dy{1, 1, 1}, dx = test::gradient(xact::velu{}, x, dy);
    for (const float v : dx) CHECK(v == Approx(0.57786566).epsilon(1e-5));
    // x x/(1 + (x/10)^2) is 100 there.
    const double s = 1 / (1 + std::exp(-0.1 * (std::acos(-1.0) / 2 + 1.569382113114652)));
    CHECK(xact::parameter_gradient(xact::velu{}, x, dy, 3).b1 == Approx(3 * 0.1 * 100 * s * (1 - s)).epsilon(1e-5));
}
