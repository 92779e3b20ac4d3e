#include <xact/elementwise/symexp.hpp>

#include <limits>

#include "support/catch.hpp"

TEST_CASE("symexp overflows to infinity where its factor makes it", "[elementwise]") {
    const xact::symexp f{.p = 1000, .q = 1};
    for (const float x : {82.0f, 82.77f, 85.0f, 88.0f, 100.0f}) {
        INFO("x = " << x);
        CHECK(f(x) == std::numeric_limits<float>::infinity());
        CHECK(f(-x) == -std::numeric_limits<float>::infinity());
    }
    for (const double x : {703.0, 705.0, 709.0}) CHECK(f(x) == std::numeric_limits<double>::infinity());
}
