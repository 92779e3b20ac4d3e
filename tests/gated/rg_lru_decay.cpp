#include <cmath>
#include <limits>

#include <xact/gated/rg_lru_decay.hpp>

#include "support/catch.hpp"
#include "support/close.hpp"

namespace {

using test::close;
constexpr float inf = std::numeric_limits<float>::infinity();

} // namespace

TEST_CASE("rg_lru_decay: known values, and its limits") {
    const xact::rg_lru_decay f{};
    CHECK(close(f(0.75, -1.5), 0.19029984668560389, 1e-15));
    CHECK(close(f(20.0f, -3.0f), 0.00050642227091934061, 1e-6));
    CHECK(f(-inf, 1.0f) == 1);
    CHECK(f(1.0f, -inf) == 1);
    CHECK(f(inf, 1.0f) == 0);
    const auto g = f.backward(inf, 1.0f, 1e30f);
    CHECK(g.da == 0);
    CHECK(g.db == 0);
    CHECK(f.parameter_derivatives(inf, 1.0f).c == 0);
    CHECK(close(f.backward(-100.0f, 30.0f, 1e38f).da, -8 * std::exp(-100.0) * 1e38, 1e-5));
}
