#include <xact/elementwise/xsilu.hpp>

#include <cmath>

#include <xact/elementwise/xatlu.hpp>
#include <xact/elementwise/xgelu.hpp>

#include "support/catch.hpp"

namespace {

/// α = -1: x G(-x).
template <class F, class Plain> void check_mirrored(const F& f, const Plain& plain) {
    for (const float x : {-HUGE_VALF, -1e30f, -20.0f, -0.7f, 1e-40f, 0.3f, 4.0f, 40.0f, 90.0f, 1e30f, HUGE_VALF}) {
        INFO("x = " << x);
        CHECK(f(x) == -plain(-x));
        CHECK(f(double(x)) == -plain(double(-x)));
        CHECK(f.derivative(x) == plain.derivative(-x));
        CHECK(f.derivative(double(x)) == plain.derivative(double(-x)));
    }
}

} // namespace

TEST_CASE("xsilu, xgelu, xatlu: alpha = -1 mirrors the gate and its tail", "[elementwise]") {
    check_mirrored(xact::xsilu{.alpha = -1}, xact::silu{});
    check_mirrored(xact::xgelu{.alpha = -1}, xact::gelu{});
    check_mirrored(xact::xatlu{.alpha = -1}, xact::xatlu{});
    CHECK(xact::xsilu{.alpha = -1}(HUGE_VALF) == 0);
}
