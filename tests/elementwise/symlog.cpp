#include <xact/elementwise/symlog.hpp>

#include <cmath>

#include "support/catch.hpp"

TEST_CASE("symlog with any q is right up to the largest number", "[elementwise]") {
    const xact::symlog f{.p = 1, .q = 0.37};
    for (int e = 60; e <= 1023; ++e) {
        const double x = std::ldexp(1.3, e), exact = std::log(x) + std::log(0.37);
        INFO("x = " << x);
        CHECK(std::abs(f(x) - exact) <= 1e-15 * exact);
    }
}
