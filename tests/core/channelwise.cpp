#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include <xact/core/channelwise.hpp>
#include <xact/elementwise/elu.hpp>
#include <xact/elementwise/golu.hpp>
#include <xact/elementwise/hard_swish.hpp>
#include <xact/elementwise/prelu.hpp>
#include <xact/elementwise/swish.hpp>
#include <xact/learnable/pau_a.hpp>

#include "support/catch.hpp"
#include "support/inputs.hpp"
#include "support/parameters.hpp"

// An element has the bits that its channel's functor gives it alone, in every shape.

namespace {

template <class T> bool same(T a, T b) {
    return (std::isnan(a) && std::isnan(b)) || std::bit_cast<test::bits_of<T>>(a) == std::bit_cast<test::bits_of<T>>(b);
}

template <class T> std::vector<T> numbers(std::size_t n, unsigned seed) {
    std::mt19937_64 random(seed);
    std::vector<T> x(n);
    for (T& v : x) v = static_cast<T>(16 * (static_cast<double>(random() >> 11) * 0x1p-53) - 8);
    return x;
}

/// One functor a channel: the first with its defaults, some with parameters so small that kernels treat them apart, the
/// others with parameters of their own.
template <class F> std::vector<F> functors(std::size_t channels) {
    std::vector<F> fs(channels);
    for (std::size_t c = 0; c < channels; ++c)
        if constexpr (test::has_parameters<F>)
            test::for_each_parameter(fs[c], [&](double& p) {
                p = c == 0 ? p : c % 5 == 4 ? p * 0x1p-70 : p * (1 + 0.07 * double(c));
            });
    return fs;
}

struct shape {
    std::size_t outer, channels, inner;
};

const std::vector<shape> shapes{{1, 1, 1},  {3, 1, 5},  {5, 2, 1},   {4, 3, 1},  {7, 5, 2},   {2, 7, 3},
                                {3, 16, 1}, {2, 17, 1}, {2, 4, 16},  {2, 3, 17}, {1, 5, 100}, {70, 33, 1},
                                {3, 2, 15}, {0, 3, 4},  {900, 3, 1}, {9, 8, 7},  {40, 64, 1}, {2, 3, 20000}};

template <class T, class F> void check_shapes() {
    for (const auto& [outer, channels, inner] : shapes) {
        const std::vector<F> fs = functors<F>(channels);
        const auto all = xact::channelwise(fs, inner);
        const std::size_t n = outer * channels * inner;
        const std::vector<T> x = numbers<T>(n, 1), dy = numbers<T>(n, 2), ddx = numbers<T>(n, 3);
        std::vector<T> y(n), dx(n), d_dy(n), d_x(n), parallel(n), in_place = x;
        std::size_t wrong = 0;
        const auto channel = [&, inner = inner](std::size_t i) { return i / inner % fs.size(); };

        xact::forward(all, x, y);
        xact::forward(xact::parallel, all, x, parallel);
        xact::forward(all, in_place, in_place);
        xact::backward(all, x, dy, dx);
        for (std::size_t i = 0; i < n; ++i) {
            const F& f = fs[channel(i)];
            wrong += same(y[i], f(x[i])) && same(parallel[i], y[i]) && same(in_place[i], y[i]) &&
                             same(dx[i], xact::backward_of(f, x[i], dy[i]))
                         ? 0
                         : 1;
        }
        if constexpr (xact::has_derivative_from_output<F>) {
            xact::backward_from_output(all, y, dy, dx);
            for (std::size_t i = 0; i < n; ++i)
                wrong += same(dx[i], dy[i] * fs[channel(i)].derivative_from_output(y[i])) ? 0 : 1;
        }
        if constexpr (xact::has_second_derivative<F>) {
            xact::double_backward(all, x, dy, ddx, d_dy, d_x);
            for (std::size_t i = 0; i < n; ++i) {
                const F& f = fs[channel(i)];
                wrong += same(d_dy[i], xact::backward_of(f, x[i], ddx[i])) &&
                                 same(d_x[i], ddx[i] * dy[i] * f.second_derivative(x[i]))
                             ? 0
                             : 1;
            }
        }
        INFO(F::about.name << " in shape (" << outer << ", " << channels << ", " << inner << ")");
        CHECK(wrong == 0);
    }
}

} // namespace

TEMPLATE_TEST_CASE("channelwise has the bits of the channel's functor", "[core]", xact::prelu, xact::golu, xact::swish,
                   xact::elu, xact::hard_swish, xact::pau_a) {
    check_shapes<float, TestType>();
}
TEMPLATE_TEST_CASE("channelwise has them in double", "[core]", xact::prelu, xact::swish, xact::hard_swish) {
    check_shapes<double, TestType>();
}

TEST_CASE("channelwise takes any container of functors, pointers and 16-bit storage", "[core]") {
    const std::array<xact::prelu, 2> fs{{{.a = 0.5}, {.a = 0.25}}};
    const xact::prelu built_in[2] = {{.a = 0.5}, {.a = 0.25}};
    const std::vector<float> x{-4, -4, -8, -8};
    std::vector<float> y(4);
    xact::forward(xact::channelwise(fs, 1), x, y);
    CHECK(y == std::vector<float>{-2, -1, -4, -2});
    xact::forward(xact::channelwise(built_in, 2), x.data(), y.data(), 4);
    CHECK(y == std::vector<float>{-2, -2, -2, -2});
    std::vector<xact::bfloat16> h(4);
    xact::forward(xact::channelwise(fs, 1), x, h);
    CHECK(float(h[1]) == -1);
}
