#include <cmath>
#include <initializer_list>
#include <limits>
#include <random>
#include <vector>

#include <xact/rowwise/nalu_mul.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"
#include "support/second_input.hpp"

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

template <class T> T weighted(const std::vector<T>& x, const std::vector<T>& w) {
    T y = 0;
    xact::forward(xact::nalu_mul{}, x, w, std::span(&y, 1), x.size());
    return y;
}

} // namespace

TEST_CASE("nalu_mul: known values; signs are lost") {
    test::check_printed(xact::nalu_mul{}, {2, -3, 0.5}, {3.000000850000055});
    CHECK(weighted<double>({4, 9, 5}, {0.5, -0.5, 0}) == Approx(0.66666667129629623).epsilon(1e-14));
    CHECK(weighted<double>({0, 1}, {1, 1}) == Approx(1e-7 * (1 + 1e-7)).epsilon(1e-15));
    CHECK(weighted<double>({inf, 3}, {1, 1}) == inf);
    CHECK(weighted<double>({inf, 3}, {-1, 1}) == 0);
    CHECK(weighted<double>({inf, 3}, {0, 1}) == Approx(3 + 1e-7).epsilon(1e-15));
}

TEST_CASE("nalu_mul: a gradient is a number where the product is none") {
    const std::vector<float> x{1e30f, 1e30f}, dy{1e-30f};
    CHECK(test::output(xact::nalu_mul{}, x)[0] == std::numeric_limits<float>::infinity());
    CHECK(test::gradient(xact::nalu_mul{}, x, dy)[0] == Approx(1));
    CHECK(test::gradient(xact::nalu_mul{}, {-2, 0, 3}, {1})[1] == 0);
}

TEST_CASE("nalu_mul: value and gradients agree with dual numbers") {
    const auto check = []<class R, class T>(R, T, double bound) {
        std::mt19937_64 random(4);
        std::normal_distribution<double> normal(0, 2);
        std::uniform_real_distribution<double> uniform(-1, 1);
        for (const std::size_t n : std::initializer_list<std::size_t>{1, 2, 7, 16, 33})
            for (int repeat = 0; repeat < 10; ++repeat) {
                test::row_pair<T> in{std::vector<T>(n), std::vector<T>(n)};
                for (std::size_t i = 0; i < n; ++i) in.x[i] = T(normal(random)), in.b[i] = T(uniform(random));
                test::check_second_input<R, T>(xact::nalu_mul{}, in, {T(-1.3)}, bound, bound);
            }
    };
    check((long double)0, 0.0f, 1);
    check(test::wide(0), 0.0, 2);
}

TEST_CASE("nalu_mul: weights that several rows share") {
    test::check_shared_second_input(xact::nalu_mul{}, 5, 300);
    test::check_shared_second_input(xact::nalu_mul{}, 1000, 3);
}

TEST_CASE("nalu_mul: the gradient of ε with weights is that of differences") {
    const std::vector<double> x{2, -0.3, 0.01}, w{0.5, -0.7, 0.9}, dy{1.5};
    const auto at = [&](double eps) {
        double y = 0;
        xact::forward(xact::nalu_mul{eps}, x, w, std::span(&y, 1), 3);
        return 1.5 * y;
    };
    CHECK(xact::parameter_gradient(xact::nalu_mul{1e-3}, x, w, dy, 3).eps ==
          Approx((at(1e-3 + 1e-8) - at(1e-3 - 1e-8)) / 2e-8).epsilon(1e-6));
}

TEST_CASE("nalu_mul: errors name the function, the argument and the numbers") {
    test::check_second_input_errors(xact::nalu_mul{}, 4);
    std::vector<float> x(4, 1), y(1, 7);
    CHECK(test::message_of([&] { xact::forward(xact::nalu_mul{.eps = 0}, x, y, 4); }) ==
          "xact::nalu_mul: eps = 0.000000, must be above 0, and finite");
    CHECK(y[0] == 7);
}
