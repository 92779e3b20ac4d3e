#include <xact/elementwise/swish.hpp>

#include <cmath>

#include "support/catch.hpp"
#include "support/ulps_of.hpp"

TEST_CASE("swish: a beta that is hardly a normal number or none, and huge inputs", "[elementwise]") {
    for (const float beta : {1.1754944e-38f, -1.1754944e-38f, 1e-40f}) {
        const xact::swish f{.beta = double(beta)};
        for (const float x : {-3.4028235e38f, -2e38f, -1e-40f, 1.0f, 1e30f, 2e38f, 3.4028235e38f}) {
            INFO("beta = " << beta << ", x = " << x);
            CHECK(test::ulps_of(f(x), x / (1 + std::exp(-static_cast<long double>(beta) * x))) <= 2);
        }
        CHECK(f(copysign(HUGE_VALF, beta)) == copysign(HUGE_VALF, beta));
        CHECK(f(-copysign(HUGE_VALF, beta)) == 0);
    }
}
