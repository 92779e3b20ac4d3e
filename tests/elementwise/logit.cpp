#include <cmath>

#include <xact/elementwise/logit.hpp>

#include "support/catch.hpp"

TEST_CASE("logit: the derivative is 1/(x (1 - x)), not -x/(x - 1)") {
    CHECK(std::abs(xact::logit{}.derivative(0.2) - 6.25) < 1e-14);
    CHECK(std::abs(xact::logit{}.derivative(0.8) - 6.25) < 1e-14);
}

TEST_CASE("logit: infinite at the ends of its domain, nothing beyond") {
    const xact::logit f;
    CHECK(f(0.0f) == -INFINITY);
    CHECK(f(1.0f) == INFINITY);
    CHECK(f.derivative(0.0f) == INFINITY);
    CHECK(f.derivative(1.0f) == INFINITY);
    for (const float x : {-1e-30f, 1.0000001f, -INFINITY, INFINITY}) {
        CHECK(std::isnan(f(x)));
        CHECK(std::isnan(f.derivative(x)));
    }
}
