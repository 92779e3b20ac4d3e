#include <xact/elementwise/nlrelu.hpp>

#include <cmath>
#include <limits>

#include "support/catch.hpp"

TEST_CASE("nlrelu of products that overflow or hardly count", "[elementwise]") {
    const double largest = std::numeric_limits<float>::max();
    const auto is_close = [](double computed, double expected) {
        return std::abs(computed - expected) <= 3e-7 * std::abs(expected) + std::numeric_limits<float>::min();
    };
    for (const double beta : {1.0, 2.0, 1.1, 7.3, 1e10, 1e-10, 1e-30, 1e-37})
        for (const double x : {1e-30, 1e-3, 1.0, 3e4, 1e19, 4e19, 1e25, 1e30, largest}) {
            const xact::nlrelu f{.beta = beta};
            const double at = static_cast<float>(x);
            INFO("beta " << beta << ", x " << x);
            CHECK(is_close(double(f(static_cast<float>(x))), std::log1p(beta * at)));
            CHECK(std::abs(f(at) - std::log1p(beta * at)) <= 1e-15 * std::log1p(beta * at));
            CHECK(is_close(double(f.parameter_derivatives(static_cast<float>(x)).beta), at / (1 + beta * at)));
        }
    const float inf = std::numeric_limits<float>::infinity();
    CHECK(xact::nlrelu{.beta = 0.5}(inf) == inf);
    CHECK(xact::nlrelu{.beta = 0.5}.parameter_derivatives(inf).beta == 2);
}
