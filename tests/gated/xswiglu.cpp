#include <cmath>
#include <limits>

#include <xact/gated/glu.hpp>
#include <xact/gated/xswiglu.hpp>

#include "support/catch.hpp"
#include "support/close.hpp"

namespace {

using test::close;
constexpr float inf = std::numeric_limits<float>::infinity();

} // namespace

TEST_CASE("xswiglu: known values") {
    CHECK(close(xact::xswiglu{}(0.75, -1.5), -1.0187680487630895, 1e-15));
    CHECK(close(xact::xswiglu{.alpha = 0.25}(0.75, -1.5), -1.1531520731446342, 1e-15));
    CHECK(xact::xswiglu{}(0.0f, 3.0f) == 1.5f);
}

TEST_CASE("xswiglu: the gate's range is (-α, 1 + α)") {
    const xact::xswiglu f{.alpha = 0.5};
    CHECK(f(inf, 2.0f) == 3);
    CHECK(f(-inf, 2.0f) == -1);
    CHECK(f.backward(inf, 2.0f, 1.0f).da == 0);
    CHECK(f.parameter_derivatives(inf, 2.0f).alpha == 2);
    CHECK(f.parameter_derivatives(-inf, 2.0f).alpha == -2);
    CHECK(f.parameter_derivatives(0.0f, 2.0f).alpha == 0);
    CHECK(std::isnan(xact::xswiglu{}(-inf, inf)));
}

TEST_CASE("xswiglu: glu where α is 0") {
    // Each is within 2 ulp.
    for (const float a : {-100.0f, -3.0f, 0.25f, 7.0f}) {
        const float y = xact::glu{}(a, 1e30f);
        CHECK(std::abs(xact::xswiglu{}(a, 1e30f) - y) <= 0x1p-22f * y);
    }
}
