#include <xact/constructors/bias_act.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include <xact/elementwise/elu.hpp>
#include <xact/elementwise/relu.hpp>
#include <xact/elementwise/silu.hpp>

#include "support/catch.hpp"
#include "support/entry_points.hpp"

namespace {

struct shape {
    std::size_t outer, channels, inner;
};

template <class T, class F> void check_shapes(const F& f) {
    for (const auto& [outer, channels, inner] :
         {shape{1, 1, 1}, shape{5, 3, 1}, shape{4, 2, 7}, shape{300, 3, 2}, shape{2, 5, 4099}, shape{0, 2, 2},
          shape{3, 1100, 1}, shape{40, 33, 1}, shape{2, 300, 15}, shape{9, 4, 16}, shape{70, 64, 17},
          shape{0, 2, 40}}) {
        const std::size_t n = outer * channels * inner;
        const std::vector<T> x = test::moderate_inputs<T>(n, 1), dy = test::moderate_inputs<T>(n, 2),
                             b = test::moderate_inputs<T>(channels, 3);
        std::vector<T> y(n), dx(n), in_place = x, parallel(n);
        std::vector<double> db(channels, 77), db_again(channels);
        const xact::bias_act<F> g{f};
        xact::forward(g, x, b, inner, y);
        xact::forward(xact::parallel, g, x.data(), b.data(), channels, inner, parallel.data(), n);
        xact::backward(g, x, b, inner, dy, dx, db);
        xact::backward(xact::parallel, g, in_place, b, inner, dy, in_place, db_again);
        std::size_t wrong = 0;
        std::vector<long double> sum(channels), size(channels);
        for (std::size_t i = 0; i < n; ++i) {
            const std::size_t c = i / inner % channels;
            const T z = x[i] + b[c], slope = xact::backward_of(f, z, dy[i]);
            wrong += test::equal(y[i], f(z)) && test::equal(parallel[i], y[i]) && test::equal(dx[i], slope) &&
                             test::equal(in_place[i], slope)
                         ? 0
                         : 1;
            const long double term = static_cast<long double>(f.derivative(z)) * dy[i];
            sum[c] += term, size[c] += std::abs(term);
        }
        for (std::size_t c = 0; c < channels; ++c)
            wrong += std::abs(db[c] - double(sum[c])) <= 1e-12 * double(size[c]) && db_again[c] == db[c] ? 0 : 1;
        INFO("shape (" << outer << ", " << channels << ", " << inner << ")");
        CHECK(wrong == 0);
    }
}

} // namespace

TEST_CASE("bias_act has the bits of the functor at x + b, and sums its gradients", "[constructors]") {
    check_shapes<float>(xact::silu{});
    check_shapes<double>(xact::silu{});
    check_shapes<float>(xact::relu{});
    check_shapes<double>(xact::elu{.alpha = 0.5});
}

TEST_CASE("bias_act: the gradients of the function's parameters are those at x + b", "[constructors]") {
    const xact::elu f{.alpha = 0.5};
    for (const auto& [outer, channels, inner] : {shape{5, 3, 1}, shape{4, 2, 7}, shape{2, 5, 4099}, shape{0, 2, 2}}) {
        const std::size_t n = outer * channels * inner;
        const std::vector<double> x = test::moderate_inputs<double>(n, 1), dy = test::moderate_inputs<double>(n, 2),
                                  b = test::moderate_inputs<double>(channels, 3);
        std::vector<double> moved(n);
        for (std::size_t i = 0; i < n; ++i) moved[i] = x[i] + b[i / inner % channels];
        const double expected = xact::parameter_gradient(f, moved, dy).alpha;
        const xact::bias_act<xact::elu> g{f};
        CHECK(xact::parameter_gradient(g, x, b, inner, dy).function.alpha == expected);
        CHECK(xact::parameter_gradient(xact::parallel, g, x.data(), b.data(), channels, inner, dy.data(), n)
                  .function.alpha == expected);
    }
    CHECK(test::message([&] {
              (void)xact::parameter_gradient(xact::bias_act<xact::elu>{}, std::array{1.0, 2.0}, std::array{0.0}, 2,
                                             std::array{1.0});
          }) == "xact::parameter_gradient(bias_act<elu>): x has 2 elements, dy has 1");
}

TEST_CASE("bias_act: storage types, infinities and NaN", "[constructors]") {
    const float inf = std::numeric_limits<float>::infinity(), nan = std::numeric_limits<float>::quiet_NaN();
    std::vector<float> y(4);
    xact::forward(xact::bias_act<xact::relu>{}, std::vector<float>{inf, nan, -inf, 2}, std::array{1.f, -1.f}, 1, y);
    CHECK(y[0] == inf);
    CHECK(std::isnan(y[1]));
    CHECK(y[2] == 0);
    CHECK(y[3] == 1);
    std::vector<xact::bfloat16> x{xact::bfloat16(1.f), xact::bfloat16(2.f)}, db(1);
    std::vector<xact::float16> half(2);
    xact::forward(xact::bias_act<xact::relu>{}, x, std::array{0.5}, 2, half);
    CHECK(float(half[1]) == 2.5f);
    xact::backward(xact::bias_act<xact::relu>{}, x, std::array{0.5f}, 2, std::array{3.f, 4.f}, half, db);
    CHECK(float(db[0]) == 7);
}

TEST_CASE("bias_act says what does not fit", "[constructors]") {
    const xact::bias_act<xact::relu> f{};
    std::vector<float> x(6), y(6, 7.f), b(3), db(3, 7.f);
    const std::string start = "xact::forward(bias_act<relu>): ";
    CHECK(test::message([&] { xact::forward(f, x, b, 4, y); }) ==
          start + "x has 6 elements, not a multiple of 3 channels times inner = 4");
    CHECK(test::message([&] { xact::forward(f, x, b, 0, y); }) == start + "inner is 0");
    CHECK(test::message([&] { xact::forward(f, x, b, 1, std::span(y).first(5)); }) ==
          start + "x has 6 elements, y has 5");
    CHECK(test::message([&] { xact::forward(f, x, std::span(y).first(3), 1, y); }) == start + "b and y share memory");
    const std::string back = "xact::backward(bias_act<relu>): ";
    CHECK(test::message([&] { xact::backward(f, x, b, 1, x, y, std::span(db).first(2)); }) ==
          back + "b has 3 elements, db has 2");
    CHECK(test::message([&] { xact::backward(f, x, b, 1, x, y, b); }) == back + "b and db share memory");
    CHECK(test::message([&] { xact::backward(f, x, b, 1, x, y, std::span(y).first(3)); }) ==
          back + "dx and db share memory");
    for (const float v : y) CHECK(v == 7);
    for (const float v : db) CHECK(v == 7);
}
