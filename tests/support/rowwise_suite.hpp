#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <span>
#include <string>
#include <vector>

#include <xact/core/rowwise.hpp>

#include "support/catch.hpp"
#include "support/inputs.hpp"
#include "support/oracle.hpp"
#include "support/parameter_names.hpp"

/// What every function of a row is tested for; `subject` is the function.

namespace test {

/// One NaN is as good as another; anything else has the same bits.
template <class T> bool same_bits(T a, T b) {
    return (std::isnan(a) && std::isnan(b)) || std::bit_cast<bits_of<T>>(a) == std::bit_cast<bits_of<T>>(b);
}
template <class T> bool same_bits(std::span<const T> a, std::span<const T> b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](T u, T v) { return same_bits(u, v); });
}

/// A row of normally distributed numbers.
template <class T> std::vector<T> normal_row(std::size_t n, double deviation, unsigned seed = 1) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal(0, deviation);
    std::vector<T> x(n);
    for (T& v : x) v = static_cast<T>(normal(random));
    return x;
}

/// The definition for one row in R.
template <class R, class T, class F> std::vector<R> exact_row(const F& f, const std::vector<T>& x) {
    const std::vector<R> in(x.begin(), x.end());
    std::vector<R> out(x.size(), R(0));
    f.definition(std::span<const R>(in), std::span<R>(out));
    return out;
}

/// The largest error of the outputs of the row x that S stores, computed by the entry point.
template <class R, class S, class F> worst row_error(const F& f, const std::vector<S>& x) {
    std::vector<S> y(x.size());
    xact::forward(f, x, y, x.size());
    std::vector<double> in(x.size());
    std::transform(x.begin(), x.end(), in.begin(), [](S v) { return sizeof(S) == 2 ? double(float(v)) : double(v); });
    const std::vector<R> exact = exact_row<R>(f, in);
    worst largest;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double computed = sizeof(S) == 2 ? double(float(y[i])) : double(y[i]);
        const double error = ulp_error(format_of<S>, R(computed), exact[i]);
        if (error > largest.ulp) largest = {error, in[i], computed, static_cast<double>(exact[i])};
    }
    return largest;
}

inline constexpr double deviations[] = {0.01, 1, 10, 50, 1e4};

template <class R, class T, class F>
void check_row_accuracy(const F& f, std::size_t n, double deviation, double bound) {
    const worst w = row_error<R>(f, normal_row<T>(n, deviation, static_cast<unsigned>(n)));
    INFO(describe(f) << ", row of " << n << ", deviation " << deviation << ": " << w.text());
    CHECK(w.ulp <= bound);
}

/// A row in which everything happens: ties, a dominating element, tails that end below the smallest number, -inf.
template <class T> std::vector<T> hard_row(std::size_t n) {
    std::vector<T> x = normal_row<T>(n, 3);
    const T deepest = std::log(std::numeric_limits<T>::min());
    for (std::size_t i = 0; i < n; ++i) {
        if (i % 5 == 1) x[i] = 40 + static_cast<T>(i % 3);
        if (i % 7 == 2) x[i] = 40 + deepest * static_cast<T>(1.2 * double(i) / double(n));
        if (i % 11 == 3) x[i] = -std::numeric_limits<T>::infinity();
        if (i % 13 == 4) x[i] = std::numeric_limits<T>::lowest();
    }
    return x;
}

/// Σ_j dy_j·∂y_j/∂x_i by dual numbers through the definition, and the sum of what it is made of, by which the error of
/// a gradient from rounded outputs is measured.
template <class R> struct row_gradient { std::vector<R> exact, size; };
template <class R, class T, class F>
row_gradient<R> exact_gradient(const F& f, const std::vector<T>& x, const std::vector<T>& dy) {
    using std::abs;
    row_gradient<R> g;
    for (std::size_t i = 0; i < x.size(); ++i) {
        std::vector<dual<R>> in(x.begin(), x.end()), out(x.size());
        in[i].slope = R(1);
        f.definition(std::span<const dual<R>>(in), std::span<dual<R>>(out));
        R sum(0), size(0);
        for (std::size_t j = 0; j < x.size(); ++j) {
            const R term = out[j].slope * R(dy[j]);
            sum += term, size += abs(term);
        }
        g.exact.push_back(sum), g.size.push_back(size);
    }
    return g;
}

/// The gradient from outputs that were rounded to `bound` ulp.
template <class R, class T, class F>
void check_row_gradient(const F& f, const std::vector<T>& x, const std::vector<T>& dy) {
    const std::size_t n = x.size();
    std::vector<T> y(n), dx(n);
    xact::forward(f, x, y, n);
    xact::backward(f, y, dy, dx, n);
    const row_gradient<R> g = exact_gradient<R>(f, x, dy);
    worst largest;
    for (std::size_t i = 0; i < n; ++i) {
        const double error = ulp_error(format_of<T>, R(dx[i]), g.exact[i], g.size[i]);
        if (error > largest.ulp) largest = {error, x[i], dx[i], static_cast<double>(g.exact[i])};
    }
    INFO(describe(f) << ", row of " << n << ": " << largest.text());
    // Rounding y moves an e^y in a gradient by |y| ulp.
    double reach = 1;
    for (const T v : y)
        if (std::isfinite(v)) reach = std::max(reach, std::abs(double(v)));
    CHECK(largest.ulp <= 4 + 4 * std::min(reach, 100.0));
}

/// ⟨dx, v⟩ against the difference of ⟨dy, f⟩ along v.
template <class F> void check_row_differences(const F& f, std::size_t n) {
    const std::vector<double> x = normal_row<double>(n, 2, 5), dy = normal_row<double>(n, 1, 6),
                              v = normal_row<double>(n, 1, 7);
    std::vector<double> y(n), dx(n);
    xact::forward(f, x, y, n);
    xact::backward(f, y, dy, dx, n);
    const auto along = [&](const wide& s) {
        std::vector<wide> in, out(n);
        for (std::size_t i = 0; i < n; ++i) in.push_back(wide(x[i]) + s * wide(v[i]));
        f.definition(std::span<const wide>(in), std::span<wide>(out));
        wide sum(0);
        for (std::size_t i = 0; i < n; ++i) sum += out[i] * wide(dy[i]);
        return sum;
    };
    const auto difference = [&](const wide& h) { return (along(h) - along(-h)) / (2 * h); };
    const wide h(0x1p-14);
    const double expected = static_cast<double>((4 * difference(h / 2) - difference(h)) / 3);
    double computed = 0, size = 0;
    for (std::size_t i = 0; i < n; ++i) computed += dx[i] * v[i], size += std::abs(dx[i] * v[i]);
    INFO(describe(f) << ", row of " << n << ": " << computed << ", by differences " << expected);
    CHECK(std::abs(computed - expected) <= 1e-10 * size + 1e-13);
}

/// Rows at every offset, alone and among others, in place, and with guards around.
template <class T, class F> void check_row_positions(const F& f) {
    constexpr std::size_t width = xact::vec<T>::size;
    const T guard = T(-1.2345e30);
    std::string failure;
    const auto expect = [&](const char* what, std::size_t n, std::size_t offset, bool ok) {
        if (!ok && failure.empty())
            failure = std::string(what) + ", row of " + std::to_string(n) + ", offset " + std::to_string(offset);
    };
    std::vector<std::size_t> lengths{1000};
    for (std::size_t n = 1; n <= 70; ++n) lengths.push_back(n);
    for (const std::size_t n : lengths) {
        constexpr std::size_t rows = 3;
        std::vector<T> x = normal_row<T>(rows * n, 4, 3);
        if (n > 2) x[n] = -std::numeric_limits<T>::infinity(), x[2 * n] = std::numeric_limits<T>::quiet_NaN();
        const std::vector<T> dy = normal_row<T>(rows * n, 1, 4);
        std::vector<T> y(rows * n), dx(rows * n);
        for (std::size_t r = 0; r < rows; ++r) { // each alone
            xact::forward(f, x.data() + r * n, y.data() + r * n, n, n);
            xact::backward(f, y.data() + r * n, dy.data() + r * n, dx.data() + r * n, n, n);
        }
        for (std::size_t offset = 0; offset <= width; ++offset) {
            const auto buffer = [&](const std::vector<T>& from) {
                std::vector<T> b(rows * n + 2 * width + 1, guard);
                std::copy(from.begin(), from.end(), b.begin() + static_cast<std::ptrdiff_t>(offset));
                return b;
            };
            const auto range = [&](std::vector<T>& b) { return std::span<T>(b.data() + offset, rows * n); };
            const auto holds = [&](std::vector<T>& b, const std::vector<T>& wanted) {
                return same_bits<T>(b, buffer(wanted));
            };
            std::vector<T> a = buffer(x), out(rows * n + 2 * width + 1, guard);
            xact::forward(f, range(a), range(out), n);
            expect("forward", n, offset, holds(out, y));
            xact::forward(f, range(a), range(a), n);
            expect("forward in place", n, offset, holds(a, y));

            std::vector<T> from = buffer(y), g = buffer(dy);
            out.assign(out.size(), guard);
            xact::backward(f, range(from), range(g), range(out), n);
            expect("backward", n, offset, holds(out, dx));
            xact::backward(f, range(from), range(g), range(g), n);
            expect("backward in place of dy", n, offset, holds(g, dx));
            g = buffer(dy);
            xact::backward(f, range(from), range(g), range(from), n);
            expect("backward in place of y", n, offset, holds(from, dx));
        }
    }
    INFO(failure);
    CHECK(failure.empty());
}

template <class T, class F> void check_parallel_rows(const F& f) {
    for (const std::size_t n : std::array<std::size_t, 4>{1, 33, 1000, 200000}) {
        const std::size_t rows = 400000 / n;
        const std::vector<T> x = normal_row<T>(rows * n, 4), dy = normal_row<T>(rows * n, 1, 2);
        std::vector<T> y(x.size()), dx(x.size()), y2(x.size()), dx2(x.size());
        xact::forward(f, x, y, n);
        xact::backward(f, y, dy, dx, n);
        xact::forward(xact::parallel, f, x, y2, n);
        xact::backward(xact::parallel, f, y2.data(), dy.data(), dx2.data(), x.size(), n);
        CHECK(same_bits<T>(y, y2));
        CHECK(same_bits<T>(dx, dx2));
        xact::forward(xact::parallel, f, x.data(), y2.data(), x.size(), n, xact::fast);
        xact::forward(f, x, y2, n, xact::fast);
        xact::backward(f, y2, dy, dx2, n, xact::fast);
    }
}

/// Rows in 16 bits, rounded once, also in place; and mixed storage.
template <class S, class F> void check_row_storage(const F& f) {
    for (const std::size_t n : std::array<std::size_t, 5>{1, 5, 64, 333, 5000})
        for (const double deviation : {0.5, 4.0}) {
            const std::vector<float> sample = normal_row<float>(n, deviation);
            std::vector<S> x(n);
            std::transform(sample.begin(), sample.end(), x.begin(), [](float v) { return S(v); });
            const worst w = row_error<long double>(f, x);
            INFO("row of " << n << ": " << w.text());
            CHECK(w.ulp <= 0.51);

            const std::vector<float> widened(x.begin(), x.end());
            std::vector<S> y(n), in_place = x, dx(n);
            std::vector<float> in_float(n), by_float(n), dx_float(n);
            xact::forward(f, x, y, n);
            xact::forward(f, in_place, in_place, n);
            xact::forward(f, x, in_float, n);
            xact::forward(f, widened, by_float, n);
            CHECK(same_bits<float>(in_float, by_float));
            const std::vector<float> y_widened(y.begin(), y.end());
            const std::vector<float> dy = normal_row<float>(n, 1, 2);
            xact::backward(f, y, dy, dx, n);
            xact::backward(f, y_widened, dy, dx_float, n);
            std::size_t wrong = 0;
            for (std::size_t i = 0; i < n; ++i)
                wrong += y[i].bits == in_place[i].bits && same_bits(float(dx[i]), float(S(dx_float[i]))) ? 0 : 1;
            CHECK(wrong == 0);

            std::vector<double> wide_y(n);
            std::vector<float> narrowed(n);
            const std::vector<double> wide_x(widened.begin(), widened.end());
            xact::forward(f, wide_x, wide_y, n);
            xact::forward(f, wide_x, narrowed, n);
            wrong = 0;
            // The double that is rounded here was rounded from a little more there.
            for (std::size_t i = 0; i < n; ++i)
                wrong +=
                    std::abs(double(narrowed[i]) - wide_y[i]) <= 0x1.0001p-24 * std::abs(wide_y[i]) + 0x1p-149 ? 0 : 1;
            CHECK(wrong == 0);
        }
}

/// The message of what `call` throws.
template <class Call> std::string message_of(const Call& call) {
    try {
        call();
    } catch (const std::invalid_argument& e) { return e.what(); }
    return "nothing was thrown";
}

} // namespace test

TEST_CASE("float: rows of every length are within the bounds of the facts", "[accuracy]") {
    for (const subject& f : test::parameter_variants(subject{})) {
        for (std::size_t n = 1; n <= 70; ++n)
            for (const double deviation : test::deviations)
                test::check_row_accuracy<long double, float>(f, n, deviation, f.about.value.ulp);
        for (const std::size_t n : std::array<std::size_t, 2>{1000, 4096})
            for (const double deviation : test::deviations)
                test::check_row_accuracy<long double, float>(f, n, deviation, f.about.value.ulp);
    }
    for (const std::size_t n : std::array<std::size_t, 2>{100003, std::size_t{1} << 20})
        for (const double deviation : test::deviations)
            test::check_row_accuracy<long double, float>(subject{}, n, deviation, subject::about.value.ulp);
}

TEST_CASE("double: rows of every length are within the bounds of the facts", "[accuracy]") {
    for (const subject& f : test::parameter_variants(subject{}))
        for (const std::size_t n : std::array<std::size_t, 12>{1, 2, 3, 5, 7, 8, 9, 16, 17, 33, 70, 1000})
            for (const double deviation : test::deviations)
                test::check_row_accuracy<test::wide, double>(f, n, deviation, f.about.value.ulp_double);
    test::check_row_accuracy<test::wide, double>(subject{}, 100003, 3, subject::about.value.ulp_double);
}

TEST_CASE("many rows, and double rows of a million elements, are within the bounds of the facts", "[.exhaustive]") {
    const subject f{};
    for (const double deviation : {1e-3, 0.3, 3.0, 30.0})
        test::check_row_accuracy<test::wide, double>(f, std::size_t{1} << 20, deviation, f.about.value.ulp_double);
    for (unsigned seed = 1; seed <= 20000; ++seed) {
        const std::size_t n = 1 + seed % 300;
        const double deviation = std::pow(10.0, double(seed % 13) / 3 - 2);
        const auto single = test::row_error<long double>(f, test::normal_row<float>(n, deviation, seed));
        const auto in_double = test::row_error<test::wide>(f, test::normal_row<double>(n, deviation, seed));
        INFO("row of " << n << ": float " << single.text() << ", double " << in_double.text());
        REQUIRE(single.ulp <= f.about.value.ulp);
        REQUIRE(in_double.ulp <= f.about.value.ulp_double);
    }
}

TEST_CASE("rows with ties, tails and -inf are within the bounds of the facts", "[accuracy]") {
    const subject f{};
    for (const std::size_t n : std::array<std::size_t, 6>{2, 14, 15, 16, 100, 3001}) {
        const auto single = test::row_error<long double>(f, test::hard_row<float>(n));
        const auto in_double = test::row_error<test::wide>(f, test::hard_row<double>(n));
        INFO("row of " << n << ": float " << single.text() << ", double " << in_double.text());
        CHECK(single.ulp <= f.about.value.ulp);
        CHECK(in_double.ulp <= f.about.value.ulp_double);
    }
}

TEST_CASE("16-bit and mixed storage", "[accuracy]") {
    test::check_row_storage<xact::float16>(subject{});
    test::check_row_storage<xact::bfloat16>(subject{});
}

TEST_CASE("gradients agree with dual numbers", "[gradient]") {
    for (const subject& f : test::parameter_variants(subject{}))
        for (const std::size_t n : std::array<std::size_t, 6>{1, 2, 5, 17, 40, 67})
            for (const double deviation : {0.1, 3.0, 30.0}) {
                const auto seed = static_cast<unsigned>(n);
                test::check_row_gradient<long double>(f, test::normal_row<float>(n, deviation, seed),
                                                      test::normal_row<float>(n, 1, seed + 1));
                if (n <= 17)
                    test::check_row_gradient<test::wide>(f, test::normal_row<double>(n, deviation, seed),
                                                         test::normal_row<double>(n, 1, seed + 1));
                std::vector<float> one_hot(n);
                one_hot[n / 2] = -1;
                test::check_row_gradient<long double>(f, test::normal_row<float>(n, deviation, seed), one_hot);
            }
}

TEST_CASE("gradients agree with extrapolated differences", "[gradient]") {
    for (const subject& f : test::parameter_variants(subject{}))
        for (const std::size_t n : std::array<std::size_t, 4>{2, 3, 16, 61}) test::check_row_differences(f, n);
}

TEST_CASE("a row has the same bits whatever its place", "[position]") {
    test::check_row_positions<float>(subject{});
    test::check_row_positions<double>(subject{});
}

TEST_CASE("threads do not change bits", "[position]") {
    test::check_parallel_rows<float>(subject{});
    test::check_parallel_rows<double>(subject{});
}

TEST_CASE("the facts name the function and its parameters", "[special]") {
    CHECK(subject::about.name == subject_name);
    test::check_parameter_names<subject>();
}

TEST_CASE("errors name the ranges and give the numbers", "[errors]") {
    const subject f{};
    const std::string name(f.about.name);
    std::vector<float> x(12, 1.0f), dy(12, 2.0f), y(12, 77.0f);
    const std::vector<float> before = y;
    const std::span<float> all(y);
    CHECK(test::message_of([&] { xact::forward(f, x, y, 5); }) ==
          "xact::forward(" + name + "): y has 12 elements, which are not whole rows of row_length 5");
    CHECK(test::message_of([&] { xact::forward(f, x, y, 0); }) ==
          "xact::forward(" + name + "): row_length is 0, y has 12 elements");
    CHECK(test::message_of([&] { xact::forward(xact::parallel, f, x, all.first(6), 6); }) ==
          "xact::forward(" + name + "): x has 12 elements, y has 6");
    CHECK(test::message_of([&] { xact::forward(f, all.first(8), all.subspan(2, 8), 4); }) ==
          "xact::forward(" + name + "): x and y overlap in part: y starts 8 bytes after x, which has 32 bytes");
    CHECK(test::message_of([&] { xact::backward(f, x, dy, y, 24); }) ==
          "xact::backward(" + name + "): dx has 12 elements, which are not whole rows of row_length 24");
    CHECK(test::message_of([&] { xact::backward(f, x, std::span(dy).first(6), y, 6); }) ==
          "xact::backward(" + name + "): y has 12 elements, dy has 6");
    CHECK(y == before);
    xact::forward(f, x.data(), y.data(), 0, 4);
    xact::backward(f, x.data(), dy.data(), y.data(), 0, 4);
    CHECK(y == before);
}
