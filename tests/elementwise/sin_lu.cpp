#include <xact/elementwise/sin_lu.hpp>

#include <cmath>

#include "support/catch.hpp"
#include "support/ulps_of.hpp"

namespace {

/// ab = -1: (x - sin(x)) σ(x), x³/12 near 0.
template <class T> void check_cubic(double bound) {
    const xact::sin_lu f{.a = -1, .b = 1};
    for (const double size : {1e-10, 1e-5, 4e-4, 6e-4, 0.01, 0.2, 1.0, 2.5})
        for (const double sign : {-1.0, 1.0}) {
            const T x = T(sign * size);
            const long double z = x, half = std::sin(z / 2), s = 1 / (1 + std::exp(-z)), square = z * z;
            const long double near = square * z / 6 * (1 - square / 20 * (1 - square / 42));
            const long double g = std::abs(z) < 0.02L ? near : z - std::sin(z);
            INFO("x = " << x);
            CHECK(test::ulps_of(f(x), g * s) <= bound);
            CHECK(test::ulps_of(f.derivative(x), s * (2 * half * half + g * (1 - s))) <= bound);
        }
}

} // namespace

TEST_CASE("sin_lu: ab = -1 takes x away from itself", "[elementwise]") {
    check_cubic<float>(2.25);
    check_cubic<double>(4);
}

TEST_CASE("sin_lu: without a wave the derivatives have limits", "[elementwise]") {
    CHECK(xact::sin_lu{.a = 0}.derivative(HUGE_VALF) == 1);
    CHECK(xact::sin_lu{.b = 0}.derivative(HUGE_VAL) == 1);
    CHECK(std::isnan(xact::sin_lu{}.derivative(HUGE_VALF)));
    CHECK(xact::sin_lu{.a = 0}.second_derivative(HUGE_VALF) == 0);
    CHECK(xact::sin_lu{.b = 0}.second_derivative(HUGE_VAL) == 0);
}
