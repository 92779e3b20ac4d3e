#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/in_double.hpp>
#include <xact/math/root_words.hpp>

namespace xact {
inline namespace v0 {

/// Swim: the input, gated by an algebraic sigmoid of learnt width.
template <class P> struct basic_swim {
    P k = P(0.5);

    static constexpr facts about{.name = "swim",
                                 .formula = "x/2 (1 + k x / √(1 + x²))",
                                 .source = "Abdool and Dear 2023",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = 0.25,
                                 .slope_at_plus_inf = 0.75,
                                 .parameters = {"k"}};

    /// By 1 - |x|/√(1 + x²) = 1/(√(1 + x²) (√(1 + x²) + |x|)).
    template <class R> R definition(R x) const {
        using std::sqrt;
        const R t = x < 0 ? R(-x) : x, root = sqrt(1 + x * x), rest = 1 / (root * (root + t));
        return x < 0 ? R(x / 2 * ((1 - R(k)) + R(k) * rest)) : R(x / 2 * ((1 + R(k)) - R(k) * rest));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const auto f = [](auto x, auto c) XACT_INLINE_LAMBDA {
                using W = decltype(x);
                const W side = select(x < 0, -c, c);
                return (x * W(0.5)) * fnma(side, in_double_parts(x).rest, W(1) + side);
            };
            return V(math::in_double::evaluate_finite(f, L(value), k));
        } else {
            const L x(value);
            const auto line = math::times_power(outer(x), L(0.5));
            const auto curve = math::times_power(math::exact<L>(k) * parts(x).t_rest, L(0.5));
            const L y = math::finite(x);
            return V(select(y == x, math::round(y * line - curve), math::limit_product(line, x)));
        }
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const auto slope = [](auto x, auto c) XACT_INLINE_LAMBDA {
                using W = decltype(x);
                const in_double_parts p(x);
                const W side = select(x < 0, -c, c), by_rest = fnma(p.t * p.inverse, p.inverse * p.inverse, p.rest);
                return W(0.5) * fnma(side, by_rest, W(1) + side);
            };
            return V(math::in_double::evaluate_finite(slope, L(value), k));
        } else {
            const L x(value);
            const auto curve = math::exact<L>(k) * parts(x).rest_slope();
            return V(L(0.5) * math::round(outer(x) + select(x < 0, curve, -curve)));
        }
    }

    /// k (2 - x²)/(2 (1 + x²)^(5/2)).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value);
        const parts p(x);
        const L i = p.inverse.hi, square = i * i, factor = L(0.5) * math::rounded<L>(k);
        // x²/(1 + x²) does not overflow.
        const L ratio = (p.t * i) * (p.t * i);
        return V(((factor * i) * square) * fma(square, L(2), -ratio));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.k); }

    template <value V> basic_swim<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value);
        const parts p(x);
        const L near = (L(0.5) * math::abs(x)) * (p.t * p.inverse.hi);
        return {V(near)};
    }

private:
    template <class W> struct in_double_parts {
        W t, inverse, rest; // as below

        XACT_INLINE explicit in_double_parts(W x) : t(math::abs(x)) {
            const W square = fma(x, x, W(1));
            inverse = math::in_double::inverse_root(square);
            rest = inverse * math::in_double::inverse(fma(square, inverse, t));
        }
    };
    template <class W> in_double_parts(W) -> in_double_parts<W>;

    /// 1 - k or 1 + k, twice the slope far out.
    template <class V> XACT_INLINE math::dw<V> outer(V x) const {
        const math::dw<V> w = math::exact<V>(k);
        return V(1) + select(x < 0, -w, w);
    }

    template <class V> struct parts {
        V t;                 // |x|, bounded
        math::dw<V> inverse; // 1/√(1 + t²)
        math::dw<V> rest;    // 1 - t/√(1 + t²)
        math::dw<V> t_rest;  // |x| times this

        XACT_INLINE explicit parts(V x) : t(at_most(V(0x1p60f), math::abs(x))) {
            const math::dw<V> root = math::root(V(1) + math::two_product(t, t));
            inverse = math::reciprocal(root);
            rest = math::reciprocal(root * (t + root));
            t_rest = select(math::abs(x) > V(0x1p40f), {V(0.5) / math::abs(x), V(0)}, t * rest);
        }

        /// rest - t/(1 + t²)^(3/2).
        XACT_INLINE math::dw<V> rest_slope() const { return rest - (inverse * inverse) * (t * inverse); }
    };
    template <class V> parts(V) -> parts<V>;
};

using swim = basic_swim<double>;

} // namespace v0
} // namespace xact
