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

#include <xact/core/along_axis.hpp>
#include <xact/core/rowwise.hpp>

#include "support/catch.hpp"
#include "support/depth.hpp"
#include "support/inputs.hpp"
#include "support/message_of.hpp"
#include "support/oracle.hpp"
#include "support/parameter_names.hpp"
#include "support/parameters.hpp"

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

/// Whether f takes rows of n elements.
template <class F> bool takes_row(const F& f, std::size_t n) {
    if constexpr (xact::has_row_check<F>) {
        try {
            f.check_row(n);
        } catch (const std::invalid_argument&) { return false; }
    }
    return true;
}
/// The shortest row from n elements on that f takes.
template <class F> std::size_t row_like(const F& f, std::size_t n) {
    while (!takes_row(f, n)) ++n;
    return n;
}
/// Those of the lengths, each replaced by the shortest from there on that f takes, without repetitions.
template <class F> std::vector<std::size_t> lengths_like(const F& f, std::vector<std::size_t> lengths) {
    for (std::size_t& n : lengths) n = row_like(f, n);
    lengths.erase(std::unique(lengths.begin(), lengths.end()), lengths.end());
    return lengths;
}
/// 1 … last, as far as f takes them.
template <class F> std::vector<std::size_t> lengths_to(const F& f, std::size_t last) {
    std::vector<std::size_t> all;
    for (std::size_t n = 1; n <= last; ++n) all.push_back(n);
    return lengths_like(f, all);
}

/// What backward is called with: the inputs or the outputs.
template <class F, class T>
const std::vector<T>& backward_input(const F&, const std::vector<T>& x, const std::vector<T>& y) {
    return xact::has_backward_from_input<F> ? x : y;
}

/// The definition for one row in R.
template <class R, class F> std::vector<R> defined_row(const F& f, const std::vector<R>& x) {
    std::vector<R> y(xact::detail::output_length(f, x.size()), R(0));
    f.definition(std::span<const R>(x), std::span<R>(y));
    return y;
}
template <class R, class T, class F> std::vector<R> exact_row(const F& f, const std::vector<T>& x) {
    return defined_row(f, std::vector<R>(x.begin(), x.end()));
}

/// What the error of each output is measured by, where that is larger than the output: numbers that a functor gives
/// where outputs are differences.
template <class R, class F> std::vector<R> error_scales(const F& f, const std::vector<R>& x) {
    std::vector<R> scales(xact::detail::output_length(f, x.size()), R(0));
    if constexpr (requires { f.error_scales(std::span<const R>(x), std::span<R>(scales)); })
        f.error_scales(std::span<const R>(x), std::span<R>(scales));
    return scales;
}

template <class S> double as_double(S v) {
    if constexpr (sizeof(S) == 2)
        return double(float(v));
    else
        return double(v);
}

/// The largest error of the outputs of the row x that S stores, computed by the entry point.
template <class R, class S, class F> worst row_error(const F& f, const std::vector<S>& x) {
    std::vector<R> in(x.size());
    std::transform(x.begin(), x.end(), in.begin(), [](S v) { return R(as_double(v)); });
    const std::vector<R> exact = defined_row(f, in), scales = error_scales(f, in);
    std::vector<S> y(exact.size());
    xact::forward(f, x, y, x.size());
    worst largest;
    for (std::size_t i = 0; i < y.size(); ++i) {
        const double computed = as_double(y[i]);
        const double error = ulp_error(format_of<S>, R(computed), exact[i], scales[i]);
        if (error > largest.ulp)
            largest = {error, as_double(x[std::min(i, x.size() - 1)]), computed, static_cast<double>(exact[i])};
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

/// Adds Σ_j dy_j·∂y_j to the gradient, and the magnitudes to its size.
template <class R, class T>
void add_slopes(const std::vector<dual<R>>& y, const std::vector<T>& dy, R& exact, R& size) {
    using std::abs;
    for (std::size_t j = 0; j < y.size(); ++j) {
        const R term = y[j].slope * R(dy[j]);
        exact += term, size += abs(term);
    }
}
template <class R, class T, class F>
row_gradient<R> exact_gradient(const F& f, const std::vector<T>& x, const std::vector<T>& dy) {
    row_gradient<R> g{std::vector<R>(x.size(), R(0)), std::vector<R>(x.size(), R(0))};
    for (std::size_t i = 0; i < x.size(); ++i) {
        std::vector<dual<R>> in(x.begin(), x.end());
        in[i].slope = R(1);
        add_slopes(defined_row(f, in), dy, g.exact[i], g.size[i]);
    }
    return g;
}

/// Adds what a functor gives whose Jacobian's elements are differences themselves.
template <class R, class F>
void add_gradient_scales(const F& f, const std::vector<R>& x, const std::vector<R>& dy, std::vector<R>& size) {
    if constexpr (requires { f.gradient_scales(std::span<const R>(x), std::span<const R>(dy), std::span<R>(size)); }) {
        std::vector<R> scales(x.size(), R(0));
        f.gradient_scales(std::span<const R>(x), std::span<const R>(dy), std::span<R>(scales));
        for (std::size_t i = 0; i < x.size(); ++i) size[i] += scales[i];
    }
}

/// A backward from outputs gets them rounded.
template <class R, class T, class F>
void check_row_gradient(const F& f, const std::vector<T>& x, const std::vector<T>& dy) {
    const std::size_t n = x.size();
    std::vector<T> y(dy.size()), dx(n);
    xact::forward(f, x, y, n);
    xact::backward(f, backward_input(f, x, y), dy, dx, n);
    row_gradient<R> g = exact_gradient<R>(f, x, dy);
    add_gradient_scales(f, std::vector<R>(x.begin(), x.end()), std::vector<R>(dy.begin(), dy.end()), g.size);
    worst largest;
    for (std::size_t i = 0; i < n; ++i) {
        const double error = ulp_error(format_of<T>, R(dx[i]), g.exact[i], g.size[i]);
        if (error > largest.ulp) largest = {error, x[i], dx[i], static_cast<double>(g.exact[i])};
    }
    INFO(describe(f) << ", row of " << n << ": " << largest.text());
    if (xact::has_backward_from_input<F>) {
        CHECK(largest.ulp <= (sizeof(T) == 4 ? F::about.slope.ulp : F::about.slope.ulp_double));
        return;
    }
    // Rounding y moves an e^y in a gradient by |y| ulp.
    double reach = 1;
    for (const T v : y)
        if (std::isfinite(v)) reach = std::max(reach, std::abs(double(v)));
    CHECK(largest.ulp <= 4 + 4 * std::min(reach, 100.0));
}

/// ⟨dx, v⟩ against the difference of ⟨dy, f⟩ along v.
template <class F> void check_row_differences(const F& f, std::size_t n) {
    const std::size_t m = xact::detail::output_length(f, n);
    const std::vector<double> x = normal_row<double>(n, 2, 5), dy = normal_row<double>(m, 1, 6),
                              v = normal_row<double>(n, 1, 7);
    std::vector<double> y(m), dx(n);
    xact::forward(f, x, y, n);
    xact::backward(f, backward_input(f, x, y), dy, dx, n);
    const auto along = [&](const wide& s) {
        std::vector<wide> in;
        for (std::size_t i = 0; i < n; ++i) in.push_back(wide(x[i]) + s * wide(v[i]));
        const std::vector<wide> out = defined_row(f, in);
        wide sum(0);
        for (std::size_t i = 0; i < m; ++i) sum += out[i] * wide(dy[i]);
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

template <class F> std::vector<double> parameter_values(const F& f) {
    std::vector<double> all;
    for_each_parameter(f, [&](const auto& p) { all.push_back(static_cast<double>(p)); });
    return all;
}

/// Parameter gradients, summed over three rows, against dual numbers through the definition.
template <class R, class T, class F> void check_row_parameters(const F& f, std::size_t n, double deviation) {
    constexpr std::size_t rows = 3;
    const std::size_t m = xact::detail::output_length(f, n);
    const std::vector<T> x = normal_row<T>(rows * n, deviation, 11), dy = normal_row<T>(rows * m, 1, 12);
    const std::vector<double> computed = parameter_values(xact::parameter_gradient(f, x, dy, n));
    for (std::size_t k = 0; k < computed.size(); ++k) {
        const auto g =
            map_parameters<dual<R>>(f, [&](double p, std::size_t at) { return dual<R>(R(p), R(at == k ? 1 : 0)); });
        R exact(0), size(0);
        for (std::size_t r = 0; r < rows; ++r) {
            const auto row = [&](const std::vector<T>& all, std::size_t length) {
                const auto begin = all.begin() + static_cast<std::ptrdiff_t>(r * length);
                return std::vector<T>(begin, begin + static_cast<std::ptrdiff_t>(length));
            };
            const std::vector<T> of_x = row(x, n);
            add_slopes(defined_row(g, std::vector<dual<R>>(of_x.begin(), of_x.end())), row(dy, m), exact, size);
        }
        const double error = std::abs(static_cast<double>(R(R(computed[k]) - exact)));
        INFO(describe(f) << ", parameter " << k << ", rows of " << n << ": " << computed[k] << ", exact "
                         << static_cast<double>(exact));
        CHECK(error <= 16 * double(std::numeric_limits<T>::epsilon()) * static_cast<double>(size) +
                           double(std::numeric_limits<T>::min()));
    }
}

/// Whether f has parameters, and they do not only choose, such as the number of elements that top_k keeps.
template <class F> inline constexpr bool learns = xact::has_parameters<F> && !requires { requires !F::learns; };

template <class F> void check_row_learning([[maybe_unused]] const F& f) {
    if constexpr (learns<F> && xact::has_row_parameter_gradient<F>)
        for (const F& g : parameter_variants(f))
            for (const std::size_t n : lengths_like(g, {1, 2, 5, 17, 67}))
                for (const double deviation : {0.1, 3.0, 30.0}) {
                    check_row_parameters<long double, float>(g, n, deviation);
                    if (n <= 17) check_row_parameters<wide, double>(g, n, deviation);
                }
}

/// Rows at every offset, alone and among others, in place, and with guards around.
template <class T, class F, xact::tier A = xact::accurate_t> void check_row_positions(const F& f, A tier = {}) {
    constexpr std::size_t width = xact::vec<T>::size;
    constexpr bool from_input = xact::has_backward_from_input<F>;
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
        const std::size_t m = xact::detail::output_length(f, n);
        std::vector<T> x = normal_row<T>(rows * n, 4, 3);
        if (n > 2) x[n] = -std::numeric_limits<T>::infinity(), x[2 * n] = std::numeric_limits<T>::quiet_NaN();
        const std::vector<T> dy = normal_row<T>(rows * m, 1, 4);
        std::vector<T> y(rows * m), dx(rows * n);
        const std::vector<T>& back = from_input ? x : y;
        const std::size_t length_back = from_input ? n : m;
        for (std::size_t r = 0; r < rows; ++r) { // each alone
            xact::forward(f, x.data() + r * n, y.data() + r * m, n, n, tier);
            xact::backward(f, back.data() + r * length_back, dy.data() + r * m, dx.data() + r * n, n, n, tier);
        }
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
            xact::forward(f, range(a), range(out), n, tier);
            expect("forward", n, offset, holds(out, y));
            if (m == n) {
                xact::forward(f, range(a), range(a), n, tier);
                expect("forward in place", n, offset, holds(a, y));
            }
            std::vector<T> from = buffer(back), g = buffer(dy);
            out = empty(dx);
            xact::backward(f, range(from), range(g), range(out), n, tier);
            expect("backward", n, offset, holds(out, dx));
            if (m == n) {
                xact::backward(f, range(from), range(g), range(g), n, tier);
                expect("backward in place of dy", n, offset, holds(g, dx));
                g = buffer(dy);
            }
            xact::backward(f, range(from), range(g), range(from), n, tier);
            expect("backward in place of its input", n, offset, holds(from, dx));
        }
    }
    INFO(failure);
    CHECK(failure.empty());
}

template <class T, class F, xact::tier A = xact::accurate_t> void check_parallel_rows(const F& f, A tier = {}) {
    for (const std::size_t n : lengths_like(f, {1, 33, 1000, 200000})) {
        const std::size_t rows = 400000 / n, m = xact::detail::output_length(f, n);
        const std::vector<T> x = normal_row<T>(rows * n, 4), dy = normal_row<T>(rows * m, 1, 2);
        std::vector<T> y(rows * m), dx(rows * n), y2(rows * m), dx2(rows * n);
        xact::forward(f, x, y, n, tier);
        xact::backward(f, backward_input(f, x, y), dy, dx, n, tier);
        xact::forward(xact::parallel, f, x, y2, n, tier);
        xact::backward(xact::parallel, f, backward_input(f, x, y2).data(), dy.data(), dx2.data(), x.size(), n, tier);
        CHECK(same_bits<T>(y, y2));
        CHECK(same_bits<T>(dx, dx2));
        if constexpr (xact::has_row_parameter_gradient<F>) {
            CHECK(same_bits<double>(parameter_values(xact::parameter_gradient(f, x, dy, n)),
                                    parameter_values(xact::parameter_gradient(xact::parallel, f, x, dy, n))));
        }
        xact::forward(xact::parallel, f, x.data(), y2.data(), x.size(), n, xact::fast);
        xact::forward(f, x, y2, n, xact::fast);
        xact::backward(f, backward_input(f, x, y2), dy, dx2, n, xact::fast);
    }
}

/// Rows among as many as are computed at once, and some more, with the bits that each has alone; also where a few of
/// them are not what rows usually are.
template <class T, class F, xact::tier A = xact::accurate_t> void check_many_rows(const F& f, A tier = {}) {
    constexpr std::size_t rows = xact::detail::rows_at_once<xact::vec<T>> + xact::vec<T>::size + 3;
    constexpr bool from_input = xact::has_backward_from_input<F>;
    using limits = std::numeric_limits<T>;
    std::string failure;
    std::vector<std::size_t> lengths = lengths_to(f, 35);
    for (const std::size_t n : lengths_like(f, {48, 64, 70, 96, 100, 128, 129})) lengths.push_back(n);
    for (const std::size_t n : lengths)
        for (const bool strange : {false, true}) {
            const std::size_t m = xact::detail::output_length(f, n), length_back = from_input ? n : m;
            std::vector<T> x = normal_row<T>(rows * n, 2, 8), dy = normal_row<T>(rows * m, 1, 9);
            const T values[] = {-limits::infinity(), limits::quiet_NaN(), limits::max(), limits::denorm_min(), T(200)};
            for (std::size_t k = 0; strange && k < std::size(values); ++k) {
                x[(5 + 7 * k) % rows * n + k % n] = values[k];
                dy[(9 + 8 * k) % rows * m + k % m] = values[k];
            }
            std::fill_n(x.begin(), strange ? n : 0, T(0)), std::fill_n(dy.begin(), strange ? m : 0, T(-0.0));
            std::vector<T> y(rows * m), dx(rows * n), all(rows * m), all_dx(rows * n);
            const std::vector<T>& back = from_input ? x : y;
            for (std::size_t r = 0; r < rows; ++r) {
                xact::forward(f, x.data() + r * n, y.data() + r * m, n, n, tier);
                xact::backward(f, back.data() + r * length_back, dy.data() + r * m, dx.data() + r * n, n, n, tier);
            }
            const auto expect = [&](const char* what, bool ok) {
                if (!ok && failure.empty()) failure = what + (", rows of " + std::to_string(n));
            };
            xact::forward(f, x, all, n, tier);
            expect("forward", same_bits<T>(all, y));
            xact::backward(f, back, dy, all_dx, n, tier);
            expect("backward", same_bits<T>(all_dx, dx));
            std::vector<T> from = back;
            if (m == n) {
                std::vector<T> g = dy;
                xact::backward(f, from, g, g, n, tier);
                expect("backward in place of dy", same_bits<T>(g, dx));
                all = x;
                xact::forward(f, all, all, n, tier);
                expect("forward in place", same_bits<T>(all, y));
            }
            xact::backward(f, from, dy, from, n, tier);
            expect("backward in place of its input", same_bits<T>(from, dx));
        }
    CHECK(failure == "");
}

/// Rows that caches do not hold together, with the bits that one has alone, wherever they begin.
template <class T, class F, xact::tier A = xact::accurate_t> void check_far_rows(const F& f, A tier = {}) {
    const std::size_t n = row_like(f, 33001), m = xact::detail::output_length(f, n);
    const std::size_t rows = xact::stream_threshold / sizeof(T) / std::min(n, m) + 1;
    const std::vector<T> x = normal_row<T>(n, 2, 8), dy = normal_row<T>(m, 1, 9);
    std::vector<T> y(m), dx(n);
    xact::forward(f, x, y, n, tier);
    const std::vector<T>& back = backward_input(f, x, y);
    xact::backward(f, back, dy, dx, n, tier);
    const auto repeated = [rows](const std::vector<T>& row) {
        std::vector<T> all;
        for (std::size_t r = 0; r < rows; ++r) all.insert(all.end(), row.begin(), row.end());
        return all;
    };
    const std::vector<T> all_x = repeated(x), all_back = repeated(back), all_dy = repeated(dy);
    std::vector<T> out(rows * std::max(n, m) + 1);
    for (const std::size_t offset : {0u, 1u}) {
        const std::span<T> all_y(out.data() + offset, rows * m), all_dx(out.data() + offset, rows * n);
        xact::forward(f, all_x, all_y, n, tier);
        CHECK(same_bits<T>(all_y, repeated(y)));
        xact::backward(f, all_back, all_dy, all_dx, n, tier);
        CHECK(same_bits<T>(all_dx, repeated(dx)));
    }
    if (m == n) {
        std::vector<T> g = all_dy;
        xact::backward(f, all_back, g, g, n, tier);
        CHECK(same_bits<T>(g, repeated(dx)));
    }
}

/// Rows in 16 bits, rounded once, also in place; and mixed storage.
template <class S, class F> void check_row_storage(const F& f) {
    for (const std::size_t n : lengths_like(f, {1, 5, 64, 333, 5000}))
        for (const double deviation : {0.5, 4.0}) {
            const std::size_t m = xact::detail::output_length(f, n);
            const std::vector<float> sample = normal_row<float>(n, deviation);
            std::vector<S> x(n);
            std::transform(sample.begin(), sample.end(), x.begin(), [](float v) { return S(v); });
            const worst w = row_error<long double>(f, x);
            INFO("row of " << n << ": " << w.text());
            CHECK(w.ulp <= 0.51);

            const std::vector<float> widened(x.begin(), x.end());
            std::vector<S> y(m), dx(n);
            std::vector<float> in_float(m), by_float(m), dx_float(n);
            xact::forward(f, x, y, n);
            xact::forward(f, x, in_float, n);
            xact::forward(f, widened, by_float, n);
            CHECK(same_bits<float>(in_float, by_float));
            std::size_t wrong = 0;
            if (m == n) {
                std::vector<S> in_place = x;
                xact::forward(f, in_place, in_place, n);
                for (std::size_t i = 0; i < n; ++i) wrong += y[i].bits == in_place[i].bits ? 0 : 1;
            }
            const std::vector<S>& back = backward_input(f, x, y);
            const std::vector<float> dy = normal_row<float>(m, 1, 2), back_widened(back.begin(), back.end());
            xact::backward(f, back, dy, dx, n);
            xact::backward(f, back_widened, dy, dx_float, n);
            for (std::size_t i = 0; i < n; ++i) wrong += same_bits(float(dx[i]), float(S(dx_float[i]))) ? 0 : 1;
            CHECK(wrong == 0);

            std::vector<double> wide_y(m);
            std::vector<float> narrowed(m);
            const std::vector<double> wide_x(widened.begin(), widened.end());
            xact::forward(f, wide_x, wide_y, n);
            xact::forward(f, wide_x, narrowed, n);
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

/// A NaN makes NaN of the row's outputs, unless the functor says `nan_stays_local`; and large numbers do not.
template <class T, class F, xact::tier A = xact::accurate_t> void check_row_nan(const F& f, A tier = {}) {
    const auto is_nan = [](T v) { return std::isnan(v); };
    for (const std::size_t n : lengths_like(f, {1, 2, 17, 64, 200})) {
        std::vector<T> y(xact::detail::output_length(f, n));
        for (std::size_t i = 0; i < n; ++i) {
            std::vector<T> x(n, T(1));
            x[i] = std::numeric_limits<T>::quiet_NaN();
            xact::forward(f, x, y, n, tier);
            INFO("row of " << n << ", NaN at " << i);
            if constexpr (requires { requires F::nan_stays_local; })
                CHECK(std::any_of(y.begin(), y.end(), is_nan));
            else
                CHECK(std::all_of(y.begin(), y.end(), is_nan));
        }
        for (const T size : {std::numeric_limits<T>::max(), T(1), std::numeric_limits<T>::denorm_min()}) {
            std::vector<T> x(n, size);
            for (std::size_t i = 1; i < n; i += 2) x[i] = -size;
            xact::forward(f, x, y, n, tier);
            INFO("row of " << n << ", ±" << size);
            CHECK(std::none_of(y.begin(), y.end(), is_nan));
        }
    }
}

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
template <class T, class F> void check_fast_row(const F& f, const std::vector<T>& x, const std::vector<T>& dy) {
    const std::size_t n = x.size(), m = dy.size();
    std::vector<T> y(m), dx(n), quick_y(m), quick_dx(n);
    xact::forward(f, x, y, n);
    xact::forward(f, x, quick_y, n, xact::fast);
    const std::vector<T>& back = backward_input(f, x, y);
    xact::backward(f, back, dy, dx, n);
    xact::backward(f, back, dy, quick_dx, n, xact::fast);
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
    std::vector<double> scales(n);
    f.fast_gradient_scales(std::span<const double>(std::vector<double>(back.begin(), back.end())),
                           std::span<const double>(std::vector<double>(dy.begin(), dy.end())), std::span(scales));
    for (std::size_t i = 0; i < n; ++i) gradient.add(dx[i], quick_dx[i], scales[i]);
    INFO(describe(f) << ", row of " << n << ", in units of the bound; value: " << value.largest.text());
    INFO("gradient: " << gradient.largest.text());
    CHECK(value.largest.ulp <= 1);
    CHECK(gradient.largest.ulp <= 1);
}

/// Rows of every kind: usual ones, large, equal, far from 0, with infinities and NaN; gradients likewise.
template <class T, class F> void check_fast_rows(const F& f) {
    using limits = std::numeric_limits<T>;
    constexpr T infinity = limits::infinity(), nan = limits::quiet_NaN();
    std::vector<std::size_t> lengths = lengths_to(f, 70);
    for (const std::size_t n : lengths_like(f, {96, 128, 129, 1000, 4096, 5001, 100003})) lengths.push_back(n);
    for (const std::size_t n : lengths) {
        const std::size_t m = xact::detail::output_length(f, n);
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
        for (const F& g : parameter_variants(f)) check_fast_row(g, normal_row<T>(n, 2, seed), dy);
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
template <class F> void check_fast_columns(const F& f) {
    for (const std::size_t n : lengths_like(f, {3, 16, 32, 33, 64, 100, 200})) {
        constexpr std::size_t inner = 70;
        const std::vector<float> x = normal_row<float>(n * inner, 2, 5);
        std::vector<float> y(x.size()), row(n), row_y(n);
        xact::forward(xact::along_axis(f, inner), x, y, n, xact::fast);
        std::size_t wrong = 0;
        for (std::size_t c = 0; c < inner; ++c) {
            for (std::size_t i = 0; i < n; ++i) row[i] = x[i * inner + c];
            xact::forward(f, row, row_y, n, xact::fast);
            for (std::size_t i = 0; i < n; ++i) wrong += same_bits(row_y[i], y[i * inner + c]) ? 0 : 1;
        }
        INFO("columns of " << n);
        CHECK(wrong == 0);
    }
}

} // namespace test

TEST_CASE("float: rows of every length are within the bounds of the facts", "[accuracy]") {
    for (const subject& f : test::parameter_variants(subject{})) {
        std::vector<std::size_t> lengths = test::lengths_to(f, 70);
        for (const std::size_t n : test::lengths_like(f, {1000, 4096})) lengths.push_back(n);
        for (const std::size_t n : lengths)
            for (const double deviation : test::deviations)
                test::check_row_accuracy<long double, float>(f, n, deviation, f.about.value.ulp);
    }
    constexpr std::size_t longest = std::size_t{1} << (subject_depth == test::depth::numbers ? 17 : 20);
    for (const std::size_t n : test::lengths_like(subject{}, {100003, longest}))
        for (const double deviation : test::deviations)
            test::check_row_accuracy<long double, float>(subject{}, n, deviation, subject::about.value.ulp);
}

TEST_CASE("double: rows of every length are within the bounds of the facts", "[accuracy]") {
    for (const subject& f : test::parameter_variants(subject{}))
        for (const std::size_t n : test::lengths_like(f, {1, 2, 3, 5, 7, 8, 9, 16, 17, 33, 70, 1000}))
            for (const double deviation : test::deviations)
                test::check_row_accuracy<test::wide, double>(f, n, deviation, f.about.value.ulp_double);
    test::check_row_accuracy<test::wide, double>(subject{}, test::row_like(subject{}, 100003), 3,
                                                 subject::about.value.ulp_double);
}

TEST_CASE("double rows of a million elements are within the bounds of the facts", "[.exhaustive]") {
    const subject f{};
    const std::size_t million = test::row_like(f, std::size_t{1} << 20);
    for (const double deviation : {1e-3, 0.3, 3.0, 30.0})
        test::check_row_accuracy<test::wide, double>(f, million, deviation, f.about.value.ulp_double);
}

TEST_CASE("random rows of any length and size are within the bounds of the facts", "[.exhaustive]") {
    const std::vector<subject> variants = test::parameter_variants(subject{});
    for (unsigned seed = 1; seed <= 20000; ++seed) {
        std::mt19937 random(seed);
        const auto power = [&](double base, double low, double high) {
            return std::pow(base, std::uniform_real_distribution<double>(low, high)(random));
        };
        const subject& f = variants[seed % variants.size()];
        const std::size_t n = test::row_like(f, static_cast<std::size_t>(power(2, 0, 12)));
        const double deviation = power(10, -5, 4);
        const auto row = test::normal_row<float>(n, deviation, seed);
        const auto single = test::row_error<long double>(f, row);
        INFO(test::describe(f) << ", seed " << seed << ", row of " << n << ", deviation " << deviation << ": float "
                               << single.text());
        REQUIRE(single.ulp <= f.about.value.ulp);
        if (n > 100) continue;
        const auto in_double = test::row_error<test::wide>(f, test::normal_row<double>(n, deviation, seed));
        INFO("double " << in_double.text());
        REQUIRE(in_double.ulp <= f.about.value.ulp_double);
        if (n > 24) continue;
        // A gradient from outputs has no more digits than these.
        std::vector<float> y(xact::detail::output_length(f, n));
        xact::forward(f, row, y, n);
        const auto is_subnormal = [](float v) { return std::fpclassify(v) == FP_SUBNORMAL; };
        if (!xact::has_backward_from_input<subject> && std::any_of(y.begin(), y.end(), is_subnormal)) continue;
        test::check_row_gradient<long double>(f, row, test::normal_row<float>(y.size(), power(10, -5, 4), seed + 1));
    }
}

TEST_CASE("rows with ties, tails and -inf are within the bounds of the facts", "[accuracy]") {
    const subject f{};
    for (const std::size_t n : test::lengths_like(f, {2, 14, 15, 16, 100, 3001})) {
        const auto single = test::row_error<long double>(f, test::hard_row<float>(n));
        const auto in_double = test::row_error<test::wide>(f, test::hard_row<double>(n));
        INFO("row of " << n << ": float " << single.text() << ", double " << in_double.text());
        CHECK(single.ulp <= f.about.value.ulp);
        CHECK(in_double.ulp <= f.about.value.ulp_double);
    }
}

TEST_CASE("16-bit and mixed storage", "[accuracy]") {
    if constexpr (subject_depth == test::depth::all_loops) {
        test::check_row_storage<xact::float16>(subject{});
        test::check_row_storage<xact::bfloat16>(subject{});
    }
}

TEST_CASE("gradients agree with dual numbers", "[gradient]") {
    for (const subject& f : test::parameter_variants(subject{}))
        for (const std::size_t n : test::lengths_like(f, {1, 2, 5, 17, 40, 67}))
            for (const double deviation : {0.1, 3.0, 30.0}) {
                const auto seed = static_cast<unsigned>(n);
                const std::size_t m = xact::detail::output_length(f, n);
                test::check_row_gradient<long double>(f, test::normal_row<float>(n, deviation, seed),
                                                      test::normal_row<float>(m, 1, seed + 1));
                if (n <= 17)
                    test::check_row_gradient<test::wide>(f, test::normal_row<double>(n, deviation, seed),
                                                         test::normal_row<double>(m, 1, seed + 1));
                std::vector<float> one_hot(m);
                one_hot[m / 2] = -1;
                test::check_row_gradient<long double>(f, test::normal_row<float>(n, deviation, seed), one_hot);
            }
}

TEST_CASE("gradients agree with extrapolated differences", "[gradient]") {
    for (const subject& f : test::parameter_variants(subject{}))
        for (const std::size_t n : test::lengths_like(f, {2, 3, 16, 61})) test::check_row_differences(f, n);
}

TEST_CASE("parameter gradients agree with dual numbers", "[gradient]") {
    CHECK(test::learns<subject> == xact::has_row_parameter_gradient<subject>);
    test::check_row_learning(subject{});
}

TEST_CASE("a row has the same bits whatever its place", "[position]") {
    if constexpr (subject_depth >= test::depth::float_loops) test::check_row_positions<float>(subject{});
    if constexpr (subject_depth == test::depth::all_loops) test::check_row_positions<double>(subject{});
}

TEST_CASE("a row has the same bits among many", "[position]") {
    for (const subject& f : test::parameter_variants(subject{})) {
        if constexpr (subject_depth >= test::depth::float_loops) test::check_many_rows<float>(f);
        if constexpr (subject_depth == test::depth::all_loops) test::check_many_rows<double>(f);
    }
}

TEST_CASE("a row has the same bits among more than the caches hold", "[position]") {
    if constexpr (subject_depth == test::depth::all_loops) {
        test::check_far_rows<float>(subject{});
        test::check_far_rows<double>(subject{});
    }
}

TEST_CASE("threads do not change bits", "[position]") {
    if constexpr (subject_depth >= test::depth::float_loops) test::check_parallel_rows<float>(subject{});
    if constexpr (subject_depth == test::depth::all_loops) test::check_parallel_rows<double>(subject{});
}

TEST_CASE("NaN spreads over the row, and large numbers make none", "[special]") {
    test::check_row_nan<float>(subject{});
    test::check_row_nan<double>(subject{});
}

TEST_CASE("the fast tier is within its bounds", "[fast]") {
    if constexpr (xact::has_fast_version<subject>) {
        test::check_fast_rows<float>(subject{});
        test::check_fast_rows<double>(subject{});
    }
}

TEST_CASE("the fast tier has the same bits everywhere", "[fast]") {
    if constexpr (xact::has_fast_version<subject> && subject_depth >= test::depth::float_loops) {
        test::check_row_positions<float>(subject{}, xact::fast);
        test::check_many_rows<float>(subject{}, xact::fast);
        test::check_parallel_rows<float>(subject{}, xact::fast);
        test::check_fast_columns(subject{});
        if constexpr (subject_depth == test::depth::all_loops) test::check_far_rows<float>(subject{}, xact::fast);
    }
}

TEST_CASE("the fast tier: NaN spreads over the row, and large numbers make none", "[fast]") {
    if constexpr (xact::has_fast_version<subject>) test::check_row_nan<float>(subject{}, xact::fast);
}

TEST_CASE("the facts name the function and its parameters", "[special]") {
    CHECK(subject::about.name == subject_name);
    test::check_parameter_names<subject>();
}

TEST_CASE("errors name the ranges and give the numbers", "[errors]") {
    const subject f{};
    const std::string name(f.about.name);
    const std::size_t n = test::row_like(f, 4), m = xact::detail::output_length(f, n);
    const auto text = [](std::size_t number) { return std::to_string(number); };
    std::vector<float> x(3 * n, 1.0f), dy(3 * m, 2.0f), y(3 * m, 77.0f), dx(3 * n, 77.0f);
    const std::vector<float> y_before = y, dx_before = dx, from(3 * (xact::has_backward_from_input<subject> ? n : m));
    const std::string back = xact::has_backward_from_input<subject> ? "x" : "y";
    CHECK(test::message_of([&] { xact::forward(f, x, y, 3 * n + 1); }) ==
          "xact::forward(" + name + "): x has " + text(3 * n) + " elements, which are not whole rows of row_length " +
              text(3 * n + 1));
    CHECK(test::message_of([&] { xact::forward(f, x, y, 0); }) ==
          "xact::forward(" + name + "): row_length is 0, x has " + text(3 * n) + " elements");
    const std::string too_few = m == n ? "x has " + text(3 * n) + " elements, y has " + text(2 * m)
                                       : "x has 3 rows of " + text(n) + " elements, y has " + text(2 * m) +
                                             " elements, which must be as many rows of " + text(m);
    CHECK(test::message_of([&] { xact::forward(xact::parallel, f, x, std::span(y).first(2 * m), n); }) ==
          "xact::forward(" + name + "): " + too_few);
    if (m == n) {
        const std::span<float> all(y);
        CHECK(test::message_of([&] { xact::forward(f, all.first(2 * n), all.subspan(2, 2 * n), n); }) ==
              "xact::forward(" + name + "): x and y overlap in part: y starts 8 bytes after x, which has " +
                  text(8 * n) + " bytes");
    }
    CHECK(test::message_of([&] { xact::backward(f, from, dy, dx, 6 * n + 1); }) ==
          "xact::backward(" + name + "): " + back + " has " + text(from.size()) +
              " elements, which are not whole rows of row_length " + text(6 * n + 1));
    CHECK(test::message_of([&] { xact::backward(f, from, dy, std::span(dx).first(2 * n), n); }) ==
          "xact::backward(" + name + "): " + back + " has " + text(3 * n) + " elements, dx has " + text(2 * n));
    CHECK(y == y_before);
    CHECK(dx == dx_before);
    xact::forward(f, x.data(), y.data(), 0, n);
    xact::backward(f, x.data(), dy.data(), dx.data(), 0, n);
    CHECK(y == y_before);
    CHECK(dx == dx_before);
    if constexpr (xact::has_row_check<subject>) {
        for (std::size_t bad = 1; bad < 2 * n; ++bad)
            if (!test::takes_row(f, bad)) {
                const std::vector<float> short_row(bad, 1.0f);
                INFO("row of " << bad);
                CHECK(test::message_of([&] {
                          xact::forward(f, short_row.data(), y.data(), bad, bad);
                      }).find("xact::" + name + ": row_length is " + text(bad) + ", must be ") == 0);
            }
        CHECK(y == y_before);
    }
}
