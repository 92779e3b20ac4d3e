#include <xact/elementwise/soft_exponential.hpp>

#include <cmath>
#include <limits>

#include "support/catch.hpp"
#include "support/close.hpp"

TEST_CASE("soft exponential between the logarithm and the exponential", "[elementwise]") {
    for (const double x : {0.1, 0.5, 1.0, 3.0, 40.0}) {
        INFO("x = " << x);
        CHECK(test::close(xact::soft_exponential{.alpha = -1}(x), std::log(x), 1e-14));
        CHECK(test::close(xact::soft_exponential{.alpha = -1}.derivative(x), 1 / x, 1e-14));
        CHECK(test::close(xact::soft_exponential{.alpha = 1}(x), std::exp(x), 1e-14));
        CHECK(test::close(xact::soft_exponential{.alpha = 1}.derivative(x), std::exp(x), 1e-14));
        CHECK(xact::soft_exponential{}(x) == x);
    }
}

TEST_CASE("soft exponential is continuous in α at 0, and so is its derivative by α", "[elementwise]") {
    for (const double alpha : {-1e-3, -1e-9, -1e-50, 0.0, 1e-50, 1e-9, 1e-3})
        for (const double x : {-3.0, -0.2, 0.0, 0.7, 5.0}) {
            INFO("alpha = " << alpha << ", x = " << x);
            const xact::soft_exponential f{.alpha = alpha};
            const double by_alpha = 1 + x * x / 2;
            CHECK(std::abs(f(x) - x - alpha * by_alpha) <= 1e-15 + 100 * alpha * alpha);
            CHECK(std::abs(f.parameter_derivatives(x).alpha - by_alpha) <= 1e-13 + 100 * std::abs(alpha));
        }
}

TEST_CASE("soft exponential: its domain for α < 0, and the largest numbers", "[elementwise]") {
    const float inf = std::numeric_limits<float>::infinity(), largest = std::numeric_limits<float>::max();
    const xact::soft_exponential f{.alpha = -2}; // 1 + 2 (x - 2)
    CHECK(f(1.5f) == -inf);
    CHECK(f.derivative(1.5f) == inf);
    CHECK(std::isnan(f(1.25f)));
    CHECK(std::isnan(f.derivative(1.25f)));
    CHECK(std::isnan(f(-inf)));
    CHECK(f(inf) == inf);
    CHECK(f.derivative(inf) == 0);
    CHECK(test::close(double(f(largest)), 0.5 * std::log(2.0 * double(largest)), 1e-6));
    CHECK(xact::soft_exponential{.alpha = 2}(-inf) == 1.5f);
    CHECK(test::close(xact::soft_exponential{.alpha = 100}(0.9f), std::exp(90.0) / 100 + 100, 1e-5));
    CHECK_THROWS_AS(xact::soft_exponential{.alpha = 2e6}.validate(), std::invalid_argument);
}

TEST_CASE("soft exponential of α = -1 is the logarithm down to the smallest normal number", "[elementwise]") {
    const xact::soft_exponential f{.alpha = -1};
    for (const double x : {1e-300, 4.2e-59, 1e-20, 1e-9, 0.3}) {
        INFO("x = " << x);
        CHECK(std::abs(f(x) - std::log(x)) <= 1e-15 * std::abs(std::log(x)));
        CHECK(test::close(f.derivative(x), 1 / x, 1e-14));
    }
    CHECK(f.derivative(std::numeric_limits<float>::denorm_min()) == std::numeric_limits<float>::infinity());
}

TEST_CASE("soft exponential: the derivative by a negative α is a logarithm far out", "[elementwise]") {
    const double alpha = -0.3, x = 3.9e21, v = 1 - alpha * (x + alpha);
    const double exact = std::log(v) / (alpha * alpha) + (x + 2 * alpha) / (alpha * v);
    const xact::soft_exponential f{.alpha = alpha};
    CHECK(test::close(f.parameter_derivatives(x).alpha, exact, 1e-14));
    CHECK(test::close(double(f.parameter_derivatives(float(x)).alpha), exact, 1e-6));
}

TEST_CASE("soft exponential of α = 1 is e^x, and what is left of a sum keeps its digits", "[elementwise]") {
    const xact::soft_exponential f{.alpha = 1}, g{.alpha = 0.75};
    for (const double x : {-100.0, -80.0, -17.0, -0.5, 1e-9, 30.0}) {
        INFO("x = " << x);
        CHECK(test::close(f(x), std::exp(x), 1e-15));
        if (x > -85) CHECK(test::close(double(f(float(x))), std::exp(x), 3e-7));
    }
    // The root is ln(1 - α²)/α.
    for (const double x : {-1.2, -1.1, -1.05, -1.0}) {
        const double exact = std::expm1(0.75 * double(float(x))) / 0.75 + 0.75;
        INFO("x = " << x);
        CHECK(std::abs(double(g(float(x))) - exact) <= 0x1p-26);
    }
}
