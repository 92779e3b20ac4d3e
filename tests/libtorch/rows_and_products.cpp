#include <algorithm>
#include <cmath>
#include <cstddef>
#include <random>
#include <span>
#include <string_view>
#include <vector>

#include <xact/core/packed.hpp>
#include <xact/core/rowwise.hpp>
#include <xact/gated/bilinear.hpp>
#include <xact/gated/geglu.hpp>
#include <xact/gated/glu.hpp>
#include <xact/gated/reglu.hpp>
#include <xact/gated/swiglu.hpp>
#include <xact/rowwise/l2_normalize.hpp>
#include <xact/rowwise/log_softmax.hpp>
#include <xact/rowwise/log_sum_exp.hpp>
#include <xact/rowwise/rms_norm.hpp>
#include <xact/rowwise/softmax.hpp>
#include <xact/rowwise/standardize.hpp>
#include <xact/rowwise/top_k.hpp>

#include "libtorch/counterpart.hpp"
#include "libtorch/reference.hpp"
#include "libtorch/table.hpp"
#include "support/catch.hpp"
#include "support/wide.hpp"

// Functions of a row and of two inputs beside libtorch's.

namespace {

using namespace test;
using namespace test::libtorch;

template <class T> std::vector<T> normal_numbers(std::size_t n, double deviation, unsigned seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal(0, deviation);
    std::vector<T> x(n);
    for (T& v : x) v = static_cast<T>(normal(random));
    return x;
}

/// f(a)·b and its gradients, with a where libtorch's f and f' are right.
template <class T> void check_gated(std::string_view name, const auto& f) {
    constexpr std::size_t n = 1000;
    std::vector<T> a = normal_numbers<T>(n, 2, 1);
    const std::vector<T> b = normal_numbers<T>(n, 3, 2);
    for (T& v : a) v = v < T(-0.25) ? -v : v;
    const gated_results<T> theirs = compute<T>(name, a, b);
    worst value, da, db;
    for (std::size_t i = 0; i < n; ++i) {
        const auto ours = f.backward(a[i], b[i], T(1));
        const auto compare = [&](worst& w, T their, T our) {
            see(w, ulp_error<double>(format_of<T>, their, our), a[i], their, our);
        };
        compare(value, theirs.value[i], f(a[i], b[i]));
        compare(da, theirs.da[i], ours.da);
        compare(db, theirs.db[i], ours.db);
    }
    INFO(name << (sizeof(T) == 4 ? " in float" : " in double") << ", libtorch for \"computed\", xact for \"exact\"");
    for (const worst& w : {value, da, db}) {
        INFO(w.text());
        CHECK(w.ulp <= some + 4);
    }
}

/// Rows of normally distributed numbers, their outputs and gradients.
template <class T> struct rows {
    std::size_t length;
    std::vector<T> x, dy, y, dx;
    results<T> theirs;

    template <class F>
    rows(std::string_view name, const F& f, std::size_t n, double deviation)
        : length(n),
          x(normal_numbers<T>(8 * n, deviation, 3)),
          dy(normal_numbers<T>(8 * xact::detail::output_length(f, n), 1, 4)),
          y(dy.size()),
          dx(x.size()),
          theirs(compute_rows<T>(name, x, dy, n)) {
        xact::forward(f, x, y, n);
        xact::backward(f, xact::has_backward_from_input<F> ? x : y, dy, dx, n);
    }

    /// The row of the i-th element.
    std::span<const T> around(std::size_t i) const { return std::span(x).subspan(i - i % length, length); }
    T largest_around(std::size_t i) const { return *std::max_element(around(i).begin(), around(i).end()); }
};

/// Where x is not far below its row's largest: libtorch rounds the difference, so that its softmax is off by that many
/// ulps. Logarithms and gradients are sums: their errors count in ulps of 1, and of what dy = 4 would give.
template <class T> void check_rows(std::string_view name, const auto& f, std::size_t n, double deviation) {
    const bool is_log = name == "log_softmax";
    const rows<T> r(name, f, n, deviation);
    worst value, gradient;
    for (std::size_t i = 0; i < r.x.size(); ++i) {
        const double below = r.largest_around(i) - r.x[i], y = is_log ? 1 : r.y[i];
        if (below > 4) continue;
        see(value, ulp_error<double>(format_of<T>, r.theirs.value[i], r.y[i], is_log ? 1 : 0), r.x[i],
            r.theirs.value[i], r.y[i]);
        see(gradient, ulp_error<double>(format_of<T>, r.theirs.slope[i], r.dx[i], 4 * y), r.x[i], r.theirs.slope[i],
            r.dx[i]);
    }
    INFO(name << (sizeof(T) == 4 ? " in float" : " in double") << ", rows of " << n << ", deviation " << deviation);
    INFO("value: " << value.text());
    CHECK(value.ulp <= some + 4);
    INFO("gradient: " << gradient.text());
    CHECK(gradient.ulp <= some + 4);
}

/// Both are to `some` ulps what the other is, of 1 and of what the gradient is the difference of: norms.
template <class T> void check_norm(std::string_view name, const auto& f, std::size_t n, double deviation) {
    const rows<T> r(name, f, n, deviation);
    worst value, gradient;
    for (std::size_t first = 0; first < r.x.size(); first += n) {
        const auto to_double = [&](const std::vector<T>& v) {
            return std::vector<double>(v.begin() + static_cast<std::ptrdiff_t>(first),
                                       v.begin() + static_cast<std::ptrdiff_t>(first + n));
        };
        std::vector<double> scales(n);
        const std::vector<double> x = to_double(r.x), dy = to_double(r.dy);
        f.gradient_scales(std::span<const double>(x), std::span<const double>(dy), std::span<double>(scales));
        for (std::size_t i = first; i < first + n; ++i) {
            const double scale = scales[i - first] * 0x1p20; // the scales are 2^-20 of what is meant here
            see(value, ulp_error<double>(format_of<T>, r.theirs.value[i], r.y[i], 1), r.x[i], r.theirs.value[i],
                r.y[i]);
            see(gradient, ulp_error<double>(format_of<T>, r.theirs.slope[i], r.dx[i], scale), r.x[i], r.theirs.slope[i],
                r.dx[i]);
        }
    }
    INFO(name << (sizeof(T) == 4 ? " in float" : " in double") << ", rows of " << n << ", deviation " << deviation);
    INFO("value: " << value.text());
    CHECK(value.ulp <= some);
    INFO("gradient: " << gradient.text());
    CHECK(gradient.ulp <= some);
}

template <class T> void check_all_of_rows(std::string_view name, const auto& f) {
    const rows<T> r(name, f, 1000, 8);
    const xact::bound& promised = f.about.value;
    worst ours, theirs;
    double beside = 0;
    const std::size_t outputs = r.y.size() / (r.x.size() / r.length);
    std::vector<wide> x(r.length), exact(outputs);
    for (std::size_t i = 0; i < r.y.size(); ++i) {
        const std::size_t at = i / outputs * r.length + i % outputs;
        if (i % outputs == 0) {
            std::copy(r.around(at).begin(), r.around(at).end(), x.begin());
            f.definition(std::span<const wide>(x), std::span<wide>(exact));
        }
        const wide& e = exact[i % outputs];
        const auto error = [&](T computed) { return ulp_error(format_of<T>, wide(computed), e); };
        if (error(r.theirs.value[i]) > theirs.ulp) beside = error(r.y[i]);
        see(ours, error(r.y[i]), r.x[at], r.y[i], static_cast<double>(e));
        see(theirs, error(r.theirs.value[i]), r.x[at], r.theirs.value[i], static_cast<double>(e));
    }
    print_row(name, "value", sizeof(T) == 4 ? "float" : "double", theirs, some, beside);
    INFO(name << (sizeof(T) == 4 ? " in float: " : " in double: ") << ours.text());
    CHECK(ours.ulp <= (sizeof(T) == 4 ? promised.ulp : promised.ulp_double));
}

} // namespace

TEST_CASE("gated units are PyTorch's products", "[libtorch]") {
    const auto check_both = [](std::string_view name, const auto& f) {
        check_gated<float>(name, f);
        check_gated<double>(name, f);
    };
    check_both("swiglu", xact::swiglu{});
    check_both("geglu", xact::geglu{});
    check_both("reglu", xact::reglu{});
    check_both("bilinear", xact::bilinear{});
}

TEST_CASE("softmax and its logarithm are PyTorch's near a row's largest", "[libtorch]") {
    for (const std::size_t n : {1u, 5u, 64u, 1000u})
        for (const double deviation : {1.0, 8.0}) {
            check_rows<float>("softmax", xact::softmax{}, n, deviation);
            check_rows<double>("softmax", xact::softmax{}, n, deviation);
            check_rows<float>("log_softmax", xact::log_softmax{}, n, deviation);
            check_rows<double>("log_softmax", xact::log_softmax{}, n, deviation);
        }
}

TEST_CASE("the logarithm of a sum of exponentials is PyTorch's, and its gradient near a row's largest", "[libtorch]") {
    const auto check = []<class T>(T, std::size_t n) {
        const rows<T> r("logsumexp", xact::log_sum_exp{}, n, 8);
        INFO((sizeof(T) == 4 ? "float" : "double") << ", rows of " << n);
        for (std::size_t i = 0; i < r.y.size(); ++i)
            CHECK(ulp_error<double>(format_of<T>, r.theirs.value[i], r.y[i], std::log(double(n))) <= few);
        for (std::size_t i = 0; i < r.x.size(); ++i) {
            // libtorch takes x - logsumexp(x) before the exponential, rounded as numbers of that size are.
            const double rounded = std::max(1.0, std::abs(double(r.y[i / n])));
            if (r.largest_around(i) - r.x[i] > 4) continue;
            CHECK(ulp_error<double>(format_of<T>, r.theirs.slope[i], r.dx[i]) <= some + rounded);
        }
    };
    for (const std::size_t n : {1u, 5u, 64u, 1000u}) check(float(), n), check(double(), n);
}

TEST_CASE("norms are PyTorch's", "[libtorch]") {
    const auto check_both = [](std::string_view name, const auto& f) {
        for (const std::size_t n : {2u, 5u, 16u, 64u, 100u, 128u, 1000u})
            for (const double deviation : {1.0, 1000.0}) {
                check_norm<float>(name, f, n, deviation);
                check_norm<double>(name, f, n, deviation);
            }
    };
    check_both("layer_norm", xact::standardize{});
    check_both("rms_norm", xact::rms_norm{});
    check_both("normalize", xact::l2_normalize{});
}

TEST_CASE("the k largest are those of PyTorch", "[libtorch]") {
    const auto check = []<class T>(T, std::size_t n) {
        const rows<T> r("topk", xact::top_k{}, n, 1); // without two equal numbers, where PyTorch takes either
        INFO((sizeof(T) == 4 ? "float" : "double") << ", rows of " << n);
        CHECK(r.theirs.value == r.y);
        CHECK(r.theirs.slope == r.dx);
    };
    for (const std::size_t n : {4u, 5u, 64u, 1000u}) check(float(), n), check(double(), n);
}

TEST_CASE("glu of packed halves is PyTorch's", "[libtorch]") {
    const auto check = []<class T>(T, std::size_t width) {
        std::vector<T> x = normal_numbers<T>(8 * width, 1, 5);
        const std::vector<T> dy = normal_numbers<T>(4 * width, 1, 6);
        // A gate at most half open: of others libtorch loses 1 - σ.
        for (std::size_t i = 0; i < x.size(); ++i)
            if (i % (2 * width) >= width) x[i] = -std::abs(x[i]);
        std::vector<T> y(dy.size()), dx(x.size());
        const auto packed = xact::packed(xact::glu{}, xact::activated_second, width);
        xact::forward(packed, x, y);
        xact::backward(packed, x, dy, dx);
        const results<T> theirs = compute_rows<T>("glu", x, dy, 2 * width);
        INFO((sizeof(T) == 4 ? "float" : "double") << ", width " << width);
        for (std::size_t i = 0; i < y.size(); ++i)
            CHECK(ulp_error<double>(format_of<T>, theirs.value[i], y[i]) <= few + 2);
        for (std::size_t i = 0; i < x.size(); ++i)
            CHECK(ulp_error<double>(format_of<T>, theirs.slope[i], dx[i]) <= some);
    };
    for (const std::size_t width : {1u, 7u, 64u, 500u}) check(float(), width), check(double(), width);
}

TEST_CASE("functions of a row are right in all of it", "[libtorch]") {
    print_heading();
    const auto check_both = [](std::string_view name, const auto& f) {
        check_all_of_rows<float>(name, f);
        check_all_of_rows<double>(name, f);
    };
    check_both("softmax", xact::softmax{});
    check_both("log_softmax", xact::log_softmax{});
    check_both("logsumexp", xact::log_sum_exp{});
    check_both("layer_norm", xact::standardize{});
    check_both("rms_norm", xact::rms_norm{});
    check_both("normalize", xact::l2_normalize{});
}
