#pragma once

#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/straight.hpp>

namespace xact {
inline namespace v0 {

/// The ReLU of Keras: at most m, and below a threshold t a line of slope s that ends in (t, 0), so that f jumps by t
/// there. Contains ReLU, its leaky, its capped and its thresholded form.
template <class P> struct basic_keras_relu {
    P s = P(0);
    P m = P(infinity);
    P t = P(0);

    static constexpr facts about{.name = "keras_relu",
                                 .formula = "x >= m ? m : x >= t ? x : s (x - t)",
                                 .source = "Keras",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = infinity,
                                 .kinks = {0},
                                 .parameters = {"s", "m", "t"}};
    static constexpr bool few_at_once = true;

    /// Throws where m or t is NaN, which comparisons would not see.
    void validate() const requires std::is_arithmetic_v<P> {
        if (m != m) detail::fail_parameter(about.name, "m", double(m), "a number");
        if (t != t) detail::fail_parameter(about.name, "t", double(t), "a number");
    }

    template <class R> R definition(R x) const { return x >= R(m) ? R(m) : x >= R(t) ? x : R(R(s) * (x - R(t))); }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const auto below = math::either(
            math::is_zero<L>(s), [] { return L(0); },
            [&] {
                const math::dw<L> threshold = math::exact<L>(t);
                return ((x - threshold.hi) - threshold.lo) * math::rounded<L>(s);
            });
        return V(select(x < line_begins<L>(), below, at_most(math::rounded<L>(m), x)));
    }

    /// f'(t) = 1, f'(m) = 0.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return V(branches(lanes<V>(value), math::rounded<lanes<V>>(s), lanes<V>(1), lanes<V>(0)));
    }

    /// dy f'(x), and where f is flat, 0 also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        const lanes<V> g(dy);
        return V(branches(lanes<V>(value), math::sloped(s, g), g, lanes<V>(0)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(keep_nan(x, lanes<V>(0)));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.s, self.m, self.t); }

    template <value V> basic_keras_relu<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value), zero(0);
        const math::dw<L> threshold = math::exact<L>(t);
        return {V(branches(x, (x - threshold.hi) - threshold.lo, zero, zero)), V(branches(x, zero, zero, L(1))),
                V(branches(x, -math::rounded<L>(s), zero, zero))};
    }

private:
    template <class V> XACT_INLINE V line_begins() const {
        return at_most(math::rounded_up<V>(m), math::rounded_up<V>(t));
    }

    /// below where x < t and x < m, above where x >= m, `line` between; NaN where x is NaN. An infinite m is no bound.
    template <class V> XACT_INLINE V branches(V x, V below, V line, V above) const {
        const auto unbounded = [&] { return line; };
        const auto bounded = [&] { return select(x >= math::rounded_up<V>(m), above, line); };
        const auto is_unbounded = math::parameter_is<V>(m, [](auto bound) { return bound == infinity; });
        return keep_nan(x, select(x < line_begins<V>(), below, math::either(is_unbounded, unbounded, bounded)));
    }
};

using keras_relu = basic_keras_relu<double>;

} // namespace v0
} // namespace xact
