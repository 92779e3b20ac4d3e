#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/sincos.hpp>

namespace xact {
inline namespace v0 {

/// SPDER: a sine, damped by the root of the input; its first layer has the input times 30.
struct spder {
    static constexpr facts about{.name = "spder",
                                 .formula = "sin(x) sqrt(|x|)",
                                 .source = "arXiv:2306.15242",
                                 .slope_at_minus_inf = no_limit,
                                 .slope_at_plus_inf = no_limit,
                                 .kinks = {0},
                                 .slope_roots = {-1.8365972031521258, 1.8365972031521258},
                                 .roots_everywhere_from = 1.5707963267948966};

    template <class R> static R definition(R x) {
        using std::sin;
        using std::sqrt;
        return x == 0 ? R(0) : R(sin(x) * sqrt(x < 0 ? R(-x) : x));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), t = math::abs(x);
        return V(flip_sign(math::round(math::angle<L>::of(t).sin() * root(t)), x));
    }

    /// cos(x) √|x| + sin|x| / (2 √|x|); f'(0) = 0.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), t = math::abs(x);
        const auto [s, c] = math::angle<L>::of(t).both();
        const L slope = math::round((t * c + math::times_power(s, L(0.5))) / root(t));
        // Where the sine is its argument; so that no number below the smallest one is halved.
        return V(select(t < L(0x1p-40), L(1.5) * sqrt(t), slope));
    }

    /// -sin(x) √|x| + sgn(x) (cos(x) - sin(x)/(4x)) / √|x|, infinite at 0; there 0.
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value), t = math::abs(x), damping = sqrt(t);
        const auto [s, c] = math::angle<L>::of(t).both();
        const L curvature = fnma(s.hi, damping, fnma(L(0.25), s.hi / t, c.hi) / damping);
        return V(select(t == L(0), x, flip_sign(curvature, x)));
    }

private:
    /// √t, its second word only where f is a normal number.
    template <class V> static XACT_INLINE math::dw<V> root(V t) {
        const V r = sqrt(t), square = r * r, rest = (t - square) - product_error(r, r, square);
        const auto is_small = t < V(sizeof(typename V::scalar) == 4 ? 0x1p-90 : 0x1p-900);
        return {r, select(is_small, V(0), rest / (r + r))};
    }
};

} // namespace v0
} // namespace xact
