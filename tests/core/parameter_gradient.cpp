#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

#include <xact/constructors/act_gate.hpp>
#include <xact/core/channelwise.hpp>
#include <xact/core/parameter_gradient.hpp>
#include <xact/elementwise/elu.hpp>
#include <xact/elementwise/golu.hpp>
#include <xact/elementwise/prelu.hpp>
#include <xact/elementwise/softplus.hpp>
#include <xact/elementwise/swish.hpp>
#include <xact/gated/swiglu.hpp>
#include <xact/learnable/pau_b.hpp>

#include "support/catch.hpp"
#include "support/parameters.hpp"

// Σ dy·∂f/∂p: against a sum in long double, and the same bits whatever way the work is cut.

namespace {

template <class T> std::vector<T> numbers(std::size_t n, unsigned seed, double range) {
    std::mt19937_64 random(seed);
    std::vector<T> x(n);
    for (T& v : x) v = static_cast<T>(range * (2 * (static_cast<double>(random() >> 11) * 0x1p-53) - 1));
    return x;
}

template <class F> std::vector<double> values(const F& f) {
    std::vector<double> v;
    test::for_each_parameter(f, [&](const auto& p) { v.push_back(static_cast<double>(p)); });
    return v;
}

/// The sums over x and dy, and those of the absolute values.
template <class T, class F>
std::vector<std::array<long double, 2>> sums(const F& f, const std::vector<T>& x, const std::vector<T>& dy) {
    std::vector<std::array<long double, 2>> total(test::parameter_count<F>, {0, 0});
    for (std::size_t i = 0; i < x.size(); ++i) {
        const auto local = f.parameter_derivatives(x[i]);
        std::size_t k = 0;
        test::for_each_parameter(local, [&](T p) {
            const long double term = static_cast<long double>(p) * dy[i];
            total[k][0] += term, total[k][1] += std::abs(term), ++k;
        });
    }
    return total;
}

template <class T, class F> void check_sums(const F& f) {
    for (const std::size_t n : {0u, 1u, 2u, 15u, 16u, 17u, 63u, 4096u, 4097u, 100003u, 262144u}) {
        const auto x = numbers<T>(n, 1, 6), dy = numbers<T>(n, 2, 1);
        const F g = xact::parameter_gradient(f, x, dy);
        const std::vector<double> computed = values(g);
        const auto expected = sums(f, x, dy);
        // Terms are exact products but where their last bits underflow; their sum is rounded about once.
        for (std::size_t k = 0; k < computed.size(); ++k) {
            INFO(f.about.name << ", parameter " << k << ", " << n << " elements: " << computed[k] << " instead of "
                              << double(expected[k][0]));
            CHECK(std::abs(computed[k] - double(expected[k][0])) <=
                  1e-13 * double(expected[k][1]) + double(std::numeric_limits<T>::min()));
        }
        CHECK(values(xact::parameter_gradient(xact::parallel, f, x, dy)) == computed);
        CHECK(values(xact::parameter_gradient(f, x.data(), dy.data(), n)) == computed);

        // Elsewhere in memory.
        std::vector<T> moved_x(n + 3), moved_dy(n + 3);
        std::copy(x.begin(), x.end(), moved_x.begin() + 3);
        std::copy(dy.begin(), dy.end(), moved_dy.begin() + 1);
        CHECK(values(xact::parameter_gradient(f, moved_x.data() + 3, moved_dy.data() + 1, n)) == computed);

        // A tail of zeros adds nothing.
        std::vector<T> longer_x = x, longer_dy = dy;
        longer_x.resize(n + 37, T(1)), longer_dy.resize(n + 37, T(0));
        CHECK(values(xact::parameter_gradient(f, longer_x, longer_dy)) == computed);
    }
}

template <class T, class F> void check_channels(const F& f) {
    struct shape {
        std::size_t outer, channels, inner;
    };
    for (const auto& [outer, channels, inner] :
         {shape{1, 1, 1}, shape{5, 3, 1}, shape{4, 2, 7}, shape{1000, 3, 2}, shape{2, 5, 4099}, shape{0, 2, 2}}) {
        std::vector<F> fs(channels, f);
        for (std::size_t c = 0; c < channels; ++c)
            test::for_each_parameter(fs[c], [&](double& p) { p += 0.05 * double(c); });
        const std::size_t n = outer * channels * inner;
        const auto x = numbers<T>(n, 3, 6), dy = numbers<T>(n, 4, 1);
        const std::vector<F> g = xact::parameter_gradient(xact::channelwise(fs, inner), x, dy);
        const std::vector<F> again = xact::parameter_gradient(xact::parallel, xact::channelwise(fs, inner), x, dy);
        REQUIRE(g.size() == channels);
        for (std::size_t c = 0; c < channels; ++c) {
            std::vector<T> own_x, own_dy;
            for (std::size_t i = 0; i < n; ++i)
                if (i / inner % channels == c) own_x.push_back(x[i]), own_dy.push_back(dy[i]);
            INFO("channel " << c << " of (" << outer << ", " << channels << ", " << inner << ")");
            CHECK(values(g[c]) == values(xact::parameter_gradient(fs[c], own_x, own_dy)));
            CHECK(values(g[c]) == values(again[c]));
        }
    }
}

template <class T, class F> void check_gated_sums(const F& f) {
    for (const std::size_t n : {0u, 1u, 15u, 17u, 4096u, 4097u, 100003u}) {
        const auto a = numbers<T>(n, 5, 6), b = numbers<T>(n, 6, 3), dy = numbers<T>(n, 7, 1);
        const std::vector<double> computed = values(xact::parameter_gradient(f, a, b, dy));
        std::vector<std::array<long double, 2>> expected(computed.size(), {0, 0});
        for (std::size_t i = 0; i < n; ++i) {
            const auto local = f.parameter_derivatives(a[i], b[i]);
            std::size_t k = 0;
            test::for_each_parameter(local, [&](T p) {
                const long double term = static_cast<long double>(p) * dy[i];
                expected[k][0] += term, expected[k][1] += std::abs(term), ++k;
            });
        }
        for (std::size_t k = 0; k < computed.size(); ++k) {
            INFO(f.about.name << ", parameter " << k << ", " << n << " elements");
            CHECK(std::abs(computed[k] - double(expected[k][0])) <=
                  1e-13 * double(expected[k][1]) + double(std::numeric_limits<T>::min()));
        }
        CHECK(values(xact::parameter_gradient(xact::parallel, f, a, b, dy)) == computed);
        CHECK(values(xact::parameter_gradient(f, a.data(), b.data(), dy.data(), n)) == computed);
    }
}

} // namespace

TEST_CASE("parameter gradients of two inputs are the sums", "[core]") {
    check_gated_sums<float>(xact::swiglu{});
    check_gated_sums<double>(xact::swiglu{});
    check_gated_sums<float>(xact::act_gate<xact::elu, xact::swish>{});
    const std::vector<float> a(10, 1), b(10, 2), dy(9, 3);
    CHECK_THROWS_WITH(xact::parameter_gradient(xact::swiglu{}, a, b, dy),
                      "xact::parameter_gradient(swiglu): a has 10 elements, dy has 9");
    CHECK_THROWS_WITH(xact::parameter_gradient(xact::gated<xact::softplus>{{.beta = 0}}, a, b, a),
                      "xact::softplus: beta = 0.000000, must be other than 0");
}

TEMPLATE_TEST_CASE("parameter gradients are the sums", "[core]", xact::prelu, xact::elu, xact::swish, xact::golu,
                   xact::pau_b) {
    check_sums<float>(TestType{});
    check_sums<double>(TestType{});
}

TEMPLATE_TEST_CASE("each channel has its own parameter gradient", "[core]", xact::prelu, xact::golu) {
    check_channels<float>(TestType{});
    check_channels<double>(TestType{});
}

TEST_CASE("the gradient is an object like the functor", "[core]") {
    const std::vector<float> x{-1, 2, -3}, dy{1, 10, 2};
    const xact::prelu g = xact::parameter_gradient(xact::prelu{}, x, dy);
    CHECK(g.a == -7);
}

TEST_CASE("a sum of 2^24 and many ones is not lost", "[core]") {
    std::vector<float> x(1000001, -1.f), dy(1000001, -1.f);
    x[0] = -0x1p30f;
    CHECK(xact::parameter_gradient(xact::prelu{}, x, dy).a == 0x1p30 + 1000000);
}

TEST_CASE("storage types may differ", "[core]") {
    const std::vector<xact::bfloat16> x{xact::bfloat16(-1.f), xact::bfloat16(-2.f)};
    const std::vector<double> dy{3, 5};
    CHECK(xact::parameter_gradient(xact::prelu{}, x, dy).a == -13);
}
