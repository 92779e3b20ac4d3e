#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <xact/gated/geglu.hpp>

#include "support/catch.hpp"
#include "support/ulp.hpp"

namespace {

bool is_near(double computed, double expected, double relative) {
    return std::abs(computed - expected) <= relative * std::abs(expected);
}

} // namespace

TEST_CASE("geglu: a factor that alone would underflow does not take the product with it") {
    const xact::geglu f{};
    const auto tail = [](long double a) { return a / 2 * std::erfc(-a / std::sqrt(2.0L)); };
    CHECK(is_near(f(-18.5f, 3e38f), double(tail(-18.5L) * 3e38L), 1e-6));
    CHECK(is_near(f(-16.0f, 3e38f), double(tail(-16) * 3e38L), 1e-6));
    CHECK(is_near(f(-52.0, 1e308), double(tail(-52) * 1e308L), 1e-13));
    const auto g = f.backward(-22.0f, 3e38f, 3e38f);
    CHECK(is_near(g.da, double(tail(-22) * 22 * 3e38L * 3e38L), 1e-4)); // the slope is nearly -a² Φ(a)
    CHECK(g.db == 0);
}

TEST_CASE("geglu: infinities") {
    const float inf = std::numeric_limits<float>::infinity();
    const xact::geglu f{};
    CHECK(f(inf, -2.0f) == -inf);
    CHECK(f(-inf, 2.0f) == 0);
    CHECK(f(-3.0f, inf) == -inf);
    CHECK(std::isnan(f(-inf, inf)));
    CHECK(std::isnan(f(0.0f, inf)));
    CHECK(f.backward(inf, 3.0f, 2.0f).da == 6);
    CHECK(f.backward(-inf, 3.0f, 2.0f).da == 0);
}

TEST_CASE("geglu: in double the value keeps its bound where it comes from polynomials") {
    constexpr std::size_t n = xact::math::has_near_gelu<xact::vec<double>> ? 1500000 : 15000;
    std::vector<double> a(n), b(n), y(n);
    for (std::size_t i = 0; i < n; ++i) {
        const double k = double(i);
        a[i] = -9.1 * k / double(n), b[i] = 1 + std::fmod(0.6180339887498949 * k, 1.0);
    }
    xact::forward(xact::geglu{}, a, b, y);
    double worst = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const long double x = a[i], exact = x / 2 * std::erfc(-x / std::sqrt(2.0L)) * b[i];
        worst = std::max(worst, test::ulp_error(test::format_of<double>, static_cast<long double>(y[i]), exact));
    }
    CHECK(worst <= xact::geglu::about.value.ulp_double);
}
