#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <span>
#include <vector>

#include <xact/rowwise/standardize.hpp>

#include "support/catch.hpp"
#include "support/dual.hpp"
#include "support/rows.hpp"
#include "support/wide.hpp"

namespace {

using test::check_printed, test::gradient, test::normal_row, test::output;

} // namespace

TEST_CASE("standardize: printed values") {
    check_printed(xact::standardize{}, {-2, 0.5, 1, 3},
                  {-1.4739087299204596, -0.07018612999621236, 0.2105583899886371, 1.333536469928035});
}

TEST_CASE("standardize: mean 0, deviation 1, and no trace of a shift or a factor") {
    const xact::standardize f{.eps = 0};
    const std::vector<double> x = normal_row(300, 40), y = output(f, x);
    double sum = 0, squares = 0;
    for (const double v : y) sum += v, squares += v * v;
    CHECK(sum == Approx(0).margin(1e-12));
    CHECK(squares == Approx(300).epsilon(1e-14));
    std::vector<double> moved = x;
    for (double& v : moved) v = 8 * v - 1024; // exact but for the last bits
    const std::vector<double> same = output(f, moved);
    for (std::size_t i = 0; i < x.size(); ++i) CHECK(same[i] == Approx(y[i]).margin(1e-11));
}

TEST_CASE("standardize: equal numbers give exactly 0, be they small or large") {
    for (const float v : {0.1f, 1e-40f, 1e20f, std::numeric_limits<float>::max()})
        for (const std::size_t n : std::initializer_list<std::size_t>{1, 3, 7, 1000})
            CHECK(output(xact::standardize{}, std::vector<float>(n, v)) == std::vector<float>(n, 0));
    CHECK(output(xact::standardize{.eps = 0}, std::vector<double>(7, 0.1)) == std::vector<double>(7, 0));
    CHECK(output(xact::standardize{}, std::vector<double>(7, 1e308)) == std::vector<double>(7, 0));
}

TEST_CASE("standardize: a row far from 0 keeps its digits") {
    std::vector<float> x;
    for (int i = 0; i < 100; ++i) x.push_back(1e6f + float(i));
    const std::vector<float> y = output(xact::standardize{.eps = 0}, x);
    for (std::size_t i = 0; i < x.size(); ++i)
        CHECK(y[i] == Approx((double(i) - 49.5) / std::sqrt(9999.0 / 12)).epsilon(1e-7));
}

TEST_CASE("standardize: its gradient is across the row of ones and across the outputs, without ε") {
    const xact::standardize f{.eps = 0};
    const std::vector<double> x = normal_row(64), y = output(f, x), dx = gradient(f, x, normal_row(64, 2));
    double sum = 0, product = 0;
    for (std::size_t i = 0; i < x.size(); ++i) sum += dx[i], product += dx[i] * y[i];
    CHECK(sum == Approx(0).margin(1e-13));
    CHECK(product == Approx(0).margin(1e-13));
}

TEST_CASE("standardize: equal numbers, where no float or no square holds the deviation") {
    for (const float v : {0.1f, 1e20f, 3e38f})
        CHECK(output(xact::standardize{.eps = 0}, std::vector<float>(3, v)) == std::vector<float>(3, 0));
    for (const double v : {0.1, 1e200, 1e308}) {
        const std::vector<double> dx = gradient(xact::standardize{}, std::vector<double>(3, v), {1, 2, 3});
        CHECK(dx[0] == Approx(-1 / std::sqrt(1e-5)));
        CHECK(dx[1] == Approx(0).margin(1e-10));
    }
}

TEST_CASE("standardize: subnormal numbers keep their digits, alone and among other rows") {
    const std::vector<float> x{1e-40f, 3e-40f, 2e-41f, 7e-44f}, alone = output(xact::standardize{}, x);
    double mean = 0;
    for (const float v : x) mean += double(v) / 4;
    for (std::size_t i = 0; i < 4; ++i)
        CHECK(std::abs(double(alone[i]) - (double(x[i]) - mean) / std::sqrt(1e-5)) <= 0x1p-148);
    std::vector<float> rows(40 * 4, 0.5f), y(rows.size());
    for (std::size_t i = 0; i < rows.size(); i += 3) rows[i] = float(i);
    std::copy(x.begin(), x.end(), rows.begin() + 8 * 4);
    xact::forward(xact::standardize{}, rows, y, 4);
    CHECK(std::vector<float>(y.begin() + 8 * 4, y.begin() + 9 * 4) == alone);
}

TEST_CASE("standardize: the variance of a sample") {
    const xact::standardize f{.eps = 0.01, .unbiased = true};
    const std::vector<double> x = normal_row(20, 0.3), dy = normal_row(20, -0.5), y = output(f, x),
                              dx = test::gradient(f, x, dy);
    for (std::size_t i = 0; i < x.size(); ++i) {
        std::vector<test::dual<test::wide>> in(x.begin(), x.end()), out(x.size());
        in[i].slope = test::wide(1);
        f.definition(std::span<const test::dual<test::wide>>(in), std::span(out));
        test::wide sum(0);
        for (std::size_t j = 0; j < x.size(); ++j) sum += out[j].slope * test::wide(dy[j]);
        CHECK(y[i] == Approx(static_cast<double>(out[i].value)).epsilon(1e-15).margin(1e-16));
        CHECK(dx[i] == Approx(static_cast<double>(sum)).epsilon(1e-13).margin(1e-14));
    }
    check_printed(xact::standardize{.eps = 0, .unbiased = true}, {1, 2, 3}, {-1, 0, 1});
    std::vector<float> rows(3 * 40, 1), same(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = float(i % 3);
    xact::forward(xact::standardize{.eps = 0, .unbiased = true}, rows, same, 3);
    for (std::size_t i = 0; i < rows.size(); ++i) CHECK(same[i] == rows[i] - 1);
    CHECK(test::message_of([&] { output(f, std::vector<double>{1}); }) ==
          "xact::standardize: row_length is 1, must be at least 2 for an unbiased variance");
}
