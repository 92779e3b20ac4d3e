#include <xact/elementwise/eru.hpp>

#include <cmath>
#include <limits>

#include "support/catch.hpp"

TEST_CASE("eru of any order joins its halves smoothly", "[elementwise]") {
    for (const double k : {1.0, 2.0, 3.0, 2.5, 0.5}) {
        const xact::eru f{.k = k};
        INFO("k " << k);
        CHECK(std::abs(f(0.0) - (1 - 1 / k)) <= 1e-15);
        CHECK(std::abs(f.derivative(0.0) - k) <= 2e-15 * k);
        CHECK(std::abs(f.derivative(-1e-18) - k) <= 2e-15 * k);
        CHECK(std::abs(f(-1e-18) - (1 - 1 / k)) <= 1e-15);
        CHECK(f(-std::numeric_limits<double>::infinity()) == -1 / k);
        for (const double x : {-40.0, -3.3, -0.2}) {
            CHECK(std::abs(f(x) - (std::exp(k * x) - 1 / k)) <= 1e-15 * (1 + 1 / k));
            CHECK(std::abs(f.derivative(x) - k * std::exp(k * x)) <= 4e-14 * f.derivative(x));
        }
        for (const double x : {1e-3, 0.7, 12.0, 1e9}) {
            const double y = std::pow(k * k * x + 1, 1 / k) - 1 / k;
            CHECK(std::abs(f(x) - y) <= 4e-15 * std::pow(k * k * x + 1, 1 / k));
        }
    }
}

TEST_CASE("eru: an order close to 2 is not taken for it", "[elementwise]") {
    const double k = 2 + 0x1p-24;
    const xact::eru f{.k = k};
    for (const float x : {-40.0f, -30.3f}) {
        const double slope = k * std::exp(k * double(x));
        CHECK(std::abs(double(f.derivative(x)) - slope) <= 0x1p-23 * slope);
    }
}

TEST_CASE("eru: an order below 1 rises beyond the largest number", "[elementwise]") {
    const xact::eru f{.k = 0.37};
    const float inf = std::numeric_limits<float>::infinity();
    for (const float x : {1e20f, 1e30f, std::numeric_limits<float>::max(), inf}) {
        INFO("x = " << x);
        CHECK(f(x) == inf);
        CHECK(f.parameter_derivatives(x).k == -inf);
    }
    CHECK(f.derivative(inf) == inf);
    CHECK(xact::eru{.k = 1}.derivative(inf) == 1);
    // The value is no number of that type, but the slope is one.
    const double x = 1e15, slope = 0.37 * std::pow(1 + 0.37 * 0.37 * x, 1 / 0.37 - 1);
    CHECK(std::abs(double(f.derivative(float(x))) - slope) <= 1e-5 * slope);
}
