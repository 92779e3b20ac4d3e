#include <xact/elementwise/srelu.hpp>

#include <cmath>
#include <limits>
#include <stdexcept>

#include "support/catch.hpp"
#include "support/inputs.hpp"

TEST_CASE("flat ends of srelu are flat at infinity too", "[elementwise]") {
    const float inf = std::numeric_limits<float>::infinity();
    const xact::srelu f{.l = -1, .b = 0, .u = 2, .a = 0};
    CHECK(f(inf) == 2);
    CHECK(f(-inf) == -1);
    CHECK(f(0.5f) == 0.5f);
    CHECK(f.backward(inf, inf) == 0);
    CHECK(f.backward(-3.0f, std::numeric_limits<float>::quiet_NaN()) == 0);
    CHECK(xact::srelu{.l = 0, .b = 0.2, .u = 6, .a = 0.2}(16.0f) == 8.0f);
}

TEST_CASE("srelu's slope changes where real numbers do", "[elementwise]") {
    const xact::srelu f{.l = 0.1, .b = 0.25, .u = 0.7, .a = 0.5};
    for (const double at : {0.1, 0.7})
        for (int k = -8; k <= 8; ++k) {
            const float x = test::step(static_cast<float>(at), k);
            CHECK(f.derivative(x) == (double(x) >= 0.7 ? 0.5f : double(x) > 0.1 ? 1.0f : 0.25f));
        }
}

TEST_CASE("srelu keeps its digits beside a root that the thresholds have moved", "[elementwise]") {
    const xact::srelu f{.l = 1.1, .b = 0.2, .u = 2.3, .a = -1.5}; // roots at l - l/b and u - u/a
    for (const double root : {1.1 - 1.1 / 0.2, 2.3 + 2.3 / 1.5})
        for (int k = -100; k <= 100; ++k) {
            const float x = test::step(static_cast<float>(root), k);
            const double exact = f.definition(double(x)), allowed = 0x1p-23 * std::fabs(exact) + 1e-14;
            CHECK(std::fabs(f(x) - exact) <= allowed);
        }
}

TEST_CASE("srelu's thresholds are in order", "[elementwise]") {
    CHECK_THROWS_AS((xact::srelu{.l = 2, .b = 0, .u = 1, .a = 1}.validate()), std::invalid_argument);
}

TEST_CASE("srelu whose thresholds are one has the upper slope there", "[elementwise]") {
    const xact::srelu f{.l = 0.5, .b = 0.2, .u = 0.5, .a = 1};
    CHECK(f.derivative(0.5f) == 1);
    CHECK(f.derivative(test::step(0.5f, -1)) == 0.2f);
}
