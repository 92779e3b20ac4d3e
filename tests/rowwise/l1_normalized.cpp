#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <vector>

#include <xact/elementwise/sigmoid.hpp>
#include <xact/elementwise/softplus.hpp>
#include <xact/rowwise/l1_normalized.hpp>

#include "support/catch.hpp"

namespace {

constexpr float inf = std::numeric_limits<float>::infinity(), largest = std::numeric_limits<float>::max(),
                tiny = std::numeric_limits<float>::denorm_min();

template <class F> std::vector<float> row_of(const F& f, std::vector<float> x) {
    xact::forward(f, x, x, x.size());
    return x;
}

} // namespace

TEST_CASE("l1_normalized: printed values, rows of 0, infinities, extreme sizes") {
    const xact::l1_normalized f;
    CHECK(row_of(f, {1, -2, 3}) == std::vector<float>{0.25f, 0, 0.75f});
    CHECK(row_of(f, {-1, -2, 0}) == std::vector<float>{0, 0, 0});
    CHECK(row_of(f, {1, inf, 3}) == std::vector<float>{0, 1, 0});
    CHECK(std::isnan(row_of(f, {inf, inf, 3})[2]));
    for (const float v : row_of(f, {largest, largest, largest, largest})) CHECK(std::abs(v - 0.25f) <= 0x1p-25f);
    for (const float v : row_of(f, {tiny, tiny, tiny, tiny})) CHECK(std::abs(v - 0.25f) <= 0x1p-25f);
    CHECK(row_of(xact::l1_normalized{.eps = 4}, {1, -2, 3}) == std::vector<float>{0.125f, 0, 0.375f});
    std::vector<float> dx(3);
    xact::backward(f, std::vector<float>{-1, -2, 0}, std::vector<float>{1, 2, 3}, dx, 3);
    CHECK(dx == std::vector<float>{0, 0, 0});
    CHECK_THROWS_AS(row_of(xact::l1_normalized{.eps = -1}, {1, 2}), std::invalid_argument);
}

TEST_CASE("l1_normalized: of other functions") {
    std::vector<double> x(300), y(300), dx(300), dy(300);
    for (std::size_t i = 0; i < 300; ++i) x[i] = double((i * 37) % 61) / 8 - 4, dy[i] = double((i * 17) % 23) - 11;
    const xact::basic_l1_normalized<xact::softplus> f{.eps = 0.5};
    xact::forward(f, x, y, 300);
    xact::backward(f, x, dy, dx, 300);
    double sum = 0.5, weighted = 0;
    for (const double v : x) sum += std::log1p(std::exp(v));
    for (std::size_t i = 0; i < 300; ++i) weighted += dy[i] * std::log1p(std::exp(x[i])) / sum;
    for (std::size_t i = 0; i < 300; ++i) {
        CHECK(std::abs(y[i] - std::log1p(std::exp(x[i])) / sum) <= 1e-17);
        CHECK(std::abs(dx[i] - (dy[i] - weighted) / sum / (1 + std::exp(-x[i]))) <= 1e-16);
    }
    CHECK(std::abs(xact::parameter_gradient(f, x, dy, 300).eps + weighted / sum) <= 1e-14);
    // What is behind the end of the row does not count, though σ is 1/2 at 0.
    const auto s = row_of(xact::basic_l1_normalized<xact::sigmoid>{}, {0, 0, 0, 0, 0});
    for (const float v : s) CHECK(v == 0.2f);
}

TEST_CASE("l1_normalized: the gradient beside infinities") {
    const auto slope = [](std::vector<float> x) {
        xact::backward(xact::l1_normalized{}, x, std::vector<float>{1, 2, 3}, x, 3);
        return x;
    };
    CHECK(slope({1, inf, 2}) == std::vector<float>{0, 0, 0});
    for (const float v : slope({1, inf, inf})) CHECK(std::isnan(v));
    for (const float v : slope({1, std::numeric_limits<float>::quiet_NaN(), 2})) CHECK(std::isnan(v));
}
