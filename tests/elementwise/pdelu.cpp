#include <xact/elementwise/pdelu.hpp>

#include <limits>

#include <xact/elementwise/elu.hpp>

#include "support/catch.hpp"
#include "support/close.hpp"

TEST_CASE("pdelu is elu for t = 1, and near it for t near 1", "[elementwise]") {
    for (const double x : {-200.0, -20.0, -3.0, -0.5, -1e-9, 2.0}) {
        INFO("x = " << x);
        CHECK(test::close(xact::pdelu{.t = 1}(x), xact::elu{}(x), 1e-15));
        CHECK(test::close(xact::pdelu{.t = 1}.derivative(x), xact::elu{}.derivative(x), 1e-15));
        CHECK(test::close(xact::pdelu{.t = 1 - 0x1p-40}(x), xact::elu{}(x), 1e-9));
    }
    CHECK_THROWS_AS(xact::pdelu{.t = 0}.validate(), std::invalid_argument);
}

TEST_CASE("pdelu is constant below -1/(1 - t)", "[elementwise]") {
    const xact::pdelu f{.t = 0.75};
    const float inf = std::numeric_limits<float>::infinity();
    for (const float x : {-4.0f, -5.0f, -1e30f, -inf}) {
        CHECK(f(x) == -1);
        CHECK(f.derivative(x) == 0);
        CHECK(f.backward(x, inf) == 0);
    }
    CHECK(test::close(f(-3.0f), 0.25 * 0.25 * 0.25 * 0.25 - 1, 1e-15));
}
