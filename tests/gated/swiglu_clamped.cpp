#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include <xact/gated/swiglu_clamped.hpp>

#include "support/catch.hpp"
#include "support/close.hpp"
#include "support/gated_fast.hpp"

namespace {

using test::close;
constexpr float inf = std::numeric_limits<float>::infinity();

} // namespace

TEST_CASE("swiglu_clamped: known values; clamped after the activation, unlike swiglu_oai") {
    const xact::swiglu_clamped f{};
    CHECK(close(f(0.75, -1.5), -0.76407603657231709, 1e-15));
    CHECK(f(8.0, 9.0) == 49);
    CHECK(close(f(7.0, -9.0), -48.955358491474368, 1e-15));
    CHECK(f(inf, inf) == 49);
    CHECK(f(-inf, inf) == 0);
}

TEST_CASE("swiglu_clamped: a clamp at its limit is shut, for any dy") {
    const xact::swiglu_clamped f{};
    // silu(a) = 7 lies between these two.
    CHECK(f.backward(7.0063424f, 2.0f, 1.0f).da > 0);
    CHECK(f.backward(7.0063434f, 2.0f, inf).da == 0);
    CHECK(f.backward(inf, 2.0f, inf).da == 0);
    CHECK(f.backward(inf, 2.0f, 1.0f).db == 7);
    for (const float b : {7.0f, -7.0f, inf, -inf}) CHECK(f.backward(2.0f, b, inf).db == 0);
    CHECK_THROWS_WITH(xact::swiglu_clamped{.limit = -1}.validate(),
                      "xact::swiglu_clamped: limit = -1.000000, must be above 0");
    CHECK(f.parameter_derivatives(9.0, 9.0).limit == 14);
    CHECK(f.parameter_derivatives(9.0, 3.0).limit == 3);
    CHECK(f.parameter_derivatives(3.0, 3.0).limit == 0);
}

TEST_CASE("swiglu_clamped: the fast tier is within its bound, beside the kink, too") {
    const auto scales = [](double a, double b, double dy) {
        const double p = std::max(1.0, std::min(std::abs(a), 7.0)), q = std::abs(std::clamp(b, -7.0, 7.0));
        return std::array{p * q, 2 * q * std::abs(dy), p * std::abs(dy)};
    };
    const xact::swiglu_clamped f{};
    test::check_fast_unit(f, scales);
    for (float a = 7.005f; a < 7.008f; a = std::nextafter(a, inf)) {
        const std::vector<float> u(1, a), b(1, 2.0f);
        std::vector<float> exact(1), quick(1), db(1);
        xact::backward(f, u, b, b, exact, db), xact::backward(f, u, b, b, quick, db, xact::fast);
        REQUIRE(std::abs(exact[0] - quick[0]) <= 0x1p-18f);
    }
}
