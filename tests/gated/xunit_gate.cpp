#include <cmath>
#include <limits>

#include <xact/gated/xunit_gate.hpp>

#include "support/catch.hpp"
#include "support/close.hpp"

namespace {

using test::close;
constexpr float inf = std::numeric_limits<float>::infinity();

} // namespace

TEST_CASE("xunit_gate: known values, and its limits") {
    const xact::xunit_gate f{};
    CHECK(close(f(0.75, -1.5), -0.8546742370963845, 1e-15));
    CHECK(f(0.0f, 3.0f) == 3);
    CHECK(f(inf, 3.0f) == 0);
    CHECK(f(-inf, 3.0f) == 0);
    CHECK(f.backward(-inf, 3.0f, 1.0f).da == 0);
    CHECK(close(f.backward(0.75, -1.5, 2.0).da, 2.5640227112891534, 1e-15));
}

TEST_CASE("xunit_gate: a closed gate beside large factors") {
    const xact::xunit_gate f{};
    CHECK(close(f(12.0f, 1e38f), std::exp(-144.0) * 1e38, 1e-6));
    CHECK(close(f.backward(11.0f, 1e20f, 1e25f).da, -22 * std::exp(-121.0) * 1e45, 1e-6));
}
