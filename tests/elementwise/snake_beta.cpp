#include <xact/elementwise/snake_beta.hpp>

#include <cmath>

#include "support/catch.hpp"

TEST_CASE("snake_beta: the slope of a large amplitude is right near 0", "[elementwise]") {
    for (const auto& f : {xact::snake_beta{.alpha = 1000, .beta = 1}, xact::snake_beta{.alpha = 1, .beta = -1e-4}}) {
        const double ratio = f.alpha / f.beta;
        for (const double x : {0.0, 1e-30, -5e-14, -1.44e-9, 7e-8, 3e-5, -7.4e-5}) {
            const double at = double(float(x)), s = ratio * std::sin(2 * f.alpha * at), slope = 1 + s;
            INFO("x = " << x << ", ratio " << ratio);
            CHECK(std::abs(double(f.derivative(float(x))) - slope) <= 2e-7 * (1 + std::abs(s)));
            CHECK(std::abs(f.derivative(at) - slope) <= 4e-16 * (1 + std::abs(s)));
        }
    }
}
