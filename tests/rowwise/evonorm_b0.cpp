#include <cmath>
#include <cstddef>
#include <vector>

#include <xact/rowwise/evonorm_b0.hpp>

#include "support/catch.hpp"
#include "support/dual.hpp"
#include "support/rows.hpp"
#include "support/wide.hpp"

namespace {

using test::check_printed, test::gradient, test::message_of, test::normal_row, test::output;

} // namespace

TEST_CASE("evonorm_b0: printed values, of one instance and of two") {
    check_printed(xact::evonorm_b0{}, {-2, 0.5, 1, 3},
                  {-1.1229780799393979, 0.2192041547741079, 0.35958564267642555, 0.62748659032416733});
    check_printed(xact::evonorm_b0{.instance = 2}, {-2, 0.5, 1, 3},
                  {-1.1229780799393979, 0.28074451998484947, 0.49999875000624996, 0.74999906250351561});
}

TEST_CASE("evonorm_b0: value and gradients of several instances agree with dual numbers") {
    for (const double v : {1.0, -0.7, 0.2}) {
        const xact::evonorm_b0 f{.v = v, .gamma = 1.3, .beta = -0.4, .instance = 10};
        const std::vector<double> x = normal_row(60, 0.3), dy = normal_row(60, -0.5);
        const std::vector<double> y = output(f, x), dx = gradient(f, x, dy);
        for (std::size_t i = 0; i < x.size(); ++i) {
            std::vector<test::dual<test::wide>> in(x.begin(), x.end()), out(x.size());
            in[i].slope = test::wide(1);
            f.definition(std::span<const test::dual<test::wide>>(in), std::span(out));
            test::wide sum(0);
            for (std::size_t j = 0; j < x.size(); ++j) sum += out[j].slope * test::wide(dy[j]);
            CHECK(y[i] == Approx(static_cast<double>(out[i].value)).epsilon(1e-15).margin(1e-16));
            CHECK(dx[i] == Approx(static_cast<double>(sum)).epsilon(1e-13).margin(1e-14));
        }
        const auto at = [&](xact::evonorm_b0 g) {
            const std::vector<double> z = output(g, x);
            double sum = 0;
            for (std::size_t i = 0; i < x.size(); ++i) sum += z[i] * dy[i];
            return sum;
        };
        const auto difference = [&](double xact::evonorm_b0::*p) {
            xact::evonorm_b0 up = f, down = f;
            const double h = p == &xact::evonorm_b0::eps ? 1e-7 : 1e-5;
            up.*p += h, down.*p -= h;
            return Approx((at(up) - at(down)) / (2 * h)).epsilon(1e-5).margin(1e-5);
        };
        const xact::evonorm_b0 g = xact::parameter_gradient(f, x, dy, 60);
        CHECK(g.v == difference(&xact::evonorm_b0::v));
        CHECK(g.gamma == difference(&xact::evonorm_b0::gamma));
        CHECK(g.beta == difference(&xact::evonorm_b0::beta));
        CHECK(g.eps == difference(&xact::evonorm_b0::eps));
    }
}

TEST_CASE("evonorm_b0: rows of large numbers, and of whole instances") {
    const std::vector<double> y =
        output(xact::evonorm_b0{.instance = 2}, std::vector<double>{1e300, -1e300, 1e300, 3e300});
    CHECK(y[0] == Approx(1e300 / (1e300 + 1e300)));
    std::vector<float> x(6, 1), z(6, 7);
    const std::vector<float> before = z;
    CHECK(message_of([&] { xact::forward(xact::evonorm_b0{.instance = 4}, x, z, 6); }) ==
          "xact::evonorm_b0: row_length is 6, must be a multiple of instance = 4");
    CHECK(z == before);
}

TEST_CASE("evonorm_b0: equal numbers beside whose squares ε vanishes") {
    const std::vector<double> x(3, 1e200);
    CHECK(output(xact::evonorm_b0{}, x) == std::vector<double>(3, 1));
    for (const double v : gradient(xact::evonorm_b0{}, x, {1, 2, 3})) CHECK(std::abs(v) < 1e-190);
}
