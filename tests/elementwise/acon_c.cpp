#include <xact/elementwise/acon_c.hpp>

#include <cmath>

#include "support/catch.hpp"
#include "support/ulps_of.hpp"

namespace {

/// q = -p: p x tanh(β p x), tiny with x, and its slope.
template <class T> void check_opposite_lines(double bound) {
    const xact::acon_c f{.p = 1.5, .q = -1.5, .beta = 0.75};
    for (const double size : {1e-12, 3e-7, 0.001, 0.2, 0.44, 0.45, 1.7, 9.0, 1e9})
        for (const double sign : {-1.0, 1.0}) {
            const T x = T(sign * size);
            const long double z = 0.75L * 1.5L * x, t = std::tanh(z), c = std::cosh(z);
            const long double value = 1.5L * x * t, slope = 1.5L * (t + (std::isinf(c) ? 0 : z / (c * c)));
            INFO("x = " << x);
            CHECK(test::ulps_of(f(x), value) <= bound);
            CHECK(test::ulps_of(f.derivative(x), slope) <= bound);
        }
}

} // namespace

TEST_CASE("acon_c: q = -p leaves an odd gate that keeps its digits at 0", "[elementwise]") {
    check_opposite_lines<float>(2.25);
    check_opposite_lines<double>(4);
}

TEST_CASE("acon_c: lines that meet, a gate that stays half open, and huge lines have their limits", "[elementwise]") {
    for (const float x : {-3e38f, -2.0f, -1e-20f, 0.0f, 1e-20f, 5.0f}) {
        INFO("x = " << x);
        CHECK(xact::acon_c{.p = 0.5, .q = 0.5}(x) == 0.5f * x);
        CHECK(xact::acon_c{.p = 0.75, .q = 0.25, .beta = 0}(x) == 0.5f * x);
    }
    const xact::acon_c huge{.p = 1e30};
    CHECK(huge(-1.0f) == 0);
    CHECK(huge(1e-10f) == 1e30f * 1e-10f);
    CHECK(huge.derivative(1.0f) == 1e30f);
    CHECK(huge.second_derivative(1.0f) == 0);
}
