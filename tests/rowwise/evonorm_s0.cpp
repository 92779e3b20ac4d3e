#include <cmath>
#include <cstddef>
#include <vector>

#include <xact/rowwise/evonorm_s0.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using test::check_printed, test::normal_row, test::output;

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

TEST_CASE("evonorm_s0: the gradient of equal numbers, whose outputs are infinite beside the root of ε") {
    const auto check = [](auto v) {
        using T = decltype(v);
        const std::vector<T> dx = test::gradient<T>(xact::evonorm_s0{}, std::vector<T>(2, v), {T(0.5), T(2)});
        for (std::size_t i = 0; i < 2; ++i) CHECK(dx[i] == Approx((i == 0 ? 0.5 : 2) / std::sqrt(1e-5)).epsilon(1e-6));
    };
    check(1e30f), check(3e38f), check(1e200), check(1.5e308);
}

TEST_CASE("evonorm_s0: the variance of a sample") {
    const xact::evonorm_s0 f{.eps = 0.01, .unbiased = true};
    test::check_by_definition(f, normal_row(20, 0.3), normal_row(20, -0.5));
    CHECK(test::message_of([&] { output(f, std::vector<double>{1}); }) ==
          "xact::evonorm_s0: row_length is 1, must be at least 2 for an unbiased variance");
}

TEST_CASE("evonorm_s0: S2 divides by the root of the mean square") {
    check_printed(xact::evonorm_s0{.q = 1}, {-2, 0.5, 1, 3},
                  {-0.12631032454247271, 0.16489327359779112, 0.38732375331026454, 1.5140561791855147});
    for (const double mean : {0.0, 0.3, 40.0})
        for (const bool unbiased : {false, true}) {
            const std::vector<double> x = normal_row(20, mean), dy = normal_row(20, -0.5);
            for (const double q : {0.4, 1.0, 2.5}) {
                const xact::evonorm_s0 f{.v = 0.7, .gamma = 1.5, .eps = 0.01, .q = q, .unbiased = unbiased};
                test::check_by_definition(f, x, dy);
                const xact::evonorm_s0 g = xact::parameter_gradient(f, x, dy, 20);
                CHECK(g.eps == test::parameter_difference(f, &xact::evonorm_s0::eps, x, dy));
                CHECK(g.q == test::parameter_difference(f, &xact::evonorm_s0::q, x, dy));
            }
        }
    const std::vector<double> large(5, 1e200), y = output(xact::evonorm_s0{.q = 1}, large);
    for (const double v : y) CHECK(v == 1);
    for (const double v : test::gradient(xact::evonorm_s0{.q = 1}, large, {1, 2, 3, 4, 5})) CHECK(std::abs(v) < 1e-190);
    CHECK(test::message_of([] {
              output(xact::evonorm_s0{.q = -1}, std::vector<double>{1, 2});
          }) == "xact::evonorm_s0: q = -1.000000, must be 0 or more, and finite");
}
