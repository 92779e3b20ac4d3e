#include <xact/gated/xatglu.hpp>

#include "support/catch.hpp"
#include "support/close.hpp"
#include "support/xglu.hpp"

namespace {

using test::close;

} // namespace

TEST_CASE("xatglu: known values") {
    CHECK(close(xact::xatglu{}(0.75, -1.5), -1.0572491470487002, 1e-15));
    CHECK(close(xact::xatglu{.alpha = 0.25}(0.75, -1.5), -1.2108737205730503, 1e-15));
}

TEST_CASE("xatglu: any α is as accurate") { test::check_alphas<xact::xatglu>(); }

TEST_CASE("xatglu: the gate's range is (-α, 1 + α)") { test::check_widened_range<xact::xatglu>(); }

TEST_CASE("xatglu: the arc tangent's tail") {
    const xact::xatglu f{};
    CHECK(close(f(-1e30f, 1e30f), 0.31830988618379067, 1e-6));
    CHECK(close(f(-1e300, 1e300), 0.31830988618379067, 1e-15));
    // The slope is 1/(π a²), below the smallest number.
    CHECK(close(f.backward(1e30f, 1e38f, 1e22f).da, 0.31830988618379067, 1e-6));
    CHECK(close(f.backward(-1e300, 1e300, 1e300).da, 0.31830988618379067, 1e-15));
}
