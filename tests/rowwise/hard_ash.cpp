#include <random>
#include <vector>

#include <xact/rowwise/hard_ash.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using test::check_printed, test::gradient, test::normal_row, test::output;

} // namespace

TEST_CASE("hard_ash: printed values") {
    check_printed(xact::hard_ash{.z = 0.5}, {-2, 0.5, 1, 3}, {0, 0, 0.24225603597578105, 2});
}

TEST_CASE("hard_ash: nothing below 0, at most 2, and detached the gradient of a gate at a fixed place") {
    for (const double v : output(xact::hard_ash{.z = -1}, normal_row(1000, 1))) CHECK((v >= 0 && v <= 2));
    CHECK(gradient(xact::hard_ash{.z = 0, .detached = true}, std::vector<double>{-1, 1}, {1, 1}) ==
          std::vector<double>{0, 1});
}

TEST_CASE("hard_ash: the gradient of equal numbers is one") {
    const std::vector<float> dx = test::gradient(xact::hard_ash{}, std::vector<float>(3, 1e30f), {0.5f, 0.75f, 1});
    CHECK(dx == std::vector<float>{-0.25f, 0, 0.25f});
}
