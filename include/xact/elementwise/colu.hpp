#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/exp.hpp>
#include <xact/math/in_double.hpp>

namespace xact {
inline namespace v0 {

/// CoLU: the input over one less a Gompertz-like bump.
///
/// With N = 1 - x w, w = e^(-x - e^x): x/N for x >= 0. Below, where w grows, both sides are taken e^x times, e^x w
/// being v = e^(-e^x).
struct colu {
    static constexpr facts about{.name = "colu",
                                 .formula = "x / (1 - x exp(-x - e^x))",
                                 .source = "arXiv:2112.12078",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_roots = {-0.7269249885960442}};

    template <class R> static R definition(R x) {
        using std::exp;
        return x / (1 - x * exp(-x - exp(x)));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (math::in_double::is_possible<L>) {
            return V(finish(begin(x), x));
        } else {
            const parts<L> p(x);
            const auto q = math::reciprocal(p.n) * p.unit;
            return V(select(x > p.x, x, scale(math::round_product(p.x, q.significand), q.exponent)));
        }
    }

    /// (N - x N')/N² = (1 - x² w (1 + e^x))/N².
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (math::in_double::is_possible<L>) {
            return V(finish_derivative(begin_derivative(x), x));
        } else {
            const parts<L> p(x);
            const auto inverse = math::reciprocal(p.n);
            const auto bump = (p.x * (p.x * p.w)) * (L(1) + math::summand(p.e));
            const auto numerator = math::summand(p.unit) - bump;
            return V(math::round(((numerator * inverse) * inverse) * p.unit));
        }
    }

    template <class L> XACT_INLINE auto begin(L x, accurate_t = {}) const requires math::in_double::is_possible<L> {
        return math::in_double::begin_exp(math::in_double::bounded_below(x));
    }
    template <class L> XACT_INLINE L finish(const auto& begun, L x) const {
        const auto f = [](auto at, auto e) XACT_INLINE_LAMBDA {
            using W = decltype(at);
            const W w = math::in_double::exp(-at - e), near = at_most(W(math::in_double::far), at);
            return at * math::in_double::inverse(fnma(near, w, W(1)));
        };
        return math::in_double::evaluate(f, math::in_double::bounded_below(x), begun);
    }
    template <class L>
    XACT_INLINE auto begin_derivative(L x, accurate_t = {}) const requires math::in_double::is_possible<L> {
        return begin(math::in_double::bounded(x));
    }
    template <class L> XACT_INLINE L finish_derivative(const auto& begun, L x) const {
        const auto slope = [](auto at, auto e) XACT_INLINE_LAMBDA {
            using W = decltype(at);
            const W w = math::in_double::exp(-at - e), inverse = math::in_double::inverse(fnma(at, w, W(1)));
            return (fnma(at * at, fma(w, e, w), W(1)) * inverse) * inverse;
        };
        return math::in_double::evaluate(slope, math::in_double::bounded(x), begun);
    }

    /// -(x N'' N + 2N' (N - x N'))/N³, with N' = -w (1 - x (1 + e^x)), N'' = w (2 (1 + e^x) - x (1 + e^x)² + x e^x).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const parts<L> p(L{value});
        const L e = math::summand(p.e).hi, n = p.n.hi, w = p.w.hi, inverse = 1 / n, b = 1 + e;
        const L n1 = -(w * fnma(p.x, b, L(1))), n2 = w * fma(p.x, e, b * fnma(p.x, b, L(2)));
        const L sum = fma(p.x * n2, n, 2 * (n1 * fnma(p.x, n1, n)));
        return V(math::round_product(-(sum * inverse) * (inverse * inverse), p.unit));
    }

private:
    template <class V> struct parts {
        V x;                  // bounded
        math::scaled<V> e;    // e^x
        math::scaled<V> unit; // 1 for x >= 0, e^x below
        math::dw<V> w, n;     // w and N in these units

        XACT_INLINE explicit parts(V value)
            : x(at_most(V(typename V::scalar(sizeof(typename V::scalar) == 4 ? 5 : 7)), math::exp_bounded(value).hi)),
              e(math::precise_exp(math::dw<V>{x, V(0)})),
              unit(e),
              w{x, x},
              n{x, x} {
            const auto negative = x < 0;
            const math::dw<V> one{V(1), V(0)};
            unit = {select(negative, e.significand, one), select(negative, e.exponent, V(0))};
            // -e^x, and less x above 0.
            const math::dw<V> z = -math::summand(e) - math::dw<V>{select(negative, V(0), x), V(0)};
            w = math::summand(math::exp(z));
            n = math::summand(unit) - x * w;
        }
    };
};

} // namespace v0
} // namespace xact
