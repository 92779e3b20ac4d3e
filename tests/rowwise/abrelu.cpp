#include <cmath>
#include <limits>
#include <vector>

#include <xact/rowwise/abrelu.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using test::gradient, test::output;

} // namespace

TEST_CASE("abrelu: what is above the mean") {
    CHECK(output(xact::abrelu{}, std::vector<float>{1, 2, 3, 6}) == std::vector<float>{0, 0, 0, 3});
    CHECK(output(xact::abrelu{}, std::vector<float>(5, 0.1f)) == std::vector<float>(5, 0));
    CHECK(gradient(xact::abrelu{}, std::vector<float>{1, 2, 3, 6}, {1, 1, 1, 4}) == std::vector<float>{-1, -1, -1, 3});
}

TEST_CASE("abrelu: a mean that no float holds") {
    // The mean is 1 + 2^-24: between the two.
    const float next = std::nextafter(1.0f, 2.0f);
    CHECK(output(xact::abrelu{}, std::vector<float>{1, next}) == std::vector<float>{0, 0x1p-24f});
    constexpr float most = std::numeric_limits<float>::max();
    CHECK(output(xact::abrelu{}, std::vector<float>{most, most, -most, most})[0] == most / 2);
}

TEST_CASE("abrelu: NaN and infinities") {
    constexpr float inf = std::numeric_limits<float>::infinity(), nan = std::numeric_limits<float>::quiet_NaN();
    // Comparisons with a mean that is NaN are false, which would let every gradient through.
    for (const std::vector<float>& x : {std::vector<float>{1, nan, 2}, {inf, -inf, 2}})
        for (const float v : gradient(xact::abrelu{}, x, {1, 2, 3})) CHECK(std::isnan(v));
    const std::vector<float> y = output(xact::abrelu{}, {1, inf, 2});
    CHECK(y[0] == 0);
    CHECK(std::isnan(y[1]));
    CHECK(y[2] == 0);
    CHECK(output(xact::abrelu{}, {0, 1, std::numeric_limits<float>::lowest()})[1] ==
          std::numeric_limits<float>::max() / 3);
}
