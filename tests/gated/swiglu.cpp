#include <cmath>
#include <limits>

#include <xact/gated/swiglu.hpp>

#include "support/catch.hpp"

namespace {

constexpr float inf = std::numeric_limits<float>::infinity();

bool is_near(double computed, double expected, double relative) {
    return std::abs(computed - expected) <= relative * std::abs(expected);
}

} // namespace

TEST_CASE("swiglu: a factor that alone would underflow does not take the product with it") {
    const xact::swiglu f{};
    CHECK(is_near(f(-95.0f, 1e30f), -95 * std::exp(-95.0) * 1e30, 1e-6));
    CHECK(is_near(f(-160.0f, 3e38f), -160 * std::exp(-160.0) * 3e38, 1e-6));
    CHECK(is_near(f(-1500.0, 1e300), double(-1500 * std::exp(-1500.0L) * 1e300L), 1e-12));
    const auto g = f.backward(-200.0f, 3e38f, -3e38f);
    CHECK(is_near(g.da, double(-199 * std::exp(-200.0L) * 3e38L * -3e38L), 1e-6));
    CHECK(g.db == 0);
    CHECK(is_near(f.backward(2.0f, 1e30f, 1e-30f).da, f.backward(2.0f, 1.0f, 1.0f).da, 1e-6));
    CHECK(f.backward(2.0f, 1e-30f, 1e-30f).da == 0);
    CHECK(f.backward(2.0f, 1e30f, -1e30f).da == -inf);
}

TEST_CASE("swiglu: infinities") {
    const xact::swiglu f{};
    CHECK(f(inf, 2.0f) == inf);
    CHECK(f(inf, -2.0f) == -inf);
    CHECK(f(-inf, 2.0f) == 0);
    CHECK(f(-1e30f, 1e38f) == 0);
    CHECK(f(3.0f, -inf) == -inf);
    CHECK(f(-3.0f, -inf) == inf);
    CHECK(f(-1e30f, inf) == -inf); // not 0·inf: the gate is open by e^-1e30
    CHECK(std::isnan(f(-inf, inf)));
    CHECK(std::isnan(f(0.0f, inf)));
    CHECK(std::isnan(f(inf, 0.0f)));
    CHECK(f.backward(inf, 3.0f, 2.0f).da == 6);
    CHECK(f.backward(-inf, 3.0f, 2.0f).da == 0);
    CHECK(f.backward(-inf, 3.0f, 2.0f).db == 0);
    CHECK(f.backward(0.0f, inf, 2.0f).da == inf);
    CHECK(std::isnan(f.backward(-inf, inf, 1.0f).da));
}

TEST_CASE("swiglu: β turns, flattens and opens the gate") {
    CHECK(xact::swiglu{.beta = 0}(6.0f, 2.0f) == 6);
    CHECK(xact::swiglu{.beta = 0}(inf, 2.0f) == inf);
    CHECK(xact::swiglu{.beta = -1}(2.0f, 3.0f) == -xact::swiglu{}(-2.0f, 3.0f));
    CHECK(xact::swiglu{.beta = -1}(inf, 3.0f) == 0);
    CHECK(xact::swiglu{.beta = 1e6}(3.0f, 5.0f) == 15);
    CHECK(xact::swiglu{.beta = 1e6}(-3.0f, 5.0f) == 0);
    CHECK(is_near(xact::swiglu{.beta = 1e-30}(1e30f, 2.0f), 2e30 / (1 + std::exp(-1.0)), 1e-6));
    CHECK(xact::swiglu{}.parameter_derivatives(inf, 3.0f).beta == 0);
    CHECK(xact::swiglu{}.parameter_derivatives(1e30f, 3.0f).beta == 0);
    CHECK(is_near(xact::swiglu{.beta = 1e-30}.parameter_derivatives(1e18f, 1e-6f).beta, 1e30 / 4, 1e-6));
}
