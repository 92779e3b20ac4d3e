#include <xact/elementwise/shrink.hpp>

#include <cmath>
#include <limits>

#include <xact/elementwise/hard_shrink.hpp>
#include <xact/elementwise/soft_shrink.hpp>

#include "support/catch.hpp"

TEST_CASE("shrink is hard shrinkage for b = 0, soft for b = λ", "[elementwise]") {
    const float inf = std::numeric_limits<float>::infinity();
    for (const double lambda : {0.0, 0.1, 0.5, 3.0})
        for (const float x : {-inf, -4.0f, -0.5f, -0.1f, -0.0f, 0.0f, 0.1f, 0.3f, 0.5f, 4.0f, inf}) {
            INFO("λ = " << lambda << ", x = " << x);
            CHECK(xact::shrink{.lambda = lambda}(x) == xact::hard_shrink{.lambda = lambda}(x));
            CHECK(xact::shrink{.lambda = lambda, .b = lambda}(x) == xact::soft_shrink{.lambda = lambda}(x));
        }
}

TEST_CASE("a bound that is not a float is compared with as it is", "[elementwise]") {
    const xact::hard_shrink f{.lambda = 0.1};
    CHECK(f(0.1f) == 0.1f); // a little above 0.1
    CHECK(f(0.1) == 0);
    CHECK(std::abs(xact::soft_shrink{.lambda = 0.1}(0.1f) - (double(0.1f) - 0.1)) <= 1e-16);
    CHECK(xact::soft_shrink{.lambda = 0.1}.derivative(0.1f) == 1);
}

TEST_CASE("b above |x| turns the sign", "[elementwise]") {
    const xact::shrink f{.lambda = 0.5, .b = 2};
    CHECK(f(1.0f) == -1);
    CHECK(f(-1.0f) == 1);
    CHECK(f(0.5f) == 0);
}
