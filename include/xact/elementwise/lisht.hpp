#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/odd_pieces.hpp>
#include <xact/math/tanh.hpp>

namespace xact {
inline namespace v0 {

/// LiSHT: the input times its hyperbolic tangent, which is even and never negative.
struct lisht {
    static constexpr facts about{.name = "lisht",
                                 .formula = "x tanh(x)",
                                 .source = "arXiv:1901.05894",
                                 .limit_at_minus_inf = infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = -1};

    template <class R> static R definition(R x) {
        using std::tanh;
        return x * tanh(x);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), size = math::abs(x), a = bounded_magnitude(x);
        if constexpr (math::has_accurate_tanh_pieces<L>) {
            return V(size * math::piece_tanh_of_size(size));
        } else if constexpr (math::is_fused<L>) {
            // -E/(2 + E), E = expm1(-2|x|).
            const auto [power, rest] = math::split_exp<0>(-(a + a));
            const L base = power - 1, e = fma(power, rest, base), e_low = fma(power, rest, base - e);
            const L r = math::reciprocal_seed(L(2) + e), y = -((a * e) * r);
            // -a E - y (2 + E), with what rounding took from E.
            const L remainder = fnma(a + y, e_low, fnma(y, e, -fma(a, e, y + y)));
            return V(select(size > a, size, fma(remainder, r, y)));
        } else {
            return V(select(size > a, size, math::round_product(a, math::tanh_nonnegative(math::dw<L>{a, L(0)}))));
        }
    }

    /// With E = expm1(-2|x|), e = 1 + E: (4|x| e - E (2 + E))/(1 + e)², with the sign of x.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), a = bounded_magnitude(x);
        if constexpr (math::has_accurate_tanh_pieces<L>) {
            using pieces = math::lisht_slope_pieces<L::size>;
            return V(copysign(math::piece_value<pieces>(math::piece_argument<pieces>(x)).hi, x));
        } else if constexpr (math::is_fused<L>) {
            return V(finish_derivative(begin_derivative(x), x));
        } else {
            const math::dw<L> exact_a{a, L(0)}, t = math::tanh_nonnegative(exact_a);
            return V(copysign(math::round(t + exact_a * (L(1) - t * t)), x));
        }
    }

    template <class L>
    XACT_INLINE auto begin_derivative(L x, accurate_t = {}) const
        requires(math::is_fused<L> && !math::has_accurate_tanh_pieces<L>) {
        const L a = bounded_magnitude(x);
        return math::precise_short_exp(-(a + a));
    }
    template <class L> XACT_INLINE L finish_derivative(const math::power_and_rest<L>& begun, L x) const {
        const L a = bounded_magnitude(x);
        const auto [power, rest] = begun;
        const L base = power - 1, minus = fma(power, rest, base), minus_low = fma(power, rest, base - minus);
        const L e = fma(power, rest, power), e_low = fma(power, rest, power - e), twice = minus + minus;
        const L square = fma(minus, minus, twice), square_low = fma(minus, minus, twice - square);
        const L factor = 4 * a, n = fma(factor, e, -square), n_low = fma(factor, e, -square - n) - square_low;
        // n/(1 + v), with what rounding took from E and e.
        const L v = fma(e, e, e + e), v_low = fma(e, e, (e + e) - v);
        const L r = math::reciprocal_seed(L(1) + v), y = n * r, by_e = fnma(y + y, 1 + e, factor);
        const L low = fma(by_e, e_low, fnma(e + e, minus_low, fnma(y, v_low, n_low)));
        return copysign(fma(fnma(y, v, n - y) + low, r, y), x);
    }

    /// 2 (1 - t²) (1 - x t), t = tanh(x).
    template <value V> V second_derivative(V value) const {
        const lanes<V> x = math::finite(lanes<V>(value));
        return V((2 * math::sigmoid_slope<2>(x + x)) * fnma(x, math::tanh(x), lanes<V>(1)));
    }

private:
    /// |x|, as far as its tanh is not 1.
    template <class V> static XACT_INLINE V bounded_magnitude(V x) {
        return at_most(V(sizeof(typename V::scalar) == 4 ? 12 : 24), math::abs(x));
    }
};

} // namespace v0
} // namespace xact
