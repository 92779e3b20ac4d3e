#include <xact/elementwise/swim.hpp>

#include <cmath>

#include "support/catch.hpp"
#include "support/ulps_of.hpp"

namespace {

/// Inputs far from the roots.
template <class T> void check_factor(double k, double bound) {
    const xact::swim f{.k = k};
    for (const double size : {1e-9, 3e-5, 0.01, 0.2, 0.99, 1.01, 7.0, 1e9, 1e25})
        for (const double sign : {-1.0, 1.0}) {
            const T x = T(sign * size);
            const long double z = x, t = std::abs(z), root = std::sqrt(1 + z * z), rest = 1 / (root * (root + t));
            const long double side = x < 0 ? -k : k, slope_rest = rest - t / (root * root * root);
            const long double gate = t < 1 ? 1 + k * (z / root) : (1 + side) - side * rest;
            const long double slope =
                t < 1 ? 1 + k * (z / root) * (1 + 1 / (root * root)) : (1 + side) - side * slope_rest;
            INFO("k = " << k << ", x = " << x);
            CHECK(test::ulps_of(f(x), z / 2 * gate) <= bound);
            CHECK(test::ulps_of(f.derivative(x), slope / 2) <= bound);
        }
}

} // namespace

TEST_CASE("swim: a huge factor keeps the digits of what is left beside it", "[elementwise]") {
    for (const double k : {-1e8, 7e3, 1.0}) {
        check_factor<float>(k, 2.25);
        check_factor<double>(k, 4);
    }
    CHECK(xact::swim{.k = 1e30}.second_derivative(HUGE_VALF) == 0);
    CHECK(xact::swim{.k = 2}(1e308) == 1.5e308);
}
