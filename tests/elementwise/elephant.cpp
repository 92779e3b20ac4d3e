#include <xact/elementwise/elephant.hpp>

#include <cmath>

#include "support/catch.hpp"
#include "support/close.hpp"

TEST_CASE("elephant: powers of subnormal inputs", "[elementwise]") {
    const xact::elephant f{.a = 2, .d = 0.01}, g{.a = 2, .d = 1.5};
    for (const float x : {1.4e-45f, 1e-40f, 1.2e-38f}) {
        const double r = double(x) / 2, root = std::pow(r, 0.01);
        INFO("x = " << x);
        CHECK(test::close(double(f(x)), 1 / (1 + root), 3e-7));
        CHECK(test::close(double(g.derivative(x)), -0.75 * std::sqrt(r), 3e-7));
    }
}
