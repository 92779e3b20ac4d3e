#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/logistic.hpp>
#include <xact/math/normal.hpp>
#include <xact/math/normal_in_double.hpp>
#include <xact/math/scaled_log.hpp>
#include <xact/math/tanh.hpp>

namespace xact {
inline namespace v0 {

/// Phish: the input times the hyperbolic tangent of its GELU, which is positive on both sides.
struct phish {
    static constexpr facts about{.name = "phish",
                                 .formula = "x tanh(x Φ(x))",
                                 .source = "arXiv:2402.09092",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_roots = {-1.1954312013879125}};
    static constexpr bool few_at_once = true;

    template <class R> static R definition(R x) {
        using std::erfc;
        using std::sqrt;
        using std::tanh;
        return x * tanh(x / 2 * erfc(-x / sqrt(R(2))));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const L x(value);
            return V(finish(begin(x), x));
        } else {
            const L x(value), size = math::abs(x);
            const parts<L> p(x);
            return V(scale(math::limit_product(p.gate.significand, select(x < 0, p.n.t, size)), p.gate.exponent));
        }
    }

    /// tanh(g) + x g' (1 - tanh(g)²), g being x Φ(x).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const L x(value);
            return V(finish_derivative(begin_derivative(x), x));
        } else {
            const L x(value);
            const parts<L> p(x);
            const auto slope = p.n.t * (p.rest() * p.gelu_slope());
            const auto sum = math::round(math::scaled<L>{p.gate.significand + slope, p.gate.exponent});
            return V(select(x < 0, -sum, sum));
        }
    }

    /// g = x Φ(x).
    template <class L> XACT_INLINE auto begin(L x, accurate_t = {}) const requires math::in_double::is_possible<L> {
        const auto g = [](auto at) XACT_INLINE_LAMBDA { return at * math::in_double::normal(at).distribution(); };
        return math::in_double::begin(g, math::in_double::bounded_below(x));
    }
    template <class L> XACT_INLINE L finish(const auto& begun, L x) const {
        const auto f = [](auto at, auto g) XACT_INLINE_LAMBDA { return at * math::in_double::tanh(g); };
        return math::in_double::evaluate(f, math::in_double::bounded_below(x), begun);
    }
    template <class A> struct begun_derivative { wide<A> cdf, density; };
    template <class L>
    XACT_INLINE auto begin_derivative(L x, accurate_t = {}) const requires math::in_double::is_possible<L> {
        const auto at = widen(math::in_double::bounded(x));
        const math::in_double::normal low(at.low), high(at.high);
        return begun_derivative<typename L::arch>{{low.distribution(), high.distribution()},
                                                  {low.density(), high.density()}};
    }
    template <class L> XACT_INLINE L finish_derivative(const auto& begun, L x) const {
        const auto slope = [](auto at, auto cdf, auto density) XACT_INLINE_LAMBDA {
            const auto [th, steep] = math::in_double::tanh_and_slope(at * cdf);
            return fma(at * fma(at, density, cdf), steep, th);
        };
        return math::in_double::evaluate(slope, math::in_double::bounded(x), begun.cdf, begun.density);
    }

    /// With t = tanh(g), q = 1 - t²: q (2 g' + x (g'' - 2 t g'²)).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value);
        const parts<L> p(x);
        const auto negative = x < 0;
        // Below 0 in units of e^(-x²/2).
        const L slope = select(negative, p.slope_ratio().hi, p.gelu_slope().hi);
        const L e = math::summand(p.n.e).hi, t = math::summand(p.gate).hi, tangent = (2 * t) * (slope * slope);
        const L by_e = math::as<L>(math::inverse_sqrt_2pi).hi * fnma(p.n.t, p.n.t, L(2));
        const L rest = fma(select(negative, e, L(-1)), tangent, by_e * select(negative, L(1), e));
        // Bounded, where 1 - t² has long vanished.
        const L sum = fma(select(negative, -p.n.t, at_most(L(0x1p60f), x)), rest, slope + slope);
        // 1 - t² for t near 1 as what it is of GELU.
        const L q =
            select(negative, p.rest().hi, math::sigmoid_slope<2>(2 * select(x > p.n.t, math::finite(x), p.g.hi)));
        return V(select(negative, math::round_product(q * sum, p.n.e), q * sum));
    }

private:
    template <class V> struct parts {
        typename V::condition negative;
        math::normal<V> n;
        math::dw<V> g;        // |x Φ(x)|
        math::scaled<V> gate; // tanh(g)

        XACT_INLINE explicit parts(V x) : negative(x < 0), n(x), g{x, x}, gate(n.e) {
            const math::scaled<V> below = (n.t * n.mills) * n.e;
            const math::dw<V> bounded = math::summand(below);
            g = select(negative, bounded, n.t - bounded);
            const math::scaled<V> g_or_unit{g, select(negative, n.e.exponent, V(0))};
            gate = math::unless_tiny(math::scaled<V>{below.significand, g_or_unit.exponent}, math::tanh_nonnegative(g));
        }

        /// R(t) - t/√(2π): the slope of GELU below 0, in units of e^(-x²/2).
        XACT_INLINE math::dw<V> slope_ratio() const { return n.mills - n.t * math::as<V>(math::inverse_sqrt_2pi); }

        /// GELU's slope, in units of the gate's exponent.
        XACT_INLINE math::dw<V> gelu_slope() const {
            const math::scaled<V> below = slope_ratio() * n.e;
            const math::dw<V> q = math::in_units_of(gate.exponent, below);
            return select(negative, q, V(1) - q);
        }

        /// 1 - tanh(g)².
        XACT_INLINE math::dw<V> rest() const {
            const math::dw<V> t = math::summand(gate), r = V(1) - t * t;
            const auto is_one = (!negative) & (n.t > V(sizeof(typename V::scalar) == 4 ? 12 : 22));
            return select(is_one, math::dw<V>{V(0), V(0)}, r);
        }
    };
};

} // namespace v0
} // namespace xact
