#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/in_double.hpp>
#include <xact/math/softplus.hpp>
#include <xact/math/tanh_words.hpp>

namespace xact {
inline namespace v0 {

/// TanhSoft-1: softplus, gated by a hyperbolic tangent.
template <class P> struct basic_tanhsoft1 {
    P alpha = P(1);

    static constexpr facts about{.name = "tanhsoft1",
                                 .formula = "tanh(α x) ln(1 + e^x)",
                                 .source = "arXiv:2009.03863",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_roots = {-0.80334013603345956},
                                 .parameters = {"alpha"}};
    static constexpr bool few_at_once = true;

    template <class R> R definition(R x) const {
        using std::exp;
        using std::log1p;
        using std::tanh;
        return tanh(R(alpha) * x) * (x > 0 ? R(x + log1p(exp(-x))) : R(log1p(exp(x))));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const auto f = [](auto x, auto a) XACT_INLINE_LAMBDA {
                using W = decltype(x);
                const W tail = math::in_double::log1p_unit(math::in_double::exp(-math::abs(x)));
                return math::in_double::tanh(a * x) * (at_least(W(0), x) + tail);
            };
            return V(math::in_double::evaluate_finite(f, L(value), alpha));
        } else {
            const L x(value);
            const parts p(*this, x);
            const L below = math::round(p.tanh * p.tail);
            const L above = math::round(p.tanh * (math::finite(x) + math::summand(p.tail)));
            const L y = copysign(select(x < 0, below, above), p.z.hi);
            // Of the largest numbers' softplus only the infinite one is infinite.
            return V(select((math::finite(x) < x) & (y != 0), copysign(math::abs(x), y), y));
        }
    }

    /// α (1 - tanh²(αx)) ln(1 + e^x) + tanh(αx) σ(x).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const auto slope = [](auto x, auto a) XACT_INLINE_LAMBDA {
                using W = decltype(x);
                const W e = math::in_double::exp(-math::abs(x)), upper = math::in_double::inverse(W(1) + e);
                const W soft = at_least(W(0), x) + math::in_double::log1p_unit(e);
                const auto [th, steep] = math::in_double::tanh_and_slope(a * x);
                return fma(a * steep, soft, th * (upper * select(x < 0, e, W(1))));
            };
            return V(math::in_double::evaluate_finite(slope, L(value), alpha));
        } else {
            const L x(value), zero(0);
            const parts p(*this, x);
            const auto negative = x < 0;
            const L bounded = select(negative, zero, p.bounded);
            const math::dw<L> steep = math::exact<L>(alpha) * p.slope;
            // Below 0 in units of the power of two that the tail has.
            const L unit = pow2(p.l.e.exponent - p.tail.exponent);
            const math::dw<L> sigma = select(negative, math::times_power(p.l.lower.significand, unit), p.l.upper);
            const math::dw<L> soft = select(negative, p.tail.significand, bounded + math::summand(p.tail));
            const math::dw<L> th = math::times_power(p.tanh, copysign(L(1), p.z.hi));
            const L sum = math::round(steep * soft + th * sigma);
            return V(scale(sum, select(negative, p.tail.exponent, zero)));
        }
    }

    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value), a = math::rounded<L>(alpha);
        const parts p(*this, x);
        const auto negative = x < 0;
        const L slope = p.far_slope(), th = copysign(p.tanh.hi, p.z.hi), low = math::round(p.l.lower);
        const L soft = p.softplus(negative), sigma = select(negative, low, p.l.upper.hi);
        const L inner = fnma((a * th) * soft, a + a, (a + a) * sigma);
        return V(fma(slope, inner, th * math::round(math::sigmoid_slope(p.l))));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha); }

    /// x (1 - tanh²(αx)) ln(1 + e^x).
    template <value V> basic_tanhsoft1<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value);
        const parts p(*this, x);
        return {V(math::round_product(copysign(p.bounded, x) * p.softplus(x < 0), p.scaled_slope()))};
    }

private:
    template <class V> struct parts {
        math::dw<V> z, a;        // α x and |α x|, bounded
        math::dw<V> tanh, slope; // tanh |αx| and 1 - tanh²(αx)
        V bounded;               // |x|, or 1 where the slope has vanished
        math::logistic<V> l;     // of |x|
        math::scaled<V> tail;    // ln(1 + e^-|x|)

        XACT_INLINE parts(const basic_tanhsoft1& f, V x) {
            z = math::finite(x) * math::exact<V>(f.alpha);
            a = math::bounded_magnitude(z);
            const math::tanh_parts<V> t(a);
            tanh = t.value(), slope = t.slope();
            bounded = select(a.hi == math::abs(z.hi), math::finite(math::abs(x)), V(1));
            const auto size = math::bounded_magnitude(x);
            l = math::make_logistic(size), tail = math::softplus_tail(size);
        }

        /// 1 - tanh², in the tails too.
        XACT_INLINE math::scaled<V> scaled_slope() const {
            const auto twice = -math::exp_bounded(math::times_power(a, V(-2)));
            const auto [significand, exponent] = math::sigmoid_slope(math::make_logistic(twice));
            return {math::times_power(significand, V(4)), exponent};
        }
        XACT_INLINE V far_slope() const { return math::round(scaled_slope()); }

        XACT_INLINE V softplus(typename V::condition negative) const {
            return math::round(tail) + select(negative, V(0), bounded);
        }
    };
    template <class V> parts(const basic_tanhsoft1&, V) -> parts<V>;
};

using tanhsoft1 = basic_tanhsoft1<double>;

} // namespace v0
} // namespace xact
