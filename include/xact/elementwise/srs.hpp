#pragma once

#include <cmath>
#include <numbers>
#include <string>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/falling.hpp>
#include <xact/math/near_srs.hpp>
#include <xact/math/rising_exp.hpp>

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
            detail::fail_parameter(about.name, "beta", double(beta),
                                   "between 0 and e α = " + detail::number_text(double(end)));
    }

    /// Below 0 multiplied through by e^(x/β); far above it as α less the rest, whose derivative does not cancel.
    template <class R> R definition(R x) const {
        using std::exp;
        const R a(alpha), e = exp((x < 0 ? x : R(-x)) / R(beta));
        if (x < 0) return x * e / (x / a * e + 1);
        return x > R(beta) ? R(a - a * e / (x / a + e)) : R(x / (x / a + e));
    }

    template <value V, tier A = accurate_t> XACT_INLINE V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const auto in_double_words = [&] {
            const parts p(*this, x);
            const math::dw<L> y{p.x, L(0)};
            return select(p.negative, math::round((y * p.inverse) * p.e), math::round(y * p.inverse));
        };
        if constexpr (math::has_rising_exp<L>)
            return V(math::either(
                is_moderate<L>(), [&]() XACT_INLINE_LAMBDA { return single_words<L, false>(*this, x).value(); },
                in_double_words));
        else
            return V(in_double_words());
    }

    /// (1 + x/β) e^(-x/β)/D², D the denominator.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const auto general = [&]() XACT_INLINE_LAMBDA { return anywhere_derivative(x); };
        if constexpr (math::has_near_pieces<L, math::near_srs_pieces>)
            return V(math::either(!is_default<L>(), general, [&]() XACT_INLINE_LAMBDA {
                return detail::attempted_derivative(detail::by_default<basic_srs<double>>{}, x);
            }));
        else
            return V(general());
    }

    template <class L>
    XACT_INLINE auto quick_default_derivative(L x) const requires math::has_near_pieces<L, math::near_srs_pieces> {
        using pieces = math::near_srs_pieces;
        // Below 7.5, which is rounded to 8.
        const L y = math::without_subnormals(x), piece = y + L(0x1.8p23f);
        return math::attempt<L>{math::piece_polynomial(y - simd::lookup(pieces::center, piece), pieces::slope, piece),
                                L(0x1.dffffep2f) - math::abs(x)};
    }
    template <class L> XACT_INLINE auto far_derivative(L x) const { return math::known<L>{x, x != x}; }
    template <class L> XACT_INLINE L anywhere_derivative(L x) const {
        const auto in_double_words = [&] {
            const parts p(*this, x);
            return math::round((L(1) + p.z) * p.rate());
        };
        if constexpr (math::has_rising_exp<L>)
            return math::either(
                is_moderate<L>(),
                [&]() XACT_INLINE_LAMBDA { return single_words<L, true>(*this, math::without_subnormals(x)).slope(); },
                in_double_words);
        else
            return in_double_words();
    }

    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const parts p(*this, L(value));
        const L a = math::inverse<L>(alpha).hi, b = math::inverse<L>(beta).hi, e = math::summand(p.e).hi;
        // D'/D.
        const L growth = select(p.negative, fma(e, a, -b), fnma(e, b, a)) * p.inverse.hi;
        return V(math::round_product(fnma(L(1) + p.z.hi, fma(L(2), growth, b), b), p.rate()));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;
    /// For other parameters.
    template <class L> XACT_INLINE L usual_value(L x) const { return (*this)(x); }
    template <class L> XACT_INLINE L usual_derivative(L x) const { return anywhere_derivative(x); }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.beta); }

    /// (f/α)² and -(x/β)² e^(-x/β)/D².
    template <value V> basic_srs<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L y = (*this)(L(value)) * math::inverse<L>(alpha).hi;
        const parts p(*this, L(value));
        return {V(y * y), V(-p.z.hi * math::round_product(p.z.hi, p.rate()))};
    }

private:
    /// Whether the parameters are those that the slope's polynomials are for.
    template <class V> XACT_INLINE auto is_default() const {
        const auto of_alpha = math::is_exactly<V>(alpha, 5), of_beta = math::is_exactly<V>(beta, 3);
        return of_alpha & of_beta;
    }

    /// Whether D does not cancel by much, and its terms are of moderate size.
    template <class V> XACT_INLINE auto is_moderate() const {
        const auto a = math::parameter_is<V>(alpha, [](auto p) { return (p >= 0x1p-20f) & (p <= 0x1p20f); });
        const auto b = math::parameter_is<V>(beta, [](auto p) { return (p >= 0x1p-20f) & (p <= 0x1p8f); });
        using T = typename V::scalar;
        if constexpr (std::is_arithmetic_v<P>)
            return a && b && static_cast<T>(beta) <= static_cast<T>(alpha);
        else
            return a & b & (math::rounded<V>(beta) <= math::rounded<V>(alpha));
    }

    /// In single words beside what their sums lose, with e^(-x/β) and D in units in which neither leaves the exponents.
    /// Far above 0 the exponential counts in the slope only.
    template <class V, bool IsSlope> struct single_words {
        using T = typename V::scalar;

        static constexpr bool is_float = sizeof(T) == 4;
        // Values: at -115.6 (float) β x e^(x/β) is 0 in these units, at 64 α f is α.
        static constexpr int bias = IsSlope || !is_float ? math::falling_bias<T> : 40;
        static constexpr T bias_unit = IsSlope || !is_float ? math::falling_unit<T> : T(0x1p40);

        V x; // as far as f is neither α nor f' 0
        typename V::condition inside;
        V unit;
        math::dw<V> inverse_alpha, inverse_beta;
        math::power_and_rest<V> e;

        XACT_INLINE single_words(const basic_srs& f, V unbounded)
            : inverse_alpha(math::inverse<V>(f.alpha)), inverse_beta(math::inverse<V>(f.beta)) {
            // Below -100 (float), -720 (double) times β the slope is no normal number, and D has a normal inverse
            // there.
            const V lowest =
                times(IsSlope ? T(is_float ? -100 : -720) : (is_float ? T(-115.6) : -math::falling_limit<T>), f.beta);
            const V highest = times(T(is_float ? (IsSlope ? 88 : 60) : (IsSlope ? 709 : 80)), f.beta);
            x = at_least(lowest, at_most(IsSlope ? highest : V(64) * math::rounded<V>(f.alpha), unbounded));
            inside = x == unbounded;
            const V exponent = IsSlope ? x : at_most(highest, x);
            const auto negative = x < 0;
            unit = select(negative, V(1 / bias_unit), V(IsSlope ? bias_unit : T(1)));
            constexpr int bias_above = IsSlope ? bias : 0;
            const V shifter = select(negative, math::short_shifter<V, -bias>(), math::short_shifter<V, bias_above>());
            if constexpr (math::has_short_exp<V>)
                e = math::short_exp_of_steps(exponent, -math::exp_steps_of_inverse<V>(f.beta), shifter);
            else
                e = math::short_exp(exponent, -inverse_beta, shifter);
        }

        XACT_INLINE V value() const {
            const V u = x * unit, sum = fma(u, inverse_alpha.hi, e.power);
            const V rest = fma(u, inverse_alpha.hi, e.power - sum);
            return x / (sum + fma(e.power, e.rest, fma(u, inverse_alpha.lo, rest))) * unit;
        }

        XACT_INLINE V slope() const {
            const V u = x * unit, linear = u * inverse_alpha.hi, low = u * inverse_alpha.lo;
            // D, added in the order of its terms, which is that of their sizes where one is negative.
            const math::dw<V> sum = math::ordered_sum(e.power, linear);
            const V small = fma(e.power, e.rest, (sum.lo + product_error(u, inverse_alpha.hi, linear)) + low);
            const V r = math::reciprocal_seed(sum.hi + small), c = fnma(r, small, fnma(r, sum.hi, V(1)));
            // Its unit taken off already, so that no product of it leaves the exponents.
            const V whole = e.power * select(inside, unit, V(0));
            const V product = fma(whole, e.rest, whole), product_low = fma(whole, e.rest, whole - product);
            const V q = product * r, q_low = fma(product_low, r, product_error(product, r, q));
            const V n = fma(x, inverse_beta.hi, V(1)), n_low = x * inverse_beta.lo;
            const V p = n * q, p_low = fma(n, q_low, fma(n_low, q, product_error(n, q, p)));
            return fma(p, r, r * fma(c + c, p, p_low));
        }

    private:
        static XACT_INLINE V times(T factor, P p) {
            if constexpr (std::is_arithmetic_v<P>)
                return V(factor * static_cast<T>(p));
            else
                return V(factor) * math::rounded<V>(p);
        }
    };
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
