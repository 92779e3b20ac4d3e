#include <xact/elementwise/log_sigmoid.hpp>

#include "support/catch.hpp"

TEST_CASE("log_sigmoid: ln(σ(x)) as such would be -inf far below 0") {
    CHECK(xact::log_sigmoid{}(-100.0f) == -100.0f);
    CHECK(xact::log_sigmoid{}(-1e30f) == -1e30f);
}
