#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/erf.hpp>
#include <xact/math/normal_quantile.hpp>

namespace xact {
inline namespace v0 {

/// The inverse of the error function on [-1, 1]: the normal distribution's quantile of (1 + x)/2, over √2.
struct erfinv {
    static constexpr facts about{.name = "erfinv",
                                 .formula = "erf⁻¹(x)",
                                 .source = "elementary",
                                 .slope_at_minus_inf = no_limit,
                                 .slope_at_plus_inf = no_limit,
                                 .domain = {.lo = -1, .hi = 1}};

    /// By Halley's method from Hastings' approximation to three digits; five steps carry second derivatives along.
    template <class R> static R definition(R x) {
        using std::atan;
        using std::erf;
        using std::erfc;
        using std::exp;
        using std::log;
        using std::sqrt;
        if (!(x >= -1 && x <= 1)) return R(no_limit);
        if (x < 0) return -definition(R(-x));
        if (x == 1) return -log(R(1 - x));
        const R t = sqrt(-2 * log(R((1 - x) / 2))), half_root_pi = sqrt(atan(R(1)));
        R y = (t - (2.515517 + 0.802853 * t + 0.010328 * t * t) /
                       (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t)) /
              sqrt(R(2));
        for (int i = 0; i < 5; ++i) {
            const R excess = x < 0.5 ? R(erf(y) - x) : R((1 - x) - erfc(y));
            const R u = excess * half_root_pi * exp(y * y);
            y = y - u / (1 + y * u);
        }
        return y;
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), linear(sizeof(typename L::scalar) == 4 ? 0x1p-20 : 0x1p-30);
        const auto is_linear = math::abs(x) < linear; // where x/2, or its square, may be subnormal
        const auto quantile = math::normal_quantile<L>::from_center(half(select(is_linear, linear, x))).value;
        const L far = math::round_product(quantile, root_part<L>(0.5));
        const L near = math::round_product(x, math::in_halves(math::as<L>(slope_at_0)));
        return V(with_ends(x, select(is_linear, near, far), copysign(L(infinity), x)));
    }

    /// √π/2 e^(f(x)²).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        // A slope does not see an x so small, whose fourth power would be subnormal.
        const L tiny(sizeof(typename L::scalar) == 4 ? 0x1p-40 : 0x1p-120);
        const auto slope = math::normal_quantile<L>::from_center(half(select(math::abs(x) < tiny, tiny, x))).slope;
        return V(with_ends(x, math::round_product(slope, root_part<L>(0.25)), L(infinity)));
    }

    /// 2 f f'².
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value);
        const auto n = math::normal_quantile<L>::from_center(half(x));
        const L r = math::round_product((n.value * n.slope) * n.slope, root_part<L>(0.125));
        return V(with_ends(x, r, copysign(L(infinity), x)));
    }

private:
    static constexpr math::real slope_at_0{0x1.c5bf891b4ef6bp-1, -0x1.618f13eb7ca89p-55};

    /// √2·share.
    template <class V> static XACT_INLINE math::dw<V> root_part(double share) {
        return math::times_power(math::as<V>(math::sqrt_2), V(share));
    }

    template <class V> static XACT_INLINE V half(V x) { return select(math::abs(x) < V(1), x, V(0)) * V(0.5); }

    template <class V> static XACT_INLINE V with_ends(V x, V r, V at_end) {
        const V size = math::abs(x);
        return select(size < V(1), r, select(size == V(1), at_end, V(no_limit)));
    }
};

} // namespace v0
} // namespace xact
