#include <cmath>
#include <initializer_list>
#include <random>
#include <vector>

#include <xact/rowwise/rela.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"
#include "support/second_input.hpp"

namespace {

using test::check_printed, test::output;

} // namespace

TEST_CASE("rela: printed values") {
    check_printed(xact::rela{}, {-2, 0.5, 1, 3},
                  {-0.1263104840922108, 0.16489348188384145, 0.38732424256087505, 1.514058091675786});
}

TEST_CASE("rela: is rms_norm, twice as large, where the gate is half open") {
    CHECK(output(xact::rela{.gamma = 2, .w = 0, .eps = 0}, std::vector<float>{3, -4, 0, 0}) ==
          std::vector<float>{1.2f, -1.6f, 0, 0});
}

TEST_CASE("rela: one w for each element is that w, and has its own gradient") {
    const auto check = []<class R, class T>(R, T) {
        std::mt19937_64 random(4);
        std::normal_distribution<double> normal(0, 2);
        for (const std::size_t n : std::initializer_list<std::size_t>{1, 2, 7, 16, 33})
            for (int repeat = 0; repeat < 10; ++repeat) {
                test::row_pair<T> in{std::vector<T>(n), std::vector<T>(n)};
                std::vector<T> dy(n);
                for (std::size_t i = 0; i < n; ++i)
                    in.x[i] = T(normal(random)), in.b[i] = T(normal(random)), dy[i] = T(normal(random));
                test::check_second_input<R, T>(xact::rela{.gamma = 1.5}, in, dy, 2, 4);
            }
    };
    check((long double)0, 0.0f);
    check(test::wide(0), 0.0);
    const std::vector<float> x = {-2, 0.5f, 1, 3}, w(4, 0.75f);
    std::vector<float> y(4);
    xact::forward(xact::rela{.gamma = 2}, x, w, y, 4);
    CHECK(y == output(xact::rela{.gamma = 2, .w = 0.75}, x));
}

TEST_CASE("rela: the w that rows share") {
    test::check_shared_second_input(xact::rela{}, 5, 300);
    test::check_shared_second_input(xact::rela{}, 1000, 3);
}

TEST_CASE("rela: the other parameters' gradients beside a second input") {
    const std::vector<double> x{2, -0.3, 0.01, 1}, w{0.5, -0.7, 0.9, 0.5}, dy{1.5, 1, -2, 0.5};
    const auto at = [&](const xact::rela& f) {
        std::vector<double> y(4);
        xact::forward(f, x, w, y, 4);
        double sum = 0;
        for (std::size_t i = 0; i < 4; ++i) sum += dy[i] * y[i];
        return sum;
    };
    const double h = 1e-5;
    const xact::rela g = xact::parameter_gradient(xact::rela{.gamma = 1.5, .eps = 1e-2}, x, w, dy, 4);
    CHECK(g.gamma == Approx(at({.gamma = 1, .eps = 1e-2})).epsilon(1e-12));
    CHECK(g.w == 0);
    CHECK(g.eps ==
          Approx((at({.gamma = 1.5, .eps = 1e-2 + h}) - at({.gamma = 1.5, .eps = 1e-2 - h})) / (2 * h)).epsilon(1e-6));
}

TEST_CASE("rela: errors of a second input name the ranges") { test::check_second_input_errors(xact::rela{}, 4); }
