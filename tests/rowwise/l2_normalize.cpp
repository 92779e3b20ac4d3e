#include <limits>
#include <random>
#include <vector>

#include <xact/rowwise/l2_normalize.hpp>

#include "support/catch.hpp"

namespace {

template <class T, class F> std::vector<T> output(const F& f, const std::vector<T>& x) {
    std::vector<T> y(x.size());
    xact::forward(f, x, y, x.size());
    return y;
}
template <class T, class F> std::vector<T> gradient(const F& f, const std::vector<T>& x, const std::vector<T>& dy) {
    std::vector<T> dx(x.size());
    xact::backward(f, x, dy, dx, x.size());
    return dx;
}
std::vector<double> normal_row(std::size_t n, double mean = 0) {
    std::mt19937 random(5);
    std::normal_distribution<double> normal(mean);
    std::vector<double> x(n);
    for (double& v : x) v = normal(random);
    return x;
}

} // namespace

TEST_CASE("l2_normalize: printed values, and a norm of 1") {
    CHECK(output(xact::l2_normalize{}, std::vector<float>{3, -4}) == std::vector<float>{0.6f, -0.8f});
    CHECK(output(xact::l2_normalize{}, std::vector<float>{0, 0, 0}) == std::vector<float>{0, 0, 0});
    CHECK(output(xact::l2_normalize{.eps = 10}, std::vector<float>{3, -4}) == std::vector<float>{0.3f, -0.4f});
    double square = 0;
    for (const double v : output(xact::l2_normalize{}, normal_row(1001))) square += v * v;
    CHECK(square == Approx(1).epsilon(1e-14));
}

TEST_CASE("l2_normalize: the largest and the smallest numbers") {
    constexpr float most = std::numeric_limits<float>::max(), least = std::numeric_limits<float>::denorm_min();
    CHECK(output(xact::l2_normalize{}, std::vector<float>{most, -most, most, most}) ==
          std::vector<float>{0.5f, -0.5f, 0.5f, 0.5f});
    CHECK(output(xact::l2_normalize{.eps = 0}, std::vector<float>{least, -least, least, least}) ==
          std::vector<float>{0.5f, -0.5f, 0.5f, 0.5f});
    constexpr double most_double = std::numeric_limits<double>::max(),
                     least_double = std::numeric_limits<double>::denorm_min();
    CHECK(output(xact::l2_normalize{}, std::vector<double>{most_double, -most_double, most_double, most_double}) ==
          std::vector<double>{0.5, -0.5, 0.5, 0.5});
    CHECK(output(xact::l2_normalize{.eps = 0}, std::vector<double>(4, least_double)) == std::vector<double>(4, 0.5));
}

TEST_CASE("l2_normalize: below ε it divides by ε") {
    CHECK(gradient(xact::l2_normalize{.eps = 10}, std::vector<float>{3, -4}, {1, 2}) == std::vector<float>{0.1f, 0.2f});
    const xact::l2_normalize g = xact::parameter_gradient(xact::l2_normalize{.eps = 10}, std::vector<double>{3, -4},
                                                          std::vector<double>{1, 2}, 2);
    CHECK(g.eps == Approx(0.05));
}
