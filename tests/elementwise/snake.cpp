#include <xact/elementwise/snake.hpp>

#include <cmath>

#include "support/catch.hpp"

TEST_CASE("Snake tends to the identity as α tends to 0, its derivative by α to x²", "[elementwise]") {
    for (const double alpha : {0.0, 1e-300, 1e-30, 1e-9, -1e-9})
        for (const double x : {-3.0, -0.125, 0.0, 0.5, 2.0}) {
            INFO("alpha " << alpha << ", x " << x);
            const xact::snake f{.alpha = alpha};
            CHECK(std::abs(f(x) - x) <= 2 * std::abs(alpha) * x * x + 1e-16);
            CHECK(std::abs(f.derivative(x) - 1) <= 4 * std::abs(alpha * x) + 1e-15);
            CHECK(std::abs(f.parameter_derivatives(x).alpha - x * x) <= 1e-15 * x * x);
            CHECK(std::abs(f.parameter_derivatives(float(x)).alpha - float(x * x)) <= 1e-6f * float(x * x));
        }
}
