#include <cmath>
#include <limits>

#include <xact/gated/gabor2.hpp>

#include "support/catch.hpp"
#include "support/close.hpp"

namespace {

using test::close;
constexpr float inf = std::numeric_limits<float>::infinity();

} // namespace

TEST_CASE("gabor2: known values; the bell in one input, the wave in the other") {
    const xact::gabor2 f{};
    CHECK(close(f(0.25, 0.125), -0.1679288245620386, 1e-15));
    CHECK(f(0.0f, 0.0f) == 1);
    CHECK(f(1.0f, inf) == 0);
    CHECK(f.backward(1.0f, -inf, 1.0f).db == 0);
    CHECK(std::isnan(f(inf, 0.0f)));
    CHECK(close(f.backward(1e-40f, 0.0f, 1e30f).da, -100e-10, 1e-4)); // sin of a subnormal number
    CHECK(close(f.parameter_derivatives(0.25, 0.125).s, -20 * 0.015625 * -0.1679288245620386, 1e-14));
}
