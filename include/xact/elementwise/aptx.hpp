#pragma once

#include <cmath>
#include <tuple>

#include <xact/elementwise/swish.hpp>
#include <xact/math/logistic_mixture.hpp>

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
                const L far = usual_value(x);
                if constexpr (math::in_double::is_possible<L>) return far;
                const auto cancels = is_low<L>();
                if (!any(cancels)) return far;
                const parts p(*this, x);
                const auto sum = p.alpha + math::times_power(p.middle().odd, L(2));
                return select(cancels & p.is_middle(), math::limit_product(math::exact<L>(gamma) * sum, x), far);
            }));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A tier = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(math::either(
            is_swish<L>(), [&]() XACT_INLINE_LAMBDA { return as_swish().derivative(x, tier); },
            [&]() XACT_INLINE_LAMBDA {
                const L far = usual_derivative(x);
                if constexpr (math::in_double::is_possible<L>) return far;
                const auto cancels = is_low<L>();
                if (!any(cancels)) return far;
                const parts p(*this, x);
                const auto near = p.middle();
                const auto sum = p.alpha + math::times_power(near.odd + near.bend, L(2));
                return select(cancels & p.is_middle(), math::round(math::exact<L>(gamma) * sum), far);
            }));
    }

    /// 2βγ (1 - t²) (1 - βx t), t = tanh(βx).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const auto curvature = [](auto x, auto a, auto b, auto c) XACT_INLINE_LAMBDA {
                return (4 * (b * c)) * gate_in_double(x, a, b, c).curvature();
            };
            return V(math::in_double::evaluate_finite(curvature, L(value), alpha, beta, gamma));
        }
        const parts p(*this, L(value));
        const L t = p.l.upper.hi - math::round(p.l.lower),
                factor = 8 * (math::rounded<L>(beta) * math::rounded<L>(gamma));
        return V(factor * math::round_product(fnma(p.a.hi * L(0.5), t, L(1)), math::sigmoid_slope(p.l)));
    }

    /// Swish where it is one, whose loops have nothing else to decide.
    template <class Use> void simplest(const Use& use) const requires std::is_arithmetic_v<P> {
        if (is_swish<vec<P>>())
            as_swish().simplest(use);
        else if (any(is_low<vec<float>>()) || any(is_low<vec<double>>()))
            use(*this);
        else
            use(detail::with_usual_parameters<basic_aptx>{*this});
    }

    /// Where α and the hyperbolic tangent cannot cancel in the middle.
    template <class L> XACT_INLINE L usual_value(L x) const {
        if constexpr (math::in_double::is_possible<L>) {
            const auto f = [](auto at, auto a, auto b, auto c)
                               XACT_INLINE_LAMBDA { return at * gate_in_double(at, a, b, c).value(); };
            return math::in_double::evaluate_finite(f, x, alpha, beta, gamma);
        } else {
            const parts p(*this, x);
            const auto g = math::exact<L>(gamma) * p.with_sum(p.l.lower);
            return scale(math::limit_product(g.significand, p.bounded_x), g.exponent);
        }
    }
    template <class L> XACT_INLINE L usual_derivative(L x) const {
        if constexpr (math::in_double::is_possible<L>) {
            const auto slope = [](auto at, auto a, auto b, auto c)
                                   XACT_INLINE_LAMBDA { return gate_in_double(at, a, b, c).slope(); };
            return math::in_double::evaluate_finite(slope, x, alpha, beta, gamma);
        } else {
            const parts p(*this, x);
            return math::round(math::exact<L>(gamma) * p.with_sum((L(1) - p.a * p.l.upper) * p.l.lower));
        }
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.beta, self.gamma); }

    /// γ x, γ x² (1 - tanh²(βx)), (α + tanh(βx)) x.
    template <value V> basic_aptx<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value), g = math::rounded<L>(gamma), by_alpha = g * select(g == 0, math::finite(x), x);
        if constexpr (math::in_double::is_possible<L>) {
            const auto by_beta = [](auto at, auto a, auto b, auto c) XACT_INLINE_LAMBDA {
                return (4 * c * (at * at)) * gate_in_double(at, a, b, c).bell();
            };
            const auto by_gamma = [](auto at, auto a, auto b) XACT_INLINE_LAMBDA {
                using W = decltype(at);
                return at * gate_in_double(at, a, b, W(1)).value();
            };
            return {V(by_alpha), V(math::in_double::evaluate_finite(by_beta, x, alpha, beta, gamma)),
                    V(math::in_double::evaluate_finite(by_gamma, x, alpha, beta))};
        }
        const parts p(*this, x);
        const L y = select(p.is_bounded, copysign(L(1), x), x);
        auto sum = p.with_sum(p.l.lower);
        const math::scaled<L> near{p.alpha + math::times_power(p.middle().odd, L(2)), L(0)};
        sum = math::select(is_low<L>() & p.is_middle(), near, sum);
        return {V(by_alpha), V((4 * g) * (y * math::round_product(y, math::sigmoid_slope(p.l)))),
                V(scale(math::limit_product(sum.significand, p.bounded_x), sum.exponent))};
    }

private:
    /// Whether α = 1 and γ = 1/2.
    template <class L> XACT_INLINE auto is_swish() const {
        const auto a = math::is_one<L>(alpha), g = math::is_exactly<L>(gamma, 0.5f);
        return a & g;
    }

    template <class V> XACT_INLINE typename V::condition is_low() const {
        return math::as_condition<V>(
            math::parameter_is<V>(alpha, [](auto value) { return (value > -0.5f) & (value < 0.5f); }));
    }

    /// γ (α + tanh(βx)), tanh(b) being 2σ(2b) - 1, in double.
    template <class W> static XACT_INLINE auto gate_in_double(W x, W a, W b, W c) {
        const W one(1);
        return math::in_double::logistic_mixture<W>{c * (a - one), c * (a + one), c * a, c + c}.at(x * (b + b));
    }

    XACT_INLINE basic_swish<P> as_swish() const { return {math::doubled(beta)}; }

    template <class V> struct parts {
        math::dw<V> alpha, z;           // z is 2βx
        typename V::condition negative; // βx < 0
        math::dw<V> a;                  // |z|, bounded
        typename V::condition is_bounded;
        math::logistic<V> l;
        math::dw<V> offset; // α - 1 or α + 1, the limit of α + tanh(βx)
        V bounded_x;        // x, or its sign where the limit is 0 and a had to be bounded

        XACT_INLINE parts(const basic_aptx& f, V x)
            : parts(math::times_power(math::finite(x) * math::exact<V>(f.beta), V(2)), math::exact<V>(f.alpha), x) {}

        XACT_INLINE typename V::condition is_middle() const { return a.hi < V(1); }
        XACT_INLINE math::middle_of_logistic<V> middle() const { return {z, l}; }

        /// The offset and 2q, which is subtracted if βx >= 0. Where there is nothing beside it, 2q keeps its exponent.
        XACT_INLINE math::scaled<V> with_sum(math::scaled<V> q) const {
            const V zero(0), two = select(negative, V(2), V(-2));
            const auto alone = (offset.hi == zero) & (offset.lo == zero);
            const auto sum = offset + math::times_power(math::summand(q), two);
            return {select(alone, math::times_power(q.significand, two), sum), select(alone, q.exponent, zero)};
        }

        XACT_INLINE parts(math::dw<V> h, math::dw<V> raised_by, V x)
            : alpha(raised_by),
              z(h),
              negative(h.hi < 0),
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
