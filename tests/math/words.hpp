#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include <xact/math/double_word.hpp>

#include "support/catch.hpp"
#include "support/inputs.hpp"
#include "support/ulp.hpp"

/// Kernels return unevaluated numbers; tests read them as wide ones.

namespace test {

template <class V> wide read(V x) { return wide(static_cast<typename V::scalar>(x)); }
template <class V> wide read(const xact::math::dw<V>& x) { return read(x.hi) + read(x.lo); }
template <class V> wide read(const xact::math::scaled<V>& x) {
    return ldexp(read(x.significand), static_cast<int>(static_cast<double>(read(x.exponent))));
}

/// Expects of kernel(V(x)) for all x that it is within `bound` ulps of exact(wide(x)).
template <class V, class Kernel, class Exact>
void check_kernel(const std::vector<typename V::scalar>& inputs, double bound, const Kernel& kernel,
                  const Exact& exact) {
    using T = typename V::scalar;
    worst w;
    for (const T x : inputs) {
        const wide computed = read(kernel(V(x))), expected = exact(wide(x));
        const wide ulp = power_of_two<wide>(expected == 0 ? 0 : ilogb(expected) - format_of<T>.digits + 1);
        const double error = isfinite(computed) ? static_cast<double>(abs(computed - expected) / ulp) : infinite_error;
        if (error > w.ulp) w = {error, double(x), static_cast<double>(computed), static_cast<double>(expected)};
    }
    INFO(w.text());
    CHECK(w.ulp <= bound);
}

/// Numbers of [low, high], most of them evenly spread, some of every exponent.
template <class T> std::vector<T> between(double low, double high, std::size_t n = 4000) {
    std::vector<T> x{static_cast<T>(low), static_cast<T>(high)};
    for (std::size_t i = 1; i < n; ++i)
        x.push_back(static_cast<T>(low + (high - low) * (double(i) + 0.381966) / (double(n) + 1)));
    for (const T v : sample<T>(n / 2))
        if (double(v) >= low && double(v) <= high) x.push_back(v);
    return x;
}

} // namespace test

#if defined(__SSE2__)
#define NARROWEST xsimd::sse2
#else
#define NARROWEST xact::default_arch
#endif

/// The registers of this build, and those whose operations fall back to portable code.
#define REGISTERS (xact::vec<float>), (xact::vec<double>), (xact::vec<float, NARROWEST>), (xact::vec<double, NARROWEST>)
