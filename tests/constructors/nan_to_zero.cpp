#include <xact/constructors/nan_to_zero.hpp>

#include <limits>
#include <string_view>
#include <vector>

#include <xact/elementwise/fit_act.hpp>
#include <xact/elementwise/silu.hpp>

using subject = xact::nan_to_zero<xact::fit_act>;

#include "support/catch.hpp"

TEST_CASE("nan_to_zero: NaN alone is 0", "[constructors]") {
    const subject f{};
    for (const float x : {std::numeric_limits<float>::quiet_NaN(), -std::numeric_limits<float>::quiet_NaN()}) {
        CHECK(f(x) == 0);
        CHECK(f(double(x)) == 0);
        CHECK(f.derivative(x) == 0);
        CHECK(f.second_derivative(x) == 0);
        CHECK(f.backward(x, x) == 0);
        CHECK(f.parameter_derivatives(x).function.k == 0);
        CHECK(f(x, xact::fast) == 0);
    }
    const float inf = std::numeric_limits<float>::infinity();
    for (const float x : {-inf, -2.0f, 0.0f, 0.5f, 2.0f, inf}) {
        CHECK(f(x) == xact::fit_act{}(x));
        CHECK(f.derivative(x) == xact::fit_act{}.derivative(x));
    }
    CHECK(f.about.name == "nan_to_zero<fit_act>");
    std::vector<float> x{1, std::numeric_limits<float>::quiet_NaN(), inf};
    xact::forward(xact::nan_to_zero<xact::silu>{}, x, x);
    CHECK(x == std::vector<float>{xact::silu{}(1.0f), 0, inf});
}
