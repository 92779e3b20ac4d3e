#include <xact/elementwise/cos_lu.hpp>

#include <cmath>

#include "support/catch.hpp"

TEST_CASE("cos_lu: without a wave the slope has a limit", "[elementwise]") {
    CHECK(xact::cos_lu{.a = 0}.derivative(HUGE_VALF) == 1);
    CHECK(xact::cos_lu{.b = 0}.derivative(HUGE_VAL) == 1);
    CHECK(std::isnan(xact::cos_lu{}.derivative(HUGE_VALF)));
}
