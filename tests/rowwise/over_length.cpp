#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include <xact/elementwise/relu_squared.hpp>
#include <xact/rowwise/over_length.hpp>

#include "support/catch.hpp"

TEST_CASE("over_length: powers of the length, infinities, other functions") {
    const float inf = std::numeric_limits<float>::infinity();
    const auto row_of = [](const auto& f, std::vector<float> x) {
        xact::forward(f, x, x, x.size());
        return x;
    };
    CHECK(row_of(xact::over_length{}, {1, -2, 3, inf}) == std::vector<float>{0.25f, 0, 0.75f, inf});
    CHECK(row_of(xact::over_length{.alpha = 0}, {1, -2, 3, inf}) == std::vector<float>{1, 0, 3, inf});
    CHECK(row_of(xact::over_length{.alpha = 0.5}, {1, -2, 3, inf}) == std::vector<float>{0.5f, 0, 1.5f, inf});
    CHECK(row_of(xact::basic_over_length<xact::relu_squared>{}, {1, -2}) == std::vector<float>{0.5f, 0});
    // 4^-100 alone is below the smallest float.
    CHECK(row_of(xact::over_length{.alpha = 100}, {0x1p120f, 0, 0, 0}) == std::vector<float>{0x1p-80f, 0, 0, 0});
    CHECK(row_of(xact::over_length{.gamma = 0.5}, {1, -2, 3, inf}) == std::vector<float>{0.5f, 0, 1.5f, inf});
    CHECK(row_of(xact::over_length{.gamma = 0x1p-140}, {0x1p-149f, 0}) == std::vector<float>{0x1p-10f, 0});
    CHECK(row_of(xact::over_length{.gamma = 0x1p140}, {0x1p120f, 0}) == std::vector<float>{0x1p-21f, 0});
    CHECK_THROWS_AS(row_of(xact::over_length{.alpha = -1}, {1, 2}), std::invalid_argument);
    CHECK_THROWS_AS(row_of(xact::over_length{.gamma = 0}, {1, 2}), std::invalid_argument);
}

TEST_CASE("over_length: ReLUFormer divides by the root of half the length") {
    const std::vector<float> x{1, -2, 3, 0.5f, -1, 2, 7, 0};
    std::vector<float> y(x.size());
    xact::forward(xact::over_length{.alpha = 0.5, .gamma = 0.7071067811865476}, x, y, x.size());
    for (std::size_t i = 0; i < x.size(); ++i) CHECK(y[i] == std::max(x[i], 0.0f) / 2);
}
