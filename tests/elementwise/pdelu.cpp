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

TEST_CASE("pdelu: above t = 1 a power falls far out, and ends at -a", "[elementwise]") {
    for (const double t : {1.5, 2.0, 10.0})
        for (const double x : {-1e20, -1e31, -3e35, -1e37}) {
            const xact::pdelu f{.a = 0.5, .t = t};
            // The power's parts: 1 + (t - 1) |x| is its second summand.
            const double far = double(float(x)), power = std::pow((1 - t) * far, 1 / (1 - t));
            INFO("t = " << t << ", x = " << x);
            CHECK(test::close(f(far), 0.5 * (power - 1), 1e-14));
            if (x > -1e32) CHECK(test::close(double(f(float(x))), 0.5 * (power - 1), 3e-7));
            CHECK(test::close(f.derivative(far), 0.5 * std::pow((1 - t) * far, t / (1 - t)), 1e-13));
        }
    for (const double t : {0.5, 0.9, 1.0, 1.5, 10.0, 100.0}) {
        const xact::pdelu f{.a = 0.5, .t = t};
        CHECK(f(-HUGE_VALF) == -0.5f);
        CHECK(f(-HUGE_VAL) == -0.5);
        CHECK(f.derivative(-HUGE_VALF) == 0);
    }
}
