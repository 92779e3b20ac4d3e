#include <cmath>

#include <xact/elementwise/normal_quantile.hpp>

#include "support/catch.hpp"

TEST_CASE("normal_quantile: infinite at the ends of its domain, nothing beyond") {
    const xact::normal_quantile f;
    CHECK(f(0.0f) == -INFINITY);
    CHECK(f(1.0f) == INFINITY);
    CHECK(f.derivative(0.0f) == INFINITY);
    for (const float x : {-1e-30f, 1.0000001f, -INFINITY, INFINITY}) {
        CHECK(std::isnan(f(x)));
        CHECK(std::isnan(f.derivative(x)));
    }
}

TEST_CASE("normal_quantile: undoes the normal distribution in the tail") {
    for (const double x : {-37.0, -20.0, -8.0, -3.0, -1.0, -0.5, 0.3}) {
        const double p = std::erfc(-x / std::sqrt(2.0)) / 2;
        CHECK(std::abs(xact::normal_quantile{}(p)-x) < 1e-13 * std::abs(x));
    }
}
