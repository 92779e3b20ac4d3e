#include <cmath>
#include <limits>

#include <xact/gated/smooth_swiglu.hpp>
#include <xact/gated/swiglu.hpp>

#include "support/catch.hpp"
#include "support/close.hpp"

namespace {

using test::close;
constexpr float inf = std::numeric_limits<float>::infinity();

} // namespace

TEST_CASE("smooth_swiglu: swiglu times its scale") {
    CHECK(close(xact::smooth_swiglu{.scale = 8}(0.75, -1.5), -6.1126082925785368, 1e-15));
    for (const float a : {-20.0f, -1.0f, 0.5f, 3.0f})
        CHECK(close(xact::smooth_swiglu{.scale = 0.25}(a, 3.0f), xact::swiglu{}(a, 3.0f) / 4, 3e-7));
    CHECK(close(xact::smooth_swiglu{.scale = 0x1p-100}(30.0f, 3e38f), 30 * 3e38 * 0x1p-100, 1e-6));
    CHECK(xact::smooth_swiglu{}(-inf, 3.0f) == 0);
    CHECK(xact::smooth_swiglu{.scale = 4}.backward(inf, 3.0f, 2.0f).da == 24);
}
