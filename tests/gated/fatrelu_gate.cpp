#include <cmath>
#include <limits>

#include <xact/gated/fatrelu_gate.hpp>

#include "support/catch.hpp"
#include "support/close.hpp"

namespace {

using test::close;
constexpr float inf = std::numeric_limits<float>::infinity();

} // namespace

TEST_CASE("fatrelu_gate: shut up to its threshold, beside an infinity too") {
    const xact::fatrelu_gate f{.theta = 0.5};
    CHECK(f(0.5f, 3.0f) == 0);
    CHECK(f(0.75f, 3.0f) == 2.25f);
    CHECK(f(0.5f, inf) == 0);
    CHECK(f.backward(0.5f, 3.0f, inf).da == 0);
    CHECK(f.backward(0.75f, 3.0f, 2.0f).da == 6);
    CHECK(f.backward(0.75f, 3.0f, 2.0f).db == 1.5f);
    CHECK_THROWS_WITH(xact::fatrelu_gate{.theta = -1}.validate(),
                      "xact::fatrelu_gate: theta = -1.000000, must be at least 0");
}
