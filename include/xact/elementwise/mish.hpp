#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/gate.hpp>

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
        const lanes<V> x(value);
        const parts<lanes<V>> p(x);
        return V(math::gate(p.negative, x, copysign(p.a.hi, x), (p.factor / p.d) * p.numerator));
    }

    /// Below 0: e ((e + 2) D - 4|x| (1 + e))/D²; above 1 - 2e² (D - 2|x| (1 + e))/D².
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> x(value);
        const parts<lanes<V>> p(x);
        const lanes<V> one(1), two(2);
        const auto minuend = select(p.negative, p.factor * p.d, p.d);
        const auto multiple = select(p.negative, 4 * p.a.hi, 2 * p.a.hi);
        const auto difference = minuend - multiple * (one + p.e);
        const auto inverse = math::reciprocal(p.d);
        const auto scale_above = select(p.negative, math::dw<lanes<V>>{one, 0}, math::dw<lanes<V>>{two, 0});
        return V(math::gate_slope(p.negative,
                                  math::round((scale_above * ((difference * inverse) * inverse)) * p.numerator)));
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
