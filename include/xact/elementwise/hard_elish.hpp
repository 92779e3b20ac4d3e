#pragma once

#include <cmath>
#include <limits>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/falling.hpp>
#include <xact/math/ramp.hpp>

namespace xact {
inline namespace v0 {

/// Hard ELiSH: the input above 0, expm1 below, gated by a ramp from 0 to 1; α > 0.
template <class P> struct basic_hard_elish {
    P alpha = P(0.5);
    P beta = P(0.5);

    static constexpr facts about{.name = "hard_elish",
                                 .formula = "min(max(α x + β, 0), 1) (x >= 0 ? x : expm1(x))",
                                 .source = "arXiv:1808.00783",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = infinity,
                                 .kinks = {-1, 0, 1},
                                 .roots = {-1},
                                 .slope_roots = {-0.44285440100238858},
                                 .parameters = {"alpha", "beta"}};

    /// Throws unless α > 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(alpha > 0)) detail::fail_parameter(about.name, "alpha", double(alpha), "greater than 0");
    }

    template <class R> R definition(R x) const {
        using std::expm1;
        const R ramp = R(alpha) * x + R(beta), unit = x >= 0 ? x : R(expm1(x));
        return ramp <= 0 ? R(0) : ramp >= 1 ? unit : R(ramp * unit);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), h = math::ramp<P>(alpha, beta)(x);
        const auto e = below_for_value(x);
        // One of the summands is 0.
        const math::dw<L> unit{at_least(L(0), x) + e.hi, e.lo};
        return V(shut_unless_positive(h, math::round_product(at_most(L(1), h), unit)));
    }

    /// On the open ramp h e^x + α expm1(x) below 0, 2 α x + β above.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const auto r = line(x);
        if constexpr (math::has_short_exp<L>) {
            const auto e = math::short_exp<0>(at_least(L(math::short_exp_lowest), at_most(L(0), x)));
            return V(where_positive(math::round(r), select(is_open(r), e.product(), slope_on_ramp(x, r, e))));
        } else {
            const math::exp_and_expm1<L> e(at_most(L(0), x));
            return V(where_positive(math::round(r), select(is_open(r), e.exp, slope_on_ramp(x, r, e.expm1))));
        }
    }

    /// 0 where f'(x) is 0 on a whole interval, also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        const lanes<V> x(value);
        return V(where_positive(math::round(line(x)), lanes<V>(dy) * derivative(x)));
    }

    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value), a = math::rounded<L>(alpha), e = 1 + math::round(below(x));
        const auto r = line(x);
        const L h = math::round(r);
        const L on_ramp = select(x >= 0, a + a, (h + (a + a)) * e), open = select(x >= 0, L(0), e);
        return V(keep_nan(x, select(h <= 0, L(0), select(is_open(r), open, on_ramp))));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.beta); }

    template <value V> basic_hard_elish<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value), unit = select(x >= 0, x, math::round(below(x)));
        const auto r = line(x);
        const auto on_ramp = [&](L y) { return V(select((math::round(r) > 0) & !is_open(r), y, keep_nan(x, L(0)))); };
        return {on_ramp(x * unit), on_ramp(unit)};
    }

private:
    /// α x + β, bounded.
    template <class V> XACT_INLINE math::dw<V> line(V x) const {
        const math::dw<V> a = math::exact<V>(alpha);
        const V far = V(std::numeric_limits<typename V::scalar>::max() / 4) / at_least(V(1), a.hi);
        return at_least(-far, at_most(far, x)) * a + math::exact<V>(beta);
    }

    /// r + α x, and below 0 r + (r + α) e, for r = line(x) and e = below(x).
    template <class V> XACT_INLINE V slope_on_ramp(V x, math::dw<V> r, math::dw<V> e) const {
        const math::dw<V> a = math::exact<V>(alpha), s = r + a;
        const V positive = at_least(V(0), x);
        if constexpr (math::is_fused<V>) {
            const V above = fma(a.hi, positive, r.hi);
            return fma(s.hi, e.hi, above) + fma(s.hi, e.lo, fma(s.lo, e.hi, fma(a.lo, positive, r.lo)));
        } else {
            return select(x >= 0, math::round(r + positive * a), math::round(r + s * e));
        }
    }

    /// Whether the ramp is 1 or above: rounded, the last number before it would be, too.
    template <class V> static XACT_INLINE auto is_open(math::dw<V> r) { return (r.hi - 1) + r.lo >= 0; }

    /// The same from e^x, below 0 (r + α) e^x - α, which cancels at the root.
    template <class V> XACT_INLINE V slope_on_ramp(V x, math::dw<V> r, math::power_and_rest<V> e) const {
        const math::dw<V> a = math::exact<V>(alpha), s = r + a;
        const V positive = at_least(V(0), x), q = s.hi * e.power, q_low = product_error(s.hi, e.power, q);
        const V sum = fma(a.hi, positive, q - a.hi), a_low = fma(a.lo, positive, -a.lo);
        return sum + fma(q, e.rest, fma(s.lo, e.power, q_low + a_low));
    }

    /// expm1(x) for x <= 0.
    template <class V> static XACT_INLINE math::dw<V> below(V x) { return math::falling_expm1(at_most(V(0), x)); }

    /// The same to 0.5 ulp more where x is small: with 16 powers the value is still right to 2 ulp, with 8 to 2.05.
    template <class V> static XACT_INLINE math::dw<V> below_for_value(V x) {
        if constexpr (math::has_short_exp<V> && V::size == 16) {
            const auto [power, rest] = math::precise_short_exp(at_least(V(-20), at_most(V(0), x)));
            const V base = power - V(1), e = fma(power, rest, base);
            return {e, fma(power, rest, base - e)};
        } else {
            return below(x);
        }
    }
};

using hard_elish = basic_hard_elish<double>;

} // namespace v0
} // namespace xact
