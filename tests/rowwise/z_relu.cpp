#include <cmath>
#include <limits>
#include <vector>

#include <xact/rowwise/z_relu.hpp>

#include "support/catch.hpp"
#include "support/complex.hpp"
#include "support/rows.hpp"

namespace {

using test::gradient, test::output;
using floats = std::vector<float>;

constexpr float inf = std::numeric_limits<float>::infinity();
constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();

} // namespace

TEST_CASE("z_relu: keeps the first quadrant, without its edges") {
    CHECK(output(xact::z_relu{}, {1, 2, -1, 2, 1, -2, 0, 2, 1, 0, -0.0f, 1, inf, 1, inf, -1}) ==
          floats{1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, inf, 1, 0, 0});
    CHECK(gradient(xact::z_relu{}, {1, 2, -1, 2, 1, 0}, {3, -4, 5, 6, 7, 8}) == floats{3, -4, 0, 0, 0, 0});
    test::check_complex_numbers(xact::z_relu{});
}

TEST_CASE("z_relu: a number with a NaN is one") {
    const floats x{not_a_number, 1, -1, not_a_number};
    for (const float v : output(xact::z_relu{}, x)) CHECK(std::isnan(v));
    for (const float v : gradient(xact::z_relu{}, x, floats{1, 1, 1, 1})) CHECK(std::isnan(v));
}
