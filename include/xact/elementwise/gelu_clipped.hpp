#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/elementwise/gelu.hpp>

namespace xact {
inline namespace v0 {

/// GELU, cut off at a magnitude that an integer type can hold.
template <class P> struct basic_gelu_clipped {
    P c = P(10);

    static constexpr facts about{.name = "gelu_clipped",
                                 .formula = "min(max(x Φ(x), -c), c)",
                                 .source = "arXiv:2004.09602",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = 10,
                                 .slope_at_plus_inf = 0,
                                 .kinks = {10},
                                 .slope_roots = {-0.75179152469356446},
                                 .parameters = {"c"},
                                 .aliases = {"gelu_10"}};
    static constexpr bool has_fast = true;

    /// Throws unless c > 0; it may be infinite.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(c > 0)) detail::fail_parameter(about.name, "c", double(c), "above 0");
    }

    template <class R> R definition(R x) const {
        const R y = gelu::definition(x);
        return y >= R(c) ? R(c) : y <= -R(c) ? -R(c) : y;
    }

    template <value V, tier A = accurate_t> V operator()(V value, A tier = {}) const {
        const lanes<V> limit = math::rounded<lanes<V>>(c);
        return V(at_most(limit, at_least(-limit, gelu{}(lanes<V>(value), tier))));
    }

    /// 0 where |x Φ(x)| >= c.
    template <value V, tier A = accurate_t> V derivative(V value, A tier = {}) const {
        return backward(value, V(lanes<V>(1)), tier);
    }

    /// dy times GELU's slope where |x Φ(x)| < c, else 0, also for an infinite or NaN dy, and far below.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A tier = {}) const {
        const lanes<V> x(value), slope = gelu{}.derivative(x, tier);
        return V(keep_nan(x, select(passes(x) & (slope != 0), lanes<V>(dy) * slope, lanes<V>(0))));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(keep_nan(x, select(passes(x), gelu{}.second_derivative(x), lanes<V>(0))));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.c); }

    template <value V> basic_gelu_clipped<V> parameter_derivatives(V value) const {
        const lanes<V> x(value);
        return {V(keep_nan(x, select(passes(x), lanes<V>(0), copysign(lanes<V>(1), x))))};
    }

private:
    /// |x Φ(x)| < c. From 9 on x Φ(x) is x less what rounding takes.
    template <class V> XACT_INLINE typename V::condition passes(V x) const {
        const V limit = math::rounded<V>(c);
        return math::either(
            math::parameter_is<V>(c, [](auto p) { return p >= 9; }), [&]() XACT_INLINE_LAMBDA { return x <= limit; },
            [&]() XACT_INLINE_LAMBDA {
                const V y = math::abs(gelu{}(x));
                return (y < limit) | ((y == limit) & (x <= limit) & (x > 0));
            });
    }
};

using gelu_clipped = basic_gelu_clipped<double>;

} // namespace v0
} // namespace xact
