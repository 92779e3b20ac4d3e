#include <cmath>
#include <cstddef>
#include <vector>

#include <xact/rowwise/evonorm_b0.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

namespace {

using test::check_printed, test::gradient, test::message_of, test::normal_row, test::output;

constexpr xact::evonorm_b0 b1{.v = 0, .w = 1, .q = 1}, b2{.v = -1, .q = 1};

} // namespace

TEST_CASE("evonorm_b0: printed values, of one instance and of two") {
    check_printed(xact::evonorm_b0{}, {-2, 0.5, 1, 3},
                  {-1.1229780799393979, 0.2192041547741079, 0.35958564267642555, 0.62748659032416733});
    check_printed(xact::evonorm_b0{.instance = 2}, {-2, 0.5, 1, 3},
                  {-1.1229780799393979, 0.28074451998484947, 0.49999875000624996, 0.74999906250351561});
}

TEST_CASE("evonorm_b0: B1 and B2 divide by an instance's root of the mean square") {
    check_printed(b1, {-2, 0.5, 1, 3},
                  {-1.1229780799393979, 0.17660406641015675, 0.26490609961523512, 0.39735914942285269});
    check_printed(b2, {-2, 0.5, 1, 3},
                  {-0.5144745805365034, 0.28074451998484947, 0.56148903996969893, 1.6844671199090968});
}

TEST_CASE("evonorm_b0: value and gradients of several instances agree with dual numbers") {
    using unit = xact::evonorm_b0;
    const std::vector<double> x = normal_row(60, 0.3), dy = normal_row(60, -0.5);
    for (unit f : {unit{}, unit{.v = -0.7}, unit{.v = 0.2}, b1, b2, unit{.v = 0.3, .w = -0.4, .q = 0.6}}) {
        f.gamma = 1.3, f.beta = -0.4, f.instance = 10;
        test::check_by_definition(f, x, dy);
        const auto difference = [&](double unit::*p) {
            return test::parameter_difference(f, p, x, dy, p == &unit::eps ? 1e-7 : 1e-5);
        };
        const unit g = xact::parameter_gradient(f, x, dy, 60);
        CHECK(g.v == difference(&unit::v));
        CHECK(g.gamma == difference(&unit::gamma));
        CHECK(g.beta == difference(&unit::beta));
        CHECK(g.eps == difference(&unit::eps));
        CHECK(g.w == difference(&unit::w));
        if (f.q > 0) CHECK(g.q == difference(&unit::q));
    }
}

TEST_CASE("evonorm_b0: rows of large numbers, and of whole instances") {
    const std::vector<double> y =
        output(xact::evonorm_b0{.instance = 2}, std::vector<double>{1e300, -1e300, 1e300, 3e300});
    CHECK(y[0] == Approx(1e300 / (1e300 + 1e300)));
    // Sizes whose product with x is no double, and one that is none itself.
    for (const double large : {1e200, 1e300}) {
        const std::vector<double> z = output(b1, std::vector<double>{large, -large, 0, 2 * large}),
                                  expected{1 / (large * std::sqrt(1.5)), -1 / std::sqrt(1.25), 0,
                                           1 / (large * std::sqrt(1.5))};
        for (std::size_t i = 0; i < 4; ++i) CHECK(z[i] == Approx(expected[i]).epsilon(1e-14).margin(1e-308));
        for (const double v : gradient(b1, std::vector<double>{large, -large, 0, 2 * large}, {1, 2, 3, 4}))
            CHECK(std::abs(v) < 16 / large);
    }
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
