#pragma once

#include <cmath>
#include <limits>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/expm1.hpp>
#include <xact/math/pow.hpp>

namespace xact {
inline namespace v0 {

namespace detail {

/// The power 2 of the default parameters, so that the loop over an array has no orders to tell apart.
struct square {
    static constexpr facts about{.name = "power", .formula = "x²", .source = "elementary"};
    static constexpr bool few_at_once = true;

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value);
        return V(x * x);
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> x(value);
        return V(x + x);
    }
};

} // namespace detail

/// A power of the input: of any input where β is an integer, else of those from 0 on. Small integers β and ±1/2 need no
/// logarithm.
template <class P> struct basic_power {
    P alpha = P(1);
    P beta = P(2);

    static constexpr facts about{.name = "power",
                                 .formula = "α x^β",
                                 .source = "elementary",
                                 .limit_at_minus_inf = infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = -infinity,
                                 .slope_at_plus_inf = infinity,
                                 .parameters = {"alpha", "beta"},
                                 .aliases = {"square"}};

    template <class R> R definition(R x) const {
        using std::pow;
        return R(alpha) * pow(x, R(beta));
    }

    template <class Use> void simplest(const Use& use) const requires std::is_arithmetic_v<P> {
        alpha == 1 && beta == 2 ? use(detail::square{}) : use(*this);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        return V(times_power(math::exact<L>(alpha), L(value), 0));
    }

    /// α β x^(β - 1).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        return V(times_power(math::exact<L>(alpha) * math::exact<L>(beta), L(value), 1));
    }

    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const auto order = math::exact<L>(beta), factor = math::exact<L>(alpha) * (order * (L(-1) + order));
        return V(times_power(factor, L(value), 2));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.beta); }

    /// By β α x^β ln(x), which below 0 has no value for any β.
    template <value V> basic_power<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value), p = power(x, 0);
        const L by_beta = times_power(math::exact<L>(alpha), x, 0) * math::natural_log(x);
        return {V(p), V(select(x == 0, math::rounded<L>(alpha) * p, by_beta))};
    }

private:
    /// factor·x^(β - lower), also where only the power is too large or too small.
    template <class V> XACT_INLINE V times_power(math::dw<V> factor, V x, int lower) const {
        using limits = std::numeric_limits<typename V::scalar>;
        const V p = power(x, lower), y = math::limit_product(factor, p);
        const V largest(limits::max()), size = math::abs(p), a = math::abs(x), weight = math::abs(factor.hi);
        const auto too_large = (size > largest) & (weight < 1);
        const auto too_small = (size < V(limits::min())) & (size != a) & (weight > 1);
        const auto is_lost = (too_large | too_small) & (a > 0) & (a <= largest);
        const auto from_parts = [&] {
            const math::dw<V> order = V(-lower) + math::exact<V>(beta);
            const auto q = math::exp(math::exp_bounded_far(order * math::log(at_most(largest, a))));
            return flip_sign(math::round(factor * q), p);
        };
        return any(is_lost) ? select(is_lost, from_parts(), y) : y;
    }

    /// x^(β - lower).
    template <class V> XACT_INLINE V power(V x, int lower) const {
        if constexpr (std::is_arithmetic_v<P>) {
            const double order = double(beta) - lower;
            if (order == 0.5) return root(x);
            if (order == -0.5) return 1 / root(x);
            for (int n = -4; n <= 4; ++n)
                if (order == n) return product(x, n);
            return general_power(x, lower);
        } else {
            const math::dw<V> order = V(-lower) + math::exact<V>(beta);
            V result = general_power(x, lower);
            const auto choose = [&](double p, V r) {
                result = select((order.hi == V(p)) & (order.lo == 0), r, result);
            };
            choose(0.5, root(x)), choose(-0.5, 1 / root(x));
            for (int n = -4; n <= 4; ++n) choose(n, product(x, n));
            return result;
        }
    }

    /// The root of -0 is 0, so that its inverse is +inf.
    template <class V> static XACT_INLINE V root(V x) { return sqrt(x + V(0)); }

    /// x^n, |n| <= 4. No recursion: gcc does not inline that where it does not optimise.
    template <class V> static XACT_INLINE V product(V x, int n) {
        if (n == 0) return keep_nan(x, V(1));
        const int m = n < 0 ? -n : n;
        const V square = x * x;
        const V result = m == 1 ? x : m == 2 ? square : m == 3 ? square * x : square * square;
        return n < 0 ? 1 / result : result;
    }

    template <class V> XACT_INLINE V general_power(V x, int lower) const {
        using limits = std::numeric_limits<typename V::scalar>;
        const V zero(0), one(1), inf(limits::infinity()), a = math::abs(x);
        const math::dw<V> order = V(-lower) + math::exact<V>(beta);
        const V p = math::round(math::pow(math::finite(a), order));
        const V at_zero = select(order.hi > 0, zero, select(order.hi < 0, inf, one));
        const V at_inf = select(order.hi > 0, inf, select(order.hi < 0, zero, one));
        const V size = select(a == 0, at_zero, select(a == inf, at_inf, p));
        const V half = V(0.5) * order.hi;
        const auto is_integer = (math::round_nearest(order.hi) == order.hi) & (order.lo == 0);
        const V negative =
            select(is_integer, select(math::round_nearest(half) == half, size, -size), V(limits::quiet_NaN()));
        return keep_nan(x, select(x < 0, negative, size));
    }
};

using power = basic_power<double>;

} // namespace v0
} // namespace xact
