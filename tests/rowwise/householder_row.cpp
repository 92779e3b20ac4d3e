#include <cmath>
#include <initializer_list>
#include <limits>
#include <random>
#include <vector>

#include <xact/rowwise/householder.hpp>
#include <xact/rowwise/householder_row.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"
#include "support/second_input.hpp"

namespace {

template <class T> std::vector<T> mirrored(std::vector<T> x, const std::vector<T>& v) {
    xact::forward(xact::householder_row{}, x, v, x, v.size());
    return x;
}

} // namespace

TEST_CASE("householder_row: known values") {
    CHECK(test::output(xact::householder_row{}, {-1, -2, -3}) == std::vector<float>{3, 2, 1});
    CHECK(test::output(xact::householder_row{}, {-1, 4, -2}) == std::vector<float>{-1, 4, -2});
    CHECK(mirrored<float>({1, -2, 3}, {0, 5, 0}) == std::vector<float>{1, 2, 3});
    CHECK(mirrored<float>({1, 2, 3, 1, -2, 4}, {0, 5, 0}) == std::vector<float>{1, 2, 3, 1, 2, 4});
    CHECK(mirrored<float>({1, -2, 3}, {0, 0, 0}) == std::vector<float>{1, -2, 3});
}

TEST_CASE("householder_row: rows of two are the pairs of householder") {
    const std::vector<float> x{1, 2, 4, 3, -1, -1, 0.5f, 3}, v{0.25f, -0.5f}, dy{1, 2, 3, 4, 5, 6, 7, 8};
    const xact::householder f{.v = {0.25, -0.5}};
    CHECK(mirrored(x, v) == test::output(f, x));
    std::vector<float> dx(8), dv(2);
    xact::backward(xact::householder_row{}, x, v, dy, dx, dv, 2);
    CHECK(dx == test::gradient(f, x, dy));
    const xact::householder g = xact::parameter_gradient(f, x, dy, 8);
    for (std::size_t i = 0; i < 2; ++i) CHECK(dv[i] == Approx(g.v[i]).epsilon(1e-5));
}

TEST_CASE("householder_row: keeps the norm, whatever its size and that of v") {
    std::mt19937_64 random(3);
    std::normal_distribution<double> normal;
    for (const double size : {1.0, 0x1p-1000, 0x1p1015})
        for (const double v_size : {1.0, 0x1p-1060, 0x1p1015}) {
            std::vector<double> x(33), v(33);
            for (double& u : x) u = normal(random) * size;
            for (double& u : v) u = normal(random) * v_size;
            double along = 0, before = 0, after = 0;
            for (std::size_t i = 0; i < 33; ++i) along += (x[i] / size) * (v[i] / v_size);
            if (along > 0)
                for (double& u : v) u = -u;
            const std::vector<double> y = mirrored(x, v);
            CHECK(y != x);
            for (std::size_t i = 0; i < 33; ++i)
                before += (x[i] / size) * (x[i] / size), after += (y[i] / size) * (y[i] / size);
            CHECK(after == Approx(before).epsilon(1e-12));
        }
}

TEST_CASE("householder_row: value and gradients agree with dual numbers") {
    std::mt19937_64 random(4);
    std::normal_distribution<double> normal;
    for (const std::size_t n : std::initializer_list<std::size_t>{2, 3, 7, 16, 33})
        for (int repeat = 0; repeat < 10; ++repeat) {
            test::row_pair<float> in{std::vector<float>(n), std::vector<float>(n)};
            std::vector<float> dy(n);
            for (std::size_t i = 0; i < n; ++i)
                in.x[i] = float(normal(random)), in.b[i] = float(normal(random)), dy[i] = float(normal(random));
            test::check_second_input<long double, float>(xact::householder_row{}, in, dy, 2, 4);
        }
}

TEST_CASE("householder_row: the gradient of v lies across it, and is that of differences") {
    std::vector<double> x{-2, 0.3, 1, -0.5}, v{0.5, -0.7, 0.9, 0.5}, dy{1.5, 1, -2, 0.5}, dx(4), dv(4);
    xact::backward(xact::householder_row{}, x, v, dy, dx, dv, 4);
    double along = 0;
    for (std::size_t i = 0; i < 4; ++i) along += dv[i] * v[i];
    CHECK(along == Approx(0).margin(1e-14));
    for (std::size_t i = 0; i < 4; ++i) {
        double slope = 0;
        for (const double h : {1e-5, -1e-5}) {
            std::vector<double> moved = v;
            moved[i] += h;
            const std::vector<double> y = mirrored(x, moved);
            for (std::size_t j = 0; j < 4; ++j) slope += dy[j] * y[j] / (2 * h);
        }
        CHECK(dv[i] == Approx(slope).epsilon(1e-6));
    }
}

TEST_CASE("householder_row: a v that rows share") {
    test::check_shared_second_input(xact::householder_row{}, 5, 300);
    test::check_shared_second_input(xact::householder_row{}, 1000, 3);
}

TEST_CASE("householder_row: errors name the ranges") { test::check_second_input_errors(xact::householder_row{}, 4); }
