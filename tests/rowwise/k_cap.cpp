#include <cmath>
#include <limits>
#include <vector>

#include <xact/rowwise/k_cap.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using test::gradient, test::output;

constexpr float inf = std::numeric_limits<float>::infinity(), not_a_number = std::numeric_limits<float>::quiet_NaN();

} // namespace

TEST_CASE("k_cap: ones where top_k keeps") {
    CHECK(output(xact::k_cap{.k = 2}, {1, 3, 2, 3, 3}) == std::vector<float>{0, 1, 0, 1, 0});
    CHECK(output(xact::k_cap{.k = 2}, {-1, -3, -inf}) == std::vector<float>{1, 1, 0});
    const std::vector<float> y = output(xact::k_cap{.k = 1}, {1, not_a_number, 3});
    CHECK((y[0] == 0 && std::isnan(y[1]) && y[2] == 0));
}

TEST_CASE("k_cap: the gradient is nothing, or straight through") {
    CHECK(gradient(xact::k_cap{.k = 1}, {1, 3, 2}, {4, 5, 6}) == std::vector<float>{0, 0, 0});
    CHECK(gradient(xact::k_cap{.k = 1, .straight_through = true}, {1, 3, 2}, {4, 5, 6}) == std::vector<float>{4, 5, 6});
}
