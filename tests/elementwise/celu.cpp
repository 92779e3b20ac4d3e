#include <cmath>
#include <stdexcept>

#include <xact/elementwise/celu.hpp>

#include "support/catch.hpp"

TEST_CASE("celu: expm1 keeps the digits near 0 that e^x - 1 loses") {
    for (const double alpha : {1.0, 0.7, 2.5}) {
        const double x = double(-1e-6f), exact = alpha * std::expm1(x / alpha);
        CHECK(std::abs(double(xact::celu{.alpha = alpha}(-1e-6f)) - exact) < 1e-13);
    }
}

TEST_CASE("celu: α may be negative, but not 0") {
    CHECK(std::abs(xact::celu{.alpha = -2}(-1.0) + 2 * std::expm1(0.5)) < 1e-14);
    CHECK(std::abs(xact::celu{.alpha = -2}.derivative(-1.0) - std::exp(0.5)) < 1e-14);
    CHECK_THROWS_AS(xact::celu{.alpha = 0}.validate(), std::invalid_argument);
}
