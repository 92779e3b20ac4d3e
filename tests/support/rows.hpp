#pragma once

#include <cstddef>
#include <random>
#include <span>
#include <vector>

#include <xact/core/rowwise.hpp>

#include "support/catch.hpp"
#include "support/dual.hpp"
#include "support/message_of.hpp"
#include "support/wide.hpp"

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

/// Values and gradients in double are those that dual numbers give through the definition.
template <class F> void check_by_definition(const F& f, const std::vector<double>& x, const std::vector<double>& dy) {
    const std::vector<double> y = output(f, x), dx = gradient(f, x, dy);
    for (std::size_t i = 0; i < x.size(); ++i) {
        std::vector<dual<wide>> in(x.begin(), x.end()), out(x.size());
        in[i].slope = wide(1);
        f.definition(std::span<const dual<wide>>(in), std::span(out));
        wide sum(0);
        for (std::size_t j = 0; j < x.size(); ++j) sum += out[j].slope * wide(dy[j]);
        CHECK(y[i] == Approx(static_cast<double>(out[i].value)).epsilon(1e-15).margin(1e-16));
        CHECK(dx[i] == Approx(static_cast<double>(sum)).epsilon(1e-13).margin(1e-14));
    }
}

/// Σ y dy as the k-th parameter changes, by differences of values in double.
template <class F, class P>
auto parameter_difference(const F& f, P F::*parameter, const std::vector<double>& x, const std::vector<double>& dy,
                          double h = 1e-5) {
    const auto at = [&](double by) {
        F moved = f;
        moved.*parameter += by;
        const std::vector<double> y = output(moved, x);
        double sum = 0;
        for (std::size_t i = 0; i < x.size(); ++i) sum += y[i] * dy[i];
        return sum;
    };
    return Approx((at(h) - at(-h)) / (2 * h)).epsilon(1e-5).margin(1e-5);
}

inline std::vector<double> normal_row(std::size_t n, double mean = 0) {
    std::mt19937 random(5);
    std::normal_distribution<double> normal(mean);
    std::vector<double> x(n);
    for (double& v : x) v = normal(random);
    return x;
}

} // namespace test
