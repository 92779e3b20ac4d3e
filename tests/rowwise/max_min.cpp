#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <xact/rowwise/max_min.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using test::gradient, test::message_of, test::output;

constexpr float inf = std::numeric_limits<float>::infinity(), not_a_number = std::numeric_limits<float>::quiet_NaN();

} // namespace

TEST_CASE("max_min: pairs with the larger one first") {
    CHECK(output(xact::max_min{}, {1, 2, 4, 3, -1, -1}) == std::vector<float>{2, 1, 4, 3, -1, -1});
    CHECK(gradient(xact::max_min{}, {1, 2, 4, 3, -1, -1}, {1, 2, 3, 4, 5, 6}) == std::vector<float>{2, 1, 3, 4, 5, 6});
    const std::vector<float> y = output(xact::max_min{}, {inf, not_a_number, not_a_number, 1});
    CHECK((std::isnan(y[0]) && y[1] == inf && std::isnan(y[2]) && y[3] == 1));
}

TEST_CASE("max_min: rearranges a row, and its gradient alike") {
    std::mt19937 random(3);
    std::normal_distribution<float> normal;
    std::vector<float> x(246);
    for (float& v : x) v = normal(random);
    std::vector<float> y = output(xact::max_min{}, x), back = gradient(xact::max_min{}, x, y);
    CHECK(back == x); // each output goes back to where it came from
    std::sort(y.begin(), y.end());
    std::sort(x.begin(), x.end());
    CHECK(y == x);
    CHECK(message_of([] { output(xact::max_min{}, {1, 2, 3}); }) == "xact::max_min: row_length is 3, must be even");
}
