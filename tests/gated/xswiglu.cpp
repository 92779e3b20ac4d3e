#include <xact/gated/glu.hpp>
#include <xact/gated/xswiglu.hpp>

#include "support/catch.hpp"
#include "support/close.hpp"
#include "support/xglu.hpp"

namespace {

using test::close;

} // namespace

TEST_CASE("xswiglu: known values") {
    CHECK(close(xact::xswiglu{}(0.75, -1.5), -1.0187680487630895, 1e-15));
    CHECK(close(xact::xswiglu{.alpha = 0.25}(0.75, -1.5), -1.1531520731446342, 1e-15));
}

TEST_CASE("xswiglu: any α is as accurate") { test::check_alphas<xact::xswiglu>(); }

TEST_CASE("xswiglu: the gate's range is (-α, 1 + α)") { test::check_widened_range<xact::xswiglu>(); }

TEST_CASE("xswiglu: glu where α is 0") {
    for (const float a : {-100.0f, -3.0f, 0.25f, 7.0f}) CHECK(xact::xswiglu{}(a, 1e30f) == xact::glu{}(a, 1e30f));
}
