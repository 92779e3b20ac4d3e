#include <xact/elementwise/sau.hpp>

#include <cmath>

#include "support/catch.hpp"
#include "support/close.hpp"
#include "support/ulps_of.hpp"

TEST_CASE("sau is the convolution of a leaky ReLU and a normal density, not its misprints", "[elementwise]") {
    // By the midpoint rule on ±12 widths.
    const double alpha = 0.15, n = 2;
    const xact::sau f{.alpha = alpha, .n = n};
    for (const double x : {-3.0, -1.2, -0.4, 0.0, 0.3, 1.1, 2.5}) {
        double sum = 0;
        const double step = 24.0 / 200000;
        for (int i = 0; i < 200000; ++i) {
            const double z = -12 + (i + 0.5) * step, u = x - z / n;
            sum += (u > 0 ? u : alpha * u) * std::exp(-0.5 * z * z) * 0.39894228040143267794 * step;
        }
        INFO("x = " << x);
        CHECK(test::close(f(x), sum, 1e-7));
    }
    CHECK_THROWS_AS(xact::sau{.n = 0}.validate(), std::invalid_argument);
}

TEST_CASE("sau: α = -1 leaves a slope that keeps its digits at 0", "[elementwise]") {
    const xact::sau f{.alpha = -1, .n = 3};
    for (const double x : {-2.5, -0.34, -0.33, -0.01, -3e-7, -1e-12, 0.0, 1e-12, 0.001, 0.3, 0.6, 40.0}) {
        const auto slope = [](long double at) { return std::erf(3 * at * 0.70710678118654752440L); };
        INFO("x = " << x);
        CHECK(test::ulps_of(f.derivative(float(x)), slope(float(x))) <= 2.25);
        CHECK(test::ulps_of(f.derivative(x), slope(x)) <= 4);
    }
}

TEST_CASE("sau: α = 0 leaves a tail whose terms cancel", "[elementwise]") {
    const xact::sau f{.alpha = 0, .n = 1};
    for (const float x : {-12.5f, -11.0f, -9.75f, -8.0f, -5.0f, -1.0f, 2.0f}) {
        const long double z = x, tail = std::erfc(-z * 0.70710678118654752440L) / 2;
        INFO("x = " << x);
        CHECK(test::ulps_of(f(x), z * tail + std::exp(-z * z / 2) * 0.39894228040143267794L) <= 2.25);
    }
}
