#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include <xact/rowwise/percentile_keep.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using test::gradient, test::message_of, test::output;

constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();

} // namespace

TEST_CASE("percentile_keep: strictly above the interpolated percentile") {
    // The 60th percentile of 0 … 10 is 6: what is equal to it goes.
    CHECK(output(xact::percentile_keep{.fraction = 0.4}, {0, 10, 2, 3, 4, 5, 6, 7, 8, 9, 1}) ==
          std::vector<float>{0, 10, 0, 0, 0, 0, 0, 7, 8, 9, 0});
    // The 65th is 6.5.
    CHECK(output(xact::percentile_keep{.fraction = 0.35}, {0, 10, 2, 3, 4, 5, 6, 7, 8, 9, 1}) ==
          std::vector<float>{0, 10, 0, 0, 0, 0, 0, 7, 8, 9, 0});
    CHECK(output(xact::percentile_keep{.fraction = 0.5}, {1, 1, 1, 1}) == std::vector<float>{0, 0, 0, 0});
    CHECK(output(xact::percentile_keep{.fraction = 1}, {-3, -2, -1}) == std::vector<float>{0, -2, -1});
    CHECK(gradient(xact::percentile_keep{.fraction = 0.5}, {1, 4, 2, 3}, {5, 6, 7, 8}) ==
          std::vector<float>{0, 6, 0, 8});
}

TEST_CASE("percentile_keep: products that ought to be integers are") {
    std::vector<float> x(101);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = float(i) + 1;
    for (int percent = 1; percent <= 100; ++percent) {
        const std::vector<float> y = output(xact::percentile_keep{.fraction = percent / 100.0}, x);
        INFO(percent << " %");
        CHECK(std::count(y.begin(), y.end(), 0.0f) == 101 - percent);
    }
}

TEST_CASE("percentile_keep: NaN is kept") {
    const std::vector<float> y = output(xact::percentile_keep{.fraction = 0.5}, {1, not_a_number, 3, 2});
    CHECK((y[0] == 0 && std::isnan(y[1]) && y[2] == 3 && y[3] == 0));
    CHECK(message_of([] {
              output(xact::percentile_keep{.fraction = 1.5}, {1, 2});
          }).find("xact::percentile_keep: fraction = 1.5") == 0);
}
