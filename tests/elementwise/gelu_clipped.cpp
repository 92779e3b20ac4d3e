#include <cmath>
#include <stdexcept>

#include <xact/elementwise/gelu_clipped.hpp>

#include "support/catch.hpp"

TEST_CASE("gelu_clipped: the gradient stops where x Φ(x) reaches c, which is just beyond x = c") {
    const xact::gelu_clipped f{};
    CHECK(f.derivative(10.0f) == 1);
    CHECK(f.derivative(10.0) == 1);
    CHECK(f.derivative(std::nextafter(10.0f, 11.0f)) == 0);
    CHECK(f.derivative(std::nextafter(10.0, 11.0)) == 0);
}

TEST_CASE("gelu_clipped: a small c cuts the dip off, too") {
    const xact::gelu_clipped f{.c = 0.1};
    CHECK(f(-0.75) == -0.1);
    CHECK(f.derivative(-0.75) == 0);
    CHECK(f.derivative(-3.0) < 0);
    CHECK(f.parameter_derivatives(-0.75).c == -1);
    CHECK(f.parameter_derivatives(2.0).c == 1);
    CHECK_THROWS_AS((xact::gelu_clipped{.c = 0}.validate()), std::invalid_argument);
}
