#include <xact/constructors/channel_dispatch.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <xact/constructors/monotone_triple.hpp>
#include <xact/elementwise/elu.hpp>
#include <xact/elementwise/relu.hpp>
#include <xact/elementwise/silu.hpp>
#include <xact/elementwise/swish.hpp>
#include <xact/elementwise/tanh.hpp>

#include "support/catch.hpp"
#include "support/entry_points.hpp"

namespace {

struct shape {
    std::size_t outer, channels, inner;
};

const std::vector<shape> shapes{{1, 1, 1},  {3, 1, 5},  {5, 2, 1},   {4, 3, 1},  {7, 5, 2},    {2, 7, 3},
                                {3, 16, 1}, {2, 17, 1}, {2, 4, 16},  {2, 3, 17}, {1, 5, 100},  {70, 33, 1},
                                {3, 2, 15}, {0, 3, 4},  {900, 3, 1}, {9, 8, 7},  {3, 5000, 1}, {2, 3, 20000}};

/// Forward and backward of n elements in a shape, by ranges, in place and in parallel, against one number at a time.
template <class T, class Forward, class Backward, class Value, class Slope>
void check_shape(const shape& s, const Forward& forward, const Backward& backward, const Value& value,
                 const Slope& slope) {
    const std::size_t n = s.outer * s.channels * s.inner;
    const std::vector<T> x = test::assorted_inputs<T>(n, 1);
    const std::vector<T> dy = test::assorted_inputs<T>(n, 2);
    std::vector<T> y(n), dx(n), in_place = x, parallel(n);
    forward(xact::sequential, x, y);
    forward(xact::parallel, x, parallel);
    forward(xact::sequential, in_place, in_place);
    backward(x, dy, dx);
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t channel = i / s.inner % s.channels;
        wrong += test::equal(y[i], value(channel, x[i])) && test::equal(parallel[i], y[i]) &&
                         test::equal(in_place[i], y[i]) && test::equal(dx[i], slope(channel, x[i], dy[i]))
                     ? 0
                     : 1;
    }
    INFO("shape (" << s.outer << ", " << s.channels << ", " << s.inner << ")");
    CHECK(wrong == 0);
}

/// The k-th function of a tuple for one number.
template <class T, class... F> T value_of(const std::tuple<F...>& functions, std::size_t k, T x) {
    T y{};
    std::size_t j = 0;
    std::apply([&](const auto&... f) { ((j++ == k ? void(y = f(x)) : void()), ...); }, functions);
    return y;
}
template <class T, class... F> T slope_of(const std::tuple<F...>& functions, std::size_t k, T x, T dy) {
    T y{};
    std::size_t j = 0;
    std::apply([&](const auto&... f) { ((j++ == k ? void(y = xact::backward_of(f, x, dy)) : void()), ...); },
               functions);
    return y;
}

template <class T> void check_dispatch() {
    const xact::channel_dispatch<xact::relu, xact::elu, xact::tanh> f{{{}, {.alpha = 0.5}, {}}};
    for (const shape& s : shapes) {
        std::vector<int> k(s.channels);
        for (std::size_t c = 0; c < k.size(); ++c) k[c] = static_cast<int>(c * c % 3);
        const auto index = [&](std::size_t c) { return static_cast<std::size_t>(k[c]); };
        check_shape<T>(
            s, [&](auto e, const auto& x, auto& y) { xact::forward(e, f, k, s.inner, x, y); },
            [&](const auto& x, const auto& dy, auto& dx) { xact::backward(f, k, s.inner, x, dy, dx); },
            [&](std::size_t c, T x) { return value_of(f.functions, index(c), x); },
            [&](std::size_t c, T x, T dy) { return slope_of(f.functions, index(c), x, dy); });
    }
}

template <class T> void check_triple() {
    const xact::monotone_triple<xact::elu> f{.function = {.alpha = 0.75}, .c = 0.5};
    for (const shape& s : shapes) {
        const auto [first, second, rest] = f.split(s.channels);
        CHECK(first + second + rest == s.channels);
        const auto index = [first = first, second = second](std::size_t c) -> std::size_t {
            return c < first ? 0 : c < first + second ? 1 : 2;
        };
        check_shape<T>(
            s,
            [&](auto e, const auto& x, auto& y) {
                xact::forward(e, f, s.channels, s.inner, x.data(), y.data(), x.size());
            },
            [&](const auto& x, const auto& dy, auto& dx) { xact::backward(f, s.channels, s.inner, x, dy, dx); },
            [&](std::size_t c, T x) { return value_of(f.functions(), index(c), x); },
            [&](std::size_t c, T x, T dy) { return slope_of(f.functions(), index(c), x, dy); });
    }
}

} // namespace

TEST_CASE("channel_dispatch has the bits of the channel's function", "[constructors]") {
    check_dispatch<float>();
    check_dispatch<double>();
}

TEST_CASE("monotone_triple has the bits of the channel's function", "[constructors]") {
    check_triple<float>();
    check_triple<double>();
}

TEST_CASE("channel_dispatch and monotone_triple sum the gradients of each function over its channels",
          "[constructors]") {
    const xact::channel_dispatch<xact::elu, xact::relu, xact::swish> f{{{.alpha = 0.5}, {}, {.beta = 1.5}}};
    const xact::monotone_triple<xact::elu> triple{.function = {.alpha = 0.75}, .c = 0.5};
    const xact::concave<xact::elu> concave{triple.function};
    const xact::saturated<xact::elu> saturated{triple.function, triple.c};
    for (const shape& s : shapes) {
        const std::size_t n = s.outer * s.channels * s.inner;
        const std::vector<double> x = test::moderate_inputs<double>(n, 1), dy = test::moderate_inputs<double>(n, 2);
        std::vector<int> k(s.channels);
        for (std::size_t c = 0; c < k.size(); ++c) k[c] = static_cast<int>(c * c % 3);
        const auto [first, second, rest] = triple.split(s.channels);
        CHECK(rest == s.channels - first - second);

        // Sums of terms and of their sizes, by the function's members for one number.
        struct sum {
            long double value = 0, size = 0;

            void add(double term) { value += term, size += std::abs(term); }
            bool is(double v) const { return std::abs(v - double(value)) <= 1e-14 * double(size); }
        };
        sum alpha, beta, shared_alpha, c;
        for (std::size_t i = 0; i < n; ++i) {
            const std::size_t channel = i / s.inner % s.channels;
            if (k[channel] == 0) alpha.add(dy[i] * std::get<0>(f.functions).parameter_derivatives(x[i]).alpha);
            if (k[channel] == 2) beta.add(dy[i] * std::get<2>(f.functions).parameter_derivatives(x[i]).beta);
            if (channel < first) {
                shared_alpha.add(dy[i] * triple.function.parameter_derivatives(x[i]).alpha);
            } else if (channel < first + second) {
                shared_alpha.add(dy[i] * concave.parameter_derivatives(x[i]).function.alpha);
            } else {
                const auto g = saturated.parameter_derivatives(x[i]);
                shared_alpha.add(dy[i] * g.function.alpha), c.add(dy[i] * g.c);
            }
        }
        INFO("shape (" << s.outer << ", " << s.channels << ", " << s.inner << ")");
        const auto g = xact::parameter_gradient(f, k, s.inner, x, dy);
        CHECK(alpha.is(std::get<0>(g.functions).alpha));
        CHECK(beta.is(std::get<2>(g.functions).beta));
        const auto by_threads = xact::parameter_gradient(xact::parallel, f, k, s.inner, x.data(), dy.data(), n);
        CHECK(std::get<2>(by_threads.functions).beta == std::get<2>(g.functions).beta);
        const auto t = xact::parameter_gradient(triple, s.channels, s.inner, x, dy);
        CHECK(shared_alpha.is(t.function.alpha));
        CHECK(c.is(t.c));
        CHECK(t.shares == triple.shares);
        CHECK(xact::parameter_gradient(xact::parallel, triple, s.channels, s.inner, x.data(), dy.data(), n).c == t.c);
    }
    const std::array x{1.0, 2.0, 3.0};
    CHECK(test::message([&] {
              (void)xact::parameter_gradient(f, std::array{0, 3, 1}, 1, x, x);
          }) ==
          "xact::parameter_gradient(channel_dispatch<elu,relu,swish>): the index of channel 1 is 3, there are 3 "
          "functions");
    CHECK(test::message([&] { (void)xact::parameter_gradient(triple, 2, 1, x, x); }) ==
          "xact::parameter_gradient(monotone_triple<elu>): x has 3 elements, not a multiple of 2 channels times inner "
          "= 1");
}

TEST_CASE("monotone_triple splits the width 7 : 7 : 2", "[constructors]") {
    const xact::monotone_triple<xact::relu> f{};
    using split = std::array<std::size_t, 3>;
    CHECK(f.split(16) == split{7, 7, 2});
    CHECK(f.split(64) == split{28, 28, 8});
    CHECK(f.split(1) == split{0, 0, 1});
    CHECK(f.split(8) == split{4, 4, 0});
    CHECK(f.split(24) == split{10, 10, 4});
    CHECK(xact::monotone_triple<xact::relu>{.shares = {1, 1, 0}}.split(3) == split{2, 1, 0});
    std::vector<float> y(16);
    xact::forward(f, 16, 1, std::vector<float>(16, 2.f), y);
    CHECK(y[0] == 2);
    CHECK(y[7] == 0);
    CHECK(y[14] == 1);
}

TEST_CASE("channel_dispatch and monotone_triple say what does not fit", "[constructors]") {
    const xact::channel_dispatch<xact::relu, xact::silu> f{};
    std::vector<float> x(6), y(6, 7.f), z(5);
    const std::string start = "xact::forward(channel_dispatch<relu,silu>): ";
    CHECK(test::message([&] {
              xact::forward(f, std::vector<int>{0, 2, 1}, 1, x, y);
          }) == start + "the index of channel 1 is 2, there are 2 functions");
    CHECK(test::message([&] {
              xact::forward(f, std::vector<int>{0, 1, -1}, 1, x, y);
          }) == start + "the index of channel 2 is -1, there are 2 functions");
    CHECK(test::message([&] {
              xact::forward(f, std::array{0, 1, 0, 1}, 1, x, y);
          }) == start + "x has 6 elements, not a multiple of 4 channels times inner = 1");
    CHECK(test::message([&] { xact::forward(f, std::array{0, 1}, 0, x, y); }) == start + "inner is 0");
    CHECK(test::message([&] { xact::forward(f, std::vector<int>{}, 1, x, y); }) == start + "there are no channels");
    CHECK(test::message([&] { xact::forward(f, std::array{0, 1}, 1, x, z); }) == start + "x has 6 elements, y has 5");
    CHECK(test::message([&] {
              xact::forward(xact::monotone_triple<xact::relu>{.shares = {0, 0, 0}}, 2, 3, x, y);
          }).find("shares") != std::string::npos);
    CHECK(test::message([&] { xact::backward(xact::monotone_triple<xact::relu>{}, 4, 1, x, x, y); }) ==
          "xact::backward(monotone_triple<relu>): x has 6 elements, not a multiple of 4 channels times inner = 1");
    for (const float v : y) CHECK(v == 7);
}
