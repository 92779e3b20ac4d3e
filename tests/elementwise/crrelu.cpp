#include <xact/elementwise/crrelu.hpp>

#include <cmath>

#include "support/catch.hpp"
#include "support/ulps_of.hpp"

namespace {

/// ε = -1: x - x e^(-x²/2) above 0, x³/2 near it.
template <class T> void check_cubic(double bound) {
    const xact::crrelu f{.epsilon = -1};
    for (const double size : {1e-10, 3e-7, 0.001, 0.2, 0.99, 1.01, 1.3, 3.0, 1e9}) {
        const T x = T(size);
        const long double square = static_cast<long double>(x) * x, m = std::expm1(-square / 2);
        INFO("x = " << x);
        CHECK(test::ulps_of(f(x), -x * m) <= bound);
        CHECK(test::ulps_of(f.derivative(x), square * std::exp(-square / 2) - m) <= bound);
    }
}

} // namespace

TEST_CASE("crrelu: ε = -1 takes x away from itself", "[elementwise]") {
    check_cubic<float>(2.25);
    check_cubic<double>(4);
}

TEST_CASE("crrelu: a huge ε is no NaN", "[elementwise]") {
    const xact::crrelu f{.epsilon = 1e30};
    for (const float x : {-12.0f, -3.0f, -0.5f, -1e-10f, 1e-10f, 0.5f, 2.0f}) {
        const long double z = x, e = 1e30L * std::exp(-z * z / 2);
        INFO("x = " << x);
        CHECK(test::ulps_of(f(x), z * e + (x > 0 ? z : 0)) <= 2.25);
        CHECK(test::ulps_of(f.derivative(x), (1 - z * z) * e + (x > 0 ? 1 : 0)) <= 2.25);
    }
    CHECK(f(-HUGE_VALF) == 0);
    CHECK(f.second_derivative(HUGE_VALF) == 0);
}
