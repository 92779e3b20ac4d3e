#include <cmath>

#include <xact/elementwise/scaled_tanh.hpp>

#include "support/catch.hpp"

TEST_CASE("scaled_tanh: as a soft cap it never exceeds the cap") {
    const xact::scaled_tanh cap{.a = 1.0 / 30, .b = 30};
    for (const float x : {200.0f, 400.0f, 1e10f, INFINITY}) {
        CHECK(cap(x) <= 30);
        CHECK(cap(-x) == -cap(x));
    }
    CHECK(cap(INFINITY) == 30);
}
