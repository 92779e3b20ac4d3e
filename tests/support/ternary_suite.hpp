#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <xact/core/ternary.hpp>

#include "support/catch.hpp"
#include "support/depth.hpp"
#include "support/dual.hpp"
#include "support/gated_support.hpp"
#include "support/inputs.hpp"
#include "support/parameter_names.hpp"
#include "support/ulp.hpp"

/// What every function of three inputs is tested for; `subject` is the function.

namespace test {

/// Arguments of one call for each index: a, b, c, dy.
template <class T> using quadruples = std::array<std::vector<T>, 4>;

/// Every exponent and sign of a beside any of the others; where `moderate`, all in [-4, 4].
template <class T> quadruples<T> sample_quadruples(std::size_t n, bool moderate) {
    std::mt19937_64 random(17);
    std::uniform_real_distribution<double> near(-4, 4);
    const std::vector<T> all = sample<T>(n);
    quadruples<T> t;
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t k = 0; k < 4; ++k)
            t[k].push_back(moderate ? static_cast<T>(near(random)) : all[k == 0 ? i : random() % all.size()]);
    return t;
}

/// f, dy·∂f/∂a, dy·∂f/∂b and dy·∂f/∂c.
template <class R, class F> std::array<R, 4> exact_ternary(const F& f, const std::array<R, 4>& x) {
    const auto along = [&](int k) {
        return f.definition(dual<R>(x[0], R(k == 0)), dual<R>(x[1], R(k == 1)), dual<R>(x[2], R(k == 2)));
    };
    return {along(0).value, R(along(0).slope * x[3]), R(along(1).slope * x[3]), R(along(2).slope * x[3])};
}

template <class R, class T, class F> void check_ternary_accuracy(const F& f, const quadruples<T>& t) {
    const std::size_t n = t[0].size();
    std::vector<T> y(n), da(n), db(n), dc(n);
    xact::forward(f, t[0], t[1], t[2], y);
    xact::backward(f, t[0], t[1], t[2], t[3], da, db, dc);
    std::array<double, 4> largest{};
    std::string where;
    for (std::size_t i = 0; i < n; ++i) {
        const std::array<R, 4> exact = exact_ternary<R>(f, {R(t[0][i]), R(t[1][i]), R(t[2][i]), R(t[3][i])});
        const std::array<T, 4> computed{y[i], da[i], db[i], dc[i]};
        for (std::size_t k = 0; k < 4; ++k) {
            double error = ulp_error(format_of<T>, R(double(computed[k])), exact[k]);
            // Where terms cancel, they are known to twice the digits but for a few.
            if (error > F::about.value.ulp && k == 0) {
                using std::abs;
                const R terms = abs(R(t[0][i]) * exact[1]) + abs(R(t[1][i]) * exact[2]) + abs(R(t[2][i]) * exact[3]);
                const R scale = terms / abs(R(t[3][i])) * (sizeof(T) == 4 ? 0x1p-18 : 0x1p-46);
                error = ulp_error(format_of<T>, R(double(computed[k])), exact[k], scale);
            }
            if (error <= largest[k]) continue;
            largest[k] = error;
            where = "output " + std::to_string(k) + " at " + show(double(t[0][i])) + ", " + show(double(t[1][i])) +
                    ", " + show(double(t[2][i])) + ", dy " + show(double(t[3][i])) + ": " + show(double(computed[k]));
        }
    }
    INFO(where);
    CHECK(largest[0] <= (sizeof(T) == 4 ? F::about.value.ulp : F::about.value.ulp_double));
    for (std::size_t k = 1; k < 4; ++k)
        CHECK(largest[k] <= (sizeof(T) == 4 ? F::about.slope.ulp : F::about.slope.ulp_double));
}

/// Moderate numbers with every third one special.
template <class T> quadruples<T> mixed_quadruples(std::size_t n) {
    const triples<T> one = mixed_triples<T>(n), other = mixed_triples<T>(n + 1);
    return {one.a, one.b, std::vector<T>(other.b.begin() + 1, other.b.end()), one.dy};
}

/// Every length up to four registers and a bit, every offset; out of place and in place of each input; threads.
template <class T, class F> void check_ternary_positions(const F& f) {
    constexpr std::size_t width = xact::vec<T>::size, longest = 4 * width + 3;
    const quadruples<T> t = mixed_quadruples<T>(100003);
    std::array<std::vector<T>, 4> wanted;
    for (std::size_t i = 0; i < t[0].size(); ++i) {
        wanted[0].push_back(f(t[0][i], t[1][i], t[2][i]));
        const auto g = f.backward(t[0][i], t[1][i], t[2][i], t[3][i]);
        wanted[1].push_back(g.da), wanted[2].push_back(g.db), wanted[3].push_back(g.dc);
    }
    std::string failure;
    const auto check = [&](std::size_t offset, std::size_t n, auto execution) {
        const auto copy = [&](std::size_t k) {
            return guarded<T>(t[k].data() + offset, n, (3 * k + offset) % (width + 1));
        };
        const auto expect = [&](const char* what, bool ok) {
            if (!ok && failure.empty())
                failure = std::string(what) + ", offset " + std::to_string(offset) + ", length " + std::to_string(n);
        };
        for (std::size_t k = 0; k < 4; ++k) { // in place of input k, and out of place
            std::array<guarded<T>, 4> in{copy(0), copy(1), copy(2), copy(3)};
            xact::forward(execution, f, in[0].range(), in[1].range(), in[2].range(), in[k].range());
            expect("forward", in[k].holds(wanted[0].data() + offset));
        }
        std::array<guarded<T>, 4> in{copy(0), copy(1), copy(2), copy(3)};
        guarded<T> out = copy(0);
        xact::backward(execution, f, in[0].range(), in[1].range(), in[2].range(), in[3].range(), in[2].range(),
                       out.range(), in[3].range());
        expect("backward", in[2].holds(wanted[1].data() + offset) && out.holds(wanted[2].data() + offset) &&
                               in[3].holds(wanted[3].data() + offset));
        in = {copy(0), copy(1), copy(2), copy(3)};
        xact::backward(f, in[0].data(), in[1].data(), in[2].data(), in[3].data(), in[0].data(), in[1].data(),
                       in[2].data(), n);
        expect("backward, pointers", in[0].holds(wanted[1].data() + offset) && in[1].holds(wanted[2].data() + offset) &&
                                         in[2].holds(wanted[3].data() + offset));
    };
    for (std::size_t offset = 0; offset <= width; ++offset)
        for (std::size_t n = 0; n <= longest && failure.empty(); ++n) check(offset, n, xact::sequential);
    check(1, 100001, xact::parallel);
    INFO(failure);
    CHECK(failure.empty());
}

template <class T, class F> void check_ternary_nan(const F& f) {
    const T nan = std::numeric_limits<T>::quiet_NaN();
    CHECK(std::isnan(f(nan, T(2), T(3))));
    CHECK(std::isnan(f(T(2), nan, T(3))));
    CHECK(std::isnan(f(T(2), T(3), nan)));
    const auto g = f.backward(T(2), T(3), T(4), nan);
    CHECK(std::isnan(g.da));
    CHECK(std::isnan(g.db));
    CHECK(std::isnan(g.dc));
}

/// Numbers of few bits, whose products and sums are exact in double: gradients as differences.
template <class F> void check_ternary_differences(const F& f) {
    for (const double a : {-1.5, 0.25, 0.75, 3.0})
        for (const double b : {-2.0, 0.5, 4.0})
            for (const double c : {-3.0, 0.0, 1.25}) {
                const double h = 0x1p-10;
                const auto g = f.backward(a, b, c, 2.0);
                CHECK(f(a, b, c) == f.definition(a, b, c));
                CHECK(g.da == (f.definition(a + h, b, c) - f.definition(a - h, b, c)) / h);
                CHECK(g.db == (f.definition(a, b + h, c) - f.definition(a, b - h, c)) / h);
                CHECK(g.dc == (f.definition(a, b, c + h) - f.definition(a, b, c - h)) / h);
            }
}

} // namespace test

TEST_CASE("value and gradients are within the bounds of the facts", "[accuracy]") {
    const subject f{};
    for (const bool moderate : {false, true}) {
        test::check_ternary_accuracy<long double>(f, test::sample_quadruples<float>(50000, moderate));
        test::check_ternary_accuracy<test::wide>(f, test::sample_quadruples<double>(5000, moderate));
    }
}

TEST_CASE("gradients agree with differences", "[gradient]") { test::check_ternary_differences(subject{}); }

TEST_CASE("every element has the bits of the scalar call, whatever its place", "[position]") {
    if constexpr (subject_depth >= test::depth::float_loops) test::check_ternary_positions<float>(subject{});
    if constexpr (subject_depth == test::depth::all_loops) test::check_ternary_positions<double>(subject{});
}

TEST_CASE("NaN gives NaN", "[special]") {
    test::check_ternary_nan<float>(subject{});
    test::check_ternary_nan<double>(subject{});
}

TEST_CASE("the facts name the function and its parameters", "[special]") {
    CHECK(subject::about.name == subject_name);
    test::check_parameter_names<subject>();
}

TEST_CASE("errors name the ranges and give the numbers", "[errors]") {
    const subject f{};
    const std::string name(f.about.name);
    std::vector<float> a(12, 1.0f), b(12, 2.0f), c(11, 3.0f), dy(12, 1.0f), y(12, 77.0f), z(12, 77.0f);
    const std::vector<float> before = y;
    CHECK(test::message_of([&] { xact::forward(f, a, b, c, y); }) ==
          "xact::forward(" + name + "): a has 12 elements, c has 11");
    CHECK(test::message_of([&] { xact::backward(f, a, b, a, dy, y, z, z); }) ==
          "xact::backward(" + name + "): db and dc are the same range");
    CHECK(test::message_of([&] { xact::backward(f, a, b, a, dy, y, z, c); }) ==
          "xact::backward(" + name + "): a has 12 elements, dc has 11");
    CHECK(y == before);
}
