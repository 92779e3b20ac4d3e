#include <xact/elementwise/hard_elish.hpp>

#include <cmath>
#include <limits>

#include "support/catch.hpp"

TEST_CASE("hard_elish: a steep ramp's slope has its limits", "[elementwise]") {
    const float inf = std::numeric_limits<float>::infinity(), largest = std::numeric_limits<float>::max();
    for (const double alpha : {0.1, 1.55, 2.7, 1e4, 1e20}) {
        const xact::hard_elish f{.alpha = alpha};
        for (const float x : {largest, inf}) {
            CHECK(f.derivative(x) == 1);
            CHECK(f.derivative(-x) == 0);
        }
    }
}

TEST_CASE("hard_elish: where the ramp is open below 0 the slope is e^x", "[elementwise]") {
    const xact::hard_elish f{.alpha = 0.5, .beta = 1000};
    for (const double x : {-0.3, -3.4, -20.5, -36.0, -50.0, -192.0, -700.0}) {
        INFO("x = " << x);
        CHECK(std::abs(f.derivative(x) - std::exp(x)) <= 4e-16 * std::exp(x));
        if (x > -87) CHECK(std::abs(double(f.derivative(float(x))) - std::exp(double(float(x)))) <= 3e-7 * std::exp(x));
    }
}

TEST_CASE("hard_elish: the slope of a flat ramp keeps its digits far below 0", "[elementwise]") {
    const xact::hard_elish f{.alpha = 1e-4};
    for (const double x : {-45.0, -55.9, -641.0}) {
        const double slope = (1e-4 * x + 0.5) * std::exp(x) + 1e-4 * std::expm1(x);
        CHECK(std::abs(f.derivative(x) - slope) <= 4e-16 * std::abs(slope));
    }
}
