#include <xact/elementwise/sine_relu.hpp>

#include <cmath>

#include "support/catch.hpp"

TEST_CASE("the slope of SineReLU below 0 is ε (cos + sin)", "[elementwise]") {
    // BeeDNN has ε (sin - cos).
    const xact::sine_relu f{};
    for (const double x : {-0.3, -2.0, -7.5})
        CHECK(std::abs(f.derivative(x) - 0.01 * (std::cos(x) + std::sin(x))) < 1e-16);
}
