#include <xact/elementwise/pserf.hpp>

#include <cmath>

#include "support/catch.hpp"

TEST_CASE("pserf: a small γ leaves the gate open far out", "[elementwise]") {
    const xact::pserf f{.gamma = 1e-4, .delta = 0.85};
    for (const double x : {100.0, 390.0, 410.0, 1659.0, 10000.0, 40000.0}) {
        // ln(1 + e^z) = z.
        const double w = 1e-4 * 0.85 * x, slope = std::erf(w) + w * std::exp(-w * w) * 1.1283791670955126;
        INFO("x = " << x);
        CHECK(std::abs(double(f.derivative(float(x))) - slope) <= 3e-7 * slope);
        CHECK(std::abs(f.derivative(x) - slope) <= 1e-14 * slope);
    }
}
