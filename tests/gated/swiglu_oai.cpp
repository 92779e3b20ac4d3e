#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <xact/gated/swiglu_oai.hpp>

#include "support/catch.hpp"
#include "support/close.hpp"
#include "support/gated_fast.hpp"

namespace {

using test::close;
constexpr float inf = std::numeric_limits<float>::infinity();

} // namespace

TEST_CASE("swiglu_oai: known values; clamped before the activation, a only from above") {
    const xact::swiglu_oai f{};
    CHECK(close(f(0.75, -1.5), -0.29319502876731891, 1e-15));
    CHECK(close(f(8.0, 9.0), 55.999625026426538, 1e-15));
    CHECK(close(f(-2.0, -9.0), 0.38604826113475113, 1e-15));
    CHECK(f(3.0f, -1.0f) == 0);
    CHECK(f(inf, inf) == f(7.0f, 7.0f));
    CHECK(f(-inf, inf) == 0);
    CHECK(close(f(-100.0, 7.0), -800 * std::exp(-170.2), 1e-13));
}

TEST_CASE("swiglu_oai: a clamp at its limit is shut, for any dy") {
    const xact::swiglu_oai f{};
    for (const float a : {7.0f, 7.5f, inf}) {
        CHECK(f.backward(a, 2.0f, inf).da == 0);
        CHECK(f.backward(a, 2.0f, 1.0f).db == f(7.0f, 0.0f));
    }
    for (const float b : {7.0f, -7.0f, inf, -inf}) CHECK(f.backward(2.0f, b, inf).db == 0);
    CHECK(f.backward(std::nextafter(7.0f, 0.0f), 2.0f, 1.0f).da > 0);
    CHECK(f.backward(2.0f, std::nextafter(-7.0f, 0.0f), 1.0f).db > 0);
    // 0.1 in float is above 0.1.
    CHECK(xact::swiglu_oai{.limit = 0.1}.backward(0.1f, 0.0f, 1.0f).da == 0);
    CHECK(xact::swiglu_oai{.limit = 0.1}.backward(std::nextafter(0.1f, 0.0f), 0.0f, 1.0f).da > 0);
    CHECK_THROWS_WITH(xact::swiglu_oai{.limit = 0}.validate(), "xact::swiglu_oai: limit = 0.000000, must be above 0");
}

TEST_CASE("swiglu_oai: what a clamp holds moves with its limit") {
    const xact::swiglu_oai f{};
    const double h = 1e-5;
    const auto by_limit = [&](double a, double b) {
        return (xact::swiglu_oai{.limit = 7 + h}(a, b) - xact::swiglu_oai{.limit = 7 - h}(a, b)) / (2 * h);
    };
    for (const double a : {-3.0, 2.0, 9.0})
        for (const double b : {-8.0, 1.0, 8.0})
            CHECK(std::abs(f.parameter_derivatives(a, b).limit - by_limit(a, b)) < 1e-8);
}

TEST_CASE("swiglu_oai: the fast tier is within its bound") {
    test::check_fast_unit(xact::swiglu_oai{}, [](double a, double b, double dy) {
        const double p = std::max(1.0, std::min(std::abs(a), 7.0)), q = std::abs(std::clamp(b, -7.0, 7.0) + 1);
        return std::array{p * q, 2 * q * std::abs(dy), p * std::abs(dy)};
    });
}
