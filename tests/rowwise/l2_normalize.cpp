#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <xact/rowwise/l2_normalize.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using test::gradient, test::normal_row, test::output;

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
    const auto check_halves = [](const auto& f, auto size) {
        using T = decltype(size);
        const std::vector<T> y = output(f, std::vector<T>{size, -size, size, size});
        for (std::size_t i = 0; i < 4; ++i) // exact where there is an fma
            CHECK(std::abs(y[i] - (i == 1 ? T(-0.5) : T(0.5))) <= std::numeric_limits<T>::epsilon() / 2);
    };
    check_halves(xact::l2_normalize{}, std::numeric_limits<float>::max());
    check_halves(xact::l2_normalize{}, std::numeric_limits<double>::max());
    check_halves(xact::l2_normalize{.eps = 0}, std::numeric_limits<float>::denorm_min());
    check_halves(xact::l2_normalize{.eps = 0}, std::numeric_limits<double>::denorm_min());
}

TEST_CASE("l2_normalize: below ε it divides by ε") {
    CHECK(gradient(xact::l2_normalize{.eps = 10}, std::vector<float>{3, -4}, {1, 2}) == std::vector<float>{0.1f, 0.2f});
    const xact::l2_normalize g = xact::parameter_gradient(xact::l2_normalize{.eps = 10}, std::vector<double>{3, -4},
                                                          std::vector<double>{1, 2}, 2);
    CHECK(g.eps == Approx(0.05));
}
