#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include <xact/rowwise/gelu_sparse_gate.hpp>

#include "support/catch.hpp"

namespace {

std::vector<double> output(const xact::gelu_sparse_gate& f, const std::vector<double>& x) {
    std::vector<double> y(x.size());
    xact::forward(f, x, y, x.size());
    return y;
}

} // namespace

TEST_CASE("gelu_sparse_gate: printed values") {
    const std::vector<double> y = output({.z = 0.1}, {-2, 0.5, 1, 3});
    CHECK((y[0] == 0 && y[1] == 0));
    CHECK(y[2] == Approx(0.11381857473678939).epsilon(1e-13));
    CHECK(y[3] == Approx(2.1663793611796645).epsilon(1e-14));
}

TEST_CASE("gelu_sparse_gate: opens for one in twenty of a normal row") {
    std::mt19937 random(3);
    std::normal_distribution<double> normal(7, 5);
    std::vector<double> x(100000);
    for (double& v : x) v = normal(random);
    const std::vector<double> y = output({}, x);
    CHECK(double(std::count_if(y.begin(), y.end(), [](double v) { return v > 0; })) == Approx(5000).margin(200));
}

TEST_CASE("gelu_sparse_gate: a second input is multiplied by it") {
    const std::vector<float> a{-2, 0.5f, 1, 3}, b{5, 6, -7, 0.3f};
    const xact::gelu_sparse_gate f{.z = 0.1};
    std::vector<float> alone(4), y(4);
    xact::forward(f, a, alone, 4);
    xact::forward(f, a, b, y, 4);
    for (std::size_t i = 0; i < 4; ++i) CHECK(y[i] == alone[i] * b[i]);
}
