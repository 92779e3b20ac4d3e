#include <xact/elementwise/dual_slope.hpp>

#include <cmath>
#include <limits>

#include "support/catch.hpp"

TEST_CASE("slopes of 0 are flat at infinity too, and let no gradient through", "[elementwise]") {
    const float inf = std::numeric_limits<float>::infinity(), nan = std::numeric_limits<float>::quiet_NaN();
    for (const double p : {0.0, 1.0, 1.1, -2.0})
        for (const double q : {0.0, 0.1, 1.0, -3.0})
            for (const float x : {-inf, -2.5f, 0.0f, 2.5f, inf}) {
                const xact::dual_slope f{.p = p, .q = q};
                const float slope = static_cast<float>(x > 0 ? p : q);
                INFO("p " << p << ", q " << q << ", x " << x);
                CHECK(f(x) == (slope == 0 ? 0 : slope * x));
                CHECK(f.derivative(x) == slope);
                if (slope == 0) CHECK(f.backward(x, inf) == 0);
                if (slope == 0) CHECK(f.backward(x, nan) == 0);
                CHECK(std::isnan(f(nan)));
            }
}
