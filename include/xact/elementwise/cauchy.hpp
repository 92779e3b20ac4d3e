#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/falling.hpp>
#include <xact/math/in_double.hpp>

namespace xact {
inline namespace v0 {

/// The Cauchy activation of XNet: a Cauchy kernel's real and imaginary part, mixed.
template <class P> struct basic_cauchy {
    P lambda1 = P(1);
    P lambda2 = P(1);
    P d = P(1);

    template <class L> static constexpr bool has_quick = math::is_fused<L>&& math::in_double::is_possible<L>;

    static constexpr facts about{.name = "cauchy",
                                 .formula = "(λ1 x + λ2) / (x² + d²)",
                                 .source = "arXiv:2409.19221",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = 0,
                                 .slope_at_minus_inf = -0.0,
                                 .slope_at_plus_inf = -0.0,
                                 .roots = {-1},
                                 .slope_roots = {-2.4142135623730950, 0.41421356237309505},
                                 .parameters = {"lambda1", "lambda2", "d"},
                                 .aliases = {"xnet"}};

    /// Throws where d = 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (d == 0) detail::fail_parameter(about.name, "d", double(d), "other than 0");
    }

    template <class R> R definition(R x) const { return (R(lambda1) * x + R(lambda2)) / (x * x + R(d) * R(d)); }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (has_quick<L>)
            return V(math::either(
                is_default<L>(),
                [&]() XACT_INLINE_LAMBDA {
                    return detail::attempted_value(detail::by_default<basic_cauchy<double>>{}, x);
                },
                [&]() XACT_INLINE_LAMBDA { return anywhere(x); }));
        else
            return V(anywhere(x));
    }

    /// For the default parameters, where no square overflows: f = q + r·(what the numerator lacks to q times the
    /// denominator), in which no rounding of the denominator counts. For any parameters that has no gain with AVX2.
    template <class L> XACT_INLINE math::attempt<L> quick_default(L input) const requires has_quick<L> {
        const L x = math::without_subnormals(input);
        // Half of the 1 before x² and half after it: a quarter of a unit is lost at most, whichever is larger.
        const L one(1), half(0.5), sum = fma(x, x, one), low = fma(x, x, half - sum) + half, n = x + one;
        const L r = math::reciprocal_seed(sum), q = n * r;
        return {fma(fnma(q, low, fnma(q, sum, n)), r, q), L(largest_of_quick * largest_of_quick) - sum};
    }
    template <class L> XACT_INLINE auto far(L x) const {
        return math::known<L>{L(1) / x, !(math::abs(x) <= L(largest_of_quick))};
    }
    template <class L> XACT_INLINE L anywhere(L x) const {
        if constexpr (math::in_double::is_possible<L>) {
            const auto f = [](auto at, auto l1, auto l2, auto b) XACT_INLINE_LAMBDA {
                return fma(l1, at, l2) * math::in_double::inverse(fma(at, at, b * b));
            };
            return math::in_double::evaluate_finite(f, x, lambda1, lambda2, d);
        } else {
            const auto in_double_words = [&] {
                const parts p(*this, x);
                return p.at_ends(math::round(p.value()), x * p.lambda1.hi);
            };
            if constexpr (math::is_fused<L>)
                return math::either(
                    is_moderate<L>(), [&] { return in_single_words(x); }, in_double_words);
            else
                return in_double_words();
        }
    }

    /// (λ1 (d² - x²) - 2 λ2 x)/(x² + d²)².
    template <value V, tier A = accurate_t> XACT_INLINE V derivative(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const auto slope = [](auto x, auto l1, auto l2, auto b) XACT_INLINE_LAMBDA {
                const auto square = b * b, inverse = math::in_double::inverse(fma(x, x, square));
                return ((l1 * fnma(x, x, square) - (l2 + l2) * x) * inverse) * inverse;
            };
            return V(math::in_double::evaluate_finite(slope, L(value), lambda1, lambda2, d));
        } else {
            const parts p(*this, L(value));
            // Raised, so that the low words of a small result do not underflow.
            const L up(0x1p30f), down(0x1p-30f);
            const L slope = math::round((p.slope_numerator() * p.inverse) * math::times_power(p.inverse, up)) * down;
            return V(p.at_ends(slope, -p.lambda1.hi));
        }
    }

    /// -2 (f + 2 x f')/(x² + d²).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const parts p(*this, L(value));
        const math::dw<L> odds = (p.slope_numerator() * p.inverse) * (math::finite(p.x) * p.inverse); // x f'
        const L sum = math::round(p.value() + math::times_power(odds, L(2)));
        return V(p.at_ends(L(-2) * sum * p.by_square().hi, p.x));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;
    /// For other parameters.
    template <class L> XACT_INLINE L usual_value(L x) const { return anywhere(x); }
    template <class L> XACT_INLINE L usual_derivative(L x) const { return derivative(x); }

    static constexpr auto parameters(auto& self) { return std::tie(self.lambda1, self.lambda2, self.d); }

    template <value V> basic_cauchy<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const parts p(*this, L(value));
        const L square = p.by_square().hi, by_d = L(-2) * (math::rounded<L>(d) * (math::round(p.value()) * square));
        return {V(p.at_ends(p.x_by_square.hi, p.x)), V(p.at_ends(square, L(1))), V(p.at_ends(by_d, L(1)))};
    }

private:
    /// Whether the parameters are negligible where x is beyond 2^60, and none is small beside the others.
    template <class V> XACT_INLINE auto is_moderate() const {
        const auto moderate = [](auto p) {
            return ((p >= 0x1p-10f) & (p <= 0x1p10f)) | ((p <= -0x1p-10f) & (p >= -0x1p10f));
        };
        const auto of_1 = math::parameter_is<V>(lambda1, moderate), of_2 = math::parameter_is<V>(lambda2, moderate);
        const auto of_d = math::parameter_is<V>(d, moderate);
        return of_1 & of_2 & of_d;
    }

    static constexpr float largest_of_quick = 0x1p60f;

    template <class V> XACT_INLINE auto is_default() const {
        const auto of_1 = math::is_one<V>(lambda1), of_2 = math::is_one<V>(lambda2), of_d = math::is_one<V>(d);
        return of_1 & of_2 & of_d;
    }

    /// f as a quotient whose sums' low words are in the remainder; in larger units where x² might overflow.
    template <class V> XACT_INLINE V in_single_words(V x) const {
        const math::dw<V> l1 = math::exact<V>(lambda1), l2 = math::exact<V>(lambda2), b = math::exact<V>(d);
        const math::dw<V> square = b * b;
        const V zero(0), size = math::abs(x);
        const auto far = size > V(0x1p500);
        const V unit = select(far, V(0x1p-520), V(1));
        const V y = math::without_subnormals(x) * unit, n = y * l1.hi,
                n_low = fma(y, l1.lo, product_error(y, l1.hi, n));
        const math::dw<V> sum = math::two_sum(n, select(far, zero, l2.hi));
        const V numerator_low = sum.lo + (n_low + select(far, zero, l2.lo)), u = select(far, zero, square.hi);
        const V v = y * y, v_low = product_error(y, y, v) + select(far, zero, square.lo),
                r = math::reciprocal_seed(u + v);
        const V q = sum.hi * r, remainder = fnma(q, v, fnma(q, u, sum.hi)) + fnma(q, v_low, numerator_low);
        const V result = fma(remainder, r, q) * unit, inf(std::numeric_limits<typename V::scalar>::infinity());
        return select(size == inf, copysign(zero, x * l1.hi), result);
    }

    /// Beyond ±1 all is divided through by x, so that x² does not overflow.
    template <class V> struct parts {
        V x;
        math::dw<V> lambda1, lambda2, square; // d²
        typename V::condition far;
        math::dw<V> u;           // 1/x, where it is far
        math::dw<V> inverse;     // 1/(x + d²/x) there, 1/(x² + d²) elsewhere
        math::dw<V> x_by_square; // x/(x² + d²)

        XACT_INLINE parts(const basic_cauchy& f, V unbounded)
            : x(unbounded),
              lambda1(math::exact<V>(f.lambda1)),
              lambda2(math::exact<V>(f.lambda2)),
              square(math::exact<V>(f.d) * math::exact<V>(f.d)),
              far(math::abs(unbounded) > 1) {
            const V one(1), zero(0), y = select(far, math::finite(x), one), near = select(far, zero, x);
            u = math::reciprocal(math::dw<V>{y, zero});
            const math::dw<V> product = math::two_product(near, near);
            inverse = math::reciprocal(select(far, y + square * u, product + square));
            x_by_square = select(far, inverse, near * inverse);
        }

        /// f.
        XACT_INLINE math::dw<V> value() const {
            return select(far, lambda1 + lambda2 * u, x * lambda1 + lambda2) * inverse;
        }

        /// 1/(x² + d²).
        XACT_INLINE math::dw<V> by_square() const { return select(far, u * inverse, inverse); }

        /// f'/inverse².
        XACT_INLINE math::dw<V> slope_numerator() const {
            const V one(1), zero(0), near = select(far, zero, x);
            const math::dw<V> r = select(far, u, {near, zero});
            const math::dw<V> of_far = V(-1) + square * (u * u), of_near = square - math::two_product(near, near);
            const math::dw<V> odd = math::times_power(lambda2 * r, V(2));
            return lambda1 * select(far, of_far, of_near) - odd;
        }

        /// y, and 0 with a sign at infinity.
        XACT_INLINE V at_ends(V y, V sign) const {
            const V inf(std::numeric_limits<typename V::scalar>::infinity());
            return select(math::abs(x) == inf, copysign(V(0), sign), keep_nan(x, y));
        }
    };
    template <class V> parts(const basic_cauchy&, V) -> parts<V>;
};

using cauchy = basic_cauchy<double>;

} // namespace v0
} // namespace xact
