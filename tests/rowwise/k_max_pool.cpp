#include <cmath>
#include <limits>
#include <vector>

#include <xact/rowwise/k_max_pool.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using test::gradient, test::output;

constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();

} // namespace

TEST_CASE("k_max_pool: the k largest in their order") {
    CHECK(output(xact::k_max_pool{.k = 3}, {1, 3, 0, 5, 2}) == std::vector<float>{3, 5, 2});
    CHECK(output(xact::k_max_pool{.k = 2}, {3, 3, 3, 1}) == std::vector<float>{3, 3});
    CHECK(gradient(xact::k_max_pool{.k = 3}, {1, 3, 0, 5, 2}, {10, 20, 30}) == std::vector<float>{0, 10, 0, 20, 30});
    CHECK(gradient(xact::k_max_pool{.k = 2}, {3, 3, 3, 1}, {10, 20}) == std::vector<float>{10, 20, 0, 0});
    const std::vector<float> y = output(xact::k_max_pool{.k = 2}, {1, 2, not_a_number, 3});
    CHECK((std::isnan(y[0]) && y[1] == 3));
}
