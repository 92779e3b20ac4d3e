#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include <xact/rowwise/top_k_subtract.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using test::gradient, test::message_of, test::output;

constexpr float inf = std::numeric_limits<float>::infinity(), not_a_number = std::numeric_limits<float>::quiet_NaN();

} // namespace

TEST_CASE("top_k_subtract: the k-th largest maps to 0") {
    CHECK(output(xact::top_k_subtract{.k = 2}, {1, 4, 2, -1}) == std::vector<float>{0, 2, 0, 0});
    CHECK(output(xact::top_k_subtract{.k = 3}, {3, 4, 3, 1}) == std::vector<float>{0, 1, 0, 0});
    CHECK(output(xact::top_k_subtract{.k = 1}, {inf, 4, inf, 1}) == std::vector<float>{0, 0, 0, 0});
}

TEST_CASE("top_k_subtract: the k-th largest, the last of those kept, pays for the others") {
    const std::vector<float> dy{10, 20, 30, 40, 50};
    CHECK(gradient(xact::top_k_subtract{.k = 3}, {1, 4, 2, -1, 5}, dy) == std::vector<float>{0, 20, -70, 0, 50});
    CHECK(gradient(xact::top_k_subtract{.k = 3}, {3, 4, 3, 3, 1}, dy) == std::vector<float>{0, 20, -20, 0, 0});
    CHECK(gradient(xact::top_k_subtract{.k = 3, .detached = true}, {1, 4, 2, -1, 5}, dy) ==
          std::vector<float>{0, 20, 0, 0, 50});
}

TEST_CASE("top_k_subtract: a NaN among the k largest is seen") {
    const std::vector<float> y = output(xact::top_k_subtract{.k = 2}, {1, not_a_number, 3, 2});
    CHECK(std::isnan(y[1]));
    CHECK((y[0] == 0 && y[2] == 0 && y[3] == 0));
    for (const float v : output(xact::top_k_subtract{.k = 1}, {1, not_a_number, 3, 2})) CHECK(std::isnan(v));
    CHECK(message_of([] {
              output(xact::top_k_subtract{.k = 3}, {1, 2});
          }) == "xact::top_k_subtract: row_length is 2, must be at least k = 3");
}
