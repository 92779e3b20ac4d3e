#include <cmath>
#include <limits>
#include <vector>

#include <xact/elementwise/exp.hpp>

#include "support/catch.hpp"

TEST_CASE("exp: a gradient of any size keeps its digits") {
    for (const double size : {1e-37, 1e-30, 1e-10, 1.0, 1e10, 1e37})
        for (const double at : {-80.0, -20.0, -1.0, 1e-3, 1.0, 20.0, 80.0}) {
            const double exact = double(float(size)) * std::exp(at);
            if (!(exact > 1.2e-38 && exact < 3.4e38)) continue;
            const std::vector<float> x{float(at)}, dy{float(size)};
            std::vector<float> dx(1);
            xact::backward(xact::exp{}, x, dy, dx);
            INFO("dy = " << size << ", x = " << at);
            CHECK(std::abs(double(dx[0]) - double(dy[0]) * std::exp(double(x[0]))) <= 0x1p-22 * exact);
        }
}

TEST_CASE("exp: a gradient that overflows is infinite") {
    for (const double at : {87.3, 87.9, 88.5}) {
        const std::vector<float> x{float(at)}, dy{88};
        std::vector<float> dx(1);
        xact::backward(xact::exp{}, x, dy, dx);
        CHECK(dx[0] == std::numeric_limits<float>::infinity());
    }
}
