#include <cmath>
#include <limits>

#include <xact/elementwise/swish.hpp>

#include "support/catch.hpp"

namespace {

bool is_near(double computed, double expected) { return std::abs(computed - expected) <= 4e-7 * std::abs(expected); }

double exact(double x, double beta) { return x / (1 + std::exp(-beta * x)); }

double exact_slope(double x, double beta) {
    const double h = beta * x, s = 1 / (1 + std::exp(-h));
    return s * (1 + h / (1 + std::exp(h)));
}

} // namespace

TEST_CASE("swish: β of either sign and of every size", "[math]") {
    for (double beta : {1.0, -1.0, -0.25, 3.0, -40.0, 1e-9, 1e-15, -1e-15, 1e-25, 0.0, 1e30, -1e30, 3e38}) {
        const xact::swish f{.beta = beta};
        for (double h : {0.0, 0.3, 1.0, 5.0, 20.0, 25.0, 60.0, 80.0, 115.0})
            for (double sign : {1.0, -1.0}) {
                const float x = static_cast<float>(beta == 0 ? sign * h : sign * h / beta);
                if (!(std::abs(x) >= std::numeric_limits<float>::min()) || !std::isfinite(x)) continue;
                const float y = f(x), slope = f.derivative(x);
                INFO("beta " << beta << ", x " << x << ": " << y << ", " << slope);
                const double expected = exact(x, beta), expected_slope = exact_slope(x, beta);
                if (std::abs(expected) >= double(std::numeric_limits<float>::min())) CHECK(is_near(y, expected));
                if (std::abs(expected_slope) >= double(std::numeric_limits<float>::min()))
                    CHECK(is_near(slope, expected_slope));
                CHECK(is_near(f(double(x)), expected));
                CHECK(is_near(f.derivative(double(x)), expected_slope));
            }
        CHECK(std::isnan(f(std::numeric_limits<float>::quiet_NaN())));
    }
    CHECK(xact::swish{.beta = -1}(std::numeric_limits<float>::infinity()) == 0);
    CHECK(xact::swish{.beta = -1}(-std::numeric_limits<float>::infinity()) == -std::numeric_limits<float>::infinity());
    CHECK(xact::swish{.beta = 0}(std::numeric_limits<float>::infinity()) == std::numeric_limits<float>::infinity());
    CHECK(std::signbit(xact::swish{.beta = -1}(-0.0f)));
    CHECK(!std::signbit(xact::swish{.beta = -1}(0.0f)));
}
