#include <cmath>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <random>
#include <span>
#include <vector>

#include <xact/rowwise/masked_log_softmax.hpp>

#include "support/catch.hpp"
#include "support/rows_together.hpp"

namespace {

constexpr float inf = std::numeric_limits<float>::infinity(), not_a_number = std::numeric_limits<float>::quiet_NaN();
using bytes = std::vector<unsigned char>;
constexpr xact::masked_log_softmax f;

std::vector<float> normal(std::size_t n) {
    std::mt19937_64 random(n);
    std::normal_distribution<float> deviate(0, 3);
    std::vector<float> x(n);
    for (float& v : x) v = deviate(random);
    return x;
}
std::vector<float> masked(std::vector<float> x, const bytes& mask) {
    xact::forward(f, x, mask, x, x.size());
    return x;
}

} // namespace

TEST_CASE("masked_log_softmax: the elements that count have the bits of log_softmax with -inf in the others' place") {
    for (const std::size_t n : std::initializer_list<std::size_t>{1, 2, 17, 64, 333, 5000}) {
        std::vector<float> x = normal(n), filled = x, y(n), valid(n);
        bytes mask(n);
        for (std::size_t i = 0; i < n; ++i) {
            mask[i] = static_cast<unsigned char>(i % 3 == 1 ? 0 : i % 7 + 1);
            if (mask[i] == 0) x[i] = i % 2 == 0 ? not_a_number : inf, filled[i] = -inf;
        }
        xact::forward(xact::log_softmax{}, filled, y, n);
        CHECK(masked(x, mask) == y);
        xact::forward(f, filled, valid, n);
        CHECK(valid == y);
        const std::vector<std::size_t> lengths{n - n / 3};
        for (std::size_t i = lengths[0]; i < n; ++i) filled[i] = -inf;
        xact::forward(xact::log_softmax{}, filled, y, n);
        for (std::size_t i = lengths[0]; i < n; ++i) filled[i] = not_a_number;
        xact::forward(f, filled, lengths, valid, n);
        CHECK(valid == y);
    }
}

TEST_CASE("masked_log_softmax: rows without an element, infinities and NaN") {
    CHECK(masked({1, 2, not_a_number}, {0, 0, 0}) == std::vector<float>{-inf, -inf, -inf});
    CHECK(masked({-inf, -inf, inf}, {1, 1, 0}) == std::vector<float>{-inf, -inf, -inf});
    CHECK(masked({1, inf, inf}, {1, 1, 0}) == std::vector<float>{-inf, 0, -inf});
    const std::vector<float> y = masked({1, not_a_number, 2, -inf}, {1, 1, 0, 1});
    CHECK(std::isnan(y[0]));
    CHECK(std::isnan(y[1]));
    CHECK(y[2] == -inf);
    CHECK(y[3] == -inf);
}

TEST_CASE("masked_log_softmax: what does not count has no gradient, and its own does not count") {
    for (const std::size_t n : std::initializer_list<std::size_t>{1, 2, 17, 64, 333, 5000})
        for (const float size : {1.0f, 0x1p100f}) { // the quick passes, and those for any size
            std::vector<float> x = normal(n), dy = normal(n), y(n), dx(n), few_y, few_dy;
            bytes mask(n);
            for (std::size_t i = 0; i < n; ++i) mask[i] = i % 3 != 1, dy[i] *= size;
            xact::forward(f, x, mask, y, n);
            for (std::size_t i = 0; i < n; ++i)
                if (mask[i] != 0)
                    few_y.push_back(y[i]), few_dy.push_back(dy[i]);
                else
                    dy[i] = i % 2 == 0 ? not_a_number : inf;
            std::vector<float> few_dx(few_y.size());
            xact::backward(xact::log_softmax{}, few_y, few_dy, few_dx, few_y.size());
            xact::backward(f, y, dy, dx, n);
            for (std::size_t i = 0, k = 0; i < n; ++i) {
                INFO("row of " << n << ", element " << i);
                if (mask[i] != 0) {
                    CHECK(std::abs(dx[i] - few_dx[k]) <= 1e-5f * size * (1 + std::abs(few_dx[k]) / size));
                    ++k;
                } else {
                    CHECK(dx[i] == 0);
                }
            }
        }
    std::vector<float> dx(2);
    xact::backward(f, std::vector<float>{-inf, -inf}, std::vector<float>{1, not_a_number}, dx, 2);
    CHECK(dx == std::vector<float>{0, 0});
}

TEST_CASE("masked_log_softmax: rows together have the bits of each alone") {
    test::check_masked_rows_together(f, xact::accurate);
    test::check_masked_rows_together(f, xact::fast);
}

TEST_CASE("masked_log_softmax backward: rows together have the bits of each alone") {
    const auto check = [](std::size_t n, auto tier) {
        const std::vector<float> x = test::random_numbers(45 * n, 3), dy = test::random_numbers(45 * n + 1, 1);
        bytes mask(x.size());
        for (std::size_t i = 0; i < mask.size(); ++i) mask[i] = (i * 7919) % 5 < 3;
        std::vector<float> y(x.size());
        xact::forward(f, x, mask, y, n);
        const auto g = std::span(dy).first(x.size());
        test::check_rows_together(
            y, n, [&](auto& dx) { xact::backward(f, y, g, dx, n, tier); },
            [&](std::size_t r, auto u, auto dx) { xact::backward(f, u, g.subspan(r * n, n), dx, n, tier); });
    };
    for (const std::size_t n : std::initializer_list<std::size_t>{1, 3, 16, 24, 33, 48, 64, 65, 100, 128, 130})
        check(n, xact::accurate), check(n, xact::fast);
}
