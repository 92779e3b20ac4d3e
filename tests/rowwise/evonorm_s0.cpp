#include <random>
#include <vector>

#include <xact/rowwise/evonorm_s0.hpp>

#include "support/catch.hpp"

namespace {

template <class T, class F> std::vector<T> output(const F& f, const std::vector<T>& x) {
    std::vector<T> y(x.size());
    xact::forward(f, x, y, x.size());
    return y;
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

TEST_CASE("evonorm_s0: printed values, with the variance that divides by n") {
    check_printed(xact::evonorm_s0{}, {-2, 0.5, 1, 3},
                  {-0.13386226849556332, 0.1747520461483551, 0.4104813794765741, 1.6045797959085069});
}

TEST_CASE("evonorm_s0: γ and β") {
    const std::vector<double> x = normal_row(40), plain = output(xact::evonorm_s0{}, x),
                              y = output(xact::evonorm_s0{.gamma = -2, .beta = 0.25}, x);
    for (std::size_t i = 0; i < x.size(); ++i) CHECK(y[i] == Approx(0.25 - 2 * plain[i]).epsilon(1e-13));
}
