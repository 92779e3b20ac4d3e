#pragma once

#include <cstddef>
#include <random>
#include <vector>

#include <xact/core/rowwise.hpp>

#include "support/catch.hpp"
#include "support/message_of.hpp"

/// One row through a function whose gradient is from its inputs.

namespace test {

template <class T, class F> std::vector<T> output(const F& f, const std::vector<T>& x) {
    std::vector<T> y(xact::detail::output_length(f, x.size()));
    xact::forward(f, x, y, x.size());
    return y;
}
/// A braced list is of floats.
template <class F> std::vector<float> output(const F& f, const std::vector<float>& x) { return output<float>(f, x); }

template <class T, class F> std::vector<T> gradient(const F& f, const std::vector<T>& x, const std::vector<T>& dy) {
    std::vector<T> dx(x.size());
    xact::backward(f, x, dy, dx, x.size());
    return dx;
}
template <class F> std::vector<float> gradient(const F& f, const std::vector<float>& x, const std::vector<float>& dy) {
    return gradient<float>(f, x, dy);
}

/// What a paper would print.
template <class F> void check_printed(const F& f, const std::vector<double>& x, const std::vector<double>& expected) {
    const std::vector<double> y = output(f, x);
    REQUIRE(y.size() == expected.size());
    for (std::size_t i = 0; i < y.size(); ++i) CHECK(y[i] == Approx(expected[i]).epsilon(1e-13).margin(1e-20));
}

inline std::vector<double> normal_row(std::size_t n, double mean = 0) {
    std::mt19937 random(5);
    std::normal_distribution<double> normal(mean);
    std::vector<double> x(n);
    for (double& v : x) v = normal(random);
    return x;
}

} // namespace test
