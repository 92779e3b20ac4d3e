#include <cmath>
#include <complex>
#include <limits>
#include <vector>

#include <xact/rowwise/gabor_complex.hpp>

#include "support/catch.hpp"
#include "support/complex.hpp"
#include "support/rows.hpp"

namespace {

using test::gradient, test::output;
using floats = std::vector<float>;

constexpr float inf = std::numeric_limits<float>::infinity();

std::complex<double> wave(std::complex<double> z, double omega, double s) {
    return std::exp(std::complex(0.0, omega) * z - s * s * std::norm(z));
}

} // namespace

TEST_CASE("gabor_complex: is the exponential that WIRE writes") {
    for (const std::complex<double> z : {std::complex(0.1, 0.2), {-0.3, -0.05}, {0.0, 0.0}, {1.0, -1.0}})
        for (const auto& [omega, s] : {std::pair(10.0, 10.0), {3.0, 0.5}, {-2.0, 1.0}}) {
            const auto w = wave(z, omega, s);
            test::check_printed(xact::gabor_complex{.omega = omega, .s = s}, {z.real(), z.imag()},
                                {w.real(), w.imag()});
        }
}

TEST_CASE("gabor_complex: numbers of every size are right, by their larger part") {
    using by = test::judged_by;
    test::check_complex_numbers(xact::gabor_complex{}, by::larger);
    test::check_complex_numbers(xact::gabor_complex{.omega = 3, .s = 0.25}, by::larger);
    test::check_complex_numbers(xact::gabor_complex{.omega = 30, .s = 0.5}, by::larger); // up to e^900
}

TEST_CASE("gabor_complex: far out it is 0, and so is its gradient") {
    const xact::gabor_complex f{};
    const floats x{inf, 0, 0, inf, 0, -inf, -inf, inf, 3e38f, -3e38f, 0, -3e38f};
    for (const float v : output(f, x)) CHECK(v == 0);
    for (const float v : gradient(f, x, floats(x.size(), 1))) CHECK(v == 0);
    const auto g = xact::parameter_gradient(f, x, floats(x.size(), 1), x.size());
    CHECK(g.omega == 0);
    CHECK(g.s == 0);
    // Without a bell it grows with -b.
    const floats y = output(xact::gabor_complex{.omega = 1, .s = 0}, {1, 3e38f, 1, -3e38f});
    CHECK((y[0] == 0 && y[1] == 0 && y[2] == inf && y[3] == inf));
    const floats nan =
        output(f, {std::numeric_limits<float>::quiet_NaN(), 0, 0, std::numeric_limits<float>::quiet_NaN()});
    for (const float v : nan) CHECK(std::isnan(v));
}
