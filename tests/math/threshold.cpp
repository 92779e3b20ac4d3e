#include <xact/math/threshold.hpp>

#include <cmath>
#include <limits>

#include "support/catch.hpp"
#include "support/inputs.hpp"

// Thresholds that are not floats: the neighbours of one fall on the side where the real number has them.

TEST_CASE("a threshold is rounded to the side that keeps comparisons exact", "[math]") {
    using V = xact::vec<float>;
    for (const double p : {0.1, -0.1, 1.036433, -1.036433, 2.036433, 0.5, -0.5, 1 - 0x1p-30, 1 + 0x1p-30, -1 + 0x1p-30,
                           -1 - 0x1p-30, 2 - 0x1p-40, 1e-30, 3e30, 0.0, 1.0 / 3, -8 + 0x1p-26}) {
        const float below = float(xact::math::not_above<V>(p)), above = float(xact::math::not_below<V>(p));
        INFO("p = " << p);
        CHECK(double(below) <= p);
        CHECK(double(above) >= p);
        CHECK(double(std::nextafter(below, 1e38f)) > p);
        CHECK(double(std::nextafter(above, -1e38f)) < p);
        for (int k = -4; k <= 4; ++k) {
            const float x = test::step(static_cast<float>(p), k);
            const double exact = double(x) - p;
            const float computed = float(xact::math::excess(V(x), p));
            if (std::abs(exact) > 1e-37) CHECK(std::abs(double(computed) - exact) <= 0x1p-23 * std::abs(exact));
            CHECK((computed > 0) == (exact > 0));
            CHECK((computed < 0) == (exact < 0));
        }
    }
    const double inf = std::numeric_limits<double>::infinity();
    CHECK(float(xact::math::not_above<V>(inf)) == std::numeric_limits<float>::infinity());
    CHECK(float(xact::math::not_below<V>(-inf)) == -std::numeric_limits<float>::infinity());
}

TEST_CASE("a sum of two thresholds is rounded as one", "[math]") {
    using V = xact::vec<float>;
    const auto sum = xact::math::threshold_sum<V>(1.036433, 1.0);
    CHECK(double(float(xact::math::not_above(sum))) <= 2.036433);
    CHECK(double(float(xact::math::not_below(sum))) >= 2.036433);
}
