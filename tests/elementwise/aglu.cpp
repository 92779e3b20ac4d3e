#include <xact/elementwise/aglu.hpp>

#include <cmath>
#include <limits>

#include <xact/elementwise/golu.hpp>
#include <xact/elementwise/silu.hpp>

#include "support/catch.hpp"
#include "support/close.hpp"

TEST_CASE("aglu: the derivative by λ has the logarithmic term that the authors' fused backward omits",
          "[elementwise]") {
    const auto by_lambda = [](double kappa, double lambda, double x) {
        return xact::aglu{.kappa = kappa, .lambda = lambda}.parameter_derivatives(x).lambda;
    };
    CHECK(std::abs(by_lambda(1.1, 0.7, -0.8) - -0.143449) < 5e-7); // that code: +0.249699
    CHECK(std::abs(by_lambda(1.2, 0.7, 0.9) - 0.0287226) < 5e-8);  // -0.260117
}

TEST_CASE("aglu is silu for λ = 1, and golu for λ = 0", "[elementwise]") {
    for (const double x : {-800.0, -30.0, -5.0, -1.0, -0.1, 0.0, 0.3, 2.0, 20.0, 1e30}) {
        INFO("x = " << x);
        CHECK(xact::aglu{}(x) == xact::silu{}(x));
        CHECK(test::close(xact::aglu{.lambda = 0}(x), xact::golu{}(x), 1e-13));
        CHECK(test::close(xact::aglu{.lambda = 0}.derivative(x), xact::golu{}.derivative(x), 1e-13));
    }
}

TEST_CASE("aglu: no parameters make NaN of an infinity", "[elementwise]") {
    const float inf = std::numeric_limits<float>::infinity();
    for (const double lambda : {0.0, 1e-40, 1e-10, 1e-4, 0.5, 1.0, 3.0, 1e10})
        for (const double kappa : {1e-3, 1.0, 40.0}) {
            const xact::aglu f{.kappa = kappa, .lambda = lambda};
            INFO("kappa " << kappa << ", lambda " << lambda);
            CHECK(f(-inf) == 0);
            CHECK(f(inf) == inf);
            CHECK(f.derivative(-inf) == 0);
            CHECK(f.derivative(inf) == 1);
            CHECK(std::isfinite(f.parameter_derivatives(-3e38f).lambda));
        }
}
