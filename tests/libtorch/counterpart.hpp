#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include <xact/core/forward.hpp>

#include "support/oracle.hpp"

/// What PyTorch computes beside what xact does, forward and backward. Where libtorch is right the two agree. Where it
/// is not, xact is: `ctest -L libtorch -V` prints by how much libtorch is off.
///
/// libtorch's elementary functions are SLEEF's, within 1 ulp, and it composes them in the working precision. So its
/// error is a few ulps where nothing cancels, and 2^k times that where k bits do, as in the sums exp(x) - 1, 1 - y² and
/// 1 + erf(x). A region ends where that becomes more than `some`. With libtorch 1.13, whatever instruction set it
/// takes, the largest errors of the three kinds are 2, 4 and 9 ulp.

namespace test::libtorch {

inline constexpr double straight = 2; ///< libtorch's error in ulps: products, sums and comparisons
inline constexpr double few = 5;      ///< an elementary function, and what is made of it
inline constexpr double some = 10;    ///< where up to two bits cancel

/// Where libtorch is right, and to how many ulps.
struct region {
    double ulp;
    std::vector<interval> where{{.lo = -1024, .hi = 1024}};

    bool contains(double x) const {
        return std::any_of(where.begin(), where.end(), [x](const interval& i) { return i.lo <= x && x <= i.hi; });
    }
};

/// A value, its error in ulps, or its bound; and the same of the slope.
struct pair {
    double value, slope;
};

/// A function of xact behind plain calls, so that what compares is compiled once, with its name in reference.cpp.
struct counterpart {
    template <class F>
    counterpart(std::string_view its_name, const F& f, region value, region slope,
                interval its_domain = F::about.domain)
        : name(its_name),
          about(F::about),
          domain(its_domain),
          right{std::move(value), std::move(slope)},
          in_float([f](float x) {
              return pair{f(x), xact::backward_of(f, x, 1.0f)};
          }),
          in_double([f](double x) {
              return pair{f(x), xact::backward_of(f, x, 1.0)};
          }),
          quick_errors([f](const number_format& format, double x, pair p) {
              return judge<long double>(f, format, x, p.value, p.slope);
          }),
          true_errors([f](const number_format& format, double x, pair p) {
              return judge<wide>(f, format, x, p.value, p.slope);
          }),
          scales([f](double x) {
              const auto d = exact_to_second_order(f, static_cast<long double>(x));
              const auto scale = [x](long double steepness) {
                  return static_cast<double>(std::abs(x * steepness)) / 4;
              };
              const bool everywhere = among_roots(F::about, x);
              return pair{everywhere || near_any(F::about.roots, x) ? scale(d.value.slope) : 0,
                          everywhere || near_any(F::about.slope_roots, x) ? scale(d.slope.slope) : 0};
          }) {}

    template <class T> pair compute(T x) const {
        if constexpr (std::same_as<T, float>) return in_float(x);
        return in_double(x);
    }
    /// What the facts promise in T.
    template <class T> pair bounds() const {
        if constexpr (std::same_as<T, float>) return {about.value.ulp, about.slope.ulp};
        return {about.value.ulp_double, about.slope.ulp_double};
    }

    std::string_view name;
    const xact::facts& about;
    interval domain;
    struct {
        region value, slope;
    } right;
    std::function<pair(float)> in_float;
    std::function<pair(double)> in_double;
    /// By the definition in long double, and in 113 bits.
    std::function<judgement(const number_format&, double, pair)> quick_errors, true_errors;
    /// Beside a root errors count against these sizes, as in oracle.hpp.
    std::function<pair(double)> scales;
};

/// All functions of an input that PyTorch has and xact too.
const std::vector<counterpart>& counterparts();

} // namespace test::libtorch
