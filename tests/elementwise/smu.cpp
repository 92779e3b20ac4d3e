#include <xact/elementwise/smu.hpp>

#include <cmath>

#include "support/catch.hpp"
#include "support/ulps_of.hpp"

namespace {

/// α = -1: x erf(2 μ x), tiny with x, and its slope.
template <class T> void check_odd_gate(double bound) {
    const xact::smu f{.alpha = -1, .mu = 0.625};
    for (const double size : {1e-12, 3e-7, 0.001, 0.2, 0.56, 0.57, 1.7, 9.0, 1e9})
        for (const double sign : {-1.0, 1.0}) {
            const T x = T(sign * size);
            const long double w = 1.25L * x, slope = std::erf(w) + w * std::exp(-w * w) * 1.1283791670955125738962L;
            INFO("x = " << x);
            CHECK(test::ulps_of(f(x), x * std::erf(w)) <= bound);
            CHECK(test::ulps_of(f.derivative(x), slope) <= bound);
        }
}

} // namespace

TEST_CASE("smu: α = -1 leaves an odd gate that keeps its digits at 0", "[elementwise]") {
    check_odd_gate<float>(2.25);
    check_odd_gate<double>(4);
    CHECK(xact::smu{.alpha = -1}.derivative(0.0f) == 0);
}

TEST_CASE("smu: a huge μ or α leaves two lines, and μ = 0 one", "[elementwise]") {
    for (const float x : {-3e38f, -1e5f, -2.0f, 0.5f, 7.0f, 1e30f}) {
        INFO("x = " << x);
        const xact::smu sharp{.mu = 1e38}, steep{.alpha = 1e30}, flat{.mu = 0};
        CHECK(sharp(x) == (x < 0 ? 0.25f * x : x));
        CHECK(sharp.derivative(x) == (x < 0 ? 0.25f : 1.0f));
        CHECK(sharp.second_derivative(x) == 0);
        CHECK(steep(x) == (x < 0 ? x : float(1e30 * double(x))));
        CHECK(test::ulps_of(flat(x), 0.625L * x) <= 2.25);
    }
}
