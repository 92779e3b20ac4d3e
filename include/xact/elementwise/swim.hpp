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
            const auto usual = [](auto x, auto c) XACT_INLINE_LAMBDA {
                using W = decltype(x);
                return (x * W(0.5)) * fma(c, in_double_parts(x).sigmoid(), W(1));
            };
            const auto general = [](auto x, auto c) XACT_INLINE_LAMBDA {
                using W = decltype(x);
                const in_double_parts p(x);
                const W side = select(x < 0, -c, c), far = fnma(side, p.rest(), W(1) + side);
                return (x * W(0.5)) * select(p.t < W(1), fma(c, p.sigmoid(), W(1)), far);
            };
            return V(math::either(
                has_no_root<L>(),
                [&]() XACT_INLINE_LAMBDA { return math::in_double::evaluate_finite(usual, L(value), k); },
                [&]() XACT_INLINE_LAMBDA { return math::in_double::evaluate_finite(general, L(value), k); }));
        } else {
            const L x(value);
            const parts g(x);
            const auto near = [&]() XACT_INLINE_LAMBDA {
                return math::limit_product(math::times_power(L(1) + math::exact<L>(k) * g.sigmoid(), L(0.5)), x);
            };
            return V(math::either(has_no_root<L>(), near, [&]() XACT_INLINE_LAMBDA {
                const auto line = math::times_power(outer(x), L(0.5));
                const auto curve = math::times_power(math::exact<L>(k) * g.t_rest(), L(0.5));
                const L far = math::limit_product(line, x) - math::round(curve);
                return select(g.t < 1, near(), select(g.is_far(), far, math::round(x * line - curve)));
            }));
        }
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const auto usual = [](auto x, auto c) XACT_INLINE_LAMBDA {
                using W = decltype(x);
                return W(0.5) * fma(c, in_double_parts(x).slope(), W(1));
            };
            const auto general = [](auto x, auto c) XACT_INLINE_LAMBDA {
                using W = decltype(x);
                const in_double_parts p(x);
                const W side = select(x < 0, -c, c), by_rest = fnma(p.t * p.inverse, p.inverse * p.inverse, p.rest());
                return W(0.5) * select(p.t < W(1), fma(c, p.slope(), W(1)), fnma(side, by_rest, W(1) + side));
            };
            return V(math::either(
                has_no_root<L>(),
                [&]() XACT_INLINE_LAMBDA { return math::in_double::evaluate_finite(usual, L(value), k); },
                [&]() XACT_INLINE_LAMBDA { return math::in_double::evaluate_finite(general, L(value), k); }));
        } else {
            const L x(value);
            const parts g(x);
            const auto near = [&]() XACT_INLINE_LAMBDA { return L(1) + math::exact<L>(k) * g.slope(); };
            const auto slope = math::either(has_no_root<L>(), near, [&]() XACT_INLINE_LAMBDA {
                const auto curve = math::exact<L>(k) * g.rest_slope();
                return select(g.t < 1, near(), outer(x) + select(x < 0, curve, -curve));
            });
            return V(L(0.5) * math::round(slope));
        }
    }

    /// k (2 - x²)/(2 (1 + x²)^(5/2)).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const auto curvature = [](auto x, auto c) XACT_INLINE_LAMBDA {
                using W = decltype(x);
                const in_double_parts p(x);
                const W i = p.inverse, root = x * i;
                return (c * W(0.5) * i) * ((i * i) * fma(i * W(2), i, -(root * root)));
            };
            return V(math::in_double::evaluate_finite(curvature, L(value), k));
        }
        // Far out 1/√… need not be bounded as in other powers.
        const L x(value), far = L(1) / math::abs(x);
        const parts p(x);
        const L i = select(p.is_far(), far, p.inverse.hi), ratio = select(p.is_far(), L(1), p.t * i);
        return V(((L(0.5) * math::rounded<L>(k) * i) * (i * i)) * fma(i * i, L(2), -(ratio * ratio)));
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
    /// Whether no term comes near to what it is taken from.
    template <class V> XACT_INLINE auto has_no_root() const {
        return math::parameter_is<V>(k, [](auto value) { return (value >= -0.75f) & (value <= 0.75f); });
    }

    template <class W> struct in_double_parts {
        W x, square, t, inverse; // square is 1 + x²; as below

        XACT_INLINE explicit in_double_parts(W at) : x(at), square(fma(x, x, W(1))), t(math::abs(x)) {
            inverse = math::in_double::inverse_root(square);
        }

        XACT_INLINE W rest() const { return inverse * math::in_double::inverse(fma(square, inverse, t)); }
        /// x/√(1 + x²), and d/dx of x times that.
        XACT_INLINE W sigmoid() const { return x * inverse; }
        XACT_INLINE W slope() const { return sigmoid() * fma(inverse, inverse, W(1)); }
    };
    template <class W> in_double_parts(W) -> in_double_parts<W>;

    /// 1 - k or 1 + k, twice the slope far out.
    template <class V> XACT_INLINE math::dw<V> outer(V x) const {
        const math::dw<V> w = math::exact<V>(k);
        return V(1) + select(x < 0, -w, w);
    }

    template <class V> struct parts {
        V x, t;              // t is |x|, bounded
        math::dw<V> inverse; // 1/√(1 + t²)

        XACT_INLINE explicit parts(V at) : x(at), t(at_most(V(0x1p60f), math::abs(x))) {
            inverse = math::reciprocal(root());
        }

        XACT_INLINE math::dw<V> root() const { return math::root(V(1) + math::two_product(t, t)); }
        /// x/√(1 + x²), and d/dx of x times that.
        XACT_INLINE math::dw<V> sigmoid() const { return copysign(t, x) * inverse; }
        XACT_INLINE math::dw<V> slope() const { return sigmoid() * (V(1) + inverse * inverse); }

        /// Whether √(1 + x²) is |x|.
        XACT_INLINE typename V::condition is_far() const { return t > V(0x1p40f); }
        /// 1 - t/√(1 + t²).
        XACT_INLINE math::dw<V> rest() const {
            const math::dw<V> r = root();
            return math::reciprocal(r * (t + r));
        }
        /// |x| times this, and this less t/(1 + t²)^(3/2).
        XACT_INLINE math::dw<V> t_rest() const { return select(is_far(), {V(0.5) / math::abs(x), V(0)}, t * rest()); }
        XACT_INLINE math::dw<V> rest_slope() const {
            const V inverse_x = V(1) / math::abs(x);
            return select(is_far(), {V(-0.5) * inverse_x * inverse_x, V(0)},
                          rest() - (inverse * inverse) * (t * inverse));
        }
    };
    template <class V> parts(V) -> parts<V>;
};

using swim = basic_swim<double>;

} // namespace v0
} // namespace xact
