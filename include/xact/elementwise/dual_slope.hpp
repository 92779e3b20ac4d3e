#pragma once

#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/straight.hpp>

namespace xact {
inline namespace v0 {

/// Two straight lines that meet in 0: slope p above, q below. The general form of ReLU and leaky ReLU.
template <class P> struct basic_dual_slope {
    P p = P(1);
    P q = P(0);

    static constexpr facts about{.name = "dual_slope",
                                 .formula = "x > 0 ? p x : q x",
                                 .source = "arXiv:1511.05497",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = infinity,
                                 .kinks = {0},
                                 .parameters = {"p", "q"},
                                 .aliases = {"tri_state_relu"}};
    static constexpr bool few_at_once = true;

    template <class R> R definition(R x) const { return x > 0 ? R(R(p) * x) : R(R(q) * x); }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        // 0 times infinity would be NaN.
        const auto flat = [&] { return keep_nan(x, L(0)); };
        const auto right = [&] { return math::rounded<L>(p) * at_least(L(0), x); };
        const auto left = [&] { return math::rounded<L>(q) * at_most(L(0), x); };
        const auto both = [&] { return x * slope(x); };
        return V(math::either(
            math::is_zero<L>(q), [&] { return math::either(math::is_zero<L>(p), flat, right); },
            [&] { return math::either(math::is_zero<L>(p), left, both); }));
    }

    /// f'(0) = q.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> x(value);
        return V(keep_nan(x, slope(x)));
    }

    /// dy p or dy q, and where that slope is 0, 0 also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        const lanes<V> x(value), g(dy);
        return V(keep_nan(x, select(x > 0, math::sloped(p, g), math::sloped(q, g))));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(keep_nan(x, lanes<V>(0)));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.p, self.q); }

    template <value V> basic_dual_slope<V> parameter_derivatives(V value) const {
        const lanes<V> x(value);
        return {V(at_least(lanes<V>(0), x)), V(at_most(lanes<V>(0), x))};
    }

private:
    template <class V> XACT_INLINE V slope(V x) const {
        return select(x > 0, math::rounded<V>(p), math::rounded<V>(q));
    }
};

using dual_slope = basic_dual_slope<double>;

} // namespace v0
} // namespace xact
