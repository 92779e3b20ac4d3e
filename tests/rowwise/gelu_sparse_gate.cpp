#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <random>
#include <vector>

#include <xact/rowwise/gelu_sparse_gate.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"
#include "support/second_input.hpp"

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

TEST_CASE("gelu_sparse_gate: both gradients in one call") {
    const std::vector<double> x = test::normal_row(40, 0.3), b = test::normal_row(40, 1),
                              dy = test::normal_row(40, -0.2);
    const xact::gelu_sparse_gate f{.z = 0.2};
    std::vector<double> alone(40), dx(40), dx_alone(40), db(40), factors(40);
    xact::forward(f, x, alone, 40);
    xact::backward(f, x, b, dy, dx, db, 40);
    for (std::size_t i = 0; i < 40; ++i) factors[i] = dy[i] * b[i];
    xact::backward(f, x, factors, dx_alone, 40);
    CHECK(dx == dx_alone);
    for (std::size_t i = 0; i < 40; ++i) CHECK(db[i] == dy[i] * alone[i]);
    CHECK(xact::parameter_gradient(f, x, b, dy, 40).z == xact::parameter_gradient(f, x, factors, 40).z);
    test::check_shared_second_input(f, 33, 100);
    test::check_second_input_errors(f, 4);
}

TEST_CASE("gelu_sparse_gate: value and gradients with a second input agree with dual numbers") {
    for (const std::size_t n : std::initializer_list<std::size_t>{2, 17, 40})
        test::check_second_input<test::wide, double>(xact::gelu_sparse_gate{.z = 0.2},
                                                     {test::normal_row(n, 0.3), test::normal_row(n, 1)},
                                                     test::normal_row(n, -0.2), 64, 64);
}

TEST_CASE("gelu_sparse_gate: the gradient of equal numbers is 0") {
    for (const float v : {1.5f, 1e30f})
        CHECK(test::gradient(xact::gelu_sparse_gate{}, std::vector<float>(3, v), {1, 2, 3}) ==
              std::vector<float>(3, 0));
}
