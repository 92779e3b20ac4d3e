#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include <xact/core/channelwise.hpp>
#include <xact/core/parameter_gradient.hpp>

#include "support/catch.hpp"
#include "support/elementwise/gradients.hpp"
#include "support/elementwise/positions.hpp"
#include "support/entry_points.hpp"
#include "support/erased.hpp"

inline constexpr auto subject_depth = test::depth::float_loops;

#include "support/elementwise_suite.hpp"

/// What every element-wise function made of others is tested for, by one example, `subject`, whose limits the facts of
/// its parts tell: derivatives, special values and positions by the tests of support/elementwise; the entry points
/// here. Other examples call the checks themselves.

namespace test {

/// Inputs of moderate size and each third one special, and as many gradients.
template <class T> struct calls {
    std::vector<T> x = mixed_inputs<T>(300), dy = sample<T>(300);

    calls() { dy.resize(x.size()), std::reverse(dy.begin(), dy.end()); }
};

/// Whether two arrays have the same bits, any NaN being like another.
template <class T> bool all_same(const std::vector<T>& a, const std::vector<T>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), same<T>);
}

/// double_backward, parameter_gradient and channelwise give what the functor gives for one number.
template <class T, class F> void check_calls(const F& f) {
    const calls<T> c;
    const std::size_t n = c.x.size();
    std::vector<T> first(n), second(n), expected_first, expected_second;
    if constexpr (xact::has_second_derivative<F>) {
        xact::double_backward(f, c.x, c.dy, c.dy, first, second);
        for (std::size_t i = 0; i < n; ++i) {
            expected_first.push_back(xact::backward_of(f, c.x[i], c.dy[i]));
            expected_second.push_back(c.dy[i] * c.dy[i] * f.second_derivative(c.x[i]));
        }
        CHECK(all_same(first, expected_first));
        CHECK(all_same(second, expected_second));
    }
    const std::vector<F> fs = parameter_variants(f);
    std::vector<T> y(n - n % fs.size()), expected;
    const std::vector<T> x(c.x.begin(), c.x.begin() + static_cast<std::ptrdiff_t>(y.size()));
    const std::vector<T> dy(c.dy.begin(), c.dy.begin() + static_cast<std::ptrdiff_t>(y.size()));
    xact::forward(xact::channelwise(fs, 1), x, y);
    for (std::size_t i = 0; i < y.size(); ++i) expected.push_back(fs[i % fs.size()](x[i]));
    CHECK(all_same(y, expected));
    xact::backward(xact::channelwise(fs, 1), x, dy, y);
    for (std::size_t i = 0; i < y.size(); ++i) expected[i] = xact::backward_of(fs[i % fs.size()], x[i], dy[i]);
    CHECK(all_same(y, expected));

    if constexpr (has_parameters<F>) {
        std::vector<T> points, ones;
        for (const double p : gradient_points(F::about.domain))
            if (std::abs(p) < 20) points.push_back(static_cast<T>(p)), ones.push_back(T(1));
        std::vector<double> sums(parameter_count<F>), sizes(parameter_count<F>), computed;
        for (const T p : points) {
            std::size_t k = 0;
            const auto all = f.parameter_derivatives(p);
            for_each_parameter(all, [&](T d) { sums[k] += double(d), sizes[k++] += std::abs(double(d)); });
        }
        const F g = xact::parameter_gradient(f, points, ones);
        for_each_parameter(g, [&](double p) { computed.push_back(p); });
        for (std::size_t k = 0; k < sums.size(); ++k) CHECK(std::abs(computed[k] - sums[k]) <= 1e-13 * sizes[k]);
        const auto by_channel = xact::parameter_gradient(xact::channelwise(std::vector<F>(1, f), 1), points, ones);
        std::size_t k = 0;
        for_each_parameter(by_channel[0], [&](double p) { CHECK(p == computed[k++]); });
    }
}

/// One more example: its derivatives.
template <class F> void check_example(const F& f) {
    static_assert(xact::elementwise<F>);
    check_gradients<float>(erased_numbers(f));
    check_gradients<double>(erased_numbers(f));
}

} // namespace test

TEST_CASE("double_backward, parameter_gradient and channelwise agree with the functor", "[constructors]") {
    test::check_calls<float>(subject{});
}
