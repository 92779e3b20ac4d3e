#pragma once

#include <cmath>
#include <cstddef>
#include <limits>

#include <xact/core/facts.hpp>

#include "support/dual.hpp"
#include "support/parameters.hpp"
#include "support/ulp.hpp"

/// What a functor's definition says, in a type wider than the one under test.

namespace test {

using xact::interval;

/// f(x) and f'(x), each as the limit that the facts name where R overflows on the way to it; NaN outside of the domain.
/// At 0 and at the ends of the domain an infinity is the function's own.
template <class R, class F> dual<R> exact(const F& f, const R& at) {
    using std::isfinite;
    using std::isnan;
    const R x = at == 0 ? R(0) : at; // 1/-0 is not meant
    const auto limit = [&](double at_minus, double at_plus) { return R(x < 0 ? at_minus : at_plus); };
    const auto limits = [&](dual<R> d) {
        if (!isfinite(d.value)) d.value = limit(f.about.limit_at_minus_inf, f.about.limit_at_plus_inf);
        if (!isfinite(d.slope)) d.slope = limit(f.about.slope_at_minus_inf, f.about.slope_at_plus_inf);
        return d;
    };
    if (isnan(x)) return {x, x};
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    if (!isfinite(x)) return limits({R(none), R(none)});
    const interval domain = f.about.domain;
    if (x < domain.lo || x > domain.hi) return {R(none), R(none)};
    const dual<R> d = f.definition(dual<R>(x, R(1)));
    return x == 0 || x == domain.lo || x == domain.hi ? d : limits(d);
}

/// f, f' and f'' as (value.value, value.slope, slope.slope), without limits.
template <class R, class F> dual<dual<R>> exact_to_second_order(const F& f, const R& x) {
    return f.definition(dual<dual<R>>(dual<R>(x, R(1)), dual<R>(R(1), R(0))));
}

/// Whether x is within a factor of two of one of the points.
inline bool near_any(const xact::points& points, double x) {
    for (const double p : points)
        if (x / p >= 0.5 && x / p <= 2) return true;
    return false;
}

/// Whether x is where the roots of a periodic function are too many to name.
inline bool among_roots(const xact::facts& about, double x) { return std::abs(x) >= about.roots_everywhere_from; }

/// The error of value and slope at x, in ulps of the format, with the exact numbers.
struct judgement {
    double value_ulp, slope_ulp;
    double value, slope;
};

template <class R, class F>
judgement judge(const F& f, const number_format& format, double x, double computed_value, double computed_slope) {
    using std::abs;
    const R at(x);
    const dual<R> e = exact(f, at);
    R value_scale(0), slope_scale(0);
    const bool everywhere = among_roots(f.about, x);
    if (everywhere || near_any(f.about.roots, x)) value_scale = abs(R(at * e.slope)) / 4;
    if (everywhere || near_any(f.about.slope_roots, x))
        slope_scale = abs(R(at * exact_to_second_order(f, at).slope.slope)) / 4;
    return {ulp_error(format, R(computed_value), e.value, value_scale),
            ulp_error(format, R(computed_slope), e.slope, slope_scale), static_cast<double>(e.value),
            static_cast<double>(e.slope)};
}

} // namespace test
