#pragma once

#include <array>
#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/fast_mish.hpp>
#include <xact/math/gate.hpp>
#include <xact/math/mish_pieces.hpp>

namespace xact {
inline namespace v0 {

/// Mish: the input, gated by the tanh of its softplus.
///
/// With e = e^-|x|, D = 2 + 2e + e² for x < 0 and 1 + 2e + 2e² for x >= 0, tanh(softplus(x)) is e(e + 2)/D for x < 0
/// and 1 - 2e²/D for x >= 0: a gate, of which Q is the smaller side.
struct mish {
    static constexpr facts about{.name = "mish",
                                 .formula = "x tanh(ln(1 + e^x))",
                                 .source = "arXiv:1908.08681",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_roots = {-1.1924312145154952}};
    static constexpr bool has_fast = true;

    template <class R> static R definition(R x) {
        using std::exp;
        if (x > 0) {
            const R e = exp(-x);
            return x * (1 + 2 * e) / (1 + 2 * e + 2 * e * e);
        }
        const R e = exp(x);
        return x * e * (e + 2) / (e * e + 2 * e + 2);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        if constexpr (fast_tier<A> && math::has_fast_one_plus_exp<lanes<V>>) return V(math::fast_mish(lanes<V>(value)));
        using L = lanes<V>;
        const L x(value);
        if constexpr (math::is_fused<L>) {
            return V(finish(begin(x), x));
        } else {
            const parts<L> p(x);
            return V(math::gate(p.negative, x, copysign(p.a.hi, x), (p.factor / p.d) * p.numerator));
        }
    }

    /// Below 0: e ((e + 2) D - 4|x| (1 + e))/D²; above 1 - 2e² (D - 2|x| (1 + e))/D².
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        if constexpr (fast_tier<A> && math::has_fast_one_plus_exp<lanes<V>>)
            return V(math::fast_mish_slope(lanes<V>(value)));
        using L = lanes<V>;
        const L x(value);
        if constexpr (math::has_mish_pieces<L>) {
            return V(math::mish_slope(x));
        } else if constexpr (math::is_fused<L>) {
            return V(finish_derivative(begin_derivative(x), x));
        } else {
            const parts<L> p(x);
            const L one(1), two(2);
            const auto minuend = select(p.negative, p.factor * p.d, p.d);
            const auto multiple = select(p.negative, 4 * p.a.hi, 2 * p.a.hi);
            const auto difference = minuend - multiple * (one + p.e);
            const auto inverse = math::reciprocal(p.d);
            const auto scale_above = select(p.negative, math::dw<L>{one, 0}, math::dw<L>{two, 0});
            return V(math::gate_slope(p.negative,
                                      math::round((scale_above * ((difference * inverse) * inverse)) * p.numerator)));
        }
    }

    /// e^x in units, as far as it counts.
    template <class V, tier A = accurate_t>
    XACT_INLINE auto begin(V x, A = {}) const
        requires(math::is_fused<V> && !(fast_tier<A> && math::has_fast_one_plus_exp<V>)) {
        return math::short_exp<math::falling_bias<typename V::scalar>>(bounded(x)).product();
    }
    /// x n/(n + 2) with n = e (e + 2), e = e^x, and with what rounding took from n.
    template <class V> XACT_INLINE V finish(V e, V x) const {
        using T = typename V::scalar;
        constexpr T unit = math::falling_unit<T>;
        const V a = bounded(x), f = e * V(1 / unit), twice = e + e;
        const V n = fma(e, f, twice), n_low = fma(e, f, twice - n);
        const V two(2 * unit), r = math::reciprocal_seed(n + two), y = (a * n) * r;
        // What y is too large by, times the denominator: taken off, so that a negative zero stays one.
        const V excess = fnma(a - y, n_low, fma(y, n, fnma(a, n, y * two)));
        return select(x > V(linear_from<T>), x, fnma(excess, r, y));
    }

    /// e^-|x| in units, and the slope as far as it is that beside the root.
    template <class V> struct begun_derivative { V e, near; };
    template <class V, tier A = accurate_t>
    XACT_INLINE auto begin_derivative(V x, A = {}) const
        requires(math::is_fused<V> && !math::has_mish_pieces<V> && !(fast_tier<A> && math::has_fast_one_plus_exp<V>)) {
        return begun_derivative<V>{math::falling_exp(math::dw<V>{math::falling_argument(x), V(0)}), slope_near_root(x)};
    }
    template <class V> XACT_INLINE V finish_derivative(const begun_derivative<V>& begun, V x) const {
        const V slope = slope_from(begun.e, x);
        if constexpr (sizeof(typename V::scalar) == 4)
            return select((x > V(-1.5f)) & (x < V(0.375f)), begun.near, slope);
        else
            return slope;
    }

    /// (1 - t²) s (2 + x (1 - s - 2ts)), s = σ(x), t = tanh(softplus(x)).
    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        const parts<lanes<V>> p(x);
        const auto q = math::round((p.factor / p.d) * p.numerator);
        const lanes<V> t = select(p.negative, q, 1 - q);
        const auto l = math::make_logistic(p.a);
        const lanes<V> s = math::sigmoid(p.negative, l), c = math::sigmoid(!p.negative, l);
        const lanes<V> bounded = copysign(p.a.hi, x);
        // 1 - t² is 4 (1 + e)²/D² below 0 and 4 e² (1 + e)²/D² above.
        const lanes<V> ratio = (1 + p.e.hi) / p.d.hi;
        const lanes<V> rest = 4 * (ratio * ratio) * s * fma(bounded, c - 2 * t * s, lanes<V>(2));
        return V(select(p.negative, rest, (rest * p.e.hi) * p.e.hi));
    }

private:
    /// From where f is x.
    template <class T> static constexpr T linear_from = sizeof(T) == 4 ? 20 : 40;
    template <class V> static XACT_INLINE V bounded(V x) {
        using T = typename V::scalar;
        return at_least(V(-math::falling_limit<T>), at_most(V(linear_from<T>), x));
    }

    // f' on [-7/4, 3/8], where the closed form has roundings of large terms, as (x - root) Q(x + 1): 2^-24.5; script:
    // tests/certificates/mish_slope.sollya.
    static constexpr math::real root{-0x1.31432cp0, -0x1.a25b08p-29};
    static constexpr std::array<float, 12> near_root{
        0x1.3b1d7p-2f,  0x1.bebe24p-3f, 0x1.b1d162p-6f,  -0x1.12524ap-5f,  -0x1.29bbcap-6f, -0x1.473a98p-10f,
        0x1.577caap-9f, 0x1.55ffap-10f, 0x1.c97dd8p-14f, -0x1.004fc6p-12f, -0x1.94022p-14f, 0x1.6c4674p-15f};

    /// With q = 4 - 4|x|: below 0 e (q + e (q + 2 + e (4 + e)))/D², D² = 4 + e (8 + e (8 + e (4 + e))); above 1 less
    /// e (e (q - 2 + e (q + 4e)))/D², D² = 1 + e (4 + e (8 + e (8 + 4e))).
    template <class V> static XACT_INLINE V slope_from(V e, V x) {
        using T = typename V::scalar;
        constexpr T unit = math::falling_unit<T>;
        const auto negative = x < 0;
        const V one(1), two(2), four(4), eight(8);
        const V a = math::falling_argument(x), f = e * V(1 / unit);
        const V q = fnma(four, a, four);
        const V n2 = fma(f, select(negative, one, four), select(negative, four, q));
        const V n1 = fma(f, n2, q + select(negative, two, -two));
        const V n0 = select(negative, q, V(0)), n = fma(f, n1, n0), n_low = fma(f, n1, n0 - n);
        const V d3 = fma(f, select(negative, one, four), select(negative, four, eight));
        const V rest = e * fma(f, fma(f, d3, eight), select(negative, eight, four));
        const V constant = select(negative, V(4 * unit), V(unit));
        // The quotient e n/D², D² = constant + rest, with what rounding took from n.
        const V r = math::reciprocal_seed(constant + rest), y = (e * n) * r;
        const V remainder = fma(e, n_low, fnma(y, rest, product_error(e, n, y * constant)));
        const V d = fma(remainder, r, y);
        return select(negative, d, one - d);
    }

    /// In float. Q's first coefficient is multiplied alone, so that Q is not rounded; nor is x - root.
    template <class V> static XACT_INLINE V slope_near_root(V x) {
        if constexpr (sizeof(typename V::scalar) == 4) {
            const math::dw<V> distance = math::fast_two_sum(V(-root.hi), x);
            const V s = x + V(1), higher = s * math::polynomial(s, math::without_first(near_root)), c0(near_root[0]);
            return fma(distance.hi, c0, fma(distance.lo - V(root.lo), c0 + higher, distance.hi * higher));
        } else {
            return x;
        }
    }

    template <class V> struct parts {
        typename V::condition negative;
        math::dw<V> a;             // |x|
        math::scaled<V> numerator; // e for x < 0, e² for x >= 0
        math::dw<V> e, factor, d;  // factor: e + 2 for x < 0, 2 for x >= 0

        XACT_INLINE explicit parts(V x) {
            negative = x < 0;
            a = math::bounded_magnitude(x);
            numerator = math::exp(-a);
            e = math::summand(numerator);
            const math::dw<V> one{V(1), V(0)}, two{V(2), V(0)};
            factor = select(negative, V(2) + e, two);
            const math::dw<V> square = e * e, twice = math::times_power(e, V(2));
            d = select(negative, two + (twice + square), one + (twice + math::times_power(square, V(2))));
            numerator = {select(negative, numerator.significand, square), select(negative, numerator.exponent, V(0))};
        }
    };
};

} // namespace v0
} // namespace xact
