#include <cmath>
#include <limits>

#include <xact/gated/gtu.hpp>
#include <xact/gated/nac_weight.hpp>

#include "support/catch.hpp"
#include "support/close.hpp"

namespace {

using test::close;
constexpr float inf = std::numeric_limits<float>::infinity();

} // namespace

TEST_CASE("nac_weight: known values; gtu with its inputs swapped") {
    const xact::nac_weight f{};
    CHECK(close(f(0.75, -1.5), 0.11586738033430937, 1e-15));
    CHECK(f(0.75f, -1.5f) == xact::gtu{}(-1.5f, 0.75f));
    CHECK(f(inf, inf) == 1);
    CHECK(f(-inf, inf) == -1);
    CHECK(f(inf, -inf) == 0);
}
