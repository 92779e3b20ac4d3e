#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <limits>
#include <random>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include <xact/core/along_axis.hpp>
#include <xact/rowwise/gelu_sparse_gate.hpp>
#include <xact/rowwise/log_softmax.hpp>
#include <xact/rowwise/log_sum_exp.hpp>
#include <xact/rowwise/masked_softmax.hpp>
#include <xact/rowwise/max_min.hpp>
#include <xact/rowwise/nau.hpp>
#include <xact/rowwise/softmax.hpp>
#include <xact/rowwise/standardize.hpp>
#include <xact/rowwise/top_k.hpp>

#include "support/catch.hpp"
#include "support/message_of.hpp"
#include "support/parameters.hpp"
#include "support/ulp.hpp"

// Columns of an array are what they are as rows, bit for bit.

namespace {

template <class S> std::vector<S> numbers(std::size_t n, unsigned seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<float> normal(0, 3);
    std::vector<S> x(n);
    for (S& v : x) v = S(normal(random));
    return x;
}

/// (outer, length, inner) as (outer, inner, length), or back.
template <class S> std::vector<S> exchanged(const std::vector<S>& x, std::size_t length, std::size_t inner) {
    std::vector<S> to(x.size());
    for (std::size_t o = 0; o < x.size() / (length * inner); ++o)
        for (std::size_t i = 0; i < length; ++i)
            for (std::size_t j = 0; j < inner; ++j) to[(o * inner + j) * length + i] = x[(o * length + i) * inner + j];
    return to;
}

template <class S> double number(S v) {
    if constexpr (sizeof(S) == 2)
        return double(float(v));
    else
        return double(v);
}
template <class S> bool same(const std::vector<S>& a, const std::vector<S>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](S u, S v) {
        return number(u) == number(v) && std::signbit(number(u)) == std::signbit(number(v));
    });
}

struct shape {
    std::size_t outer, length, inner;
};

template <class S, class F> void check_columns(const F& f) {
    for (const auto& [outer, length, inner] :
         {shape{1, 4, 1}, shape{3, 2, 5}, shape{2, 6, 64}, shape{1, 34, 33}, shape{2, 16, 16}, shape{1, 500, 70},
          shape{1, 20000, 18}, shape{40, 8, 1200}, shape{0, 4, 3}}) {
        INFO(F::about.name << ": " << outer << ", " << length << ", " << inner);
        const std::size_t m = xact::detail::output_length(f, length);
        const std::vector<S> x = numbers<S>(outer * length * inner, 1), dy = numbers<S>(outer * m * inner, 2);
        const std::vector<S> x_rows = exchanged(x, length, inner), dy_rows = exchanged(dy, m, inner);
        std::vector<S> y(dy.size()), dx(x.size()), y_rows(dy.size()), dx_rows(x.size());
        xact::forward(f, x_rows, y_rows, length);
        xact::forward(xact::along_axis(f, inner), x, y, length);
        CHECK(same(exchanged(y, m, inner), y_rows));
        constexpr bool from_input = xact::has_backward_from_input<F>;
        const std::vector<S>&from = from_input ? x : y, &from_rows = from_input ? x_rows : y_rows;
        xact::backward(f, from_rows, dy_rows, dx_rows, length);
        xact::backward(xact::along_axis(f, inner), from, dy, dx, length);
        CHECK(same(exchanged(dx, length, inner), dx_rows));

        std::vector<S> other(y.size()), other_dx(x.size());
        xact::forward(xact::parallel, xact::along_axis(f, inner), x.data(), other.data(), x.size(), length);
        CHECK(same(other, y));
        xact::backward(xact::parallel, xact::along_axis(f, inner), from.data(), dy.data(), other_dx.data(), x.size(),
                       length);
        CHECK(same(other_dx, dx));
        if (m == length) {
            std::vector<S> place = x;
            xact::forward(xact::along_axis(f, inner), place, place, length);
            CHECK(same(place, y));
            place = dy;
            xact::backward(xact::along_axis(f, inner), from, place, place, length);
            CHECK(same(place, dx));
        }
        if constexpr (xact::has_row_parameter_gradient<F>) {
            const auto of = [](const F& g) {
                std::vector<double> all;
                test::for_each_parameter(g, [&](double p) { all.push_back(p); });
                return all;
            };
            const auto g = xact::along_axis(f, inner);
            CHECK(of(xact::parameter_gradient(g, x, dy, length)) ==
                  of(xact::parameter_gradient(f, x_rows, dy_rows, length)));
            CHECK(of(xact::parameter_gradient(xact::parallel, g, x, dy, length)) ==
                  of(xact::parameter_gradient(f, x_rows, dy_rows, length)));
        }
    }
}

} // namespace

TEMPLATE_TEST_CASE("columns have the bits of rows", "[core]", xact::softmax, xact::standardize, xact::log_sum_exp,
                   xact::max_min, xact::top_k) {
    check_columns<float>(TestType{});
}

// Columns are copied as their storage type has it; what is computed of them then takes longest to compile.
TEMPLATE_TEST_CASE("columns of any storage type have the bits of rows", "[core]", xact::log_sum_exp, xact::max_min,
                   xact::top_k) {
    check_columns<double>(TestType{});
    check_columns<xact::bfloat16>(TestType{});
}

TEST_CASE("nothing around the columns is touched", "[core]") {
    std::vector<float> x = numbers<float>(2 * 5 * 37, 3), y(x.size() + 64, -7.5f);
    xact::forward(xact::along_axis(xact::softmax{}, 37), x, std::span(y).subspan(32, x.size()), 5);
    for (std::size_t i = 0; i < 32; ++i) CHECK((y[i] == -7.5f && y[y.size() - 1 - i] == -7.5f));
}

TEMPLATE_TEST_CASE("short columns have the bits of rows", "[core]", xact::softmax, xact::log_softmax) {
    constexpr std::size_t inner = 70;
    for (const std::size_t length : std::initializer_list<std::size_t>{1, 2, 3, 15, 16, 17, 31, 33, 47, 63, 64, 65})
        for (int kind = 0; kind < 5; ++kind) {
            std::vector<float> x = numbers<float>(length * inner, unsigned(length)), y(x.size()), y_rows(x.size());
            for (std::size_t i = 0; i < x.size(); ++i) {
                if (kind == 1) x[i] *= 30;                      // exponentials that vanish
                if (kind == 2 && i % inner == 40) x[i] += 1000; // one column is far from 0
                if (kind == 3 && i % 5 == 1) x[i] = -std::numeric_limits<float>::infinity();
                if (kind == 4 && i == 20) x[i] = std::numeric_limits<float>::quiet_NaN();
            }
            xact::forward(xact::along_axis(TestType{}, inner), x, y, length);
            xact::forward(TestType{}, exchanged(x, length, inner), y_rows, length);
            const std::vector<float> as_rows = exchanged(y, length, inner);
            std::size_t wrong = 0;
            for (std::size_t i = 0; i < y.size(); ++i)
                wrong += as_rows[i] == y_rows[i] || (std::isnan(as_rows[i]) && std::isnan(y_rows[i])) ? 0 : 1;
            INFO("columns of " << length << ", kind " << kind);
            CHECK(wrong == 0);
        }
}

TEST_CASE("mixed storage along an axis", "[core]") {
    const std::vector<float> x = numbers<float>(6 * 40, 4);
    const std::vector<double> wide(x.begin(), x.end());
    std::vector<double> y(x.size()), expected(x.size());
    xact::forward(xact::along_axis(xact::softmax{}, 40), x, y, 6);
    xact::forward(xact::along_axis(xact::softmax{}, 40), wide, expected, 6);
    CHECK(y == expected);
}

TEST_CASE("a second input along an axis, repeated for each array", "[core]") {
    const std::size_t outer = 3, length = 7, inner = 90, n = outer * length * inner;
    const std::vector<float> x = numbers<float>(n, 5);
    std::vector<unsigned char> mask(length * inner);
    for (std::size_t i = 0; i < mask.size(); ++i) mask[i] = i * i % 3 == 0 ? 1 : 0;
    const std::vector<unsigned char> mask_rows = exchanged(mask, length, inner);
    std::vector<float> y(n), y_rows(n), other(n);
    xact::forward(xact::along_axis(xact::masked_softmax{}, inner), x, mask, y, length);
    xact::forward(xact::masked_softmax{}, exchanged(x, length, inner), mask_rows, y_rows, length);
    CHECK(same(exchanged(y, length, inner), y_rows));
    xact::forward(xact::parallel, xact::along_axis(xact::masked_softmax{}, inner), x, mask, other, length);
    CHECK(same(other, y));
    CHECK(test::message_of([&] {
              xact::forward(xact::along_axis(xact::masked_softmax{}, inner), x, std::span(mask).first(89), y, length);
          }) ==
          "xact::forward(masked_softmax): x has 3 rows of 630 elements, mask has 89 elements, which must be as many "
          "rows, or rows that go into them without a rest");
}

TEMPLATE_TEST_CASE("gradients of two inputs along an axis", "[core]", xact::gelu_sparse_gate, xact::nau) {
    const TestType f{};
    constexpr std::size_t outer = 6, length = 40, inner = 90, n = outer * length * inner;
    const std::size_t m = outer * xact::detail::output_length(f, length) * inner;
    const std::vector<float> x = numbers<float>(n, 6), dy = numbers<float>(m, 7);
    for (const std::size_t shared : std::initializer_list<std::size_t>{1, 2, 6}) {
        INFO(shared << " arrays of the second input");
        const std::vector<float> b = numbers<float>(shared * length * inner, 8);
        std::vector<float> dx(n), dx_rows(n), db(b.size()), db_rows(b.size()), other_dx(n), other_db(b.size());
        xact::backward(xact::along_axis(f, inner), x, b, dy, dx, db, length);
        xact::backward(f, exchanged(x, length, inner), exchanged(b, length, inner),
                       exchanged(dy, m / outer / inner, inner), dx_rows, db_rows, length);
        CHECK(same(exchanged(dx, length, inner), dx_rows));
        CHECK(same(exchanged(db, length, inner), db_rows));
        xact::backward(xact::parallel, xact::along_axis(f, inner), x, b, dy, other_dx, other_db, length);
        CHECK(same(other_dx, dx));
        CHECK(same(other_db, db));
        CHECK(test::message_of([&] {
                  xact::backward(xact::along_axis(f, inner), x, b, dy, dx, std::span(db).first(9), length);
              }).find("db has 9") != std::string::npos);
    }
}

TEST_CASE("the largest k of each feature, and of a whole batch", "[core]") {
    const std::vector<float> x{1, 5, 3, //
                               4, 2, 3, //
                               2, 9, 1};
    std::vector<float> y(9);
    xact::forward(xact::along_axis(xact::top_k{.k = 1}, 3), x, y, 3);
    CHECK(y == std::vector<float>{0, 0, 3, 4, 0, 0, 0, 9, 0});
    xact::forward(xact::top_k{.k = 3}, x, y, 9);
    CHECK(y == std::vector<float>{0, 5, 0, 4, 0, 0, 0, 9, 0});
}

TEST_CASE("along an axis: errors give the numbers", "[errors]") {
    const xact::softmax f{};
    const std::string forward = "xact::forward(softmax): ", backward = "xact::backward(softmax): ";
    std::vector<float> x(24, 1), y(24, 7), dy(24, 1);
    const std::vector<float> before = y;
    CHECK(test::message_of([&] { xact::forward(xact::along_axis(f, 0), x, y, 4); }) == forward + "inner is 0");
    CHECK(test::message_of([&] { xact::forward(xact::along_axis(f, 3), x, y, 0); }) ==
          forward + "row_length is 0, x has 24 elements");
    CHECK(test::message_of([&] { xact::forward(xact::along_axis(f, 5), x, y, 4); }) ==
          forward + "x has 24 elements, not a multiple of row_length = 4 times inner = 5");
    CHECK(test::message_of([&] { xact::forward(xact::along_axis(f, 3), x, std::span(y).first(12), 4); }) ==
          forward + "x has 24 elements, y has 12");
    CHECK(test::message_of([&] { xact::backward(xact::along_axis(f, 3), y, std::span(dy).first(12), y, 4); }) ==
          backward + "y has 24 elements, dy has 12");
    CHECK(test::message_of([&] {
              xact::forward(xact::along_axis(f, 2), std::span(y).first(16), std::span(y).subspan(4, 16), 4);
          }) == forward + "x and y overlap in part: y starts 16 bytes after x, which has 64 bytes");
    CHECK(test::message_of([&] {
              xact::forward(xact::along_axis(xact::softmax{.tau = 0}, 3), x, y, 4);
          }).find("xact::softmax: tau = 0") == 0);
    CHECK(test::message_of([&] { xact::forward(xact::along_axis(xact::top_k{.k = 5}, 3), x, y, 4); }) ==
          "xact::top_k: row_length is 4, must be at least k = 5");
    CHECK(y == before);
}
