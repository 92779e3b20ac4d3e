#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <xact/rowwise/top_k.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"
#include "support/second_input.hpp"

namespace {

using test::gradient, test::message_of, test::output;

constexpr float inf = std::numeric_limits<float>::infinity(), not_a_number = std::numeric_limits<float>::quiet_NaN();

} // namespace

TEST_CASE("top_k: exactly k are kept, of equal ones the first") {
    CHECK(output(xact::top_k{.k = 2}, {1, 3, 2, 3, 3}) == std::vector<float>{0, 3, 0, 3, 0});
    CHECK(output(xact::top_k{.k = 3}, {0, -1, -0.0f, 0, -2}) == std::vector<float>{0, 0, 0, 0, 0});
    CHECK(gradient(xact::top_k{.k = 3}, {0, -1, -0.0f, 0, -2}, {1, 2, 3, 4, 5}) == std::vector<float>{1, 0, 3, 4, 0});
    CHECK(output(xact::top_k{.k = 4}, {-4, -3, -2, -1}) == std::vector<float>{-4, -3, -2, -1});
    CHECK(output(xact::top_k{.fraction = 0.5}, {4, 1, 2, 3}) == std::vector<float>{4, 0, 0, 3});
    CHECK(output(xact::top_k{.k = 2, .by_magnitude = true}, {-4, 1, 2, -3}) == std::vector<float>{-4, 0, 0, -3});
}

TEST_CASE("top_k: NaN is the largest number, -inf the smallest") {
    const std::vector<float> y = output(xact::top_k{.k = 2}, {1, not_a_number, inf, 2, not_a_number, not_a_number});
    CHECK(std::isnan(y[1]));
    CHECK(std::isnan(y[4]));
    CHECK(std::count(y.begin(), y.end(), 0.0f) == 4);
    CHECK(output(xact::top_k{.k = 2}, {-inf, -inf, 1, -inf}) == std::vector<float>{-inf, 0, 1, 0});
    CHECK(gradient(xact::top_k{.k = 2}, {not_a_number, 1, inf, 2}, {5, 6, 7, 8}) == std::vector<float>{5, 0, 7, 0});
}

TEST_CASE("top_k: agrees with sorting, whatever the row") {
    std::mt19937 random(1);
    std::normal_distribution<float> normal;
    for (const std::size_t n : std::initializer_list<std::size_t>{1, 2, 7, 9, 16, 63, 200, 1000, 2048, 5000, 70001})
        for (int kind = 0; kind < 6; ++kind) {
            std::vector<float> x(n);
            for (float& v : x) {
                v = normal(random);
                if (kind == 1) v = std::max(v, 0.0f); // half are 0
                if (kind == 2) v = std::exp(30 * v);  // over many binades
                if (kind == 3) v = std::round(v);     // few different ones
                if (kind == 4) v = 1;                 // all the same
                if (kind == 5) v = random() % 50 == 0 ? not_a_number : std::round(8 * v) / 8;
            }
            for (const std::size_t k : {std::size_t{1}, n / 50 + 1, n / 4 + 1, n / 2 + 1, n}) {
                const auto rank = [](float v) { return std::isnan(v) ? 1e301 : v == inf ? 1e300 : double(v); };
                std::vector<std::size_t> order(n);
                for (std::size_t i = 0; i < n; ++i) order[i] = i;
                std::stable_sort(order.begin(), order.end(),
                                 [&](std::size_t a, std::size_t b) { return rank(x[a]) > rank(x[b]); });
                std::vector<float> ones(n, 1), kept(n);
                for (std::size_t i = 0; i < k; ++i) kept[order[i]] = 1;
                INFO("row of " << n << ", kind " << kind << ", k = " << k);
                CHECK((gradient(xact::top_k{.k = double(k)}, x, ones) == kept)); // too long to print
            }
        }
}

TEST_CASE("top_k: keeps the same values when a row is permuted") {
    std::vector<float> x(999);
    std::mt19937 random(2);
    std::normal_distribution<float> normal;
    for (float& v : x) v = std::round(4 * normal(random)) / 4;
    const auto sorted = [&](const std::vector<float>& row) {
        std::vector<float> y = output(xact::top_k{.k = 321}, row);
        std::sort(y.begin(), y.end());
        return y;
    };
    const std::vector<float> once = sorted(x);
    std::shuffle(x.begin(), x.end(), random);
    CHECK(sorted(x) == once);
}

TEST_CASE("top_k: errors name the function, the argument and the numbers") {
    std::vector<float> x(8, 1), y(8, 7);
    const std::vector<float> before = y;
    CHECK(message_of([&] { xact::forward(xact::top_k{.k = 5}, x, y, 4); }) ==
          "xact::top_k: row_length is 4, must be at least k = 5");
    CHECK(message_of([&] { xact::forward(xact::top_k{.k = 1.5}, x, y, 4); }).find("xact::top_k: k = 1.5") == 0);
    CHECK(message_of([&] { xact::forward(xact::top_k{.fraction = 0}, x, y, 4); }).find("xact::top_k: fraction = 0") ==
          0);
    CHECK(message_of([&] { xact::backward(xact::top_k{.k = -1}, x, x, y, 4); }).find("xact::top_k: k = -1") == 0);
    CHECK(y == before);
}

TEST_CASE("top_k: kept by the scores of a second input") {
    const std::vector<float> x{1, -5, 3, 2}, scores{9, 1, -10, 8}, dy{1, 2, 3, 4};
    std::vector<float> y(4), dx(4), dscores(4, 7);
    xact::forward(xact::top_k{.k = 2}, x, scores, y, 4);
    CHECK(y == std::vector<float>{1, 0, 0, 2});
    xact::forward(xact::top_k{.k = 2, .by_magnitude = true}, x, scores, y, 4);
    CHECK(y == std::vector<float>{1, 0, 3, 0});
    xact::backward(xact::top_k{.k = 2}, x, scores, dy, dx, dscores, 4);
    CHECK(dx == std::vector<float>{1, 0, 0, 4});
    CHECK(dscores == std::vector<float>{0, 0, 0, 0});
    // Of equal scores the first, the elements being their own scores as without them.
    xact::forward(xact::top_k{.k = 3}, x, std::vector<float>(4, 1), y, 4);
    CHECK(y == std::vector<float>{1, -5, 3, 0});
    const auto f = xact::top_k{.fraction = 0.3};
    std::vector<double> row = test::normal_row(999), own(999), by_scores(999);
    xact::forward(f, row, own, 333), xact::forward(f, row, row, by_scores, 333);
    CHECK(own == by_scores);
    test::check_shared_second_input(f, 33, 100);
    test::check_second_input_errors(f, 4);
}
