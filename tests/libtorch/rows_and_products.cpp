#include <algorithm>
#include <cstddef>
#include <random>
#include <span>
#include <string_view>
#include <vector>

#include <xact/core/rowwise.hpp>
#include <xact/gated/bilinear.hpp>
#include <xact/gated/geglu.hpp>
#include <xact/gated/reglu.hpp>
#include <xact/gated/swiglu.hpp>
#include <xact/rowwise/log_softmax.hpp>
#include <xact/rowwise/softmax.hpp>

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

    rows(std::string_view name, const auto& f, std::size_t n, double deviation)
        : length(n),
          x(normal_numbers<T>(8 * n, deviation, 3)),
          dy(normal_numbers<T>(8 * n, 1, 4)),
          y(x.size()),
          dx(x.size()),
          theirs(compute_rows<T>(name, x, dy, n)) {
        xact::forward(f, x, y, n);
        xact::backward(f, y, dy, dx, n);
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

template <class T> void check_all_of_rows(std::string_view name, const auto& f) {
    const rows<T> r(name, f, 1000, 8);
    const xact::bound& promised = f.about.value;
    worst ours, theirs;
    double beside = 0;
    std::vector<wide> x(r.length), exact(r.length);
    for (std::size_t i = 0; i < r.x.size(); ++i) {
        if (i % r.length == 0) {
            std::copy(r.around(i).begin(), r.around(i).end(), x.begin());
            f.definition(std::span<const wide>(x), std::span<wide>(exact));
        }
        const wide& e = exact[i % r.length];
        const auto error = [&](T computed) { return ulp_error(format_of<T>, wide(computed), e); };
        if (error(r.theirs.value[i]) > theirs.ulp) beside = error(r.y[i]);
        see(ours, error(r.y[i]), r.x[i], r.y[i], static_cast<double>(e));
        see(theirs, error(r.theirs.value[i]), r.x[i], r.theirs.value[i], static_cast<double>(e));
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
    for (const std::size_t n : {1, 5, 64, 1000})
        for (const double deviation : {1.0, 8.0}) {
            check_rows<float>("softmax", xact::softmax{}, n, deviation);
            check_rows<double>("softmax", xact::softmax{}, n, deviation);
            check_rows<float>("log_softmax", xact::log_softmax{}, n, deviation);
            check_rows<double>("log_softmax", xact::log_softmax{}, n, deviation);
        }
}

TEST_CASE("softmax and its logarithm are right in all of a row", "[libtorch]") {
    print_heading();
    check_all_of_rows<float>("softmax", xact::softmax{});
    check_all_of_rows<double>("softmax", xact::softmax{});
    check_all_of_rows<float>("log_softmax", xact::log_softmax{});
    check_all_of_rows<double>("log_softmax", xact::log_softmax{});
}
