#include <cmath>
#include <limits>

#include <xact/gated/geglu_quick.hpp>

#include "support/catch.hpp"
#include "support/close.hpp"

namespace {

using test::close;
constexpr float inf = std::numeric_limits<float>::infinity();

} // namespace

TEST_CASE("geglu_quick: known values; swiglu with β = 1.702") {
    const xact::geglu_quick f{};
    CHECK(close(f(0.75, -1.5), -0.87958508630195674, 1e-15));
    CHECK(f(-3.0f, 2.0f) == xact::swiglu{.beta = 1.702}(-3.0f, 2.0f));
    CHECK(f(-inf, 2.0f) == 0);
}
