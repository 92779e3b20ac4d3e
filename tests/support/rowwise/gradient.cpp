#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "support/catch.hpp"
#include "support/rowwise/rows.hpp"

/// Gradients by inputs and parameters against dual numbers and differences.

namespace test {

namespace {

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
template <class R, class T>
row_gradient<R> exact_gradient(const row_function& f, const std::vector<T>& x, const std::vector<T>& dy) {
    row_gradient<R> g{std::vector<R>(x.size(), R(0)), std::vector<R>(x.size(), R(0))};
    for (std::size_t i = 0; i < x.size(); ++i) {
        std::vector<dual<R>> in(x.begin(), x.end());
        in[i].slope = R(1);
        add_slopes(f.definition(in), dy, g.exact[i], g.size[i]);
    }
    return g;
}

} // namespace

template <class R, class T>
void check_row_gradient(const row_function& f, const std::vector<T>& x, const std::vector<T>& dy) {
    const std::size_t n = x.size();
    std::vector<T> y(dy.size()), dx(n);
    f.forward(x, y, n);
    f.backward(backward_input(f, x, y), dy, dx, n);
    row_gradient<R> g = exact_gradient<R>(f, x, dy);
    // What a functor gives whose Jacobian's elements are differences themselves.
    const std::vector<R> scales =
        f.gradient_scales(std::vector<R>(x.begin(), x.end()), std::vector<R>(dy.begin(), dy.end()));
    for (std::size_t i = 0; i < n; ++i) g.size[i] += scales[i];
    worst largest;
    for (std::size_t i = 0; i < n; ++i) {
        const double error = ulp_error(format_of<T>, R(dx[i]), g.exact[i], g.size[i]);
        if (error > largest.ulp) largest = {error, x[i], dx[i], static_cast<double>(g.exact[i])};
    }
    INFO(f.description << ", row of " << n << ": " << largest.text());
    if (f.is.backward_from_input) {
        CHECK(largest.ulp <= (sizeof(T) == 4 ? f.about.slope.ulp : f.about.slope.ulp_double));
        return;
    }
    // Rounding y moves an e^y in a gradient by |y| ulp.
    double reach = 1;
    for (const T v : y)
        if (std::isfinite(v)) reach = std::max(reach, std::abs(double(v)));
    CHECK(largest.ulp <= 4 + 4 * std::min(reach, 100.0));
}

template void check_row_gradient<long double>(const row_function&, const std::vector<float>&,
                                              const std::vector<float>&);

namespace {

/// ⟨dx, v⟩ against the difference of ⟨dy, f⟩ along v.
void check_row_differences(const row_function& f, std::size_t n) {
    const std::size_t m = f.output_length(n);
    const std::vector<double> x = normal_row<double>(n, 2, 5), dy = normal_row<double>(m, 1, 6),
                              v = normal_row<double>(n, 1, 7);
    std::vector<double> y(m), dx(n);
    f.forward(x, y, n);
    f.backward(backward_input(f, x, y), dy, dx, n);
    const auto along = [&](const wide& s) {
        std::vector<wide> in;
        for (std::size_t i = 0; i < n; ++i) in.push_back(wide(x[i]) + s * wide(v[i]));
        const std::vector<wide> out = f.definition(in);
        wide sum(0);
        for (std::size_t i = 0; i < m; ++i) sum += out[i] * wide(dy[i]);
        return sum;
    };
    const auto difference = [&](const wide& h) { return (along(h) - along(-h)) / (2 * h); };
    const wide h(0x1p-14);
    const double expected = static_cast<double>((4 * difference(h / 2) - difference(h)) / 3);
    double computed = 0, size = 0;
    for (std::size_t i = 0; i < n; ++i) computed += dx[i] * v[i], size += std::abs(dx[i] * v[i]);
    INFO(f.description << ", row of " << n << ": " << computed << ", by differences " << expected);
    CHECK(std::abs(computed - expected) <= 1e-10 * size + 1e-13);
}

/// Parameter gradients, summed over three rows, against dual numbers through the definition.
template <class R, class T> void check_row_parameters(const row_function& f, std::size_t n, double deviation) {
    constexpr std::size_t rows = 3;
    const std::size_t m = f.output_length(n);
    const std::vector<T> x = normal_row<T>(rows * n, deviation, 11), dy = normal_row<T>(rows * m, 1, 12);
    const std::vector<double> computed = f.parameter_gradient(x, dy, n);
    for (std::size_t k = 0; k < computed.size(); ++k) {
        R exact(0), size(0);
        for (std::size_t r = 0; r < rows; ++r) {
            const auto row = [&](const std::vector<T>& all, std::size_t length) {
                const auto begin = all.begin() + static_cast<std::ptrdiff_t>(r * length);
                return std::vector<T>(begin, begin + static_cast<std::ptrdiff_t>(length));
            };
            const std::vector<T> of_x = row(x, n);
            add_slopes(f.definition_by_parameter(k, std::vector<R>(of_x.begin(), of_x.end())), row(dy, m), exact, size);
        }
        const double error = std::abs(static_cast<double>(R(R(computed[k]) - exact)));
        INFO(f.description << ", parameter " << k << ", rows of " << n << ": " << computed[k] << ", exact "
                           << static_cast<double>(exact));
        CHECK(error <= 16 * double(std::numeric_limits<T>::epsilon()) * static_cast<double>(size) +
                           double(std::numeric_limits<T>::min()));
    }
}

} // namespace

} // namespace test

TEST_CASE("gradients agree with dual numbers", "[gradient]") {
    for (const auto& f : test::row_subject().parameter_variants())
        for (const std::size_t n : test::lengths_like(*f, {1, 2, 5, 17, 40, 67}))
            for (const double deviation : {0.1, 3.0, 30.0}) {
                const auto seed = static_cast<unsigned>(n);
                const std::size_t m = f->output_length(n);
                test::check_row_gradient<long double>(*f, test::normal_row<float>(n, deviation, seed),
                                                      test::normal_row<float>(m, 1, seed + 1));
                if (n <= 17)
                    test::check_row_gradient<test::wide>(*f, test::normal_row<double>(n, deviation, seed),
                                                         test::normal_row<double>(m, 1, seed + 1));
                std::vector<float> one_hot(m);
                one_hot[m / 2] = -1;
                test::check_row_gradient<long double>(*f, test::normal_row<float>(n, deviation, seed), one_hot);
            }
}

TEST_CASE("gradients agree with extrapolated differences", "[gradient]") {
    for (const auto& f : test::row_subject().parameter_variants())
        for (const std::size_t n : test::lengths_like(*f, {2, 3, 16, 61})) test::check_row_differences(*f, n);
}

TEST_CASE("parameter gradients agree with dual numbers", "[gradient]") {
    const test::row_function& subject = test::row_subject();
    CHECK(subject.is.learns == subject.is.has_parameter_gradient);
    if (!subject.is.learns) return;
    for (const auto& f : subject.parameter_variants())
        for (const std::size_t n : test::lengths_like(*f, {1, 2, 5, 17, 67}))
            for (const double deviation : {0.1, 3.0, 30.0}) {
                test::check_row_parameters<long double, float>(*f, n, deviation);
                if (n <= 17) test::check_row_parameters<test::wide, double>(*f, n, deviation);
            }
}
