#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <xact/rowwise/group_sort.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using test::gradient, test::message_of, test::output;

constexpr float inf = std::numeric_limits<float>::infinity(), not_a_number = std::numeric_limits<float>::quiet_NaN();

} // namespace

TEST_CASE("group_sort: groups from the largest on") {
    CHECK(output(xact::group_sort{.group = 4}, {1, 3, 2, 4, -1, -3, -2, 0}) ==
          std::vector<float>{4, 3, 2, 1, 0, -1, -2, -3});
    CHECK(output(xact::group_sort{.group = 4, .ascending = true}, {1, 3, 2, 4}) == std::vector<float>{1, 2, 3, 4});
    CHECK(output(xact::group_sort{.group = 2, .ascending = true}, {1, 3, 2, 0}) == std::vector<float>{1, 3, 0, 2});
    CHECK(gradient(xact::group_sort{.group = 4}, {1, 3, 2, 4}, {10, 20, 30, 40}) == std::vector<float>{40, 20, 30, 10});
    // Equal ones keep their order.
    CHECK(gradient(xact::group_sort{.group = 3}, {1, 2, 2}, {10, 20, 30}) == std::vector<float>{30, 10, 20});
    const std::vector<float> y = output(xact::group_sort{.group = 3}, {inf, not_a_number, 1});
    CHECK((std::isnan(y[0]) && y[1] == inf && y[2] == 1));
}

TEST_CASE("group_sort: rearranges groups of any size, and its gradient alike") {
    std::mt19937 random(3);
    std::normal_distribution<float> normal;
    for (const std::size_t size : std::initializer_list<std::size_t>{1, 2, 3, 5, 8, 31, 32, 33, 100}) {
        std::vector<float> x(6 * size);
        for (float& v : x) v = std::round(4 * normal(random));
        const xact::group_sort f{.group = double(size)};
        std::vector<float> y = output(f, x);
        INFO("groups of " << size);
        CHECK(gradient(f, x, y) == x);
        for (std::size_t i = 1; i < y.size(); ++i)
            if (i % size != 0) CHECK(y[i - 1] >= y[i]);
        std::sort(y.begin(), y.end());
        std::sort(x.begin(), x.end());
        CHECK(y == x);
    }
    CHECK(message_of([] {
              output(xact::group_sort{.group = 4}, {1, 2, 3});
          }) == "xact::group_sort: row_length is 3, must be a multiple of group = 4");
}
