#include <cmath>
#include <limits>
#include <stdexcept>

#include <xact/elementwise/normal_cdf.hpp>

#include "support/catch.hpp"

TEST_CASE("normal_cdf: MEGA's code rounds its constants to six digits, which are an option unrounded") {
    const xact::normal_cdf rounded{}, exact{.u = std::sqrt(0.5), .s = 1 / std::sqrt(16 * std::atan(1.0))};
    CHECK(rounded(0.0) != exact(0.0));
    CHECK(std::abs(rounded(0.5) - exact(0.5)) < 1e-5);
    CHECK(exact(std::sqrt(0.5)) == 0.5);
    // Φ(-√(2π)) and Φ(√(2π)).
    CHECK(std::abs(exact(0.0) - 0.0060944411) < 1e-9);
    CHECK(std::abs(exact(std::sqrt(2.0)) - 0.99390556) < 1e-8);
}

TEST_CASE("normal_cdf: a standard deviation has to be positive") {
    CHECK_THROWS_AS((xact::normal_cdf{.s = 0}.validate()), std::invalid_argument);
    CHECK_THROWS_AS((xact::normal_cdf{.s = std::numeric_limits<double>::quiet_NaN()}.validate()),
                    std::invalid_argument);
    CHECK_NOTHROW(xact::normal_cdf{}.validate());
}
