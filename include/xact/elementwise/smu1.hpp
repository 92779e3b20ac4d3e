#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/in_double.hpp>
#include <xact/math/root_words.hpp>

namespace xact {
inline namespace v0 {

/// SMU-1: a smooth maximum of x and α x by a hyperbola; the smaller μ, the closer to a leaky ReLU.
template <class P> struct basic_smu1 {
    P alpha = P(0.25);
    P mu = P(1);

    static constexpr facts about{.name = "smu1",
                                 .formula = "((1 + α) x + √((1 - α)² x² + μ²)) / 2",
                                 .source = "arXiv:2111.04682",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = 0.25,
                                 .roots = {-1},
                                 .parameters = {"alpha", "mu"}};

    /// Throws unless μ > 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (mu <= 0) detail::fail_parameter(about.name, "mu", double(mu), "above 0");
    }

    /// Below 0, where the root cancels the line, by the product with their difference.
    template <class R> R definition(R x) const {
        using std::sqrt;
        const R k = 1 - R(alpha), line = (1 + R(alpha)) * x, root = sqrt(k * k * (x * x) + R(mu) * R(mu));
        return x < 0 ? R((R(mu) * R(mu) - 4 * R(alpha) * (x * x)) / (root - line) / 2) : R((line + root) / 2);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const auto f = [](auto x, auto a, auto m) XACT_INLINE_LAMBDA {
                using W = decltype(x);
                const W k = (W(1) - a) * x, line = fma(a, x, x), square = m * m, sum = fma(k, k, square);
                const W root = sum * math::in_double::inverse_root(sum);
                const W below = fnma(W(4) * a, x * x, square) * math::in_double::inverse(root - line);
                return W(0.5) * select(line < 0, below, line + root);
            };
            return V(math::in_double::evaluate_finite(f, L(value), alpha, mu));
        } else {
            const L x(value);
            const parts p(*this, x);
            const math::dw<L> line = p.y * (L(1) + p.alpha);
            const math::dw<L> numerator = p.square - math::times_power(p.alpha * math::two_product(p.y, p.y), L(4));
            const math::dw<L> below = numerator * math::reciprocal(p.root - select(p.negative, line, {L(0), L(0)}));
            const L near = L(0.5) * math::round(select(p.negative, below, line + p.root));
            // Far out the asymptote and the first term of the rest, μ²/(4 |1 - α| |x|).
            const L k = math::abs(p.k.hi), rest = L(0.25) * p.square.hi / (math::abs(x) * select(k == 0, L(1), k));
            const L far = math::limit_product(outer(p), x) + select(k == 0, L(0.5) * p.root.hi, rest);
            return V(select(p.far, far, near));
        }
    }

    /// The asymptote's slope and |1 - α| (1 - v)/2, v = |(1 - α) x|/√….
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(math::either(
            is_usual<L>(), [&]() XACT_INLINE_LAMBDA { return usual_derivative(x); },
            [&]() XACT_INLINE_LAMBDA { return unusual_derivative(x); }));
    }

    /// A loop of its own for lines of which none is flat or falls.
    template <class Use> void simplest(const Use& use) const requires std::is_arithmetic_v<P> {
        is_usual<vec<float>>() && is_usual<vec<double>>() ? use(detail::with_usual_parameters<basic_smu1>{*this})
                                                          : use(*this);
    }
    template <class L> XACT_INLINE L usual_value(L x) const { return (*this)(x); }
    template <class L> XACT_INLINE L usual_derivative(L x) const {
        if constexpr (math::in_double::is_possible<L>) {
            return math::in_double::evaluate_finite(slope_in_double, x, alpha, mu);
        } else {
            const parts p(*this, x);
            const math::dw<L> part = half_rest(p);
            return keep_nan(x, math::round(outer(p) + select(p.negative, part, -part)));
        }
    }

    /// (1 - α)² μ²/(2 √…³).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const parts p(*this, L(value));
        const L i = math::reciprocal(p.root).hi, a = p.k.hi * i, b = math::rounded<L>(mu) * i;
        return V(keep_nan(L(value), select(p.far, L(0), (L(0.5) * i) * ((a * b) * (a * b)) * (p.root.hi * p.root.hi))));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.mu); }

    template <value V> basic_smu1<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value);
        const parts p(*this, x);
        // (x - sign(1 - α) |x| v)/2, where the first terms may cancel.
        const L rest = math::round(p.rest()), half = L(0.5) * x;
        const auto cancels = (x * p.k.hi) > 0;
        const L by_alpha = half * select(cancels, rest, 2 - rest);
        // Far out √… is |(1 - α) x|.
        const L k = math::abs(p.k.hi), far_root = math::abs(x) * k;
        const L inverse = select(p.far & (k > 0), 1 / far_root, math::reciprocal(p.root).hi);
        const L far_by_alpha = copysign(L(0.25) * p.square.hi / (k * far_root), x);
        return {V(select(cancels & p.far, keep_nan(x, far_by_alpha), by_alpha)),
                V(keep_nan(x, L(0.5) * math::rounded<L>(mu) * inverse))};
    }

private:
    template <class V> struct parts;

    template <class V> XACT_INLINE auto is_usual() const {
        return math::parameter_is<V>(alpha, [](auto a) { return a >= 0x1p-8f; });
    }

    static constexpr auto slope_in_double = [](auto x, auto a, auto m) XACT_INLINE_LAMBDA {
        using W = decltype(x);
        const W one(1), k = one - a, size = math::abs(k), square = m * m, z = k * x, sum = fma(z, z, square);
        const W r = math::in_double::inverse_root(sum);
        const W rest = (square * r) * math::in_double::inverse(fma(sum, r, math::abs(z)));
        const W part = (size * W(0.5)) * rest, lower = at_most(one, a), upper = at_least(one, a);
        return select(x < 0, lower + part, upper - part);
    };

    /// Where the slope may leave little of the asymptotes': around 0 from their middle, (1 + α)/2.
    template <class V> XACT_APART V unusual_derivative(V x) const {
        if constexpr (math::in_double::is_possible<V>) {
            const auto slope = [](auto at, auto a, auto m) XACT_INLINE_LAMBDA {
                using W = decltype(at);
                const W k = W(1) - a, z = k * at, sum = fma(z, z, m * m);
                const W middle = W(0.5) * fma(k * z, math::in_double::inverse_root(sum), W(1) + a);
                return select((math::abs(z) < m) & (a < 0), middle, slope_in_double(at, a, m));
            };
            return math::in_double::evaluate_finite(slope, x, alpha, mu);
        } else {
            const parts p(*this, x);
            const math::dw<V> part = half_rest(p), z = p.y * p.k;
            // Far out the rest falls with 1/x².
            const V shrunk = p.y / x, far_rest = (math::round(part) * shrunk) * shrunk;
            const math::dw<V> rest = select(p.far, {far_rest, V(0)}, part);
            const math::dw<V> middle = (V(1) + p.alpha) + p.k * (z * math::reciprocal(p.root));
            const V slope = math::round(outer(p) + select(p.negative, rest, -rest));
            const auto is_near = math::abs(z.hi) < math::abs(math::rounded<V>(mu));
            const auto falls = math::rounded<V>(alpha) < 0;
            return keep_nan(x, select(falls & is_near, V(0.5) * math::round(middle), slope));
        }
    }
    template <class V> static XACT_INLINE math::dw<V> half_rest(const parts<V>& p) {
        return math::times_power(magnitude(p.k) * p.rest(), V(0.5));
    }

    template <class V> static XACT_INLINE math::dw<V> magnitude(math::dw<V> k) {
        const V sign = copysign(V(1), k.hi);
        return math::times_power(k, sign);
    }

    template <class V> struct parts {
        math::dw<V> alpha, k, square;        // α, 1 - α and μ²
        typename V::condition negative, far; // x < 0; where μ is negligible beside x
        V y;                                 // x, bounded
        math::dw<V> root;                    // √((1 - α)² x² + μ²)

        XACT_INLINE parts(const basic_smu1& f, V x)
            : alpha(math::exact<V>(f.alpha)),
              k(math::normalized(V(1) - alpha)),
              square(math::exact<V>(f.mu) * math::exact<V>(f.mu)),
              negative(x < 0) {
            const V limit = V(0x1p31f) * math::abs(math::rounded<V>(f.mu));
            far = math::abs(x) > limit;
            y = at_least(-limit, at_most(limit, x));
            const math::dw<V> t = y * k;
            root = math::root(t * t + square);
        }

        /// 1 - v = μ²/(√… (√… + |(1 - α) x|)).
        XACT_INLINE math::dw<V> rest() const { return square * math::reciprocal(root * (root + magnitude(y * k))); }
    };
    template <class V> parts(const basic_smu1&, V) -> parts<V>;

    /// The slope of the asymptote: the larger of α and 1 above 0, the smaller below.
    template <class V> static XACT_INLINE math::dw<V> outer(const parts<V>& p) {
        const math::dw<V> one{V(1), V(0)};
        const auto falls = p.k.hi > 0;
        const math::dw<V> below = select(falls, p.alpha, one), above = select(falls, one, p.alpha);
        return select(p.negative, below, above);
    }
};

using smu1 = basic_smu1<double>;

} // namespace v0
} // namespace xact
