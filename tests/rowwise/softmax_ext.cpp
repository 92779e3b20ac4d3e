#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <numeric>
#include <random>
#include <span>
#include <stdexcept>
#include <vector>

#include <xact/rowwise/softmax.hpp>
#include <xact/rowwise/softmax_ext.hpp>

#include "support/catch.hpp"
#include "support/dual.hpp"
#include "support/rows_together.hpp"
#include "support/ulp.hpp"

namespace {

using test::dual, test::wide;

constexpr float inf = std::numeric_limits<float>::infinity(), not_a_number = std::numeric_limits<float>::quiet_NaN(),
                lowest = std::numeric_limits<float>::lowest();

template <class T> std::vector<T> normal(std::size_t n, double deviation, unsigned seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> deviate(0, deviation);
    std::vector<T> x(n);
    for (T& v : x) v = static_cast<T>(deviate(random));
    return x;
}

std::vector<float> row_of(const xact::softmax_ext& f, std::vector<float> x) {
    xact::forward(f, x, x, x.size());
    return x;
}
std::vector<float> row_of(const xact::softmax_ext& f, std::vector<float> x, const std::vector<float>& b) {
    xact::forward(f, x, b, x, x.size());
    return x;
}

template <class T> double row_error(const xact::softmax_ext& f, const std::vector<T>& x, const std::vector<T>& b) {
    std::vector<T> y(x.size());
    xact::forward(f, x, b, y, x.size());
    const std::vector<wide> wide_x(x.begin(), x.end()), wide_b(b.begin(), b.end());
    std::vector<wide> exact(x.size());
    f.definition(std::span<const wide>(wide_x), std::span<const wide>(wide_b), std::span<wide>(exact));
    double largest = 0;
    for (std::size_t i = 0; i < x.size(); ++i)
        largest = std::max(largest, test::ulp_error(test::format_of<T>, wide(y[i]), exact[i]));
    return largest;
}

const std::array<xact::softmax_ext, 9> variants{{{},
                                                 {.scale = 0.125, .slope = -0.0625},
                                                 {.scale = -1.5, .slope = 0.3, .sink = 0},
                                                 {.scale = 0.7, .slope = 1, .sink = 25},
                                                 {.scale = 1, .slope = 0, .sink = -2},
                                                 {.scale = 0, .slope = 2, .sink = 1},
                                                 {.sink = -9.210340371976182},
                                                 {.scale = 0.3, .slope = 1.5, .sink = 3.3},
                                                 {.scale = 2.5, .sink = 60.1}}};

} // namespace

TEST_CASE("softmax_ext: scale, addend and sink are within the bounds of the facts") {
    for (const xact::softmax_ext& f : variants)
        for (const std::size_t n : std::array<std::size_t, 7>{1, 2, 16, 17, 64, 100, 3000})
            for (const double deviation : {0.1, 3.0, 60.0}) {
                const auto seed = static_cast<unsigned>(n);
                INFO("scale " << f.scale << ", slope " << f.slope << ", sink " << f.sink << ", row of " << n);
                CHECK(row_error(f, normal<float>(n, deviation, seed), normal<float>(n, deviation, seed + 1)) <=
                      f.about.value.ulp);
                CHECK(row_error(f, normal<double>(n, deviation, seed), normal<double>(n, deviation, seed + 1)) <=
                      f.about.value.ulp);
                CHECK(row_error(f, normal<float>(n, deviation, seed), std::vector<float>(n, 0.0f)) <=
                      f.about.value.ulp);
            }
}

TEST_CASE("softmax_ext: without scale, addend and sink it has the bits of softmax") {
    const std::vector<float> x = normal<float>(1000, 4, 1);
    std::vector<float> y(x.size());
    xact::forward(xact::softmax{}, x, y, x.size());
    CHECK(row_of({}, x) == y);
    CHECK(row_of({.sink = -1e300}, x) == y);
    std::vector<float> quick(x.size()), sunken(x.size());
    xact::forward(xact::softmax{}, x, quick, x.size(), xact::fast);
    xact::forward(xact::softmax_ext{.sink = -1e300}, x, sunken, x.size(), xact::fast);
    CHECK(sunken == quick);
    // A sink beside which nothing counts.
    for (const float v : row_of({.sink = 1e30}, x)) CHECK(v == 0);
}

TEST_CASE("softmax_ext: printed values of quiet softmax") {
    // e^x/(1 + Σ e^x).
    const std::vector<float> y = row_of({.sink = 0}, {0, 0});
    CHECK(std::abs(y[0] - 1.0f / 3) <= 0x1p-25f);
    for (const float v : row_of({.sink = 0}, {-1000, -1000})) CHECK(v == 0);
}

TEST_CASE("softmax_ext: masks that are added") {
    CHECK(row_of({}, {1, 2, 1}, {0, -inf, 0}) == std::vector<float>{0.5f, 0, 0.5f});
    CHECK(row_of({.slope = -1}, {1, 2, 1}, {0, inf, 0}) == std::vector<float>{0.5f, 0, 0.5f});
    // All elements masked by the lowest number: that added to x is not rounded away.
    CHECK(row_of({}, {1, 2, 1.5f}, {lowest, lowest, lowest}) == row_of({}, {1, 2, 1.5f}));
    CHECK(row_of({}, {1, 2, 1}, {0, lowest, 0}) == std::vector<float>{0.5f, 0, 0.5f});
    const auto all_nan = [](const std::vector<float>& y) {
        return std::all_of(y.begin(), y.end(), [](float v) { return std::isnan(v); });
    };
    CHECK(all_nan(row_of({}, {1, 2}, {-inf, -inf})));
    CHECK(row_of({.sink = 3}, {1, 2}, {-inf, -inf}) == std::vector<float>{0, 0});
    CHECK(row_of({.sink = 3}, {-inf, -inf}) == std::vector<float>{0, 0});
    CHECK(row_of({.scale = -1}, {1, -inf, 3}) == std::vector<float>{0, 1, 0});
    CHECK(all_nan(row_of({}, {1, 2}, {0, not_a_number})));
    CHECK(all_nan(row_of({.sink = 1}, {not_a_number, 2})));
    CHECK(row_of({}, {1, 2}, {0, inf}) == std::vector<float>{0, 1});
    // The same mask for all rows.
    std::vector<float> two{1, 2, 1, 5, 6, 5};
    xact::forward(xact::softmax_ext{}, two, std::vector<float>{0, -inf, 0}, two, 3);
    CHECK(two == std::vector<float>{0.5f, 0, 0.5f, 0.5f, 0, 0.5f});
}

TEST_CASE("softmax_ext: gradients beside a sink, and of all parameters, agree with dual numbers") {
    using D = dual<wide>;
    for (const xact::softmax_ext& f : variants)
        for (const std::size_t n : std::array<std::size_t, 3>{1, 5, 30}) {
            const std::vector<double> x = normal<double>(n, 2, 3), b = normal<double>(n, 2, 4),
                                      dy = normal<double>(n, 1, 5);
            std::vector<double> y(n), dx(n);
            xact::forward(f, x, b, y, n);
            xact::backward(f, y, dy, dx, n);
            const auto g = xact::parameter_gradient(f, x, b, dy, n);
            // Σ dy y where x[at], or for at >= n a parameter, has the slope 1.
            const auto slope_of = [&](std::size_t at) {
                const auto p = [&](double value, std::size_t k) { return D(wide(value), wide(at == n + k ? 1 : 0)); };
                const xact::basic_softmax_ext<D> h{p(f.scale, 0), p(f.slope, 1), p(f.sink, 2)};
                std::vector<D> in(x.begin(), x.end()), addend(b.begin(), b.end()), out(n);
                if (at < n) in[at].slope = wide(1);
                h.definition(std::span<const D>(in), std::span<const D>(addend), std::span<D>(out));
                wide sum(0);
                for (std::size_t i = 0; i < n; ++i) sum += out[i].slope * wide(dy[i]);
                return static_cast<double>(sum);
            };
            INFO("scale " << f.scale << ", slope " << f.slope << ", sink " << f.sink << ", row of " << n);
            for (std::size_t i = 0; i < n; ++i) CHECK(std::abs(dx[i] - slope_of(i)) <= 1e-14);
            const double of_scale = slope_of(n), of_slope = slope_of(n + 1), of_sink = slope_of(n + 2);
            CHECK(std::abs(g.scale - of_scale) <= 1e-13);
            if (f.slope != 0) CHECK(std::abs(g.slope - of_slope) <= 1e-13);
            CHECK(std::abs(g.sink - of_sink) <= 1e-13);
        }
}

TEST_CASE("softmax_ext: domains") {
    std::vector<float> x{1, 2};
    for (const xact::softmax_ext& f :
         {xact::softmax_ext{.scale = xact::infinity}, xact::softmax_ext{.slope = xact::no_limit},
          xact::softmax_ext{.sink = xact::infinity}})
        CHECK_THROWS_AS(xact::forward(f, x, x, 2), std::invalid_argument);
    CHECK(x == std::vector<float>{1, 2});
}

TEST_CASE("softmax_ext: the fast tier is within its bound, beside a sink, too") {
    for (const xact::softmax_ext& f : variants)
        for (const std::size_t n : std::array<std::size_t, 4>{20, 64, 100, 5000}) {
            INFO("scale " << f.scale << ", sink " << f.sink << ", row of " << n);
            const std::vector<float> x = normal<float>(3 * n, 3, 5), dy = normal<float>(3 * n, 1, 6);
            std::vector<float> y(x.size()), quick(x.size()), dx(x.size()), quick_dx(x.size());
            xact::forward(f, x, y, n), xact::forward(f, x, quick, n, xact::fast);
            xact::backward(f, y, dy, dx, n), xact::backward(f, y, dy, quick_dx, n, xact::fast);
            std::size_t wrong = 0;
            for (std::size_t first = 0; first < x.size(); first += n) {
                double mean = 0;
                for (std::size_t i = first; i < first + n; ++i) mean += std::abs(double(dy[i]) * y[i]);
                for (std::size_t i = first; i < first + n; ++i) {
                    const double scale = std::abs(f.scale) * y[i] * (std::abs(double(dy[i])) + mean);
                    wrong += std::abs(double(quick[i]) - y[i]) <= 0x1p-20 ? 0 : 1;
                    wrong += std::abs(double(quick_dx[i]) - dx[i]) <= 0x1p-20 * scale + 1e-37 ? 0 : 1;
                }
            }
            CHECK(wrong == 0);
        }
}

TEST_CASE("softmax_ext: rows with an addend have together the bits of each alone") {
    constexpr std::size_t rows = 45;
    for (const xact::softmax_ext& f : {xact::softmax_ext{}, xact::softmax_ext{.scale = 0.125, .slope = -0.5},
                                       xact::softmax_ext{.scale = -1.5, .sink = 0.3}, xact::softmax_ext{.slope = 0}})
        for (const std::size_t n : std::initializer_list<std::size_t>{1, 3, 16, 24, 33, 48, 64, 65, 100, 128, 130})
            for (const bool is_usual : {true, false}) {
                std::vector<float> x = test::random_numbers(rows * n, 3);
                const std::vector<float> b = test::random_numbers(rows * n + 1, 2);
                const auto all_b = std::span(b).first(rows * n), some_b = std::span(b).first(5 * n);
                if (!is_usual)
                    for (std::size_t i = 0; i < x.size(); i += 211) x[i] = i % 2 == 0 ? float(-xact::infinity) : 1e30f;
                INFO("rows of " << n);
                test::check_rows_together(
                    x, n, [&](auto& y) { xact::forward(f, x, all_b, y, n); },
                    [&](std::size_t r, auto u, auto y) { xact::forward(f, u, all_b.subspan(r * n, n), y, n); });
                test::check_rows_together(
                    x, n, [&](auto& y) { xact::forward(f, x, some_b, y, n); },
                    [&](std::size_t r, auto u, auto y) { xact::forward(f, u, some_b.subspan(r % 5 * n, n), y, n); });
            }
}
