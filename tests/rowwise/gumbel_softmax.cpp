#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <random>
#include <span>
#include <vector>

#include <xact/rowwise/gumbel_softmax.hpp>
#include <xact/rowwise/softmax.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"
#include "support/ulp.hpp"
#include "support/wide.hpp"

namespace {

using test::wide;

template <class T> std::vector<T> sampled(const xact::gumbel_softmax& f, std::vector<T> x, const std::vector<T>& u) {
    xact::forward(f, x, u, x, x.size());
    return x;
}

/// Uniform in (0, 1), some very close to its ends.
template <class T> std::vector<T> uniform(std::size_t n, unsigned seed) {
    using limits = std::numeric_limits<T>;
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> all(1e-6, 1 - 1e-6);
    std::vector<T> u(n);
    for (std::size_t i = 0; i < n; ++i) {
        u[i] = T(all(random));
        if (i % 17 == 3) u[i] = limits::denorm_min() * T(1 + i);
        if (i % 19 == 5) u[i] = 1 - limits::epsilon() / 2;
    }
    return u;
}

template <class R, class T> void check_accuracy(const xact::gumbel_softmax& f, std::size_t n, double deviation) {
    std::mt19937_64 random(n);
    std::normal_distribution<double> normal(0, deviation);
    std::vector<T> x(n);
    for (T& v : x) v = T(normal(random));
    const std::vector<T> u = uniform<T>(n, unsigned(n)), y = sampled(f, x, u);
    const std::vector<R> wide_x(x.begin(), x.end()), wide_u(u.begin(), u.end());
    std::vector<R> exact(n);
    f.definition(std::span<const R>(wide_x), std::span<const R>(wide_u), std::span<R>(exact));
    double largest = 0;
    for (std::size_t i = 0; i < n; ++i)
        largest = std::max(largest, test::ulp_error(test::format_of<T>, R(y[i]), exact[i]));
    INFO("row of " << n << ", deviation " << deviation << ", tau " << f.tau);
    CHECK(largest <= 3.5 + 0x1p-6 / f.tau);
}

} // namespace

TEST_CASE("gumbel_softmax: printed values") {
    const std::vector<double> y = sampled<double>({.tau = 0.5}, {-2, 0, 0.5}, {0.5, 0.25, 0.875});
    const double expected[] = {0.0002491468495471756, 0.0034007392679654771, 0.99635011388248735};
    for (std::size_t i = 0; i < 3; ++i) CHECK(y[i] == Approx(expected[i]).epsilon(1e-14));
}

TEST_CASE("gumbel_softmax: as accurate with noise as without", "[accuracy]") {
    for (const double tau : {1.0, 0.1, 3.0})
        for (const std::size_t n : std::initializer_list<std::size_t>{1, 2, 16, 33, 1000, 100003})
            for (const double deviation : {0.1, 3.0, 300.0}) {
                check_accuracy<long double, float>({.tau = tau}, n, deviation);
                if (n <= 1000) check_accuracy<wide, double>({.tau = tau}, n, deviation);
            }
}

TEST_CASE("gumbel_softmax: without noise it is softmax") {
    const std::vector<double> x = test::normal_row(50);
    CHECK(test::output(xact::gumbel_softmax{.tau = 0.7}, x) == test::output(xact::softmax{.tau = 0.7}, x));
}

TEST_CASE("gumbel_softmax: hard samples are as frequent as softmax says") {
    const std::vector<float> x{0.5f, -1, 1, 0}, p = test::output(xact::softmax{}, x);
    std::mt19937_64 random(7);
    std::uniform_real_distribution<float> all(1e-6f, 0.999999f);
    std::vector<float> rows, u(4 * 20000);
    for (float& v : u) v = all(random);
    for (int r = 0; r < 20000; ++r) rows.insert(rows.end(), x.begin(), x.end());
    xact::forward(xact::gumbel_softmax{.hard = true}, rows, u, rows, 4);
    std::vector<double> count(4);
    for (std::size_t i = 0; i < rows.size(); ++i) count[i % 4] += double(rows[i]);
    for (std::size_t i = 0; i < 4; ++i) CHECK(count[i] / 20000 == Approx(p[i]).margin(0.02));
    CHECK(count[0] + count[1] + count[2] + count[3] == 20000);
}

TEST_CASE("gumbel_softmax: infinities, and numbers that are no probabilities") {
    constexpr float inf = std::numeric_limits<float>::infinity();
    CHECK(sampled<float>({}, {1, inf, 2}, {0.5f, 0.1f, 0.9f}) == std::vector<float>{0, 1, 0});
    CHECK(sampled<float>({.hard = true}, {1, inf, 2}, {0.5f, 0.1f, 0.9f}) == std::vector<float>{0, 1, 0});
    CHECK(sampled<float>({}, {-inf, 0, -inf}, {0.5f, 0.1f, 0.9f}) == std::vector<float>{0, 1, 0});
    for (const float wrong : {0.0f, 1.0f, -0.5f, 2.0f, std::numeric_limits<float>::quiet_NaN()})
        for (const bool hard : {false, true})
            for (const float v : sampled<float>({.hard = hard}, {1, 2, 3}, {0.5f, wrong, 0.9f})) CHECK(std::isnan(v));
}

TEST_CASE("gumbel_softmax: gradients, of τ with noise, too") {
    const std::vector<double> x = test::normal_row(40), dy = test::normal_row(40, 0.4), u = uniform<double>(40, 3);
    const xact::gumbel_softmax f{.tau = 0.6};
    const auto at = [&](double tau, const std::vector<double>& row) {
        const std::vector<double> y = sampled(xact::gumbel_softmax{.tau = tau}, row, u);
        double sum = 0;
        for (std::size_t i = 0; i < y.size(); ++i) sum += dy[i] * y[i];
        return sum;
    };
    const double h = 1e-5;
    CHECK(xact::parameter_gradient(f, x, u, dy, 40).tau ==
          Approx((at(0.6 + h, x) - at(0.6 - h, x)) / (2 * h)).epsilon(1e-6));
    const std::vector<float> narrow_x(x.begin(), x.end()), narrow_u = uniform<float>(40, 3),
                                                           narrow_dy(dy.begin(), dy.end());
    const std::vector<double> wide_x(narrow_x.begin(), narrow_x.end()), wide_u(narrow_u.begin(), narrow_u.end());
    CHECK(xact::parameter_gradient(f, narrow_x, narrow_u, narrow_dy, 40).tau ==
          Approx(xact::parameter_gradient(f, wide_x, wide_u, dy, 40).tau).epsilon(1e-5));
    const std::vector<double> y = sampled(f, x, u);
    std::vector<double> dx(40);
    xact::backward(f, y, dy, dx, 40);
    for (std::size_t i = 0; i < 40; ++i) {
        std::vector<double> up = x, down = x;
        up[i] += h, down[i] -= h;
        CHECK(dx[i] == Approx((at(0.6, up) - at(0.6, down)) / (2 * h)).epsilon(1e-6).margin(1e-9));
    }
}
