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
