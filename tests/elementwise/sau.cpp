#include <xact/elementwise/sau.hpp>

#include <cmath>

#include "support/catch.hpp"
#include "support/close.hpp"

TEST_CASE("sau is the convolution of a leaky ReLU and a normal density, not its misprints", "[elementwise]") {
    // By the midpoint rule on ±12 widths.
    const double alpha = 0.15, n = 2;
    const xact::sau f{.alpha = alpha, .n = n};
    for (const double x : {-3.0, -1.2, -0.4, 0.0, 0.3, 1.1, 2.5}) {
        double sum = 0;
        const double step = 24.0 / 200000;
        for (int i = 0; i < 200000; ++i) {
            const double z = -12 + (i + 0.5) * step, u = x - z / n;
            sum += (u > 0 ? u : alpha * u) * std::exp(-0.5 * z * z) * 0.39894228040143267794 * step;
        }
        INFO("x = " << x);
        CHECK(test::close(f(x), sum, 1e-7));
    }
    CHECK_THROWS_AS(xact::sau{.n = 0}.validate(), std::invalid_argument);
}
