#pragma once

#include <cmath>
#include <numbers>
#include <string>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/exp.hpp>

namespace xact {
inline namespace v0 {

/// SRS, soft-root-sign: a bounded activation that falls below 0 and returns to it.
template <class P> struct basic_srs {
    P alpha = P(5);
    P beta = P(3);

    static constexpr facts about{.name = "srs",
                                 .formula = "x / (x/α + e^(-x/β))",
                                 .source = "arXiv:2003.00547",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = 5,
                                 .slope_at_plus_inf = 0,
                                 .slope_roots = {-3},
                                 .parameters = {"alpha", "beta"}};

    /// Throws unless α > 0 and 0 < β < e α, where the denominator has no root.
    void validate() const requires std::is_arithmetic_v<P> {
        if (alpha <= 0) detail::fail_parameter(about.name, "alpha", double(alpha), "above 0");
        const double end = std::numbers::e * double(alpha);
        if (beta <= 0 || beta >= end)
            detail::fail_parameter(about.name, "beta", double(beta), "between 0 and e α = " + std::to_string(end));
    }

    /// Below 0 multiplied through by e^(x/β); far above it as α less the rest, whose derivative does not cancel.
    template <class R> R definition(R x) const {
        using std::exp;
        const R a(alpha), e = exp((x < 0 ? x : R(-x)) / R(beta));
        if (x < 0) return x * e / (x / a * e + 1);
        return x > R(beta) ? R(a - a * e / (x / a + e)) : R(x / (x / a + e));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const parts p(*this, L(value));
        const math::dw<L> y{p.x, L(0)};
        return V(select(p.negative, math::round((y * p.inverse) * p.e), math::round(y * p.inverse)));
    }

    /// (1 + x/β) e^(-x/β)/D², D the denominator.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const parts p(*this, L(value));
        return V(math::round((L(1) + p.z) * p.rate()));
    }

    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const parts p(*this, L(value));
        const L a = math::inverse<L>(alpha).hi, b = math::inverse<L>(beta).hi, e = math::summand(p.e).hi;
        // D'/D.
        const L growth = select(p.negative, fma(e, a, -b), fnma(e, b, a)) * p.inverse.hi;
        return V(math::round_product(fnma(L(1) + p.z.hi, fma(L(2), growth, b), b), p.rate()));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.beta); }

    /// (f/α)² and -(x/β)² e^(-x/β)/D².
    template <value V> basic_srs<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L y = (*this)(L(value)) * math::inverse<L>(alpha).hi;
        const parts p(*this, L(value));
        return {V(y * y), V(-p.z.hi * math::round_product(p.z.hi, p.rate()))};
    }

private:
    template <class V> struct parts {
        V x;           // bounded
        math::dw<V> z; // x/β, bounded
        typename V::condition negative;
        math::scaled<V> e;   // e^-|z|
        math::dw<V> inverse; // of D, or of D e^(x/β) where x is negative

        XACT_INLINE parts(const basic_srs& f, V unbounded)
            : x(at_least(V(-0x1p100f), at_most(V(0x1p100f), unbounded))), negative(unbounded < 0) {
            const math::dw<V> unbounded_z = x * math::inverse<V>(f.beta), ratio = x * math::inverse<V>(f.alpha);
            const V sign = select(negative, V(-1), V(1));
            const math::dw<V> size = -math::exp_bounded(math::times_power(unbounded_z, -sign));
            z = math::times_power(size, sign);
            e = math::exp(-size);
            // Where e^-|z| is negligible beside any power of x, that has to be bounded.
            const auto far = size.hi < math::abs(unbounded_z.hi);
            x = select(far & negative, z.hi, x);
            const math::dw<V> small = math::summand(e);
            const math::dw<V> product = select(far, {V(0), V(0)}, ratio) * small;
            inverse = math::reciprocal(select(negative, V(1) + product, ratio + small));
        }

        /// e^(-x/β)/D².
        XACT_INLINE math::scaled<V> rate() const { return (inverse * inverse) * e; }
    };
    template <class V> parts(const basic_srs&, V) -> parts<V>;
};

using srs = basic_srs<double>;

} // namespace v0
} // namespace xact
