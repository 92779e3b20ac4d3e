#include <xact/elementwise/leaky_relu.hpp>

#include <cmath>
#include <limits>

#include "support/catch.hpp"

TEST_CASE("a slope of 0 is ReLU, at infinity too", "[elementwise]") {
    const xact::leaky_relu f{.a = 0};
    const float inf = std::numeric_limits<float>::infinity();
    CHECK(f(-inf) == 0);
    CHECK(f(-2.5f) == 0);
    CHECK(f(inf) == inf);
    CHECK(f(2.5f) == 2.5f);
    CHECK(std::isnan(f(std::numeric_limits<float>::quiet_NaN())));
}

TEST_CASE("slopes above 1 and below 0", "[elementwise]") {
    const float inf = std::numeric_limits<float>::infinity();
    CHECK(xact::leaky_relu{.a = 2}(-3.0f) == -6);
    CHECK(xact::leaky_relu{.a = -2}(-3.0f) == 6);
    CHECK(xact::leaky_relu{.a = -2}(-inf) == inf);
    CHECK(xact::leaky_relu{.a = -2}(3.0f) == 3);
}
