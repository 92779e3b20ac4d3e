#include <algorithm>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include <xact/core/reduce.hpp>
#include <xact/simd/vec.hpp>

#include "support/catch.hpp"
#include "support/rowwise/rows.hpp"

/// Promise 2: the bits of a row depend on it alone.

namespace test {

namespace {

/// The r-th row of n and its gradient.
template <class T>
void compute_alone(const row_function& f, std::size_t r, std::size_t n, const std::vector<T>& x, std::vector<T>& y,
                   const std::vector<T>& dy, std::vector<T>& dx, bool fast) {
    const std::size_t m = f.output_length(n);
    const entry_call how{.fast = fast, .pointers = true};
    const auto row = [r](const std::vector<T>& all, std::size_t length) {
        return std::span<const T>(all.data() + r * length, length);
    };
    f.forward(row(x, n), std::span<T>(y.data() + r * m, m), n, how);
    f.backward(f.is.backward_from_input ? row(x, n) : row(y, m), row(dy, m), std::span<T>(dx.data() + r * n, n), n,
               how);
}

} // namespace

template <class T> void check_row_positions(const row_function& f, bool fast) {
    constexpr std::size_t width = xact::vec<T>::size;
    const T guard = T(-1.2345e30);
    std::string failure;
    const auto expect = [&](const char* what, std::size_t n, std::size_t offset, bool ok) {
        if (!ok && failure.empty())
            failure = std::string(what) + ", row of " + std::to_string(n) + ", offset " + std::to_string(offset);
    };
    std::vector<std::size_t> lengths = lengths_to(f, 70);
    lengths.push_back(row_like(f, 1000));
    for (const std::size_t n : lengths) {
        constexpr std::size_t rows = 3;
        const std::size_t m = f.output_length(n);
        std::vector<T> x = normal_row<T>(rows * n, 4, 3);
        if (n > 2) x[n] = -std::numeric_limits<T>::infinity(), x[2 * n] = std::numeric_limits<T>::quiet_NaN();
        const std::vector<T> dy = normal_row<T>(rows * m, 1, 4);
        std::vector<T> y(rows * m), dx(rows * n);
        const std::vector<T>& back = backward_input(f, x, y);
        for (std::size_t r = 0; r < rows; ++r) compute_alone<T>(f, r, n, x, y, dy, dx, fast);
        for (std::size_t offset = 0; offset <= width; ++offset) {
            const auto buffer = [&](const std::vector<T>& from) {
                std::vector<T> b(from.size() + 2 * width + 1, guard);
                std::copy(from.begin(), from.end(), b.begin() + static_cast<std::ptrdiff_t>(offset));
                return b;
            };
            const auto empty = [&](const std::vector<T>& like) {
                return std::vector<T>(like.size() + 2 * width + 1, guard);
            };
            const auto range = [&](std::vector<T>& b) {
                return std::span<T>(b.data() + offset, b.size() - 2 * width - 1);
            };
            const auto holds = [&](std::vector<T>& b, const std::vector<T>& wanted) {
                return same_bits<T>(b, buffer(wanted));
            };
            std::vector<T> a = buffer(x), out = empty(y);
            f.forward(range(a), range(out), n, {.fast = fast});
            expect("forward", n, offset, holds(out, y));
            if (m == n) {
                f.forward(range(a), range(a), n, {.fast = fast});
                expect("forward in place", n, offset, holds(a, y));
            }
            std::vector<T> from = buffer(back), g = buffer(dy);
            out = empty(dx);
            f.backward(range(from), range(g), range(out), n, {.fast = fast});
            expect("backward", n, offset, holds(out, dx));
            if (m == n) {
                f.backward(range(from), range(g), range(g), n, {.fast = fast});
                expect("backward in place of dy", n, offset, holds(g, dx));
                g = buffer(dy);
            }
            f.backward(range(from), range(g), range(from), n, {.fast = fast});
            expect("backward in place of its input", n, offset, holds(from, dx));
        }
    }
    INFO(failure);
    CHECK(failure.empty());
}

template <class T> void check_parallel_rows(const row_function& f, bool fast) {
    for (const std::size_t n : lengths_like(f, {1, 33, 1000, 200000})) {
        const std::size_t rows = 400000 / n, m = f.output_length(n);
        const std::vector<T> x = normal_row<T>(rows * n, 4), dy = normal_row<T>(rows * m, 1, 2);
        std::vector<T> y(rows * m), dx(rows * n), y2(rows * m), dx2(rows * n);
        f.forward(x, y, n, {.fast = fast});
        f.backward(backward_input(f, x, y), dy, dx, n, {.fast = fast});
        f.forward(x, y2, n, {.fast = fast, .threads = true});
        f.backward(backward_input(f, x, y2), dy, dx2, n, {.fast = fast, .pointers = true, .threads = true});
        CHECK(same_bits<T>(y, y2));
        CHECK(same_bits<T>(dx, dx2));
        if (f.is.has_parameter_gradient) {
            CHECK(same_bits<double>(f.parameter_gradient(x, dy, n), f.parameter_gradient(x, dy, n, {.threads = true})));
        }
        f.forward(x, y2, n, {.fast = true, .pointers = true, .threads = true});
        f.forward(x, y2, n, {.fast = true});
        f.backward(backward_input(f, x, y2), dy, dx2, n, {.fast = true});
    }
}

template <class T> void check_many_rows(const row_function& f, bool fast) {
    constexpr std::size_t rows = xact::detail::rows_at_once<xact::vec<T>> + xact::vec<T>::size + 3;
    using limits = std::numeric_limits<T>;
    std::string failure;
    std::vector<std::size_t> lengths = lengths_to(f, 35);
    for (const std::size_t n : lengths_like(f, {48, 64, 70, 96, 100, 128, 129})) lengths.push_back(n);
    for (const std::size_t n : lengths)
        for (const bool strange : {false, true}) {
            const std::size_t m = f.output_length(n);
            std::vector<T> x = normal_row<T>(rows * n, 2, 8), dy = normal_row<T>(rows * m, 1, 9);
            const T values[] = {-limits::infinity(), limits::quiet_NaN(), limits::max(), limits::denorm_min(), T(200)};
            for (std::size_t k = 0; strange && k < std::size(values); ++k) {
                x[(5 + 7 * k) % rows * n + k % n] = values[k];
                dy[(9 + 8 * k) % rows * m + k % m] = values[k];
            }
            std::fill_n(x.begin(), strange ? n : 0, T(0)), std::fill_n(dy.begin(), strange ? m : 0, T(-0.0));
            std::vector<T> y(rows * m), dx(rows * n), all(rows * m), all_dx(rows * n);
            const std::vector<T>& back = backward_input(f, x, y);
            for (std::size_t r = 0; r < rows; ++r) compute_alone<T>(f, r, n, x, y, dy, dx, fast);
            const auto expect = [&](const char* what, bool ok) {
                if (!ok && failure.empty()) failure = what + (", rows of " + std::to_string(n));
            };
            f.forward(x, all, n, {.fast = fast});
            expect("forward", same_bits<T>(all, y));
            f.backward(back, dy, all_dx, n, {.fast = fast});
            expect("backward", same_bits<T>(all_dx, dx));
            std::vector<T> from = back;
            if (m == n) {
                std::vector<T> g = dy;
                f.backward(from, g, g, n, {.fast = fast});
                expect("backward in place of dy", same_bits<T>(g, dx));
                all = x;
                f.forward(all, all, n, {.fast = fast});
                expect("forward in place", same_bits<T>(all, y));
            }
            f.backward(from, dy, from, n, {.fast = fast});
            expect("backward in place of its input", same_bits<T>(from, dx));
        }
    CHECK(failure == "");
}

template <class T> void check_far_rows(const row_function& f, bool fast) {
    const std::size_t n = row_like(f, 33001), m = f.output_length(n);
    const std::size_t rows = f.is.stream_threshold / sizeof(T) / std::min(n, m) + 1;
    const std::vector<T> x = normal_row<T>(n, 2, 8), dy = normal_row<T>(m, 1, 9);
    std::vector<T> y(m), dx(n);
    f.forward(x, y, n, {.fast = fast});
    const std::vector<T>& back = backward_input(f, x, y);
    f.backward(back, dy, dx, n, {.fast = fast});
    const auto repeated = [rows](const std::vector<T>& row) {
        std::vector<T> all;
        for (std::size_t r = 0; r < rows; ++r) all.insert(all.end(), row.begin(), row.end());
        return all;
    };
    const std::vector<T> all_x = repeated(x), all_back = repeated(back), all_dy = repeated(dy);
    std::vector<T> out(rows * std::max(n, m) + 1);
    for (const std::size_t offset : {0u, 1u}) {
        const std::span<T> all_y(out.data() + offset, rows * m), all_dx(out.data() + offset, rows * n);
        f.forward(all_x, all_y, n, {.fast = fast});
        CHECK(same_bits<T>(all_y, repeated(y)));
        f.backward(all_back, all_dy, all_dx, n, {.fast = fast});
        CHECK(same_bits<T>(all_dx, repeated(dx)));
    }
    if (m == n) {
        std::vector<T> g = all_dy;
        f.backward(all_back, g, g, n, {.fast = fast});
        CHECK(same_bits<T>(g, repeated(dx)));
    }
}

template void check_row_positions<float>(const row_function&, bool);
template void check_many_rows<float>(const row_function&, bool);
template void check_far_rows<float>(const row_function&, bool);
template void check_parallel_rows<float>(const row_function&, bool);

} // namespace test

TEST_CASE("a row has the same bits whatever its place", "[position]") {
    const test::row_function& f = test::row_subject();
    if (f.is.compiled >= test::depth::float_loops) test::check_row_positions<float>(f, false);
    if (f.is.compiled == test::depth::all_loops) test::check_row_positions<double>(f, false);
}

TEST_CASE("a row has the same bits among many", "[position]") {
    for (const auto& f : test::row_subject().parameter_variants()) {
        if (f->is.compiled >= test::depth::float_loops) test::check_many_rows<float>(*f, false);
        if (f->is.compiled == test::depth::all_loops) test::check_many_rows<double>(*f, false);
    }
}

TEST_CASE("a row has the same bits among more than the caches hold", "[position]") {
    const test::row_function& f = test::row_subject();
    if (f.is.compiled < test::depth::all_loops) return;
    test::check_far_rows<float>(f, false);
    test::check_far_rows<double>(f, false);
}

TEST_CASE("threads do not change bits", "[position]") {
    const test::row_function& f = test::row_subject();
    if (f.is.compiled >= test::depth::float_loops) test::check_parallel_rows<float>(f, false);
    if (f.is.compiled == test::depth::all_loops) test::check_parallel_rows<double>(f, false);
}
