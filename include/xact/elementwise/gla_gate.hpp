#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/in_double.hpp>
#include <xact/math/logistic.hpp>
#include <xact/math/softplus.hpp>

namespace xact {
inline namespace v0 {

/// The gate of gated linear attention: a sigmoid to the power of 1/τ, which forgets slowly. As exp(-softplus(-x)/τ), it
/// keeps its digits near 1, whose logarithms add up over time.
template <class P> struct basic_gla_gate {
    P tau = P(16);

    static constexpr facts about{.name = "gla_gate",
                                 .formula = "σ(x)^(1/τ)",
                                 .source = "arXiv:2312.06635",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = 1,
                                 .slope_at_plus_inf = 0,
                                 .parameters = {"tau"}};

    /// Throws unless τ > 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(tau > 0)) detail::fail_parameter(about.name, "tau", double(tau), "above 0");
    }

    template <class R> R definition(R x) const {
        using std::exp;
        using std::log1p;
        return exp(-(x > 0 ? R(log1p(exp(-x))) : R(log1p(exp(x)) - x)) / R(tau));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (math::in_double::is_possible<L>)
            return V(finish(begin(x), x));
        else
            return V(value_in_words(x));
    }

    /// f σ(-x)/τ.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (math::in_double::is_possible<L>)
            return V(finish_derivative(begin_derivative(x), x));
        else
            return V(slope_in_words(x));
    }

    /// The exponent of f.
    template <class L> XACT_INLINE auto begin(L x, accurate_t = {}) const requires math::in_double::is_possible<L> {
        const auto exponent = [](auto at, auto inverse) XACT_INLINE_LAMBDA {
            return exponent_in_double(at, math::in_double::exp(-math::abs(at)), inverse);
        };
        return math::in_double::begin(exponent, math::finite(x), math::inverse<L>(tau));
    }
    template <class L> XACT_INLINE L finish(const auto& begun, L x) const {
        const auto f = [](auto, auto exponent) XACT_INLINE_LAMBDA { return math::in_double::exp(exponent); };
        return math::either(
            is_moderate<L>(), [&]() XACT_INLINE_LAMBDA { return math::in_double::evaluate(f, x, begun); },
            [&] { return value_in_words(x); });
    }
    /// e^-|x|.
    template <class L>
    XACT_INLINE auto begin_derivative(L x, accurate_t = {}) const requires math::in_double::is_possible<L> {
        const auto e = [](auto at) XACT_INLINE_LAMBDA { return math::in_double::exp(-math::abs(at)); };
        return math::in_double::begin(e, x);
    }
    template <class L> XACT_INLINE L finish_derivative(const auto& begun, L x) const {
        const auto slope = [](auto at, auto e, auto inverse) XACT_INLINE_LAMBDA {
            using W = decltype(at);
            const W f = math::in_double::exp(exponent_in_double(at, e, inverse));
            return (f * inverse) * (select(at < 0, W(1), e) * math::in_double::inverse(W(1) + e));
        };
        return math::either(
            is_moderate<L>(),
            [&]() XACT_INLINE_LAMBDA {
                return math::in_double::evaluate(slope, math::finite(x), begun, math::inverse<L>(tau));
            },
            [&] { return slope_in_words(x); });
    }

    /// f' (σ(-x)/τ - σ(x)).
    template <value V> V second_derivative(V x) const {
        const parts<lanes<V>> p(*this, lanes<V>(x));
        const auto bend = p.inverse * math::summand(p.rest()) - math::summand(p.gate());
        return V(math::round(bend * p.slope()));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.tau); }

    /// f ln(1 + e^-x)/τ².
    template <value V> basic_gla_gate<V> parameter_derivatives(V x) const {
        const parts<lanes<V>> p(*this, lanes<V>(x));
        const auto by_tau = p.inverse * (p.inverse * p.softplus);
        const auto [significand, exponent] = p.f;
        return {V(math::round(math::scaled<lanes<V>>{significand * by_tau.significand, exponent + by_tau.exponent}))};
    }

private:
    /// Whether the exponent is right to 2^-26 wherever f is not 0, although the logarithm is to 2^-27 only.
    template <class V> XACT_INLINE auto is_moderate() const {
        return math::parameter_is<V>(tau, [](auto p) { return p >= 0.5f; });
    }

    /// -ln(1 + e^-x)/τ from e^-|x| and 1/τ.
    template <class W> static XACT_INLINE W exponent_in_double(W x, W e, W inverse) {
        return (at_most(W(0), x) - math::in_double::log1p_unit(e)) * inverse;
    }

    template <class V> V value_in_words(V x) const { return math::round(parts<V>(*this, x).f); }
    template <class V> V slope_in_words(V x) const { return math::round(parts<V>(*this, x).slope()); }

    template <class V> struct parts {
        typename V::condition negative;
        math::dw<V> inverse; // 1/τ
        math::logistic<V> l;
        math::scaled<V> softplus, f; // ln(1 + e^-x), beyond what f takes a bound

        XACT_INLINE parts(const basic_gla_gate& g, V x)
            : negative(x < V(0)),
              inverse(math::inverse<V>(g.tau)),
              l(math::make_logistic(math::bounded_magnitude(x))),
              softplus(math::softplus_tail(math::bounded_magnitude(x))),
              f(softplus) {
            // Where f has long been 0, so that products with it are numbers.
            using T = typename V::scalar;
            const V lowest = V(T(sizeof(T) == 4 ? -180 : -1440)) * math::rounded<V>(g.tau);
            const math::dw<V> linear = math::two_sum(-at_least(lowest, x), math::summand(softplus).hi);
            softplus = {select(negative, {linear.hi, linear.lo + math::summand(softplus).lo}, softplus.significand),
                        select(negative, V(0), softplus.exponent)};
            f = math::exp(math::exp_bounded(-(inverse * math::summand(softplus))));
        }

        XACT_INLINE math::scaled<V> gate() const { return negative_or(l.lower, l.upper); }
        XACT_INLINE math::scaled<V> rest() const {
            return {select(negative, l.upper, l.lower.significand), select(negative, V(0), l.lower.exponent)};
        }
        XACT_INLINE math::scaled<V> slope() const {
            const auto r = rest();
            return {inverse * (f.significand * r.significand), f.exponent + r.exponent};
        }

    private:
        XACT_INLINE math::scaled<V> negative_or(math::scaled<V> low, math::dw<V> high) const {
            return {select(negative, low.significand, high), select(negative, low.exponent, V(0))};
        }
    };
};

using gla_gate = basic_gla_gate<double>;

} // namespace v0
} // namespace xact
