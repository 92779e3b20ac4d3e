#include <xact/elementwise/finer.hpp>

#include "support/catch.hpp"

TEST_CASE("finer: a negative omega mirrors every derivative", "[elementwise]") {
    const xact::finer f{.omega = 0.5}, g{.omega = -0.5};
    for (const double x : {-3.0, -0.7, 1e-5, 0.7, 2.5}) {
        INFO("x = " << x);
        CHECK(g(x) == -f(x));
        CHECK(g.derivative(x) == -f.derivative(x));
        CHECK(g.second_derivative(x) == -f.second_derivative(x));
        CHECK(g.second_derivative(float(x)) == -f.second_derivative(float(x)));
    }
}
