#include <xact/elementwise/clamp.hpp>
#include <xact/elementwise/keras_relu.hpp>
#include <xact/elementwise/srelu.hpp>
#include <xact/elementwise/threshold.hpp>
#include <xact/elementwise/tlu.hpp>

#include <cmath>
#include <initializer_list>
#include <limits>
#include <stdexcept>
#include <vector>

#include "support/catch.hpp"

/// Functions that only compare with a parameter: a NaN there must not look like a bound that is never reached.

namespace {

template <class F> void check(const F& f, std::initializer_list<float> inputs) {
    for (const float x : inputs) {
        INFO(F::about.name << " at " << x);
        CHECK(std::isnan(f(x)));
        CHECK(std::isnan(f.derivative(x)));
        CHECK(std::isnan(f(double(x))));
        CHECK(std::isnan(f.derivative(double(x))));
    }
}

} // namespace

TEST_CASE("a NaN threshold gives NaN", "[core]") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const auto all = {-30.0f, -0.5f, 0.0f, 0.5f, 3.0f, 30.0f};
    check(xact::tlu{.tau = nan}, all);
    check(xact::threshold{.t = nan}, all);
}

TEST_CASE("a NaN among several thresholds is refused", "[core]") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    std::vector<float> x(8);
    CHECK_THROWS_AS(xact::forward(xact::clamp{.lo = nan}, x, x), std::invalid_argument);
    CHECK_THROWS_AS(xact::forward(xact::clamp{.hi = nan}, x, x), std::invalid_argument);
    CHECK_THROWS_AS(xact::forward(xact::keras_relu{.t = nan}, x, x), std::invalid_argument);
    CHECK_THROWS_AS(xact::forward(xact::keras_relu{.m = nan}, x, x), std::invalid_argument);
    CHECK_THROWS_AS(xact::forward(xact::srelu{.l = nan}, x, x), std::invalid_argument);
    CHECK_THROWS_AS(xact::forward(xact::srelu{.u = nan}, x, x), std::invalid_argument);
}

TEST_CASE("an infinite bound is none", "[core]") {
    const double inf = std::numeric_limits<double>::infinity();
    for (const float x : {-30.0f, -0.0f, 0.5f, 30.0f}) {
        CHECK(xact::tlu{.tau = -inf}(x) == x);
        CHECK(xact::tlu{.tau = -inf}.derivative(x) == 1);
        CHECK(xact::clamp{.lo = -inf, .hi = inf}(x) == x);
        CHECK(xact::clamp{.lo = -inf, .hi = inf}.derivative(x) == 1);
    }
    CHECK(std::signbit(xact::clamp{.lo = -inf, .hi = inf}(-0.0f)));
}
