#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <span>
#include <vector>

#include <xact/core/complex.hpp>

#include "support/catch.hpp"
#include "support/dual.hpp"
#include "support/inputs.hpp"
#include "support/oracle.hpp"
#include "support/parameters.hpp"
#include "support/ulp.hpp"
#include "support/wide.hpp"

/// Complex functions at numbers of every size, which rows of normally distributed parts do not have.

namespace test {

/// So many complex numbers: of any two finite parts, of any parts of about one size, and of moderate ones.
template <class T> std::vector<T> complex_inputs(std::size_t count, unsigned seed = 1) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal;
    const auto any_finite = [&] {
        for (;;)
            if (const T v = std::bit_cast<T>(static_cast<bits_of<T>>(random())); std::isfinite(v)) return v;
    };
    std::vector<T> x;
    for (std::size_t i = 0; i < count; ++i) {
        const auto moderate = [&] { return static_cast<T>(normal(random)); };
        const T first = i % 3 == 2 ? moderate() : any_finite();
        const T near = std::ldexp(std::copysign(first, moderate()), int(random() % 60) - 30) * (1 + moderate() / 8);
        const T second = i % 3 == 0 ? any_finite() : i % 3 == 1 && std::isfinite(near) ? near : moderate();
        x.push_back(first), x.push_back(second);
    }
    return x;
}

/// Gradients of moderate size, and some parts that are 0.
template <class T> std::vector<T> complex_gradients(std::size_t count, unsigned seed = 2) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal;
    std::vector<T> g(2 * count);
    for (T& v : g) v = random() % 6 == 0 ? T(0) : static_cast<T>(std::ldexp(normal(random), int(random() % 20) - 10));
    return g;
}

/// The largest errors of values, in ulps of each part and of the larger one, and of gradients, in those of the sums of
/// magnitudes that they are made of; R is wide enough for the definition.
struct complex_errors {
    worst part, value, slope;
};

template <class R, class T, class F>
complex_errors complex_errors_of(const F& f, const std::vector<T>& x, const std::vector<T>& dy) {
    using std::abs;
    std::vector<T> y(x.size()), dx(x.size());
    xact::forward(f, x, y, x.size());
    xact::backward(f, x, dy, dx, x.size());
    complex_errors all;
    const auto note = [](worst& w, double error, T at, T computed, const R& exact) {
        if (!(error <= w.ulp)) w = {error, double(at), double(computed), static_cast<double>(exact)};
    };
    for (std::size_t i = 0; i < x.size(); i += 2) {
        const auto defined = [&]<class S>(const std::array<S, 2>& z) {
            std::array<S, 2> w{S(0), S(0)};
            f.definition(std::span<const S>(z), std::span<S>(w));
            return w;
        };
        const R a(x[i]), b(x[i + 1]);
        const std::array<R, 2> exact = defined(std::array<R, 2>{a, b});
        const R larger = std::max(R(abs(exact[0])), R(abs(exact[1])));
        const std::array<R, 2> z{a, b}, g{R(dy[i]), R(dy[i + 1])};
        std::array<R, 2> scales{R(0), R(0)};
        if constexpr (requires {
                          f.gradient_scales(std::span<const R>(z), std::span<const R>(g), std::span<R>(scales));
                      })
            f.gradient_scales(std::span<const R>(z), std::span<const R>(g), std::span<R>(scales));
        for (std::size_t k = 0; k < 2; ++k) {
            note(all.part, ulp_error(format_of<T>, R(y[i + k]), exact[k]), x[i], y[i + k], exact[k]);
            note(all.value, ulp_error(format_of<T>, R(y[i + k]), exact[k], larger), x[i], y[i + k], exact[k]);
            const auto by =
                defined(std::array<dual<R>, 2>{dual<R>(a, R(k == 0 ? 1 : 0)), dual<R>(b, R(k == 1 ? 1 : 0))});
            const R first = by[0].slope * g[0], second = by[1].slope * g[1], sum = first + second;
            // A derivative is right to within the smallest normal number.
            const R least = power_of_two<R>(format_of<T>.lowest), reach = R(abs(g[0]) + abs(g[1])) * least;
            const R size = R(abs(first) + abs(second)) + scales[k] + reach;
            if (abs(R(R(dx[i + k]) - sum)) <= least) continue;
            note(all.slope, ulp_error(format_of<T>, R(dx[i + k]), sum, size), x[i], dx[i + k], sum);
        }
    }
    return all;
}

/// That they are within the facts' bounds: values in ulps of each part, or of the larger one alone.
enum class judged_by { part, larger };
template <class R, class T, class F> void check_complex_numbers(const F& f, judged_by by, std::size_t count) {
    for (const F& g : parameter_variants(f)) {
        const complex_errors e = complex_errors_of<R>(g, complex_inputs<T>(count), complex_gradients<T>(count));
        const worst& value = by == judged_by::part ? e.part : e.value;
        INFO(describe(g) << ": " << value.text() << "; gradient " << e.slope.text());
        CHECK(value.ulp <= (sizeof(T) == 4 ? F::about.value.ulp : F::about.value.ulp_double));
        CHECK(e.slope.ulp <= (sizeof(T) == 4 ? F::about.slope.ulp : F::about.slope.ulp_double));
    }
}
template <class F> void check_complex_numbers(const F& f, judged_by by = judged_by::part) {
    check_complex_numbers<long double, float>(f, by, 30000);
    check_complex_numbers<wide, double>(f, by, 3000);
}

} // namespace test
