#include <xact/elementwise/smu1.hpp>

#include <cmath>
#include <limits>

#include "support/catch.hpp"
#include "support/close.hpp"

TEST_CASE("smu1 with α = 0 is squareplus, whose tail keeps its digits", "[elementwise]") {
    const xact::smu1 f{.alpha = 0, .mu = 2};
    CHECK(f(0.0) == 1);
    for (const double x : {-10.0, -1e3, -1e6, -1e12, -1e30}) {
        // 2/(|x| + √(x² + 4)).
        const double exact = 2 / (std::abs(x) + std::hypot(x, 2));
        INFO("x = " << x);
        CHECK(test::close(f(x), exact, 1e-14));
        CHECK(test::close(double(f(float(x))), 2 / (std::abs(double(float(x))) + std::hypot(float(x), 2)), 3e-7));
    }
    const float inf = std::numeric_limits<float>::infinity();
    CHECK(f(-inf) == 0);
    CHECK(f(inf) == inf);
    CHECK_THROWS_AS(xact::smu1{.mu = 0}.validate(), std::invalid_argument);
}

TEST_CASE("smu1 for other slopes", "[elementwise]") {
    for (const double alpha : {-0.5, 0.9, 1.0, 1.5})
        for (const double x : {-7.0, -0.3, 0.4, 5.0, 1e20, -1e20}) {
            const xact::smu1 f{.alpha = alpha, .mu = 1};
            const double root = std::hypot((1 - alpha) * x, 1.0);
            INFO("alpha = " << alpha << ", x = " << x);
            CHECK(test::close(f(x), ((1 + alpha) * x + root) / 2, 1e-12));
            CHECK(test::close(f.derivative(x), (1 + alpha + (1 - alpha) * (1 - alpha) * x / root) / 2, 1e-12));
        }
}

TEST_CASE("smu1: slopes of lines that are nearly flat, or that fall, keep their digits", "[elementwise]") {
    const xact::smu1 flat{.alpha = 0}, nearly{.alpha = 1e-12}, even{.alpha = -1};
    for (const double x : {-1e3, -1e9, -1e10, -1e20, -1e30}) {
        const double rest = 1 / (2 * (1 + x * x) * (1 - x / std::hypot(x, 1.0)));
        INFO("x = " << x);
        CHECK(test::close(flat.derivative(x), rest, 1e-15));
        CHECK(test::close(nearly.derivative(x), 1e-12 + rest, 1e-12));
    }
    CHECK(flat.derivative(-std::numeric_limits<double>::infinity()) == 0);
    for (const double x : {-1e-40, 0.0, 1e-30, 1e-5, 0.3, -0.9, 4.0}) {
        INFO("x = " << x);
        CHECK(test::close(even.derivative(x), 2 * x / std::hypot(2 * x, 1.0), 1e-15));
        CHECK(test::close(double(even.derivative(float(x))), 2 * double(float(x)) / std::hypot(2 * x, 1.0), 2e-7));
    }
}
