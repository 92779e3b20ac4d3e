#include <xact/elementwise/keras_relu.hpp>

#include <cmath>
#include <limits>

#include "support/catch.hpp"
#include "support/inputs.hpp"
#include "support/wide.hpp"

namespace {

using test::wide;

/// Around its breaks f is that of the branch which a comparison of real numbers takes.
template <class T> void check_breaks(const xact::keras_relu& f) {
    for (const double at : {f.t, f.m})
        for (int k = -40; k <= 40; ++k) {
            const T x = test::step(static_cast<T>(at), k);
            if (!std::isfinite(x)) continue;
            const double exact = static_cast<double>(f.definition(wide(double(x))));
            const double two_ulps =
                2 * double(std::numeric_limits<T>::epsilon()) * std::abs(exact) + double(std::numeric_limits<T>::min());
            const double slope = double(x) >= f.m ? 0 : double(x) >= f.t ? 1 : f.s;
            INFO("s " << f.s << ", m " << f.m << ", t " << f.t << ", x " << double(x));
            CHECK(std::abs(double(f(x)) - exact) <= two_ulps);
            CHECK(std::abs(double(f.derivative(x)) - slope) <= 1e-7 * slope);
        }
}

} // namespace

TEST_CASE("keras_relu jumps at t and bends at m", "[elementwise]") {
    for (const double s : {0.0, 0.2, 1.0})
        for (const double t : {0.0, 1.0, 0.1, -0.3, 0.7, 1.0 / 3})
            for (const double m : {xact::infinity, 6.0, 1.1, 0.2, 2.0 / 3}) {
                check_breaks<float>({.s = s, .m = m, .t = t});
                check_breaks<double>({.s = s, .m = m, .t = t});
            }
}

TEST_CASE("keras_relu contains the others", "[elementwise]") {
    const float inf = std::numeric_limits<float>::infinity();
    CHECK(xact::keras_relu{.m = 6}(inf) == 6);
    CHECK(xact::keras_relu{.m = 6}.derivative(inf) == 0);
    CHECK(xact::keras_relu{}.derivative(inf) == 1);
    CHECK(xact::keras_relu{.s = 0.5}(-inf) == -inf);
    CHECK(xact::keras_relu{.s = 0.5}(-3.0f) == -1.5f);
    CHECK(xact::keras_relu{.t = 1}(0.5f) == 0);
}
