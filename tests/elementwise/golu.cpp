#include <xact/elementwise/golu.hpp>

#include <cmath>

#include "support/catch.hpp"

TEST_CASE("golu: e^-x exp(-e^-x) is 0 far below 0, not infinity times 0", "[elementwise]") {
    const xact::golu f{};
    for (const float x : {-10.0f, -88.0f, -89.0f, -100.0f, -1e10f, -3e38f}) {
        INFO("x = " << x);
        CHECK(f.derivative(x) == 0);
        CHECK(f.second_derivative(x) == 0);
        const auto g = f.parameter_derivatives(x);
        CHECK(g.alpha == 0);
        CHECK(g.beta == 0);
        CHECK(g.gamma == 0);
    }
}

TEST_CASE("golu: β = 0 leaves the gate open, however large e^-x is", "[elementwise]") {
    const xact::golu f{.alpha = 1.5, .beta = 0};
    for (const float x : {-3e38f, -1e5f, -100.0f, -89.0f, -1.0f, 2.0f}) {
        INFO("x = " << x);
        CHECK(double(f(x)) == (x == -3e38f ? -HUGE_VAL : 1.5 * double(x)));
        CHECK(f.derivative(x) == 1.5f);
        CHECK(f.second_derivative(x) == 0);
        CHECK(f.parameter_derivatives(x).alpha == x);
        CHECK(f.parameter_derivatives(x).gamma == 0);
    }
}
