#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <xact/core/rowwise.hpp>

#include "support/catch.hpp"
#include "support/dual.hpp"
#include "support/message_of.hpp"
#include "support/ulp.hpp"
#include "support/wide.hpp"

/// What functions of a row with a second input that learns are tested for: `pairs` are rows of x and of b.

namespace test {

template <class T> struct row_pair { std::vector<T> x, b; };

template <class R, class F> std::vector<R> defined_row(const F& f, const std::vector<R>& x, const std::vector<R>& b) {
    std::vector<R> y(xact::detail::output_length(f, x.size()), R(0));
    f.definition(std::span<const R>(x), std::span<const R>(b), std::span<R>(y));
    return y;
}

/// Value and gradients by dual numbers against what one row gives, in ulps of T: the gradient by x in those of the sum
/// of its terms, where the function says what that is.
template <class R, class T, class F>
void check_second_input(const F& f, const row_pair<T>& in, const std::vector<T>& dy, double value_bound,
                        double slope_bound) {
    const std::size_t n = in.x.size();
    std::vector<T> y(dy.size()), dx(n), db(n);
    xact::forward(f, in.x, in.b, y, n);
    xact::backward(f, in.x, in.b, dy, dx, db, n);
    const std::vector<R> exact =
        defined_row(f, std::vector<R>(in.x.begin(), in.x.end()), std::vector<R>(in.b.begin(), in.b.end()));
    for (std::size_t j = 0; j < y.size(); ++j) {
        INFO("row of " << n << ", output " << j << ": " << y[j] << ", exact " << static_cast<double>(exact[j]));
        CHECK(ulp_error(format_of<T>, R(y[j]), exact[j]) <= value_bound);
    }
    std::vector<R> scales(n, R(0));
    if constexpr (requires(std::span<const R> in_row, std::span<R> out) {
                      f.gradient_scales(in_row, in_row, in_row, out);
                  }) {
        const std::vector<R> x(in.x.begin(), in.x.end()), b(in.b.begin(), in.b.end()), g(dy.begin(), dy.end());
        f.gradient_scales(std::span<const R>(x), std::span<const R>(b), std::span<const R>(g), std::span<R>(scales));
    }
    for (std::size_t i = 0; i < 2 * n; ++i) {
        std::vector<dual<R>> x(in.x.begin(), in.x.end()), b(in.b.begin(), in.b.end());
        (i < n ? x[i] : b[i - n]).slope = R(1);
        const std::vector<dual<R>> out = defined_row(f, x, b);
        R sum(0), size(i < n ? scales[i] : R(0));
        for (std::size_t j = 0; j < y.size(); ++j) {
            using std::abs;
            const R term = out[j].slope * R(dy[j]);
            sum += term, size += abs(term);
        }
        const T computed = i < n ? dx[i] : db[i - n];
        INFO("row of " << n << ", gradient " << i << ": " << computed << ", exact " << static_cast<double>(sum));
        CHECK(ulp_error(format_of<T>, R(computed), sum, size) <= slope_bound);
    }
}

/// One b for several rows: its gradient is the sum of theirs, for any number of threads; results may overwrite inputs.
template <class F> void check_shared_second_input(const F& f, std::size_t n, std::size_t rows) {
    const std::size_t m = xact::detail::output_length(f, n);
    std::vector<float> x(rows * n), b(n), dy(rows * m);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = 1 + 0.3f * std::sin(float(i));
    for (std::size_t i = 0; i < n; ++i) b[i] = 0.5f + 0.4f * std::cos(float(i));
    for (std::size_t i = 0; i < dy.size(); ++i) dy[i] = std::sin(0.7f * float(i) + 1);
    std::vector<float> dx(x.size()), db(n), db_row(n);
    std::vector<double> sums(n);
    for (std::size_t r = 0; r < rows; ++r) {
        const std::span<float> to(dx.data() + r * n, n);
        xact::backward(f, std::span<const float>(x.data() + r * n, n), b, std::span<const float>(dy.data() + r * m, m),
                       to, db_row, n);
        for (std::size_t i = 0; i < n; ++i) sums[i] += double(db_row[i]);
    }
    std::vector<float> dx_all(x.size()), db_parallel(n);
    xact::backward(f, x, b, dy, dx_all, db, n);
    CHECK(dx_all == dx);
    for (std::size_t i = 0; i < n; ++i) CHECK(db[i] == Approx(sums[i]).epsilon(1e-6).margin(1e-9));
    xact::backward(xact::parallel, f, x, b, dy, dx_all, db_parallel, n);
    CHECK(dx_all == dx);
    CHECK(db_parallel == db);
    std::vector<float> x_place = x, b_place = b;
    xact::backward(f, x_place, b_place, dy, x_place, b_place, n);
    CHECK(x_place == dx);
    CHECK(b_place == db);
}

template <class F> void check_second_input_errors(const F& f, std::size_t n) {
    const std::string start = "xact::backward(" + std::string(F::about.name) + "): ";
    const std::size_t m = xact::detail::output_length(f, n);
    const auto text = [](std::size_t number) { return std::to_string(number); };
    std::vector<float> x(6 * n, 1), b(2 * n, 0.5f), dy(6 * m, 1), dx(6 * n, 7), db(2 * n, 7);
    const std::vector<float> dx_before = dx, db_before = db;
    CHECK(message_of([&] { xact::backward(f, x, std::span(b).first(n + 1), dy, dx, db, n); }) ==
          start + "x has 6 rows of " + text(n) + " elements, b has " + text(n + 1) +
              " elements, which must be as many rows, or rows that go into them without a rest");
    CHECK(message_of([&] { xact::backward(f, x, b, dy, dx, std::span(db).first(n), n); }) ==
          start + "b has " + text(2 * n) + " elements, db has " + text(n));
    CHECK(message_of([&] { xact::backward(f, x, x, dy, dx, dx, n); }) == start + "dx and db are the same range");
    CHECK(message_of([&] {
              xact::backward(f, x, b, dy, dx, std::span(dx).first(2 * n), n);
          }).find(start + "dx and db") == 0);
    CHECK(dx == dx_before);
    CHECK(db == db_before);
}

} // namespace test
