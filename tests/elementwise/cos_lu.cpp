#include <xact/elementwise/cos_lu.hpp>

#include <cmath>

#include "support/catch.hpp"

TEST_CASE("cos_lu: without a wave the derivatives have limits", "[elementwise]") {
    CHECK(xact::cos_lu{.a = 0}.derivative(HUGE_VALF) == 1);
    CHECK(xact::cos_lu{.b = 0}.derivative(HUGE_VAL) == 1);
    CHECK(std::isnan(xact::cos_lu{}.derivative(HUGE_VALF)));
    CHECK(xact::cos_lu{.a = 0}.second_derivative(HUGE_VALF) == 0);
    CHECK(xact::cos_lu{.b = 0}.second_derivative(HUGE_VAL) == 0);
}
