#pragma once

#include <cmath>
#include <tuple>

#include <xact/elementwise/swish.hpp>

namespace xact {
inline namespace v0 {

/// APTx: the input, gated by a hyperbolic tangent that is raised by α. With α = 1 it is 2γ·x·σ(2βx), a multiple of
/// Swish.
template <class P> struct basic_aptx {
    P alpha = P(1);
    P beta = P(1);
    P gamma = P(0.5);

    static constexpr facts about{.name = "aptx",
                                 .formula = "(α + tanh(β x)) γ x",
                                 .source = "arXiv:2209.06119",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_roots = {-0.6392322713805368},
                                 .parameters = {"alpha", "beta", "gamma"}};
    static constexpr bool has_fast = true;

    /// tanh(b) as 2σ(2b) - 1 for b < 0, beside which α = 1 cancels.
    template <class R> R definition(R x) const {
        using std::exp;
        const R b = R(beta) * x;
        const R sum = b < 0 ? R((R(alpha) - 1) + 2 / (1 + exp(-2 * b))) : R((R(alpha) + 1) - 2 / (1 + exp(2 * b)));
        return sum * R(gamma) * x;
    }

    template <value V, tier A = accurate_t> V operator()(V value, A tier = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(math::either(
            is_swish<L>(), [&]() XACT_INLINE_LAMBDA { return as_swish()(x, tier); },
            [&]() XACT_INLINE_LAMBDA {
                const parts p(*this, x);
                const auto g = math::exact<L>(gamma) * p.with_sum(p.l.lower);
                return scale(math::limit_product(g.significand, p.bounded_x), g.exponent);
            }));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A tier = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(math::either(
            is_swish<L>(), [&]() XACT_INLINE_LAMBDA { return as_swish().derivative(x, tier); },
            [&]() XACT_INLINE_LAMBDA {
                const parts p(*this, x);
                return math::round(math::exact<L>(gamma) * p.with_sum((L(1) - p.a * p.l.upper) * p.l.lower));
            }));
    }

    /// 2βγ (1 - t²) (1 - βx t), t = tanh(βx).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const parts p(*this, L(value));
        const L t = p.l.upper.hi - math::round(p.l.lower),
                factor = 8 * (math::rounded<L>(beta) * math::rounded<L>(gamma));
        return V(factor * math::round_product(fnma(p.a.hi * L(0.5), t, L(1)), math::sigmoid_slope(p.l)));
    }

    /// Swish where it is one, whose loops have nothing else to decide.
    template <class Use> void simplest(const Use& use) const requires std::is_arithmetic_v<P> {
        is_swish<vec<P>>() ? as_swish().simplest(use) : use(*this);
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.beta, self.gamma); }

    /// γ x, γ x² (1 - tanh²(βx)), (α + tanh(βx)) x.
    template <value V> basic_aptx<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value), g = math::rounded<L>(gamma);
        const parts p(*this, x);
        const L y = select(p.is_bounded, copysign(L(1), x), x);
        const auto sum = p.with_sum(p.l.lower);
        return {V(g * x), V((4 * g) * (y * math::round_product(y, math::sigmoid_slope(p.l)))),
                V(scale(math::limit_product(sum.significand, p.bounded_x), sum.exponent))};
    }

private:
    /// Whether α = 1 and γ = 1/2.
    template <class L> XACT_INLINE auto is_swish() const {
        const auto a = math::is_one<L>(alpha), g = math::is_exactly<L>(gamma, 0.5f);
        return a & g;
    }

    XACT_INLINE basic_swish<P> as_swish() const { return {math::doubled(beta)}; }

    template <class V> struct parts {
        typename V::condition negative; // βx < 0
        math::dw<V> a;                  // |2βx|, bounded
        typename V::condition is_bounded;
        math::logistic<V> l;
        math::dw<V> offset; // α - 1 or α + 1, the limit of α + tanh(βx)
        V bounded_x;        // x, or its sign where the limit is 0 and a had to be bounded

        XACT_INLINE parts(const basic_aptx& f, V x)
            : parts(math::times_power(math::finite(x) * math::exact<V>(f.beta), V(2)), math::exact<V>(f.alpha), x) {}

        /// The offset and 2q, which is subtracted if βx >= 0. Where there is nothing beside it, 2q keeps its exponent.
        XACT_INLINE math::scaled<V> with_sum(math::scaled<V> q) const {
            const V zero(0), two = select(negative, V(2), V(-2));
            const auto alone = (offset.hi == zero) & (offset.lo == zero);
            const auto sum = offset + math::times_power(math::summand(q), two);
            return {select(alone, math::times_power(q.significand, two), sum), select(alone, q.exponent, zero)};
        }

    private:
        XACT_INLINE parts(math::dw<V> h, math::dw<V> alpha, V x)
            : negative(h.hi < 0),
              a(math::bounded_magnitude(h)),
              is_bounded(a.hi < math::abs(h.hi)),
              l(math::make_logistic(a)),
              offset(select(negative, V(-1), V(1)) + alpha),
              bounded_x(select((offset.hi == V(0)) & is_bounded, copysign(V(1), x), x)) {}
    };
    template <class V> parts(const basic_aptx&, V) -> parts<V>;
};

using aptx = basic_aptx<double>;

} // namespace v0
} // namespace xact
