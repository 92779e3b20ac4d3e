#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "support/catch.hpp"
#include "support/rowwise/rows.hpp"

/// The fast tier, of functions that have one: its bounds, its bits and what is special.

namespace test {

namespace {

/// How far the fast tier is from the accurate one, in units of what it may be.
template <class T> class fast_row_errors {
public:
    void add(T accurate, T quick, double scale) {
        const double a = accurate, q = quick;
        const double error =
            std::isfinite(a) && std::isfinite(q)
                ? (a == q ? 0 : std::abs(q - a) / (0x1p-20 * scale + double(std::numeric_limits<T>::min())))
                : (same_bits(accurate, quick) ? 0 : infinite_error);
        if (error > largest.ulp) largest = {error, scale, q, a};
    }

    worst largest;
};

/// A row in the fast tier, and the gradient from exact inputs or outputs.
template <class T> void check_fast_row(const row_function& f, const std::vector<T>& x, const std::vector<T>& dy) {
    const std::size_t n = x.size(), m = dy.size();
    std::vector<T> y(m), dx(n), quick_y(m), quick_dx(n);
    f.forward(x, y, n);
    f.forward(x, quick_y, n, {.fast = true});
    const std::vector<T>& back = backward_input(f, x, y);
    f.backward(back, dy, dx, n);
    f.backward(back, dy, quick_dx, n, {.fast = true});
    if constexpr (sizeof(T) == 8) {
        CHECK(same_bits<T>(y, quick_y));
        CHECK(same_bits<T>(dx, quick_dx));
        return;
    }
    fast_row_errors<T> value, gradient;
    for (std::size_t i = 0; i < m; ++i) {
        value.add(y[i], quick_y[i], std::max(1.0, std::abs(double(y[i]))));
        if (double(y[i]) * double(quick_y[i]) < 0) value.largest = {infinite_error, x[i], quick_y[i], y[i]};
    }
    const std::vector<double> scales = f.fast_gradient_scales(std::vector<double>(back.begin(), back.end()),
                                                              std::vector<double>(dy.begin(), dy.end()));
    for (std::size_t i = 0; i < n; ++i) gradient.add(dx[i], quick_dx[i], scales[i]);
    INFO(f.description << ", row of " << n << ", in units of the bound; value: " << value.largest.text());
    INFO("gradient: " << gradient.largest.text());
    CHECK(value.largest.ulp <= 1);
    CHECK(gradient.largest.ulp <= 1);
}

/// Rows of every kind: usual ones, large, equal, far from 0, with infinities and NaN; gradients likewise.
template <class T> void check_fast_rows(const row_function& f) {
    using limits = std::numeric_limits<T>;
    constexpr T infinity = limits::infinity(), nan = limits::quiet_NaN();
    std::vector<std::size_t> lengths = lengths_to(f, 70);
    for (const std::size_t n : lengths_like(f, {96, 128, 129, 1000, 4096, 5001, 100003})) lengths.push_back(n);
    for (const std::size_t n : lengths) {
        const std::size_t m = f.output_length(n);
        const auto seed = static_cast<unsigned>(n);
        const std::vector<T> dy = normal_row<T>(m, 1, seed + 1);
        for (const double deviation : deviations) check_fast_row(f, normal_row<T>(n, deviation, seed), dy);
        for (const T at : {T(-120), T(100), T(127.9), T(200)}) {
            std::vector<T> x = normal_row<T>(n, 2, seed);
            for (T& v : x) v = at - std::abs(v);
            check_fast_row(f, x, dy);
            check_fast_row(f, std::vector<T>(n, at + T(0.3)), std::vector<T>(m, T(1.7)));
        }
        check_fast_row(f, hard_row<T>(n), dy);
        for (const auto& g : f.parameter_variants()) check_fast_row(*g, normal_row<T>(n, 2, seed), dy);
        for (const T value : {infinity, -infinity, nan, limits::max(), limits::lowest(), limits::denorm_min()})
            for (const std::size_t count : {std::size_t(1), std::size_t(2), n})
                for (const std::size_t place : {std::size_t(0), n / 2}) {
                    std::vector<T> x = normal_row<T>(n, 2, seed), g = dy;
                    for (std::size_t i = 0; i < count; ++i) x[(place + i) % n] = value;
                    check_fast_row(f, x, dy);
                    for (std::size_t i = 0; i < count; ++i) g[(place + i) % m] = value;
                    check_fast_row(f, normal_row<T>(n, 2, seed), g);
                }
    }
}

/// Columns in the fast tier have the bits of rows.
void check_fast_columns(const row_function& f) {
    for (const std::size_t n : lengths_like(f, {3, 16, 32, 33, 64, 100, 200})) {
        constexpr std::size_t inner = 70;
        const std::vector<float> x = normal_row<float>(n * inner, 2, 5);
        std::vector<float> y(x.size()), row(n), row_y(n);
        f.forward_columns(x, y, n, inner);
        std::size_t wrong = 0;
        for (std::size_t c = 0; c < inner; ++c) {
            for (std::size_t i = 0; i < n; ++i) row[i] = x[i * inner + c];
            f.forward(row, row_y, n, {.fast = true});
            for (std::size_t i = 0; i < n; ++i) wrong += same_bits(row_y[i], y[i * inner + c]) ? 0 : 1;
        }
        INFO("columns of " << n);
        CHECK(wrong == 0);
    }
}

} // namespace

} // namespace test

TEST_CASE("the fast tier is within its bounds", "[fast]") {
    const test::row_function& f = test::row_subject();
    if (!f.is.has_fast) return;
    test::check_fast_rows<float>(f);
    test::check_fast_rows<double>(f);
}

TEST_CASE("the fast tier has the same bits everywhere", "[fast]") {
    const test::row_function& f = test::row_subject();
    if (!f.is.has_fast || f.is.compiled < test::depth::float_loops) return;
    test::check_row_positions<float>(f, true);
    test::check_many_rows<float>(f, true);
    test::check_parallel_rows<float>(f, true);
    test::check_fast_columns(f);
    if (f.is.compiled == test::depth::all_loops) test::check_far_rows<float>(f, true);
}

TEST_CASE("the fast tier: NaN spreads over the row, and large numbers make none", "[fast]") {
    const test::row_function& f = test::row_subject();
    if (f.is.has_fast) test::check_row_nan<float>(f, true);
}
