#include <cmath>

#include <xact/gated/xgeglu.hpp>

#include "support/catch.hpp"
#include "support/close.hpp"
#include "support/xglu.hpp"

namespace {

using test::close;

} // namespace

TEST_CASE("xgeglu: known values") {
    CHECK(close(xact::xgeglu{}(0.75, -1.5), -1.1600589714346977, 1e-15));
    CHECK(close(xact::xgeglu{.alpha = 0.25}(0.75, -1.5), -1.3650884571520466, 1e-15));
}

TEST_CASE("xgeglu: any α is as accurate") { test::check_alphas<xact::xgeglu>(); }

TEST_CASE("xgeglu: the gate's range is (-α, 1 + α)") { test::check_widened_range<xact::xgeglu>(); }

TEST_CASE("xgeglu: the normal distribution's tail") {
    CHECK(close(xact::xgeglu{}(-18.0f, 1e38f), std::erfc(18 / std::sqrt(2.0)) / 2 * 1e38, 1e-6));
    CHECK(close(xact::xgeglu{}.backward(18.0f, 1e38f, 1.0f).da,
                std::exp(-162.0) / std::sqrt(2 * 3.14159265358979324) * 1e38, 1e-6));
}
