#include <cmath>

#include <xact/elementwise/power.hpp>

#include "support/catch.hpp"

TEST_CASE("power: an integer β takes negative numbers, another one does not") {
    CHECK(xact::power{.beta = 3}(-2.0f) == -8);
    CHECK(xact::power{.beta = 7}(-2.0f) == -128);
    CHECK(xact::power{.beta = -2}(-2.0f) == 0.25f);
    CHECK(std::isnan(xact::power{.beta = 2.5}(-2.0f)));
    CHECK(std::isnan(xact::power{.beta = 0.5}(-2.0f)));
}

TEST_CASE("power: roots and their inverses") {
    CHECK(xact::power{.beta = 0.5}(2.0) == std::sqrt(2.0));
    CHECK(xact::power{.beta = -0.5}(4.0) == 0.5);
    CHECK(xact::power{.beta = -0.5}(0.0f) == INFINITY);
    CHECK(xact::power{.beta = -0.5}(-0.0f) == INFINITY);
    CHECK(xact::power{.beta = -0.5}(INFINITY) == 0);
    CHECK(xact::power{.alpha = 3, .beta = 0}(-5.0f) == 3);
    CHECK(xact::power{.alpha = 3, .beta = 0}.derivative(0.0f) == 0);
}

TEST_CASE("power: a factor brings back what the power alone would lose") {
    CHECK(xact::power{.alpha = 0x1p-100, .beta = 2}(0x1p100f) == 0x1p100f);
    CHECK(xact::power{.alpha = 0x1p-20, .beta = 3}(-0x1p48f) == -0x1p124f);
    CHECK(xact::power{.alpha = 0x1p100, .beta = 2}(0x1p-80f) == 0x1p-60f);
    CHECK(xact::power{.alpha = 0x1p100, .beta = 3}.derivative(0x1p-80f) == 0x3p-60f);
    CHECK(xact::power{.alpha = 1e-30, .beta = 2}(INFINITY) == INFINITY);
    CHECK(xact::power{.alpha = 1e30, .beta = 2}(0.0f) == 0);
}
