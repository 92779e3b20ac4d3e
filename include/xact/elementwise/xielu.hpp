#pragma once

#include <cmath>
#include <limits>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/expm1_words.hpp>
#include <xact/math/falling.hpp>
#include <xact/math/rising_exp.hpp>

namespace xact {
inline namespace v0 {

/// xIELU: the integral of an ELU: a parabola above 0, an exponential that ends in a line below. Two parametrisations
/// are in use: from_transformed() takes the numbers of the formula, as the members are; from_raw() takes what models
/// store and pass through softplus, α = ln(1 + e^p) and ν = β + ln(1 + e^n).
template <class P> struct basic_xielu {
    P alpha = P(0.8);
    P nu = P(0.8);
    P beta = P(0.5);

    static constexpr facts about{.name = "xielu",
                                 .formula = "x > 0 ? α x² + β x : ν (expm1(x) - x) + β x",
                                 .source = "arXiv:2411.13010",
                                 .limit_at_minus_inf = infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = 0.5 - 0.8,
                                 .slope_at_plus_inf = infinity,
                                 .kinks = {0},
                                 .roots = {-2.4324842769314482},
                                 .slope_roots = {-0.98082925301172614},
                                 .parameters = {"alpha", "nu", "beta"}};

    static constexpr basic_xielu from_transformed(P alpha, P nu, P beta = P(0.5)) { return {alpha, nu, beta}; }
    static basic_xielu from_raw(P p, P n, P beta = P(0.5)) requires std::is_arithmetic_v<P> {
        return {softplus(p), beta + softplus(n), beta};
    }

    /// expm1(x) - x by its series where its terms cancel.
    template <class R> R definition(R x) const {
        using std::expm1;
        if (x > 0) return x * (R(alpha) * x + R(beta));
        if (x < R(-0.25)) return R(nu) * expm1(x) + (R(beta) - R(nu)) * x;
        R sum(1);
        for (int n = 28; n > 2; --n) sum = 1 + x / n * sum;
        return x * (R(beta) + R(nu) * (x / 2 * sum));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const math::dw<L> height = math::exact<L>(nu), slope = math::exact<L>(beta) - height;
        const auto in_general = [&] {
            const L steep = line(x, math::exact<L>(alpha)), above = select(steep == 0, L(0), x * steep);
            const L y = at_least(L(-0x1p100f), at_most(L(0), x));
            const L below = select((x < y) & (slope.hi != 0), math::round(slope) * x, exponential(y, slope, height));
            return select(x > 0, above, below);
        };
        if constexpr (math::has_rising_exp<L>) {
            // Each side is 0 on the other.
            const auto in_sum = [&]() XACT_INLINE_LAMBDA {
                const L positive = at_least(L(0), x), negative = at_most(L(0), x), y = at_least(L(-0x1p100f), negative);
                const L below = fma(math::round(slope), negative - y, exponential_in_single_words(y, slope, height));
                return fma(positive, line(positive, math::exact<L>(alpha)), below);
            };
            return V(math::either(is_usual<L>(), in_sum, in_general));
        } else {
            return V(in_general());
        }
    }

    /// f'(0) = β.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const math::dw<L> b = math::exact<L>(beta), height = math::exact<L>(nu);
        const L above = line(x, math::times_power(math::exact<L>(alpha), L(2)));
        const L y = at_most(L(0), x);
        const auto in_double_words = [&]() XACT_INLINE_LAMBDA {
            return math::round(b + height * math::falling_expm1(y));
        };
        L below = y;
        if constexpr (math::has_short_exp<L>) {
            // slope + ν power, which is exact where it nearly cancels, and the rest.
            const auto in_single_words = [&]() XACT_INLINE_LAMBDA {
                const auto e = math::short_exp<0>(at_least(L(math::short_exp_lowest), y));
                const math::dw<L> slope = b - height;
                const L steep = height.hi * e.power, steep_low = product_error(height.hi, e.power, steep);
                return (slope.hi + steep) + fma(steep, e.rest, fma(height.lo, e.power, slope.lo + steep_low));
            };
            below = math::either(is_steep<L>(), in_single_words, in_double_words);
        } else {
            below = in_double_words();
        }
        return V(select(x > 0, above, below));
    }

    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value), a = math::rounded<L>(alpha);
        const auto e = math::exp(math::exp_bounded(at_most(L(0), x)));
        return V(select(x > 0, a + a, math::round_product(math::rounded<L>(nu), e)));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.nu, self.beta); }

    template <value V> basic_xielu<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value), zero(0), y = at_most(zero, x), positive = at_least(zero, x);
        const auto e = math::falling_expm1(y);
        const auto small = math::is_small_exponent(y);
        const L series = (y * y) * math::expm1_excess_ratio(select(small, y, zero));
        return {V(positive * positive), V(select(small, series, math::round(e) - y)), V(x)};
    }

private:
    /// slope y + ν expm1(y) for y <= 0.
    template <class V> XACT_INLINE V exponential(V y, math::dw<V> slope, math::dw<V> height) const {
        const auto in_double_words = [&]() XACT_INLINE_LAMBDA {
            const V t = at_least(V(-0.5), y);
            const math::dw<V> b = math::exact<V>(beta);
            const V small = fma(t, b.hi, fma((t * t) * height.hi, math::expm1_excess_ratio(t), t * b.lo));
            return select(y < t, math::round(y * slope + height * math::falling_expm1(y)), small);
        };
        if constexpr (math::has_rising_exp<V>)
            return math::either(
                is_steep<V>(), [&]() XACT_INLINE_LAMBDA { return exponential_in_single_words(y, slope, height); },
                in_double_words);
        else
            return in_double_words();
    }

    /// slope y + ν (power - 1), whose products are exact with their errors, and the rest.
    template <class V> static XACT_INLINE V exponential_in_single_words(V y, math::dw<V> slope, math::dw<V> height) {
        const math::exp_parts<V> e(at_least(V(sizeof(typename V::scalar) == 4 ? -20 : -40), y));
        const V step = e.power - V(1), steep = height.hi * e.power, p = slope.hi * y, q = height.hi * step;
        const V low =
            fma(slope.lo, y, product_error(slope.hi, y, p)) + fma(height.lo, step, product_error(height.hi, step, q));
        const math::dw<V> sum = math::fast_two_sum(q, p);
        return fma(steep, e.r, sum.hi) + fma(steep, e.tail, low + sum.lo);
    }

    /// Whether β is so large beside ν that what the terms lose near 0, where their sum is β x, does not count.
    template <class V> XACT_INLINE auto is_steep() const {
        using T = typename V::scalar;
        if constexpr (std::is_arithmetic_v<P>)
            return 2 * static_cast<T>(beta) >= static_cast<T>(nu) && nu >= 0;
        else
            return (2 * math::rounded<V>(beta) >= math::rounded<V>(nu)) & (math::rounded<V>(nu) >= 0);
    }

    /// Whether, besides, no factor of an infinite x is 0.
    template <class V> XACT_INLINE auto is_usual() const {
        using T = typename V::scalar;
        if constexpr (std::is_arithmetic_v<P>)
            return is_steep<V>() && static_cast<T>(beta) != 0 && static_cast<T>(beta) != static_cast<T>(nu);
        else
            return is_steep<V>() & (math::rounded<V>(beta) != 0) & (math::rounded<V>(beta) != math::rounded<V>(nu));
    }

    /// a x + β for x > 0.
    template <class V> XACT_INLINE V line(V x, math::dw<V> a) const {
        const math::dw<V> b = math::exact<V>(beta);
        if constexpr (math::is_fused<V>) {
            const V y = at_most(V(std::numeric_limits<typename V::scalar>::max()), x);
            return fma(select(a.hi == 0, y, x), a.hi, b.hi) + fma(y, a.lo, b.lo);
        } else {
            const V y = at_most(V(0x1p100f), x);
            return select((x > y) & (a.hi != 0), math::limit_product(a, x), math::round(y * a + b));
        }
    }

    static P softplus(P z) { return z > 0 ? z + std::log1p(std::exp(-z)) : std::log1p(std::exp(z)); }
};

using xielu = basic_xielu<double>;

} // namespace v0
} // namespace xact
