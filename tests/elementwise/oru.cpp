#include <xact/elementwise/oru.hpp>

#include <cmath>
#include <limits>

#include "support/catch.hpp"

namespace {

/// By long doubles.
template <class T> void check(double k, double x) {
    const long double order = k, size = std::abs(static_cast<T>(x));
    const long double log = std::log1p(order * order * size);
    const long double y = std::copysign(std::expm1(log / order), static_cast<long double>(x));
    const long double slope = order * std::exp(log * (1 / order - 1)), ulp = std::numeric_limits<T>::epsilon();
    const xact::oru f{.k = k};
    INFO("k " << k << ", x " << x);
    CHECK(std::abs(f(static_cast<T>(x)) - y) <= 2 * ulp * std::abs(y));
    CHECK(std::abs(f.derivative(static_cast<T>(x)) - slope) <= 2 * ulp * slope);
}

} // namespace

TEST_CASE("oru of any order, for small and large numbers", "[elementwise]") {
    for (const double k : {1.0, 2.0, 3.0, 2.5, 5.0, 1.25})
        for (const double x : {1e-30, -1e-10, 1e-5, 0.01, -0.7, 2.0, 31.0, -1e4, 1e10, 1e20, -3e38}) {
            check<float>(k, x);
            check<double>(k, x);
        }
    CHECK(xact::oru{.k = 3}(7.0f / 9) == 1);
    CHECK(xact::oru{.k = 3}(-std::numeric_limits<float>::infinity()) == -std::numeric_limits<float>::infinity());
    CHECK(xact::oru{.k = 3}.derivative(std::numeric_limits<float>::infinity()) == 0);
}

TEST_CASE("oru: the slope of an order below 1 rises as far as a number goes", "[elementwise]") {
    const double k = 1e-4, x = 924779.8125, slope = k * std::exp(std::log1p(k * k * x) * (1 / k - 1)); // 9.4e35
    CHECK(std::abs(double(xact::oru{.k = k}.derivative(float(x))) - slope) <= 1e-3 * slope);
}
