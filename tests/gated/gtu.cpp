#include <array>
#include <cmath>
#include <limits>

#include <xact/gated/gtu.hpp>

#include "support/catch.hpp"
#include "support/close.hpp"
#include "support/gated_fast.hpp"

namespace {

using test::close;
constexpr float inf = std::numeric_limits<float>::infinity();

} // namespace

TEST_CASE("gtu: known values, and tails whose product is a number") {
    const xact::gtu f{};
    CHECK(close(f(0.75, -1.5), -0.61475741347139904, 1e-15));
    CHECK(close(f(-100.0, 1e-3), 3.7200747359960066e-47, 1e-15));
    CHECK(close(f(2.0f, 1e-40f), 0.88079708f * 1e-40, 1e-4)); // a subnormal number has few digits
    CHECK(close(f.backward(2.0f, 1e-40f, 1e30f).da, 0.10499359f * 1e-10, 1e-4));
    CHECK(close(f.backward(-80.0f, 30.0f, 1e38f).db, 4 * std::exp(-140.0) * 1e38, 1e-5));
}

TEST_CASE("gtu: infinities") {
    const xact::gtu f{};
    CHECK(f(inf, inf) == 1);
    CHECK(f(inf, -inf) == -1);
    CHECK(f(-inf, inf) == 0);
    const auto g = f.backward(inf, inf, 5.0f);
    CHECK(g.da == 0);
    CHECK(g.db == 0);
    CHECK(std::isnan(f.backward(inf, inf, inf).db));
}

TEST_CASE("gtu: the fast tier is within its bound") {
    test::check_fast_unit(xact::gtu{}, [](double, double, double dy) {
        return std::array{1.0, std::abs(dy), std::abs(dy)};
    });
}
