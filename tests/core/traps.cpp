#include <cmath>

#include <xact/elementwise/elu.hpp>
#include <xact/elementwise/gelu.hpp>
#include <xact/elementwise/gelu_tanh.hpp>
#include <xact/elementwise/leaky_relu.hpp>
#include <xact/elementwise/mish.hpp>
#include <xact/elementwise/normal_cdf.hpp>
#include <xact/elementwise/quick_gelu.hpp>
#include <xact/elementwise/selu.hpp>
#include <xact/elementwise/sigmoid.hpp>
#include <xact/elementwise/silu.hpp>
#include <xact/elementwise/softplus.hpp>
#include <xact/elementwise/tanh.hpp>
#include <xact/elementwise/tanhsoft2.hpp>
#include <xact/simd/float16.hpp>

#include "support/catch.hpp"
#include "support/ulps_of.hpp"

// What public code is known to get wrong, by the numbers that it prints. Those of one function alone, as GoLU's inf·0
// or AGLU's missing logarithm, are in that function's file.

using test::ulps_of;

TEST_CASE("trap: gelu by 1 + erf loses its tail", "[core]") {
    const xact::gelu f{};
    for (const float x : {-4.0f, -5.0f, -5.5f, -6.0f, -9.0f})
        CHECK(ulps_of(f(x), x * std::erfc(-x * 0.70710678118654752440L) / 2) <= 2);
    CHECK(f(-6.0f) == Approx(-5.9195e-9f).epsilon(1e-5));
    CHECK(f(-10.0f) < 0);
    CHECK((std::signbit(f(-HUGE_VALF)) && f(-HUGE_VALF) == 0));
}

TEST_CASE("trap: the tanh form of gelu ends in -0 from -5.5 on, and beyond ±1 in 16 bits", "[core]") {
    const xact::gelu_tanh f{};
    CHECK(f(-5.0f) == Approx(-2.291796e-7f));
    CHECK(f(-5.5f) < 0);
    CHECK(f(-8.0f) < 0);
    const xact::float16 x(-100.0f);
    xact::float16 y;
    xact::forward(f, &x, &y, 1);
    CHECK(float(y) == 0);
}

TEST_CASE("trap: elu and selu by e^x - 1 lose small numbers", "[core]") {
    const float x = -1e-6f;
    CHECK(ulps_of(xact::elu{}(x), std::expm1(static_cast<long double>(x))) <= 2);
    CHECK(ulps_of(xact::selu{}(x), 1.7580993408473768599L * std::expm1(static_cast<long double>(x))) <= 2);
}

TEST_CASE("trap: softplus is not negative, and mish not 0, far below 0", "[core]") {
    CHECK(ulps_of(xact::softplus{}(-20.0f), std::log1p(std::exp(-20.0L))) <= 2);
    CHECK(xact::softplus{}(-80.0f) > 0);
    CHECK(ulps_of(xact::mish{}(-20.0f), -20 * std::tanh(std::log1p(std::exp(-20.0L)))) <= 2);
}

TEST_CASE("trap: mish's slope is not cut at ±8", "[core]") {
    const xact::mish f{};
    for (const float x : {-20.0f, -8.5f, 8.5f, 12.0f}) {
        const long double s = std::log1p(std::exp(static_cast<long double>(x))), t = std::tanh(s);
        const long double slope = t + x * (1 - t * t) / (1 + std::exp(-static_cast<long double>(x)));
        INFO("x = " << x);
        CHECK(ulps_of(f.derivative(x), slope) <= 2);
    }
}

TEST_CASE("trap: tanh is not above 1, and its slope is not 0 where 1 - t² is", "[core]") {
    for (const float x : {5.0f, 8.0f, 9.0f, 9.5f, 20.0f, 3e38f}) {
        INFO("x = " << x);
        CHECK(xact::tanh{}(x) <= 1);
        CHECK(xact::tanh{}(-x) >= -1);
    }
    const long double c = std::cosh(12.0L);
    CHECK(ulps_of(xact::tanh{}.derivative(12.0f), 1 / (c * c)) <= 2);
}

TEST_CASE("trap: second derivatives of silu and sigmoid by 1 - σ have no digits far above 0", "[core]") {
    const long double e = std::exp(-30.0L), s = 1 / (1 + e), q = e / (1 + e);
    CHECK(ulps_of(xact::sigmoid{}.second_derivative(30.0f), s * q * (q - s)) <= 8);
    CHECK(ulps_of(xact::silu{}.second_derivative(30.0f), s * q * (2 + 30 * (q - s))) <= 8);
}

TEST_CASE("trap: leaky_relu as max(x, a x) is another function for a > 1", "[core]") {
    const xact::leaky_relu f{2};
    CHECK(f(-1.0f) == -2);
    CHECK(f(1.0f) == 1);
}

TEST_CASE("trap: tanhexp's slope is f/x + x e^x (1 - (f/x)²), not f - x (f² - 1)", "[core]") {
    CHECK(xact::tanhsoft2{}.derivative(0.5) == Approx(1.042073).epsilon(1e-6));
}

TEST_CASE("trap: quick_gelu's factor is 1.702, not 1.773", "[core]") {
    CHECK(ulps_of(xact::quick_gelu{}(1.0), 1 / (1 + std::exp(-static_cast<long double>(1.702)))) <= 4);
}

TEST_CASE("trap: laplace has rounded parameters, √½ and 1/√(4π) as an option", "[core]") {
    const xact::normal_cdf rounded{};
    CHECK(double(rounded.u) == 0.707107);
    CHECK(double(rounded.s) == 0.282095);
}
