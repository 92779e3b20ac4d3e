#include <algorithm>
#include <cmath>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/rowwise/rows.hpp"

/// Promise 1 for outputs, in float, double and the 16-bit types; and the gradients of random rows.

namespace test {

namespace {

template <class S> double as_double(S v) {
    if constexpr (sizeof(S) == 2)
        return double(float(v));
    else
        return double(v);
}

/// The largest error of the outputs of the row x that S stores, computed by the entry point.
template <class R, class S> worst row_error(const row_function& f, const std::vector<S>& x) {
    std::vector<R> in(x.size());
    std::transform(x.begin(), x.end(), in.begin(), [](S v) { return R(as_double(v)); });
    const std::vector<R> exact = f.definition(in), scales = f.error_scales(in);
    std::vector<S> y(exact.size());
    f.forward(x, y, x.size());
    worst largest;
    for (std::size_t i = 0; i < y.size(); ++i) {
        const double computed = as_double(y[i]);
        const double error = ulp_error(format_of<S>, R(computed), exact[i], scales[i]);
        if (error > largest.ulp)
            largest = {error, as_double(x[std::min(i, x.size() - 1)]), computed, static_cast<double>(exact[i])};
    }
    return largest;
}

template <class R, class T>
void check_row_accuracy(const row_function& f, std::size_t n, double deviation, double bound) {
    const worst w = row_error<R>(f, normal_row<T>(n, deviation, static_cast<unsigned>(n)));
    INFO(f.description << ", row of " << n << ", deviation " << deviation << ": " << w.text());
    CHECK(w.ulp <= bound);
}

/// Rows in 16 bits, rounded once, also in place; and mixed storage.
template <class S> void check_row_storage(const row_function& f) {
    for (const std::size_t n : lengths_like(f, {1, 5, 64, 333, 5000}))
        for (const double deviation : {0.5, 4.0}) {
            const std::size_t m = f.output_length(n);
            const std::vector<float> sample = normal_row<float>(n, deviation);
            std::vector<S> x(n);
            std::transform(sample.begin(), sample.end(), x.begin(), [](float v) { return S(v); });
            const worst w = row_error<long double>(f, x);
            INFO("row of " << n << ": " << w.text());
            CHECK(w.ulp <= 0.51);

            const std::vector<float> widened(x.begin(), x.end());
            std::vector<S> y(m), dx(n);
            std::vector<float> in_float(m), by_float(m), dx_float(n);
            f.forward(x, y, n);
            f.forward(x, in_float, n);
            f.forward(widened, by_float, n);
            CHECK(same_bits<float>(in_float, by_float));
            std::size_t wrong = 0;
            if (m == n) {
                std::vector<S> in_place = x;
                f.forward(in_place, in_place, n);
                for (std::size_t i = 0; i < n; ++i) wrong += y[i].bits == in_place[i].bits ? 0 : 1;
            }
            const std::vector<S>& back = backward_input(f, x, y);
            const std::vector<float> dy = normal_row<float>(m, 1, 2), back_widened(back.begin(), back.end());
            f.backward(back, dy, dx, n);
            f.backward(back_widened, dy, dx_float, n);
            for (std::size_t i = 0; i < n; ++i) wrong += same_bits(float(dx[i]), float(S(dx_float[i]))) ? 0 : 1;
            CHECK(wrong == 0);

            std::vector<double> wide_y(m);
            std::vector<float> narrowed(m);
            const std::vector<double> wide_x(widened.begin(), widened.end());
            f.forward(wide_x, wide_y, n);
            f.forward(wide_x, narrowed, n);
            wrong = 0;
            // The double that is rounded here was rounded from a little more there; beyond the largest float it is
            // infinite.
            const auto bounded = [](double v) { return std::max(-0x1p128, std::min(v, 0x1p128)); };
            for (std::size_t i = 0; i < m; ++i) {
                const double v = bounded(wide_y[i]), error = std::abs(bounded(narrowed[i]) - v);
                wrong += error <= 0x1.0001p-24 * std::abs(v) + 0x1p-149 ? 0 : 1;
            }
            CHECK(wrong == 0);
        }
}

} // namespace

} // namespace test

TEST_CASE("float: rows of every length are within the bounds of the facts", "[accuracy]") {
    const test::row_function& subject = test::row_subject();
    for (const auto& f : subject.parameter_variants()) {
        std::vector<std::size_t> lengths = test::lengths_to(*f, 70);
        for (const std::size_t n : test::lengths_like(*f, {1000, 4096})) lengths.push_back(n);
        for (const std::size_t n : lengths)
            for (const double deviation : test::deviations)
                test::check_row_accuracy<long double, float>(*f, n, deviation, f->about.value.ulp);
    }
    const std::size_t longest = std::size_t{1} << (subject.is.compiled == test::depth::numbers ? 17 : 20);
    for (const std::size_t n : test::lengths_like(subject, {100003, longest}))
        for (const double deviation : test::deviations)
            test::check_row_accuracy<long double, float>(subject, n, deviation, subject.about.value.ulp);
}

TEST_CASE("double: rows of every length are within the bounds of the facts", "[accuracy]") {
    const test::row_function& subject = test::row_subject();
    for (const auto& f : subject.parameter_variants())
        for (const std::size_t n : test::lengths_like(*f, {1, 2, 3, 5, 7, 8, 9, 16, 17, 33, 70, 1000}))
            for (const double deviation : test::deviations)
                test::check_row_accuracy<test::wide, double>(*f, n, deviation, f->about.value.ulp_double);
    test::check_row_accuracy<test::wide, double>(subject, test::row_like(subject, 100003), 3,
                                                 subject.about.value.ulp_double);
}

TEST_CASE("double rows of a million elements are within the bounds of the facts", "[.exhaustive]") {
    const test::row_function& f = test::row_subject();
    const std::size_t million = test::row_like(f, std::size_t{1} << 20);
    for (const double deviation : {1e-3, 0.3, 3.0, 30.0})
        test::check_row_accuracy<test::wide, double>(f, million, deviation, f.about.value.ulp_double);
}

TEST_CASE("random rows of any length and size are within the bounds of the facts", "[.exhaustive]") {
    const auto variants = test::row_subject().parameter_variants();
    for (unsigned seed = 1; seed <= 20000; ++seed) {
        std::mt19937 random(seed);
        const auto power = [&](double base, double low, double high) {
            return std::pow(base, std::uniform_real_distribution<double>(low, high)(random));
        };
        const test::row_function& f = *variants[seed % variants.size()];
        const std::size_t n = test::row_like(f, static_cast<std::size_t>(power(2, 0, 12)));
        const double deviation = power(10, -5, 4);
        const auto row = test::normal_row<float>(n, deviation, seed);
        const auto single = test::row_error<long double>(f, row);
        INFO(f.description << ", seed " << seed << ", row of " << n << ", deviation " << deviation << ": float "
                           << single.text());
        REQUIRE(single.ulp <= f.about.value.ulp);
        if (n > 100) continue;
        const auto in_double = test::row_error<test::wide>(f, test::normal_row<double>(n, deviation, seed));
        INFO("double " << in_double.text());
        REQUIRE(in_double.ulp <= f.about.value.ulp_double);
        if (n > 24) continue;
        // A gradient from outputs has no more digits than these.
        std::vector<float> y(f.output_length(n));
        f.forward(row, y, n);
        const auto is_subnormal = [](float v) { return std::fpclassify(v) == FP_SUBNORMAL; };
        if (!f.is.backward_from_input && std::any_of(y.begin(), y.end(), is_subnormal)) continue;
        test::check_row_gradient<long double>(f, row, test::normal_row<float>(y.size(), power(10, -5, 4), seed + 1));
    }
}

TEST_CASE("rows with ties, tails and -inf are within the bounds of the facts", "[accuracy]") {
    const test::row_function& f = test::row_subject();
    for (const std::size_t n : test::lengths_like(f, {2, 14, 15, 16, 100, 3001})) {
        const auto single = test::row_error<long double>(f, test::hard_row<float>(n));
        const auto in_double = test::row_error<test::wide>(f, test::hard_row<double>(n));
        INFO("row of " << n << ": float " << single.text() << ", double " << in_double.text());
        CHECK(single.ulp <= f.about.value.ulp);
        CHECK(in_double.ulp <= f.about.value.ulp_double);
    }
}

TEST_CASE("16-bit and mixed storage", "[accuracy]") {
    const test::row_function& f = test::row_subject();
    if (f.is.compiled < test::depth::all_loops) return;
    test::check_row_storage<xact::float16>(f);
    test::check_row_storage<xact::bfloat16>(f);
}
