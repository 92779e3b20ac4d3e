#include <xact/elementwise/apa.hpp>

#include <cmath>

#include "support/catch.hpp"
#include "support/close.hpp"

TEST_CASE("apa between the sigmoid and the Gumbel distribution", "[elementwise]") {
    for (const double x : {-30.0, -5.0, -1.0, -0.1, 0.0, 0.3, 2.0, 20.0}) {
        INFO("x = " << x);
        CHECK(test::close(xact::apa{.lambda = 1}(x), 1 / (1 + std::exp(-x)), 1e-14));
        const double gumbel = std::exp(-std::exp(-x));
        CHECK(test::close(xact::apa{.lambda = 0}(x), gumbel, 1e-13));
        CHECK(test::close(xact::apa{.lambda = 1e-40}(x), gumbel, 1e-13));
        CHECK(test::close(xact::apa{.lambda = 0}.derivative(x), std::exp(-x) * gumbel, 1e-13));
        // The limit of the derivative by λ.
        CHECK(test::close(xact::apa{.lambda = 0}.parameter_derivatives(x).lambda, 0.5 * std::exp(-2 * x) * gumbel,
                          1e-12));
    }
    CHECK_THROWS_AS(xact::apa{.lambda = -0.1}.validate(), std::invalid_argument);
}

TEST_CASE("apa: the derivative by λ has its logarithmic term", "[elementwise]") {
    // f (ln(1 + λe^(-κx))/λ² - q/λ), whose aglu is x times this; some fused code has -f q/λ alone.
    const auto g = xact::apa{.kappa = 1.1, .lambda = 0.7}.parameter_derivatives(-0.8);
    CHECK(test::close(g.lambda, -0.143449 / -0.8, 1e-5));
}
