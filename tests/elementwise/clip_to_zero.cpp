#include <xact/elementwise/clip_to_zero.hpp>

#include <limits>

#include <xact/elementwise/clamp.hpp>
#include <xact/elementwise/relu.hpp>

#include "support/catch.hpp"

TEST_CASE("zero above T, where the ranger, clamp(0, T), gives T", "[elementwise]") {
    const float inf = std::numeric_limits<float>::infinity();
    const xact::clip_to_zero f{.t = 2};
    const xact::clamp ranger{.lo = 0, .hi = 2};
    for (const float x : {2.5f, 1e30f, inf}) {
        CHECK(f(x) == 0);
        CHECK(ranger(x) == 2);
        CHECK(f.backward(x, inf) == 0);
    }
    CHECK(f(2.0f) == 2);
    CHECK(f.derivative(2.0f) == 1);
    CHECK(f(1.5f) == ranger(1.5f));
    CHECK(f(-1.0f) == 0);
}

TEST_CASE("an infinite T is ReLU", "[elementwise]") {
    const double inf = std::numeric_limits<double>::infinity();
    const xact::clip_to_zero f{.t = inf};
    for (const double x : {-inf, -1.0, 0.0, 1.0, 1e300, inf}) CHECK(f(x) == xact::relu{}(x));
    CHECK(f(std::numeric_limits<float>::infinity()) == std::numeric_limits<float>::infinity());
}
