#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/mixed_gate.hpp>
#include <xact/math/normal_in_double.hpp>

namespace xact {
inline namespace v0 {

/// SG-Blend: Swish, shifted by γ, and GELU in the learnt proportion σ(a) to σ(-a).
template <class P> struct basic_sg_blend {
    P a = P(0);
    P beta = P(1);
    P gamma = P(0);

    static constexpr facts about{.name = "sg_blend",
                                 .formula = "σ(a) (x σ(β x) - γ) + σ(-a) x Φ(x)",
                                 .source = "arXiv:2505.23942",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_roots = {-0.98019136409948307},
                                 .parameters = {"a", "beta", "gamma"}};

    /// Throws unless β > 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (beta <= 0) detail::fail_parameter(about.name, "beta", double(beta), "above 0");
    }

    template <class R> R definition(R x) const {
        using std::erfc;
        using std::exp;
        using std::sqrt;
        const R share = 1 / (1 + exp(-R(a))), other = 1 / (1 + exp(R(a)));
        const R t = x < 0 ? x : R(-x);
        const R low = share / (1 + exp(-R(beta) * t)) + other * erfc(-t / sqrt(R(2))) / 2;
        return (x < 0 ? R(x * low) : R(x - x * low)) - share * R(gamma);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const L x(value);
            return V(finish(begin(x), x));
        } else {
            const L x(value);
            const parts p(*this, x);
            const L u = p.sum(p.t, p.l.lower, p.n.lower());
            const L shift = math::round(p.share * math::exact<L>(gamma));
            return V((select(x < 0, L(-0.0), x) - u) - shift);
        }
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const L x(value);
            return V(finish_derivative(begin_derivative(x), x));
        } else {
            const L x(value), zero(0);
            const parts p(*this, x);
            const auto normal_part = (p.n.mills - p.n.t * math::as<L>(math::inverse_sqrt_2pi)) * p.n.e;
            return V(math::gate_slope(x < 0, p.sum(L(1), math::logistic_slope_part(p.z, p.l), normal_part)));
        }
    }

    template <class A> struct begun_sum { wide<A> share, logistic; };

    /// σ(a), and σ(a) σ(βx) or its part of the slope.
    template <class L> XACT_INLINE auto begin(L x, accurate_t = {}) const requires math::in_double::is_possible<L> {
        const auto s = share_in_double<L>();
        const auto part = [](auto at, auto rate, auto share)
                              XACT_INLINE_LAMBDA { return share * math::in_double::sigmoid(rate * at); };
        return begun_sum<typename L::arch>{s, math::in_double::begin(part, math::finite(x), beta, s)};
    }
    template <class L> XACT_INLINE L finish(const auto& begun, L x) const {
        const auto f = [](auto at, auto share, auto logistic, auto height) XACT_INLINE_LAMBDA {
            const auto gate = fma(1 - share, math::in_double::normal(at).distribution(), logistic);
            return fnma(share, height, at * gate);
        };
        return math::in_double::evaluate_finite(f, x, begun.share, begun.logistic, gamma);
    }
    template <class L>
    XACT_INLINE auto begin_derivative(L x, accurate_t = {}) const requires math::in_double::is_possible<L> {
        const auto s = share_in_double<L>();
        const auto part = [](auto at, auto rate, auto share) XACT_INLINE_LAMBDA {
            using W = decltype(at);
            const W z = math::in_double::bounded_exponent(rate * at), e = math::in_double::exp_within(-z);
            const W sigma = math::in_double::inverse(W(1) + e);
            return (share * sigma) * fma(z, e * sigma, W(1));
        };
        return begun_sum<typename L::arch>{s, math::in_double::begin(part, math::finite(x), beta, s)};
    }
    template <class L> XACT_INLINE L finish_derivative(const auto& begun, L x) const {
        const auto slope = [](auto at, auto share, auto logistic) XACT_INLINE_LAMBDA {
            const math::in_double::normal n(at);
            return fma(1 - share, fma(at, n.density(), n.distribution()), logistic);
        };
        return math::in_double::evaluate(slope, math::finite(x), begun.share, begun.logistic);
    }

    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const parts p(*this, L(value));
        const L of_swish = math::rounded<L>(beta) * math::logistic_gate_curvature(L(2), p.z.hi, p.l);
        const L of_gelu = math::round_product(fnma(p.n.t, p.n.t, L(2)), p.n.density());
        return V(fma(p.share.hi, of_swish, p.other.hi * of_gelu));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.a, self.beta, self.gamma); }

    /// σ(a) σ(-a) (|x| (Φ(-|x|) - σ(-|βx|)) - γ), σ(a) x² σ(βx) σ(-βx), -σ(a).
    template <value V> basic_sg_blend<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value);
        const parts p(*this, x);
        const L g = math::rounded<L>(gamma), both = p.share.hi * p.other.hi;
        const L difference = math::round_product(p.t, p.n.lower()) - math::round_product(p.t, p.l.lower);
        const L slope = math::round_product(p.t, math::sigmoid_slope(p.l));
        return {V(both * (difference - g)), V(p.share.hi * (p.t * slope)), V(keep_nan(x, -p.share.hi))};
    }

private:
    template <class V> XACT_INLINE wide<typename V::arch> share_in_double() const {
        const auto exponent = math::in_double::parameter<V>(a);
        const auto low = math::in_double::sigmoid(exponent.low);
        if constexpr (std::is_arithmetic_v<P>)
            return {low, low};
        else
            return {low, math::in_double::sigmoid(exponent.high)};
    }

    template <class V> struct parts {
        math::dw<V> share, other; // σ(a), σ(-a)
        math::dw<V> z;            // |β x|, bounded
        V t;                      // |x|, or 1 where both gates have vanished
        math::logistic<V> l;
        math::normal<V> n;

        XACT_INLINE parts(const basic_sg_blend& f, V x) : n(x) {
            const math::dw<V> exponent = math::exact<V>(f.a);
            const auto mix = math::make_logistic(math::bounded_magnitude(exponent));
            const math::dw<V> lower = math::summand(mix.lower);
            const auto negative = exponent.hi < 0;
            share = select(negative, lower, mix.upper), other = select(negative, mix.upper, lower);
            const auto unbounded = math::finite(x) * math::exact<V>(f.beta);
            z = math::bounded_magnitude(unbounded);
            t = select((z.hi == math::abs(unbounded.hi)) | (n.t == math::abs(x)), math::finite(math::abs(x)), V(1));
            l = math::make_logistic(z);
        }

        /// factor·(σ(a) p + σ(-a) q), neither of which underflows before the sum does.
        XACT_INLINE V sum(V factor, math::scaled<V> p, math::scaled<V> q) const {
            const V up(60), down(0x1p-60f);
            const math::dw<V> u = factor * share, v = factor * other;
            const math::scaled<V> first = u * p, second = v * q;
            return (scale(math::round(first.significand), first.exponent + up) +
                    scale(math::round(second.significand), second.exponent + up)) *
                   down;
        }
    };
    template <class V> parts(const basic_sg_blend&, V) -> parts<V>;
};

using sg_blend = basic_sg_blend<double>;

} // namespace v0
} // namespace xact
