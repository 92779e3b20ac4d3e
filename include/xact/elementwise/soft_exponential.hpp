#pragma once

#include <cmath>
#include <limits>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/expm1_words.hpp>
#include <xact/math/log1p_words.hpp>

namespace xact {
inline namespace v0 {

/// Soft exponential: between the logarithm, α = -1, the identity, α = 0, and the exponential, α = 1. For α < 0 it
/// starts with -inf at |α| - 1/|α|; below that it is NaN.
template <class P> struct basic_soft_exponential {
    P alpha = P(0);

    static constexpr facts about{.name = "soft_exponential",
                                 .formula = "α < 0 ? -ln(1 - α (x + α))/α : α > 0 ? expm1(α x)/α + α : x",
                                 .source = "arXiv:1602.01321",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = 1,
                                 .parameters = {"alpha"}};
    static constexpr bool few_at_once = true;

    /// Throws unless |α| <= 2^20.
    void validate() const requires std::is_arithmetic_v<P> {
        if (alpha < -P(0x1p20) || alpha > P(0x1p20))
            detail::fail_parameter(about.name, "alpha", double(alpha), "between -2^20 and 2^20");
    }

    template <class R> R definition(R x) const {
        using std::expm1;
        using std::log1p;
        const R a(alpha);
        if (a < R(0)) return -log1p(-(a * (x + a))) / a;
        if (a > R(0)) return expm1(a * x) / a + a;
        return x + a * (1 + x * x / 2); // to first order in α
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const math::dw<L> a = math::exact<L>(alpha);
        return V(by_sign(
            x, [&] { return select(a.hi == 0, x, x + a.hi); },
            [&] {
                return math::either(
                    math::is_one<L>(alpha), [&] { return math::round(math::exp(rising(x))); },
                    [&] {
                        const auto [significand, exponent] = math::expm1_words(rising(x));
                        const auto product = math::inverse<L>(alpha) * significand;
                        const L y = math::round(product);
                        if constexpr (sizeof(typename L::scalar) == 8) return (scale(y, exponent) + a.lo) + a.hi;
                        // The sum cancels below 0; a double's is within 4 ulp without more.
                        const L low = (product.hi - y) + product.lo;
                        const math::dw<L> sum = math::two_sum(scale(y, exponent), a.hi);
                        const L rest = sum.lo + (scale(low, exponent) + a.lo);
                        return sum.hi + select(math::abs(sum.hi) < L(0x1p100f), rest, L(0));
                    });
            },
            [&] {
                const falling<L> f(*this, x);
                return f.at_ends(-math::round(math::inverse<L>(alpha) * f.logarithm()));
            }));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(by_sign(
            x, [&] { return keep_nan(x, L(1)); }, [&] { return math::round(math::exp(rising(x))); },
            [&] { return falling(*this, x).inverse(); }));
    }

    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value), a = math::rounded<L>(alpha);
        return V(by_sign(
            x, [&] { return keep_nan(x, L(0)); }, [&] { return math::round_product(a, math::exp(rising(x))); },
            [&] {
                const L u = falling(*this, x).inverse();
                return (a * u) * u;
            }));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha); }

    /// x²/2 + 1 at α = 0; with z = αx, ((z - 1) e^z + 1)/α² + 1 above; with 1 + v = 1 - α (x + α),
    /// (ln(1 + v) - v/(1 + v))/α² + 1/(1 + v) below.
    template <value V> basic_soft_exponential<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value), one(1), zero(0), inverse = math::inverse<L>(alpha).hi;
        return {V(by_sign(
            x, [&] { return fma(L(0.5) * x, x, one); },
            [&] {
                const auto z = rising(x);
                const auto small = math::is_small_exponent(z.hi);
                const L series = (x * x) * math::exp_moment_ratio(select(small, z.hi, zero));
                const L e = math::round(math::exp(z)), direct = (fma(z.hi - one, e, one) * inverse) * inverse;
                return select(small, series, direct) + one;
            },
            [&] {
                const falling<L> f(*this, x);
                const auto small = math::is_small_excess(f.v.hi) & !f.far;
                const L t = x + math::rounded<L>(alpha);
                const L series = (t * t) * math::log1p_excess_ratio(select(small, f.v.hi, zero));
                const L ratio = math::round(f.v * math::reciprocal(one + f.v));
                const L direct = ((math::round(f.logarithm()) - select(f.far, one, ratio)) * inverse) * inverse;
                return select(small, series, direct) + f.inverse();
            }))};
    }

private:
    /// The identity stands for every α that counts as 0.
    template <class V, class Zero, class Positive, class Negative>
    XACT_INLINE V by_sign(V, Zero zero, Positive positive, Negative negative) const {
        const auto is_zero = math::parameter_is<V>(alpha, [](auto a) { return (a > -0x1p-100f) & (a < 0x1p-100f); });
        const auto is_positive = math::parameter_is<V>(alpha, [](auto a) { return a > 0; });
        return math::either(is_zero, zero, [&] { return math::either(is_positive, positive, negative); });
    }

    /// α x, bounded where e^(αx) is 0 or infinite beside 1/α.
    template <class V> XACT_INLINE math::dw<V> rising(V x) const {
        using T = typename V::scalar;
        const math::dw<V> z = math::finite(x) * math::exact<V>(alpha);
        const V far(T(sizeof(T) == 4 ? 170 : 1400)), hi = at_least(-far, at_most(far, z.hi));
        return {hi, select(hi == z.hi, z.lo, V(0))};
    }

    /// 1 + v = 1 - α (x + α) for α < 0; far out as a multiple of 2^40, so that nothing overflows.
    template <class V> struct falling {
        typename V::condition far;
        V unit;
        math::dw<V> v, u; // v where x is not far, and (1 + v) unit

        XACT_INLINE falling(const basic_soft_exponential& f, V x) : far(x > V(0x1p60f)) {
            const math::dw<V> a = math::exact<V>(f.alpha);
            const V y = math::finite(x);
            unit = select(far, V(0x1p-40f), V(1));
            const math::dw<V> product = -(a * (y * unit + math::times_power(a, unit)));
            v = select(far, {V(0), V(0)}, product);
            const math::dw<V> sum = unit + product;
            u = math::fast_two_sum(sum.hi, sum.lo);
            infinite_ = x > y;
        }

        /// ln(1 + v).
        XACT_INLINE math::dw<V> logarithm() const {
            using limits = std::numeric_limits<typename V::scalar>;
            const V zero(0), positive = at_least(V(limits::min()), u.hi);
            const math::dw<V> l = math::log(positive);
            const math::dw<V> near = math::log1p_words(select(far | (u.hi <= 0), {V(1), zero}, v));
            // 40 ln 2.
            const math::dw<V> shift = V(40) * math::as<V>(math::ln2), direct{l.hi, l.lo + u.lo / positive};
            // Beside the end of the domain v is -1 but for its second word.
            return select(far, direct + shift, select(u.hi < V(0.5), direct, near));
        }

        /// y within the domain, and its limits at the ends.
        XACT_INLINE V at_ends(V y) const {
            using limits = std::numeric_limits<typename V::scalar>;
            const V inf(limits::infinity()), inside = select(infinite_, inf, y);
            return select(u.hi == 0, -inf, select(u.hi < 0, V(limits::quiet_NaN()), inside));
        }

        /// 1/(1 + v).
        XACT_INLINE V inverse() const {
            using limits = std::numeric_limits<typename V::scalar>;
            const V one(1), zero(0), positive = select(u.hi > 0, u.hi, one);
            const V rounded = math::round(math::reciprocal(math::dw<V>{positive, select(u.hi > 0, u.lo, zero)}));
            const V r = select(rounded == rounded, rounded, one / positive) * unit; // of subnormal numbers
            const V at_end = select(u.hi == 0, V(limits::infinity()), V(limits::quiet_NaN()));
            return select(infinite_, zero, select(u.hi > 0, r, at_end));
        }

    private:
        typename V::condition infinite_;
    };
    template <class V> falling(const basic_soft_exponential&, V) -> falling<V>;
};

using soft_exponential = basic_soft_exponential<double>;

} // namespace v0
} // namespace xact
