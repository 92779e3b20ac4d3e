#include <xact/elementwise/stair.hpp>

#include <cmath>
#include <limits>

#include "support/catch.hpp"
#include "support/inputs.hpp"

namespace {

/// f and f' at the neighbours of integers, by the integer below: n even, n/2 and 0; n odd, x - (n + 1)/2 and 1.
template <class T> void check_integers() {
    for (const double n : {-100000.0, -7.0, -6.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 9.0, 8388607.0, 8388608.0,
                           16777216.0, 4503599627370495.0})
        for (int k = -40; k <= 40; ++k) {
            const T x = test::step(static_cast<T>(n), k);
            const double whole = std::floor(double(x));
            const bool odd = std::fmod(std::abs(whole), 2) == 1;
            INFO("x " << double(x));
            const double expected = odd ? double(x) - (whole + 1) / 2 : whole / 2;
            CHECK(std::abs(double(xact::stair{}(x)) - expected) <= double(std::numeric_limits<T>::min()));
            CHECK(xact::stair{}.derivative(x) == (odd && double(x) > whole ? 1 : 0));
        }
}

} // namespace

TEST_CASE("stair's slope is 1 above odd numbers only", "[elementwise]") {
    check_integers<float>();
    check_integers<double>();
    CHECK(xact::stair{}.derivative(2.5f) == 0);
    CHECK(xact::stair{}.derivative(3.5f) == 1);
    CHECK(xact::stair{}.derivative(-0.5f) == 1);
    CHECK(xact::stair{}.derivative(-1.5f) == 0);
}

TEST_CASE("stair keeps small negative numbers", "[elementwise]") {
    for (const float x : {-1e-10f, -std::numeric_limits<float>::min(), -std::numeric_limits<float>::denorm_min()}) {
        CHECK(xact::stair{}.derivative(x) == 1);
        CHECK(std::abs(xact::stair{}(x)-x) <= std::numeric_limits<float>::min());
    }
    CHECK(xact::stair{}(-1e-10f) == -1e-10f);
}
