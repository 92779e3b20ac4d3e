#include <cmath>
#include <cstddef>
#include <random>
#include <span>
#include <vector>

#include <xact/rowwise/evonorm_s0.hpp>

#include "support/catch.hpp"
#include "support/dual.hpp"
#include "support/rows.hpp"
#include "support/wide.hpp"

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
    const std::vector<double> x = normal_row(20, 0.3), dy = normal_row(20, -0.5), y = output(f, x),
                              dx = test::gradient(f, x, dy);
    for (std::size_t i = 0; i < x.size(); ++i) {
        std::vector<test::dual<test::wide>> in(x.begin(), x.end()), out(x.size());
        in[i].slope = test::wide(1);
        f.definition(std::span<const test::dual<test::wide>>(in), std::span(out));
        test::wide sum(0);
        for (std::size_t j = 0; j < x.size(); ++j) sum += out[j].slope * test::wide(dy[j]);
        CHECK(y[i] == Approx(static_cast<double>(out[i].value)).epsilon(1e-15).margin(1e-16));
        CHECK(dx[i] == Approx(static_cast<double>(sum)).epsilon(1e-13).margin(1e-14));
    }
    CHECK(test::message_of([&] { output(f, std::vector<double>{1}); }) ==
          "xact::evonorm_s0: row_length is 1, must be at least 2 for an unbiased variance");
}
