#include <cmath>
#include <limits>

#include <xact/gated/monet_mu.hpp>

#include "support/catch.hpp"
#include "support/close.hpp"

namespace {

using test::close;
constexpr float inf = std::numeric_limits<float>::infinity();

} // namespace

TEST_CASE("monet_mu: digits are kept where the factor vanishes") {
    const xact::monet_mu f{};
    const float b = std::nextafter(-1.0f, 0.0f); // -1 + 2^-24
    CHECK(f(3.0f, b) == 3 * 0x1p-24f);
    CHECK(f(3.0f, -1.0f) == 0);
    CHECK(f.backward(3.0f, b, 5.0f).da == 5 * 0x1p-24f);
    CHECK(f.backward(3.0f, b, 5.0f).db == 15);
    CHECK(f(1e38f, -4.0f) == -3e38f);
    CHECK(f(inf, 1.0f) == inf);
}
