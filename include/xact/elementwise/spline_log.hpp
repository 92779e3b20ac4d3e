#pragma once

#include <cmath>
#include <limits>

#include <xact/core/forward.hpp>
#include <xact/math/in_double.hpp>
#include <xact/math/log1p_words.hpp>

namespace xact {
inline namespace v0 {

/// The spline activation: a squared input times the logarithm of one and it.
struct spline_log {
    static constexpr facts about{.name = "spline_log",
                                 .formula = "x² ln(1 + x)",
                                 .source = "mlpack",
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = no_limit,
                                 .slope_at_plus_inf = infinity,
                                 .domain = {-1, infinity}};

    template <class R> static R definition(R x) {
        using std::log1p;
        return x * x * log1p(x);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const auto f = [](auto x) XACT_INLINE_LAMBDA { return (x * x) * math::in_double::log1p(x); };
            const L x(value);
            return V(with_ends(x, math::in_double::evaluate(f, bounded(x)), L(-infinity)));
        } else {
            const L x(value), y = bounded(x);
            const L z = ordinary(y);
            const auto product = z * math::log1p_words(math::dw<L>{y, L(0)}, L(0));
            return V(with_ends(x, math::round_product(z, product), L(-infinity)));
        }
    }

    /// x (2 ln(1 + x) + x/(1 + x)).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const auto slope = [](auto x) XACT_INLINE_LAMBDA {
                const auto l = math::in_double::log1p(x);
                return x * fma(x, math::in_double::inverse(x + 1), l + l);
            };
            const L x(value);
            return V(with_ends(x, math::in_double::evaluate(slope, bounded(x)), L(infinity)));
        } else {
            const L x(value), y = bounded(x);
            const L z = ordinary(y);
            const auto l = math::log1p_words(math::dw<L>{y, L(0)}, L(0));
            const auto sum = math::times_power(l, L(2)) + math::dw<L>{z, L(0)} / math::two_sum(L(1), z);
            return V(with_ends(x, math::limit_product(sum, x), L(infinity)));
        }
    }

    /// 2 ln(1 + x) + y (4 - y), y = x/(1 + x).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value), b = bounded(x), y = b / (L(1) + b);
        const auto l = math::log1p_words(math::dw<L>{b, L(0)}, L(0));
        return V(with_ends(x, select(x > b, x, fma(y, L(4) - y, 2 * math::round(l))), L(-infinity)));
    }

private:
    /// x, a finite number above -1.
    template <class V> static XACT_INLINE V bounded(V x) {
        return math::finite(at_least(V(std::numeric_limits<typename V::scalar>::epsilon() / 2 - 1), x));
    }

    /// x, until x² is infinite.
    template <class V> static XACT_INLINE V ordinary(V x) {
        return at_most(V(typename V::scalar(sizeof(typename V::scalar) == 4 ? 0x1p66 : 0x1p510)), x);
    }

    /// r for x > -1, the limit at -1, NaN below.
    template <class V> static XACT_INLINE V with_ends(V x, V r, V at_minus_one) {
        const V nan(std::numeric_limits<typename V::scalar>::quiet_NaN());
        return select(x > -1, r, select(x == -1, at_minus_one, nan));
    }
};

} // namespace v0
} // namespace xact
