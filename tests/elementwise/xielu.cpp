#include <xact/elementwise/xielu.hpp>

#include <cmath>
#include <limits>

#include "support/catch.hpp"
#include "support/close.hpp"

TEST_CASE("xielu: raw parameters pass through softplus, transformed ones do not", "[elementwise]") {
    const auto f = xact::xielu::from_transformed(0.8, 0.8);
    CHECK(f.alpha == 0.8);
    CHECK(f.nu == 0.8);
    CHECK(f.beta == 0.5);
    // What models start from: α = 0.8 and ν = 0.5 + 0.3.
    const auto g = xact::xielu::from_raw(std::log(std::expm1(0.8)), std::log(std::expm1(0.3)));
    CHECK(test::close(g.alpha, 0.8, 1e-15));
    CHECK(test::close(g.nu, 0.8, 1e-15));
    CHECK(test::close(g(-1.5), f(-1.5), 1e-14));
    CHECK(xact::xielu::from_raw(800, -800).alpha == 800);
    CHECK(xact::xielu::from_raw(800, -800).nu == 0.5);
}

TEST_CASE("xielu: expm1(x) - x keeps its digits near 0", "[elementwise]") {
    // Not x replaced by the smaller of x and -1e-6, as some code has it.
    const xact::xielu f{.alpha = 0.8, .nu = 0.8, .beta = 0};
    for (const double x : {-1e-12, -1e-7, -1e-3, -0.1, -0.4999, -0.5001, -0.9}) {
        double sum = 0, term = x * x / 2;
        for (int n = 3; n < 40; ++n) sum += term, term *= x / n;
        INFO("x = " << x);
        CHECK(test::close(f(x), 0.8 * sum, 1e-14));
        CHECK(test::close(double(f(float(x))), 0.8 * sum, 1e-6));
        CHECK(test::close(f.parameter_derivatives(x).nu, sum, 1e-14));
    }
}

TEST_CASE("xielu: the limit at -inf is that of the line, for any parameters", "[elementwise]") {
    const double inf = std::numeric_limits<double>::infinity();
    CHECK(xact::xielu{.nu = 0.8, .beta = 0.5}(-inf) == inf);
    CHECK(xact::xielu{.nu = 0.5, .beta = 0.5}(-inf) == -0.5);
    CHECK(xact::xielu{.nu = 0.2, .beta = 0.5}(-inf) == -inf);
    CHECK(xact::xielu{.alpha = 0, .beta = 0}(inf) == 0);
}
