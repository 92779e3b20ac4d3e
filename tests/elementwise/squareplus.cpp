#include <xact/elementwise/squareplus.hpp>

#include <cmath>
#include <limits>

#include "support/catch.hpp"

namespace {

template <class T> void check_relu() {
    const xact::squareplus f{.b = 0};
    for (const T size :
         {std::numeric_limits<T>::denorm_min(), std::numeric_limits<T>::min(), T(1e-30), T(0.7), T(1e30)}) {
        INFO("|x| = " << size);
        CHECK(f(size) == size);
        CHECK(f(-size) == 0);
        CHECK(f.derivative(size) == 1);
        CHECK(f.derivative(-size) == 0);
        CHECK(f.second_derivative(size) == 0);
    }
    CHECK(f(T(0)) == 0);
    CHECK(f.derivative(T(0)) == T(0.5));
}

} // namespace

TEST_CASE("squareplus is ReLU for b = 0, also where x² is 0", "[elementwise]") {
    check_relu<float>();
    check_relu<double>();
}

TEST_CASE("squareplus keeps its tail up to the largest number", "[elementwise]") {
    const float largest = std::numeric_limits<float>::max();
    const double exact = 1e6 / (4 * double(largest));
    CHECK(std::abs(double(xact::squareplus{.b = 1e6}(-largest)) - exact) <= 1e-6 * exact);
}
