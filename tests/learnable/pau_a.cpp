#include <xact/learnable/pau_a.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <xact/elementwise/gelu.hpp>
#include <xact/elementwise/leaky_relu.hpp>
#include <xact/elementwise/silu.hpp>

#include "support/catch.hpp"
#include "support/fast_rational.hpp"

namespace {

/// The largest difference of two functions on [-3, 3].
template <class F, class G> double distance(const F& f, const G& g) {
    double largest = 0;
    for (int i = -3000; i <= 3000; ++i) largest = std::max(largest, std::abs(f(i / 1000.0) - g(i / 1000.0)));
    return largest;
}

} // namespace

TEST_CASE("the coefficients are fits of what they are named after", "[learnable]") {
    CHECK(distance(xact::pau_a{}, xact::leaky_relu{}) <= 1.3e-2);
    CHECK(distance(xact::pau_a::gelu(), xact::gelu{}) <= 1.8e-3);
    CHECK(distance(xact::pau_a::swish(), xact::silu{}) <= 4.9e-7);
}

TEST_CASE("in double leading terms suffice far out only if no other coefficient is huge beside them", "[learnable]") {
    const auto leading = [](double a4, double a5, double b3, double b4) {
        return xact::pau_a{{0.5, 0.5, 1, 2, a4, a5}, {1, 2, b3, b4}};
    };
    for (const xact::pau_a& f : {xact::pau_a{}, leading(3, 2, 1, 0), leading(3, 0, 1, 2), leading(1e200, 1, 1, 1),
                                 leading(1, 1e-200, 1, 1e-150), leading(1, 1, 1e150, 1e-50)}) {
        std::vector<double> x{1, -1e70, 1e70, -1e130, 1e130, 0.25, -1e180, 1e180, -1e300, 1e300, -3}, y(x.size());
        xact::forward(f, x, y);
        for (std::size_t i = 0; i < x.size(); ++i) {
            const auto expected = static_cast<double>(f.definition(static_cast<long double>(x[i])));
            CAPTURE(f.a[4], f.a[5], f.b[2], f.b[3], x[i]);
            if (std::isfinite(expected))
                CHECK(std::abs(y[i] - expected) <= 1e-15 * std::abs(expected));
            else
                CHECK(y[i] == expected);
            CHECK(f(x[i]) == y[i]);
        }
    }
}

TEST_CASE("in double a number has the same bits whatever its neighbours leave unsettled", "[learnable]") {
    const double inf = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> numbers{1, -0.25, 3, -5, 1e200, -2, 0, inf, 0.5, -inf, nan, -1e300, 2},
        factors{1, -2, inf, 0.5, 0, nan, 3};
    const auto same = [](double a, double b) {
        return (a == b && std::signbit(a) == std::signbit(b)) || (std::isnan(a) && std::isnan(b));
    };
    for (const xact::pau_a& f : {xact::pau_a{}, xact::pau_a{{0.5, 0.5, 1, 2, 3, 2}, {1, 2, 1, 0}}}) {
        std::vector<double> x(1000), dy(x.size()), y(x.size()), dx(x.size());
        for (std::size_t i = 0; i < x.size(); ++i) {
            // Long stretches of usual numbers, of unusual ones, and both mixed.
            x[i] = i < 300 ? 0.01 * double(i) - 1.5 : i < 400 ? numbers[7 + i % 5] : numbers[i % numbers.size()];
            dy[i] = i < 200 ? 1.5 : factors[i % factors.size()];
        }
        xact::forward(f, x, y);
        xact::backward(f, x, dy, dx);
        for (std::size_t i = 0; i < x.size(); ++i) {
            CAPTURE(i, x[i], dy[i]);
            CHECK(same(y[i], f(x[i])));
            CHECK(same(dx[i], dy[i] * f.derivative(x[i])));
        }
    }
}

TEST_CASE("the fast tier keeps signs and its bound for other coefficients, too", "[learnable]") {
    test::check_fast(xact::pau_a::gelu());
    test::check_fast(xact::pau_a::swish());
    test::check_fast(xact::pau_a{{0, 1, -2, 0.5, 0.25, -0.125}, {0.5, -0.25, 0.125, 0}});
    test::check_fast(xact::pau_a{{0.5, 1, 2, -20, 15, -0.015}, {1, 2, 15, -0.015}}); // far out -x + 1000 - 1000 sgn x
    test::check_fast(xact::pau_a{{1, -3, 3, -1, 0, 0}, {0, 0, 0, 0}});               // (1 - x)³
}
