#include <xact/elementwise/hard_swish.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

#include "support/catch.hpp"
#include "support/inputs.hpp"
#include "support/wide.hpp"

namespace {

using test::wide;

/// Around its kinks the slope of f is that of the branch which the ramp tells; in float, a ramp of 0.2·1.5 + 0.7 in
/// doubles counts as 1.
template <class T> void check_kinks(const xact::hard_swish& f) {
    const wide slack(sizeof(T) == 4 ? 0x1p-40 : 0);
    for (const double end : {0.0, 1.0}) {
        const T nearest = static_cast<T>((end - f.beta) / f.alpha);
        for (int k = -8; k <= 8; ++k) {
            const T x = test::step(nearest, k);
            const wide ramp = wide(f.alpha) * wide(double(x)) + wide(f.beta);
            const double middle = static_cast<double>(2 * wide(f.alpha) * wide(double(x)) + wide(f.beta));
            const double expected = ramp <= slack ? 0 : ramp >= 1 - slack ? 1 : middle;
            INFO("alpha " << f.alpha << ", beta " << f.beta << ", x " << double(x));
            CHECK(std::abs(double(f.derivative(x)) - expected) <= 1e-5 * std::max(1.0, std::abs(expected)));
            if (ramp <= slack) CHECK(f(x) == 0);
            if (ramp >= 1) CHECK(std::abs(f(x) - x) <= std::numeric_limits<T>::epsilon() * std::abs(x));
        }
    }
}

} // namespace

TEST_CASE("the kinks of other parameters are where the ramp is 0 and 1, in any direction", "[elementwise]") {
    for (const double alpha : {0.2, 0.25, 0.3f + 0.0, 3.7, -0.2, -1.0, 1e-3, -31.4})
        for (const double beta : {0.5, 0.1, 0.7, 1.3, -0.4}) {
            check_kinks<float>({.alpha = alpha, .beta = beta});
            check_kinks<double>({.alpha = alpha, .beta = beta});
        }
}

TEST_CASE("the default kinks are at ±3 exactly", "[elementwise]") {
    const xact::hard_swish f{};
    for (const float x : {-3.0f, 3.0f}) {
        CHECK(f(x) == std::max(x, 0.0f));
        CHECK(f(double(x)) == std::max(double(x), 0.0));
    }
}

TEST_CASE("no parameters make NaN of an infinity", "[elementwise]") {
    const float inf = std::numeric_limits<float>::infinity();
    for (const double alpha : {1.0 / 6, 0.2, 1.7, 1e-50, 0.0, -0.2})
        for (const double beta : {0.5, 0.1, 0.7, 0.0, -0.3})
            for (const float x : {-inf, inf}) {
                INFO("alpha " << alpha << ", beta " << beta << ", x " << x);
                const xact::hard_swish f{.alpha = alpha, .beta = beta};
                const bool shut = (alpha < 0) == (x > 0);
                CHECK(f(x) == (shut ? 0 : x));
                CHECK(f.derivative(x) == (shut ? 0 : 1));
            }
}

TEST_CASE("hard_swish: with β = 0 the slope is small near 0", "[elementwise]") {
    const xact::hard_swish f{.alpha = 0.5, .beta = 0};
    for (const float x : {1e-40f, 1.3e-38f, 1e-30f, 1e-5f, 0.7f}) {
        INFO("x = " << x);
        CHECK(f.derivative(x) == x);
        CHECK(f.derivative(double(x)) == double(x));
    }
    CHECK(f.derivative(0.0f) == 0);
}
