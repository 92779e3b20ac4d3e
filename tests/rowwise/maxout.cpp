#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include <xact/rowwise/maxout.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using test::gradient, test::message_of, test::output;

constexpr float inf = std::numeric_limits<float>::infinity(), not_a_number = std::numeric_limits<float>::quiet_NaN();

} // namespace

TEST_CASE("maxout: the largest of each group, its gradient to the first of them") {
    CHECK(output(xact::maxout{.group = 3}, {1, 3, 2, -1, -1, -5}) == std::vector<float>{3, -1});
    CHECK(gradient(xact::maxout{.group = 3}, {1, 3, 2, -1, -1, -5}, {10, 20}) ==
          std::vector<float>{0, 10, 0, 20, 0, 0});
    CHECK(output(xact::maxout{.group = 1}, {1, -2}) == std::vector<float>{1, -2});
    const std::vector<float> y = output(xact::maxout{}, {inf, not_a_number, 1, 2});
    CHECK((std::isnan(y[0]) && y[1] == 2));
    CHECK(message_of([] {
              output(xact::maxout{.group = 4}, {1, 2, 3});
          }) == "xact::maxout: row_length is 3, must be a multiple of group = 4");
}
