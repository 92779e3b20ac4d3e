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

TEST_CASE("celu: where x/α is no normal number it is x") {
    for (const float x : {-5.7e-36f, -1.2e-38f, -1e-44f}) {
        CHECK(xact::celu{.alpha = 1e4}(x) == x);
        CHECK(xact::celu{.alpha = 1e20}(x) == x);
    }
}

TEST_CASE("celu: the derivative by α keeps its digits near 0, and is infinite where e^z is") {
    const xact::celu f{.alpha = 1};
    for (const double x : {-1e-12, -1e-6, -3.4e-4, -1e-2, -0.4, -0.6, -3.0, -30.0}) {
        // By its series where that is short, else as it stands.
        const double direct = std::expm1(x) - x * std::exp(x), series = -x * x * (0.5 + x * (1.0 / 3 + x / 8));
        const double exact = x > -1e-3 ? series : direct, allowed = 1e-11;
        INFO("x = " << x);
        CHECK(std::abs(f.parameter_derivatives(x).alpha - exact) <= allowed * std::abs(exact));
        CHECK(std::abs(double(f.parameter_derivatives(float(x)).alpha) - exact) <= 2e-6 * std::abs(exact));
    }
    CHECK(std::isinf(xact::celu{.alpha = -0.3}.parameter_derivatives(-1e6f).alpha));
}
