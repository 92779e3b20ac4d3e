#include <xact/elementwise/fit_act.hpp>

#include <cmath>

#include "support/catch.hpp"
#include "support/ulps_of.hpp"

TEST_CASE("fit_act: a huge bound, a huge and a hardly positive slope", "[elementwise]") {
    for (const float x : {0.5f, 1e10f, 9e29f}) {
        INFO("x = " << x);
        CHECK(xact::fit_act{.lambda = 1e30}(x) == x);
        CHECK(xact::fit_act{.lambda = 1e30}.derivative(x) == 1);
        CHECK(xact::fit_act{.lambda = 1e30}.parameter_derivatives(x).k == 0);
    }
    CHECK(xact::fit_act{.lambda = 1e30}(2e30f) == 0);
    CHECK(xact::fit_act{.lambda = 1e30}.derivative(2e30f) == 0);
    CHECK(xact::fit_act{.k = 1e30}.derivative(1.0f) == -2.5e29f);
    CHECK(xact::fit_act{.k = 1e30}.second_derivative(1e10f) == 0);

    const xact::fit_act flat{.k = 1e-30};
    CHECK(flat(2.0f) == 1);
    for (const float x : {3e28f, 3e29f, 2e30f, 9e31f}) {
        const long double z = 1e-30L * (1 - x), s = 1 / (1 + std::exp(-z)), rest = 1 / (1 + std::exp(z));
        INFO("x = " << x);
        CHECK(test::ulps_of(flat(x), x * s) <= 2.25);
        CHECK(test::ulps_of(flat.derivative(x), s * (1 - 1e-30L * x * rest)) <= 2.25);
        CHECK(test::ulps_of(flat.parameter_derivatives(x).lambda, 1e-30L * x * s * rest) <= 4);
    }
    CHECK(flat(HUGE_VALF) == 0);
    CHECK(flat.derivative(HUGE_VALF) == 0);
}
