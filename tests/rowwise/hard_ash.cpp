#include <random>
#include <vector>

#include <xact/rowwise/hard_ash.hpp>

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
/// What a paper would print.
template <class F> void check_printed(const F& f, const std::vector<double>& x, const std::vector<double>& expected) {
    const std::vector<double> y = output(f, x);
    for (std::size_t i = 0; i < x.size(); ++i) CHECK(y[i] == Approx(expected[i]).epsilon(1e-13).margin(1e-20));
}

std::vector<double> normal_row(std::size_t n, double mean = 0) {
    std::mt19937 random(5);
    std::normal_distribution<double> normal(mean);
    std::vector<double> x(n);
    for (double& v : x) v = normal(random);
    return x;
}

} // namespace

TEST_CASE("hard_ash: printed values") {
    check_printed(xact::hard_ash{.z = 0.5}, {-2, 0.5, 1, 3}, {0, 0, 0.24225603597578105, 2});
}

TEST_CASE("hard_ash: nothing below 0, at most 2, and detached the gradient of a gate at a fixed place") {
    for (const double v : output(xact::hard_ash{.z = -1}, normal_row(1000, 1))) CHECK((v >= 0 && v <= 2));
    CHECK(gradient(xact::hard_ash{.z = 0, .detached = true}, std::vector<double>{-1, 1}, {1, 1}) ==
          std::vector<double>{0, 1});
}
