#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <xact/gated/mglu.hpp>

#include "support/catch.hpp"
#include "support/close.hpp"
#include "support/gated_fast.hpp"

namespace {

using test::close;
constexpr float inf = std::numeric_limits<float>::infinity();

} // namespace

TEST_CASE("mglu: known values") {
    const xact::mglu f{};
    CHECK(close(f(0.75, -1.5), -1.1461140548584756, 1e-15));
    CHECK(f(2.0f, 2.0f) == 0);
    CHECK(f.backward(2.0f, 5.0f, 3.0f).db == xact::mglu{}.backward(2.0f, -7.0f, 3.0f).db);
}

TEST_CASE("mglu: a difference beyond the largest number, and beside a shut gate") {
    const xact::mglu f{};
    const float large = std::numeric_limits<float>::max();
    CHECK(f(-large, large) == 0);
    CHECK(f(0.5f, -inf) == -inf);
    CHECK(close(f(-95.0f, 1e30f), -95 * std::exp(-95.0) * 1e30, 1e-6));
    CHECK(close(f.backward(1e-3f, large, 1e-30f).da, 0.5005 * large * 1e-30, 1e-5));
}

TEST_CASE("mglu: the fast tier is within its bound") {
    test::check_fast_unit(xact::mglu{}, [](double a, double b, double dy) {
        const double p = std::max(1.0, a), q = std::abs(b - a);
        return std::array{p * q, (2 * q + p) * std::abs(dy), p * std::abs(dy)};
    });
}
