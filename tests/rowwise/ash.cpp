#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <xact/rowwise/ash.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using test::check_printed, test::gradient, test::message_of, test::normal_row, test::output;

} // namespace

TEST_CASE("ash: printed values") {
    check_printed(xact::ash{}, {-2, 0.5, 1, 3},
                  {-3.4997082528345866e-09, 1.5819002377722587e-06, 1.4179013824901292e-05, 0.01706330337085705});
    check_printed(xact::ash{.z = 0.5}, {-2, 0.5, 1, 3},
                  {-5.2571159371713264e-05, 0.0226851938857033, 0.17559759455593188, 2.965489583607314});
}

TEST_CASE("ash: of a large row it passes what lies above the quantile") {
    const std::vector<double> x = normal_row(100000), y = output(xact::ash{.alpha = 300, .z = 1.2815515655446004}, x);
    std::size_t passed = 0;
    for (std::size_t i = 0; i < x.size(); ++i) passed += y[i] > x[i] / 2 && x[i] > 0 ? 1 : 0;
    CHECK(double(passed) == Approx(10000).margin(300));
}

TEST_CASE("ash: detached, its gradient is that of a gate at a fixed place") {
    const std::vector<double> x{-2, 0.5, 1, 3}, dx = gradient(xact::ash{.z = 0.5, .detached = true}, x, {1, 1, 1, 1});
    double mean = 0.625, deviation = std::sqrt(14.25 / 4 - mean * mean);
    for (std::size_t i = 0; i < 4; ++i) {
        const double s = 1 / (1 + std::exp(-3 * (x[i] - mean - 0.5 * deviation)));
        CHECK(dx[i] == Approx(s + 3 * x[i] * s * (1 - s)).epsilon(1e-12));
    }
    CHECK(message_of([] {
              output(xact::ash{.alpha = std::numeric_limits<double>::infinity()}, std::vector<float>{1});
          }).find("xact::ash: alpha = inf") == 0);
}

TEST_CASE("ash: the gradient of equal numbers is one") {
    // No deviation, by which no float may be divided: 2^60 and more were NaN.
    for (const float v : {1.5f, 1e18f, 1e30f, -1e37f}) {
        const std::vector<float> dx = gradient(xact::ash{}, std::vector<float>(3, v), {0.5f, 0.75f, 1});
        const float k = 3 * v / 4;
        CHECK(dx[0] == Approx(0.25 - 0.25 * k).epsilon(1e-6));
        CHECK(dx[2] == Approx(0.5 + 0.25 * k).epsilon(1e-6));
    }
}
