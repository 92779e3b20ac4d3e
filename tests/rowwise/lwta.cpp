#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include <xact/rowwise/lwta.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using test::gradient, test::message_of, test::output;

constexpr float inf = std::numeric_limits<float>::infinity(), not_a_number = std::numeric_limits<float>::quiet_NaN();

} // namespace

TEST_CASE("lwta: one winner a group, of equal ones the first") {
    CHECK(output(xact::lwta{}, {1, 2, 4, 3, 5, 5, -2, -1}) == std::vector<float>{0, 2, 4, 0, 5, 0, 0, -1});
    CHECK(output(xact::lwta{.group = 3}, {1, 2, 2, -3, -3, -3}) == std::vector<float>{0, 2, 0, -3, 0, 0});
    CHECK(gradient(xact::lwta{}, {1, 2, 5, 5}, {1, 2, 3, 4}) == std::vector<float>{0, 2, 3, 0});
    CHECK(gradient(xact::lwta{.group = 4}, {1, 2, 5, 5}, {1, 2, 3, 4}) == std::vector<float>{0, 0, 3, 0});
}

TEST_CASE("lwta: NaN wins") {
    for (const double group : {2.0, 4.0}) {
        const std::vector<float> y = output(xact::lwta{.group = group}, {inf, not_a_number, not_a_number, inf});
        CHECK((y[0] == 0 && std::isnan(y[1]) && y[3] == 0));
    }
    CHECK(message_of([] {
              output(xact::lwta{.group = 3}, {1, 2, 3, 4});
          }) == "xact::lwta: row_length is 4, must be a multiple of group = 3");
    CHECK(message_of([] { output(xact::lwta{.group = 0}, {1, 2}); }).find("xact::lwta: group = 0") == 0);
}
