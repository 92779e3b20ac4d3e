#include <cmath>
#include <limits>
#include <vector>

#include <xact/rowwise/cardioid.hpp>

#include "support/catch.hpp"
#include "support/complex.hpp"
#include "support/rows.hpp"

namespace {

using test::gradient, test::output;
using floats = std::vector<float>;

constexpr float inf = std::numeric_limits<float>::infinity();

} // namespace

TEST_CASE("cardioid: along the axes, between them, and at 0") {
    const double root = std::sqrt(0.5);
    test::check_printed(
        xact::cardioid{}, {2, 0, 0, 2, -2, 0, 0, -2, 1, 1, -1, 1, 3, 4, 0, 0},
        {2, 0, 0, 1, 0, 0, 0, -1, (1 + root) / 2, (1 + root) / 2, (root - 1) / 2, (1 - root) / 2, 2.4, 3.2, 0, 0});
    CHECK(gradient(xact::cardioid{}, {2, 0, 0, 2, -2, 0, 0, 0}, {1, 2, 1, 2, 1, 2, 1, 2}) ==
          floats{1, 2, 1.5f, 1, 0, 0, 1, 2});
}

TEST_CASE("cardioid: numbers of every size are right, and infinities have their limits") {
    test::check_complex_numbers(xact::cardioid{});
    // Near the negative axis: -b²/(4|a|) and b³/(4a²).
    const floats y = output(xact::cardioid{}, {-1e20f, 1e10f, -3e38f, 1e20f});
    CHECK(y[0] == -0.25f);
    CHECK(y[1] == Approx(2.5e-11));
    CHECK(y[2] == Approx(-1e40 / 12e38));
    CHECK(output(xact::cardioid{}, {inf, 3, -inf, 3, 4, -inf, -4, inf}) == floats{inf, 3, 0, 0, 2, -inf, -2, inf});
    CHECK(output(xact::cardioid{}, {inf, -inf, -inf, inf}) == floats{inf, -inf, -inf, inf});
    CHECK(output(xact::cardioid{}, {3e38f, 3e38f})[0] == Approx(3e38 * (0.5 + std::sqrt(0.125))));
    const floats nan = output(xact::cardioid{}, {-1, std::numeric_limits<float>::quiet_NaN()});
    CHECK((std::isnan(nan[0]) && std::isnan(nan[1])));
}
