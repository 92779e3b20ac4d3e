#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/radical.hpp>

namespace xact {
inline namespace v0 {

/// Exponential root unit: a k-th root above 0, an exponential below, both of slope k at 0.
template <class P> struct basic_eru {
    P k = P(2);

    static constexpr facts about{.name = "eru",
                                 .formula = "x >= 0 ? (k² x + 1)^(1/k) - 1/k : e^(k x) - 1/k",
                                 .source = "BeeDNN",
                                 .limit_at_minus_inf = -0.5,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_plus_inf = 0,
                                 .kinks = {0},
                                 .roots = {-0.34657359027997265},
                                 .parameters = {"k"},
                                 .aliases = {"e2ru"}};

    /// Throws unless k > 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(k > 0)) detail::fail_parameter(about.name, "k", double(k), "above 0");
    }

    template <class R> R definition(R x) const {
        using std::exp;
        using std::expm1;
        using std::log1p;
        const R order(k), shift = 1 - 1 / order;
        if (x < 0) return exp(R(order * x)) - 1 / order;
        return expm1(R(log1p(R(order * order * x)) / order)) + shift;
    }

    template <value V, tier A = accurate_t> XACT_INLINE V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const math::dw<L> inverse = math::inverse<L>(k);
        const L a = at_least(L(0), x);
        const auto by_root = [&] { return fma(sqrt(a + L(0.25)), L(2), L(-0.5)); };
        const auto by_logarithm = [&] {
            const auto excess =
                math::radical_excess(math::log_of_radicand(math::finite(a), math::exact<L>(k)), inverse);
            // An excess that overflows has no second word.
            const L y = math::round((math::dw<L>{L(1), L(0)} - inverse) + excess);
            return select(a == L(infinity), a, select(excess.hi == L(infinity), excess.hi, y));
        };
        const L right = math::either(math::is_two<L>(k), by_root, by_logarithm);
        // 1/2 is a power of two: where e^(2x) is near it, the difference of the powers is exact.
        const auto by_power_of_two = [&] {
            const auto [power, rest] = math::short_exp<0>(at_least(L(-80), 2 * at_most(L(0), x)));
            return fma(power, rest, power - L(0.5));
        };
        const auto by_words = [&] {
            return math::round(math::summand(math::exp(math::exp_bounded(bounded_exponent(x)))) - inverse);
        };
        const L left = math::either(math::is_two<L>(k), by_power_of_two, by_words);
        return V(select(x < 0, left, right));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value), above = math::radical_slope(at_least(L(0), x), k);
        const auto by_power_of_two = [&] {
            // With a bias of 1, to where the power is 0.
            if constexpr (math::has_short_exp<L>)
                return math::short_exp<1>(at_least(L(-88.7228), 2 * at_most(L(0), x))).product();
            else
                return exponential(x, math::exact<L>(k));
        };
        const auto by_words = [&] { return exponential(x, math::exact<L>(k)); };
        return V(select(x < 0, math::either(math::is_two<L>(k), by_power_of_two, by_words), above));
    }

    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value), a = at_least(L(0), x), slope(derivative(value));
        return V(select(x < 0, math::rounded<L>(k) * slope, math::radical_curvature(a, k, slope)));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.k); }

    template <value V> basic_eru<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value), inverse = math::inverse<L>(k).hi;
        const L left = math::finite(x) * exponential(x, math::dw<L>{L(1), L(0)});
        const L right = math::radical_by_order(at_least(L(0), x), k);
        return {V(select(x < 0, left, right) + inverse * inverse)};
    }

private:
    template <class V> XACT_INLINE math::dw<V> exponent(V x) const {
        return math::finite(at_most(V(0), x)) * math::exact<V>(k);
    }

    /// k x for x < 0, as far as it counts beside 1/k.
    template <class V> XACT_INLINE math::dw<V> bounded_exponent(V x) const {
        const math::dw<V> z = exponent(x);
        const V hi = at_least(V(sizeof(typename V::scalar) == 4 ? -80 : -700), z.hi);
        return {hi, select(hi == z.hi, z.lo, V(0))};
    }

    /// factor·e^(k x) for x < 0.
    template <class V> XACT_INLINE V exponential(V x, math::dw<V> factor) const {
        using T = typename V::scalar;
        const math::dw<V> z = exponent(x);
        if constexpr (math::is_fused<V>)
            return math::round_product(math::falling_exp(math::falling_argument(z)),
                                       math::times_power(factor, V(1 / math::falling_unit<T>)));
        else
            return math::round(factor * math::exp(math::exp_bounded(z)));
    }
};

using eru = basic_eru<double>;

} // namespace v0
} // namespace xact
