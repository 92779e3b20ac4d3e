#include <xact/elementwise/aptx.hpp>

#include <cmath>

#include "support/catch.hpp"
#include "support/ulps_of.hpp"

namespace {

/// α = 0: γ x tanh(βx), tiny with x, and its slope.
template <class T> void check_odd_gate(double bound) {
    const xact::aptx f{.alpha = 0, .beta = 1.25, .gamma = 0.75};
    for (const double size : {1e-12, 3e-7, 0.001, 0.2, 0.39, 0.41, 1.7, 9.0, 1e9})
        for (const double sign : {-1.0, 1.0}) {
            const T x = T(sign * size);
            const long double z = 1.25L * x, t = std::tanh(z), c = std::cosh(z);
            INFO("x = " << x);
            CHECK(test::ulps_of(f(x), 0.75L * x * t) <= bound);
            CHECK(test::ulps_of(f.derivative(x), 0.75L * (t + (std::isinf(c) ? 0 : z / (c * c)))) <= bound);
        }
}

} // namespace

TEST_CASE("aptx: α = 0 leaves an odd gate that keeps its digits at 0", "[elementwise]") {
    check_odd_gate<float>(2.25);
    check_odd_gate<double>(4);
}

TEST_CASE("aptx: β = 0 and γ = 0 have their limits", "[elementwise]") {
    for (const float x : {-3e38f, -2.0f, -1e-20f, 1e-20f, 5.0f}) {
        INFO("x = " << x);
        CHECK(xact::aptx{.alpha = 0.5, .beta = 0, .gamma = 1}(x) == 0.5f * x);
        CHECK(xact::aptx{.alpha = 0.5, .gamma = 0}(x) == 0);
    }
    CHECK(xact::aptx{.gamma = 0}.parameter_derivatives(float(HUGE_VAL)).alpha == 0);
}
