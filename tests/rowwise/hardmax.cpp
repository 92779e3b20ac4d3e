#include <limits>
#include <vector>

#include <xact/rowwise/hardmax.hpp>

#include "support/catch.hpp"

TEST_CASE("hardmax: the first of the largest, infinite ones too") {
    constexpr float inf = std::numeric_limits<float>::infinity();
    const auto hardmax_of = [](std::vector<float> x) {
        xact::forward(xact::hardmax{}, x, x, x.size());
        return x;
    };
    CHECK(hardmax_of({1, 3, 3, 2}) == std::vector<float>{0, 1, 0, 0});
    CHECK(hardmax_of({-inf, -inf}) == std::vector<float>{1, 0});
    CHECK(hardmax_of({1, inf, inf}) == std::vector<float>{0, 1, 0});
    CHECK(hardmax_of({-0.0f, 0.0f}) == std::vector<float>{1, 0});
    std::vector<float> x(1000, -1.0f), one_hot(1000, 0.0f);
    x[777] = x[999] = 2, one_hot[777] = 1;
    CHECK(hardmax_of(x) == one_hot);
}
