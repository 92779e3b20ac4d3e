#include <cmath>
#include <limits>

#include <xact/gated/xatglu.hpp>

#include "support/catch.hpp"
#include "support/close.hpp"

namespace {

using test::close;
constexpr float inf = std::numeric_limits<float>::infinity();

} // namespace

TEST_CASE("xatglu: known values") {
    CHECK(close(xact::xatglu{}(0.75, -1.5), -1.0572491470487002, 1e-15));
    CHECK(close(xact::xatglu{.alpha = 0.25}(0.75, -1.5), -1.2108737205730503, 1e-15));
    CHECK(xact::xatglu{}(0.0f, 3.0f) == 1.5f);
}

TEST_CASE("xatglu: the gate's range is (-α, 1 + α)") {
    const xact::xatglu f{.alpha = 0.5};
    CHECK(f(inf, 2.0f) == 3);
    CHECK(f(-inf, 2.0f) == -1);
    CHECK(f.backward(inf, 2.0f, 1.0f).da == 0);
    CHECK(f.parameter_derivatives(inf, 2.0f).alpha == 2);
    CHECK(f.parameter_derivatives(-inf, 2.0f).alpha == -2);
    CHECK(f.parameter_derivatives(0.0f, 2.0f).alpha == 0);
    CHECK(std::isnan(xact::xatglu{}(-inf, inf)));
}

TEST_CASE("xatglu: the arc tangent's tail") {
    const xact::xatglu f{};
    CHECK(close(f(-1e30f, 1e30f), 0.31830988618379067, 1e-6));
    CHECK(close(f(-1e300, 1e300), 0.31830988618379067, 1e-15));
    // The slope is 1/(π a²), below the smallest number.
    CHECK(close(f.backward(1e30f, 1e38f, 1e22f).da, 0.31830988618379067, 1e-6));
    CHECK(close(f.backward(-1e300, 1e300, 1e300).da, 0.31830988618379067, 1e-15));
}
