#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/normal_quantile.hpp>

namespace xact {
inline namespace v0 {

/// The normal distribution's quantile (probit): the x up to which a part of its mass lies, for parts in [0, 1].
struct normal_quantile {
    static constexpr facts about{.name = "normal_quantile",
                                 .formula = "Φ⁻¹(x)",
                                 .source = "Bliss 1934",
                                 .slope_at_minus_inf = no_limit,
                                 .slope_at_plus_inf = no_limit,
                                 .roots = {0.5},
                                 .domain = {.lo = 0, .hi = 1},
                                 .aliases = {"probit"}};
    static constexpr bool few_at_once = true;

    /// By Halley's method from Hastings' approximation to three digits; five steps carry second derivatives along.
    template <class R> static R definition(R p) {
        using std::atan;
        using std::erfc;
        using std::exp;
        using std::log;
        using std::sqrt;
        if (!(p >= 0 && p <= 1)) return R(no_limit);
        if (p == 0) return log(p);
        if (p > 0.5) return -definition(R(1 - p));
        const R t = sqrt(-2 * log(p)), root_2 = sqrt(R(2)), root_2pi = sqrt(8 * atan(R(1)));
        R x = t - (2.515517 + 0.802853 * t + 0.010328 * t * t) /
                      (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t);
        for (int i = 0; i < 5; ++i) {
            const R u = (erfc(x / root_2) / 2 - p) * root_2pi * exp(x * x / 2);
            x += u / (1 - x * u / 2);
        }
        return -x;
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), inf(infinity);
        return V(with_ends(x, math::normal_quantile<L>(inside(x)).value, -inf, inf));
    }

    /// 1/φ(f(x)).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), inf(infinity);
        return V(with_ends(x, math::normal_quantile<L>(inside(x)).slope, inf, inf));
    }

    /// f f'².
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value), inf(infinity);
        const math::normal_quantile<L> n(inside(x));
        return V(with_ends(x, (n.value * n.slope) * n.slope, -inf, inf));
    }

private:
    template <class V> static XACT_INLINE V inside(V x) { return select((x > 0) & (x < 1), x, V(0.5)); }

    template <class V> static XACT_INLINE V with_ends(V x, V r, V at_0, V at_1) {
        const V outside(no_limit);
        return select(x > 0, select(x < 1, r, select(x == 1, at_1, outside)), select(x == 0, at_0, outside));
    }
};

} // namespace v0
} // namespace xact
