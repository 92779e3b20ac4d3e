#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/bell.hpp>

namespace xact {
inline namespace v0 {

/// A bell on (-1, 1) with derivatives of every order, all of them 0 at its ends.
struct bump {
    static constexpr facts about{.name = "bump",
                                 .formula = "|x| < 1 ? exp(-1 / (1 - x²)) : 0",
                                 .source = "BeeDNN",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = 0,
                                 .slope_at_plus_inf = 0};

    template <class R> static R definition(R x) {
        using std::exp;
        if (x >= 1 || x <= -1) return R(0);
        return exp(-1 / (x * x < R(0.5) ? R(1 - x * x) : R((1 - x) * (1 + x))));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value);
        return V(finish(begin(x), x));
    }

    /// -2 x z² f(x) with z = 1/(1 - x²).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> x(value);
        return V(finish_derivative(begin_derivative(x), x));
    }

    /// dy·f'(x), 0 where |x| >= 1, also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        const lanes<V> x(value);
        return V(finish_backward(begin_derivative(x), x, lanes<V>(dy)));
    }

    template <class L> XACT_INLINE auto begin(L x, accurate_t = {}) const { return parts<L>(x).z; }
    template <class L> XACT_INLINE L finish(const math::dw<L>& z, L) const {
        return math::short_falling_product(L(1), z);
    }
    template <class L> XACT_INLINE auto begin_derivative(L x, accurate_t = {}) const { return parts<L>(x).z; }
    template <class L> XACT_INLINE L finish_derivative(const math::dw<L>& z, L x) const {
        return math::short_falling_product((L(-2) * parts<L>::bounded(x)) * (z * z), z);
    }
    template <class L> XACT_INLINE L finish_backward(const math::dw<L>& z, L x, L dy) const {
        return keep_nan(x, select(math::abs(x) < L(1), dy * finish_derivative(z, x), L(0)));
    }

    /// 2 z² (2 x² z (z - 2) - 1) f(x).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const parts<L> p{L(value)};
        const auto z = p.z, square = math::two_product(p.x, p.x);
        const auto factor = L(-1) + math::times_power((square * z) * (L(-2) + z), L(2));
        return V(math::falling_product(math::times_power((z * z) * factor, L(2)), p.z));
    }

private:
    template <class V> struct parts {
        V x; // as far as f counts
        math::dw<V> z;

        XACT_INLINE explicit parts(V input) : x(bounded(input)), z(inverse(math::two_product(x, x))) {}

        static XACT_INLINE V bounded(V input) { return at_least(-last, at_most(last, input)); }

        /// Where z is falling_limit, or beyond where 0 comes from rounding.
        static constexpr typename V::scalar last = [] {
            if constexpr (sizeof(typename V::scalar) == 4)
                return math::is_fused<V> ? 0.995453f : 0.9975f;
            else
                return math::is_fused<V> ? 0.99937323 : 0.99967;
        }();

        /// 1/(1 - square).
        static XACT_INLINE math::dw<V> inverse(math::dw<V> square) {
            const auto rest = math::fast_two_sum(V(1), -square.hi);
            const V low = rest.lo - square.lo;
            if constexpr (V::size == 16) {
                const V r = reciprocal_estimate(rest.hi), c = fnma(r, low, fnma(r, rest.hi, V(1)));
                return {r, r * fma(c, c, c)};
            } else {
                return math::reciprocal(math::dw<V>{rest.hi, low});
            }
        }
    };
};

} // namespace v0
} // namespace xact
