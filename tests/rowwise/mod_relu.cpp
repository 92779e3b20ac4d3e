#include <complex>
#include <limits>
#include <vector>

#include <xact/rowwise/mod_relu.hpp>

#include "support/catch.hpp"
#include "support/complex.hpp"
#include "support/rows.hpp"

namespace {

using test::gradient, test::output;
using floats = std::vector<float>;

constexpr float inf = std::numeric_limits<float>::infinity();

} // namespace

TEST_CASE("mod_relu: shortens numbers, and is 0 inside its disc and at 0") {
    test::check_printed(xact::mod_relu{}, {3, 4, 0.25, 0.375, -0.6, 0.8, 0, 0}, {2.7, 3.6, 0, 0, -0.3, 0.4, 0, 0});
    CHECK(output(xact::mod_relu{.b = 1}, {0, 0, -0.0f, 0, 3, -4}) == floats{0, 0, 0, 0, 3.6f, -4.8f});
    CHECK(gradient(xact::mod_relu{.b = 1}, {0, 0}, {1, 2}) == floats{0, 0});
    CHECK(gradient(xact::mod_relu{}, {0.25f, 0.375f, 1, 0}, {1, 2, 1, 2}) == floats{0, 0, 1, 1});
}

TEST_CASE("mod_relu: numbers of every size are right, and infinities stay") {
    test::check_complex_numbers(xact::mod_relu{});
    test::check_complex_numbers(xact::mod_relu{.b = 0.75});
    CHECK(output(xact::mod_relu{}, {3e38f, -3e38f, inf, 3, -2, -inf, inf, -inf}) ==
          floats{3e38f, -3e38f, inf, 3, -2, -inf, inf, -inf});
    CHECK(gradient(xact::mod_relu{}, {inf, 3, -inf, inf}, {1, 2, 3, 4}) == floats{1, 2, 3, 4});
    CHECK(output(xact::mod_relu{.b = 2}, {0, -1e-45f, 1e-45f, 0}) == floats{0, -2, 2, 0});
    const floats y = output(xact::mod_relu{}, {inf, std::numeric_limits<float>::quiet_NaN()});
    CHECK((std::isnan(y[0]) && std::isnan(y[1])));
}

TEST_CASE("mod_relu: the gradient of b is that along z") {
    const std::vector<double> x{3, 4, 0.1, 0.2, -1, 0, 0, 0}, dy{1, 2, 5, 5, 3, 7, 1, 1};
    CHECK(xact::parameter_gradient(xact::mod_relu{}, x, dy, 8).b == Approx((3 + 8) / 5.0 - 3));
    CHECK(xact::parameter_gradient(xact::mod_relu{}, x, dy, 2).b == Approx((3 + 8) / 5.0 - 3));
}

TEST_CASE("complex functions take std::complex, in rows of any length") {
    const std::vector<std::complex<double>> z{{3, 4}, {0.1, 0}, {-6, 8}, {0, 2}, {1, 1}, {5, 0}, {-7, 0.5}, {0, -9}};
    std::vector<std::complex<double>> y(z.size()), in_pairs(z.size());
    xact::forward(xact::mod_relu{}, xact::reals(z), xact::reals(y), 2 * z.size());
    CHECK(y[0] == std::complex(2.7, 3.6));
    CHECK(y[2] == std::complex(-5.7, 7.6));
    xact::forward(xact::mod_relu{}, xact::reals(z), xact::reals(in_pairs), 2);
    CHECK(in_pairs == y);
    static_assert(std::is_const_v<decltype(xact::reals(z))::element_type>);
}
