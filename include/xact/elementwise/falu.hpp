#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/gate.hpp>
#include <xact/math/in_double.hpp>

namespace xact {
inline namespace v0 {

/// FALU: between Swish, α = 0, and its derivative, α = 1: an approximation of the fractional derivative of order α.
template <class P> struct basic_falu {
    P alpha = P(0.5);
    P beta = P(1);

    static constexpr facts about{.name = "falu",
                                 .formula = "h + α s (1 - h), h = x s, s = σ(β x)",
                                 .source = "Zamora et al. 2022",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_plus_inf = 0.5,
                                 .roots = {-0.60706468153640194},
                                 .slope_roots = {-1.8327438754212158},
                                 .parameters = {"alpha", "beta"}};

    /// Throws unless 0 <= α <= 1.
    void validate() const requires std::is_arithmetic_v<P> {
        if (alpha < 0 || alpha > 1) detail::fail_parameter(about.name, "alpha", double(alpha), "between 0 and 1");
    }

    /// With σ(-βx) where the terms would cancel: s ((1 - α) x + α (1 + x σ(-βx))).
    template <class R> R definition(R x) const {
        using std::exp;
        const R z = R(beta) * x, a(alpha);
        if (z < 0) {
            const R s = 1 / (1 + exp(-z));
            return s * (x + a * (1 - x * s));
        }
        const R e = exp(-z);
        return ((1 - a) * x + a * (1 + x * e / (1 + e))) / (1 + e);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const L x(value);
            return V(finish(begin(x), x));
        } else {
            const L x(value), zero(0);
            const parts p(*this, x);
            const math::dw<L> product = p.x * p.low;
            const math::dw<L> below = p.x + p.a * (L(1) - product), above = p.x * p.rest + p.a * (L(1) + product);
            const L y = select(p.negative, math::round(below * p.l.lower), math::round(above * p.l.upper));
            const auto grows = (!p.negative) & (math::finite(math::abs(x)) < math::abs(x)) & (p.rest.hi > zero);
            return V(select(grows, x, y));
        }
    }

    /// Below 0, with s and 1 - s as L and U: L ((1 + zU)(1 - αL) + αU (β - zL)); above U ((1 + zL)(1 - αU) + αL (β -
    /// zU)).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const L x(value);
            return V(finish_derivative(begin_derivative(x), x));
        } else {
            const parts p(*this, L(value));
            const L one(1);
            const math::dw<L> b = math::exact<L>(beta), by_low = p.z * p.low, by_high = p.z * p.l.upper;
            const math::dw<L> below = (one + by_high) * (one - p.a * p.low) + (p.a * p.l.upper) * (b - by_low);
            const math::dw<L> above = (one + by_low) * (p.rest + p.a * p.low) + (p.a * p.low) * (b - by_high);
            return V(select(p.negative, math::round(below * p.l.lower), math::round(above * p.l.upper)));
        }
    }

    /// e^-z.
    template <class L> XACT_INLINE auto begin(L x, accurate_t = {}) const requires math::in_double::is_possible<L> {
        const auto e = [](auto at, auto b) XACT_INLINE_LAMBDA { return math::in_double::exp(-(at * b)); };
        return math::in_double::begin(e, math::finite(x), beta);
    }
    /// s ((1 - α s) x + α), 1 - α s = ((1 - α) + e^-z) s.
    template <class L> XACT_INLINE L finish(const auto& begun, L x) const {
        const auto f = [](auto at, auto e, auto a) XACT_INLINE_LAMBDA {
            using W = decltype(at);
            const W s = math::in_double::inverse(W(1) + e);
            return s * fma(at, ((W(1) - a) + e) * s, a);
        };
        return math::in_double::evaluate_finite(f, x, begun, alpha);
    }
    template <class L>
    XACT_INLINE auto begin_derivative(L x, accurate_t = {}) const requires math::in_double::is_possible<L> {
        return begin(x);
    }
    /// s ((1 - α) s + (1 - s)·(1 + z (1 - 2 α s) + α β)).
    template <class L> XACT_INLINE L finish_derivative(const auto& begun, L x) const {
        const auto slope = [](auto at, auto e, auto a, auto b) XACT_INLINE_LAMBDA {
            using W = decltype(at);
            const W one(1), s = math::in_double::inverse(one + e), twice = a * (s + s);
            const W z = math::in_double::bounded_exponent(at * b), sum = fma(z, one - twice, fma(a, b, one));
            return s * fma(e * s, sum, (one - a) * s);
        };
        return math::in_double::evaluate_finite(slope, x, begun, alpha, beta);
    }

    /// As the derivative: in terms of L, so that α = 1/2 does not cancel far above 0.
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const parts p(*this, L(value));
        const L one(1), two(2);
        const math::dw<L> a = p.a, b = math::exact<L>(beta), z = p.z, low = p.low, z_low = z * low;
        const math::dw<L> twice = math::times_power(low, two), odd = one - twice, z_odd = z * odd;
        const math::dw<L> below =
            (two + z_odd) * (one - a * low) + a * (odd * (b - z_low) - twice * (one + z * p.l.upper));
        const math::dw<L> inner = low * (two - z_odd) + twice * ((one - z) + z_low) - odd * (b + z_low);
        const math::dw<L> sum = select(p.negative, below, p.balance * (two - z_odd) + a * inner);
        return V(math::round_product(b.hi * math::round(sum), math::sigmoid_slope(p.l)));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.beta); }

    /// s (1 - h), x s (1 - s) (x (1 - α s) + α (1 - h)).
    template <value V> basic_falu<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value), one(1), two(2);
        const parts p(*this, x);
        const math::dw<L> below = one - p.x * p.low, above = one - p.x * p.l.upper;
        const L by_alpha = select(p.negative, math::round(below * p.l.lower), math::round(above * p.l.upper));
        const L y = p.bounded;
        const math::dw<L> product = math::times_power(y * p.low, two), straight{y, L(0)};
        const L sum =
            math::round(select(p.negative, straight + p.a * (one - product), y * p.balance + p.a * (one + product)));
        return {V(by_alpha), V(math::round_product(p.bounded * sum, math::sigmoid_slope(p.l)))};
    }

private:
    template <class V> struct parts {
        math::dw<V> a, rest, balance; // α, 1 - α, 1 - 2 α
        math::dw<V> z;                // β x, bounded
        typename V::condition negative;
        V bounded; // x, or its sign where x σ(-|z|) has vanished
        V x;       // this where z < 0
        math::logistic<V> l;
        math::dw<V> low; // σ(-|z|)

        XACT_INLINE parts(const basic_falu& f, V unbounded)
            : a(math::exact<V>(f.alpha)),
              rest(math::normalized(V(1) - a)),
              balance(math::normalized(V(1) - math::times_power(a, V(2)))) {
            const auto product = math::finite(unbounded) * math::exact<V>(f.beta),
                       size = math::bounded_magnitude(product);
            negative = product.hi < 0;
            z = select(negative, -size, size);
            const auto gone = size.hi < math::abs(product.hi);
            bounded = select(gone, copysign(V(1), unbounded), math::finite(unbounded));
            x = select(negative, bounded, math::finite(unbounded));
            l = math::make_logistic(size);
            low = math::summand(l.lower);
            low = {select(gone, V(0), low.hi), select(gone, V(0), low.lo)};
        }
    };
    template <class V> parts(const basic_falu&, V) -> parts<V>;
};

using falu = basic_falu<double>;

} // namespace v0
} // namespace xact
