#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/erf_words.hpp>
#include <xact/math/logistic.hpp>
#include <xact/math/normal_in_double.hpp>
#include <xact/math/softplus.hpp>

namespace xact {
inline namespace v0 {

/// Pserf: the input, gated by the error function of a softplus; Serf is γ = δ = 1.
template <class P> struct basic_pserf {
    P gamma = P(1.25);
    P delta = P(0.85);

    static constexpr facts about{.name = "pserf",
                                 .formula = "x erf(γ ln(1 + e^(δ x)))",
                                 .source = "arXiv:2109.04386",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_roots = {-1.4329475572352949},
                                 .parameters = {"gamma", "delta"}};

    template <class R> R definition(R x) const {
        using std::erf;
        using std::exp;
        using std::log1p;
        const R z = R(delta) * x;
        return x * erf(R(gamma) * (z > 0 ? R(z + log1p(exp(-z))) : R(log1p(exp(z)))));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const L x(value);
            return V(finish(begin(x), x));
        } else {
            const L x(value);
            const parts p(*this, x);
            const L far = math::round_product(p.x, math::erf_parts<L>::unit() * p.w);
            return V(select(p.tiny, far, math::limit_product(math::times_power(p.erf.value(), p.sign), x)));
        }
    }

    /// With w = γ ln(1 + e^z), z = δx: erf(w) + γ z σ(z) e^-w² 2/√π.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const L x(value);
            return V(finish_derivative(begin_derivative(x), x));
        } else {
            const parts p(*this, L(value));
            const math::dw<L> g = math::exact<L>(gamma);
            // Far out in units of the power of two that w has.
            const L unit = pow2(at_most(L(0), p.l.e.exponent - p.w.exponent));
            const math::dw<L> sigma = math::times_power(p.l.lower.significand, unit);
            const auto sum = p.w.significand + p.z * (g * sigma);
            const L far = scale(math::round(math::erf_parts<L>::unit() * sum), p.w.exponent);
            const L near =
                math::round(math::times_power(p.erf.value(), p.sign) + (p.z * (g * p.sigma())) * p.erf.slope());
            return V(select(p.tiny, far, near));
        }
    }

    /// w = γ ln(1 + e^z).
    template <class L> XACT_INLINE auto begin(L x, accurate_t = {}) const requires math::in_double::is_possible<L> {
        const auto w = [](auto at, auto g, auto d) XACT_INLINE_LAMBDA {
            const auto z = d * at;
            return g * softplus_in_double(z, math::in_double::exp(-math::abs(z)));
        };
        return math::in_double::begin(w, math::finite(x), gamma, delta);
    }
    template <class L> XACT_INLINE L finish(const auto& begun, L x) const {
        const auto f = [](auto at, auto w) XACT_INLINE_LAMBDA { return at * math::in_double::erf_and_slope(w).value; };
        return math::in_double::evaluate_finite(f, x, begun);
    }
    /// e^-|z|.
    template <class L>
    XACT_INLINE auto begin_derivative(L x, accurate_t = {}) const requires math::in_double::is_possible<L> {
        const auto e = [](auto at, auto d) XACT_INLINE_LAMBDA { return math::in_double::exp(-math::abs(d * at)); };
        return math::in_double::begin(e, math::finite(x), delta);
    }
    /// erf(w) + γ z σ(z) erf'(w).
    template <class L> XACT_INLINE L finish_derivative(const auto& begun, L x) const {
        const auto slope = [](auto at, auto e, auto g, auto d) XACT_INLINE_LAMBDA {
            using W = decltype(at);
            // Not bounded above, where a small γ leaves the gate open.
            const W z = at_least(W(-340), d * at);
            const W sigma = select(z < 0, e, W(1)) * math::in_double::inverse(W(1) + e);
            const auto [erf, steep] = math::in_double::erf_and_slope(g * softplus_in_double(z, e));
            return fma(steep, z * (g * sigma), erf);
        };
        return math::in_double::evaluate_finite(slope, x, begun, gamma, delta);
    }

    /// w' e^-w² 2/√π (2 + z (σ(-z) - 2 γ w σ(z))).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const parts p(*this, L(value));
        const L low = math::round(p.l.lower), sigma = p.sigma().hi, rest = select(p.negative, p.l.upper.hi, low);
        const L d = math::rounded<L>(delta), g = math::rounded<L>(gamma), size = p.erf.a.hi * p.sign;
        const L sum = fma(p.z.hi, fnma((g * size) * sigma, L(2), rest), L(2));
        return V(math::round_product((d * g) * sum, p.erf.slope_times(p.scaled_sigma())));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.gamma, self.delta); }

    /// x ln(1 + e^z) e^-w² 2/√π and γ x² σ(z) e^-w² 2/√π.
    template <value V> basic_pserf<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const parts p(*this, L(value));
        const L by_delta = math::round_product(p.x, p.erf.slope_times(p.scaled_sigma()));
        return {V(math::round_product(p.x, p.erf.slope_times(p.soft))), V(math::rounded<L>(gamma) * (p.x * by_delta))};
    }

private:
    /// ln(1 + e^z) from e^-|z|.
    template <class W> static XACT_INLINE W softplus_in_double(W z, W e) {
        return at_least(W(0), z) + math::in_double::log1p_unit(e);
    }

    template <class V> struct parts {
        using T = typename V::scalar;

        math::dw<V> z; // δ x, bounded
        V x;           // its sign where z < 0 had to be bounded
        typename V::condition negative;
        math::logistic<V> l;        // of |z|
        math::scaled<V> soft, w;    // ln(1 + e^z), and γ times this
        typename V::condition tiny; // where erf(w) = 2w/√π
        math::erf_parts<V> erf;     // of |w|
        V sign;                     // of γ

        XACT_INLINE parts(const basic_pserf& f, V unbounded)
            : z(argument(f, unbounded)),
              x(select(z.hi == V(math::exp_coefficients<T>::lowest), copysign(V(1), unbounded),
                       math::finite(unbounded))),
              negative(z.hi < 0),
              l(math::make_logistic(-math::exp_bounded(-magnitude(z)))),
              soft(softplus(z)),
              w(math::exact<V>(f.gamma) * soft),
              erf(magnitude(math::summand(w))),
              sign(copysign(V(1), math::rounded<V>(f.gamma))) {
            tiny = negative & (erf.a.hi < V(sizeof(T) == 4 ? 0x1p-14 : 0x1p-29));
        }

        /// σ(z), beside larger numbers, and as a factor.
        XACT_INLINE math::dw<V> sigma() const { return select(negative, math::summand(l.lower), l.upper); }
        XACT_INLINE math::scaled<V> scaled_sigma() const {
            return {select(negative, l.lower.significand, l.upper), select(negative, l.lower.exponent, V(0))};
        }

    private:
        static XACT_INLINE math::dw<V> argument(const basic_pserf& f, V y) {
            const math::dw<V> product = math::finite(y) * math::exact<V>(f.delta);
            const V lowest(math::exp_coefficients<T>::lowest), hi = at_least(lowest, at_most(V(0x1p100f), product.hi));
            return {hi, select(hi == product.hi, product.lo, V(0))};
        }
        static XACT_INLINE math::dw<V> magnitude(math::dw<V> a) { return math::times_power(a, copysign(V(1), a.hi)); }

        static XACT_INLINE math::scaled<V> softplus(math::dw<V> z) {
            const math::scaled<V> tail = math::softplus_tail(-math::exp_bounded(-magnitude(z)));
            const auto negative = z.hi < 0;
            const math::dw<V> above = z + math::summand(tail);
            return {select(negative, tail.significand, above), select(negative, tail.exponent, V(0))};
        }
    };
    template <class V> parts(const basic_pserf&, V) -> parts<V>;
};

using pserf = basic_pserf<double>;

} // namespace v0
} // namespace xact
