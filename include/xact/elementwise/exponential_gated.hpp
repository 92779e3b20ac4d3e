#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/exponential_gate.hpp>
#include <xact/math/in_double.hpp>

namespace xact {
inline namespace v0 {

/// The input, gated by an odd sigmoidal function of an exponential: x S(α e^(βx)). Shape has the facts, the defaults of
/// the parameters, S as its definition, and the parts of S for the kernel.
template <class Shape, class P> struct basic_exponential_gated {
    P alpha = P(Shape::alpha);
    P beta = P(Shape::beta);

    static constexpr facts about = Shape::about;

    template <class R> R definition(R x) const {
        using std::exp;
        return x * Shape::definition(R(alpha) * exp(R(beta) * x));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const L x(value);
            return V(finish(begin(x), x));
        } else {
            return V(gate(L(value)).value());
        }
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const L x(value);
            return V(finish_derivative(begin_derivative(x), x));
        } else {
            return V(gate(L(value)).slope());
        }
    }

    /// αe^(βx).
    template <class L> XACT_INLINE auto begin(L x, accurate_t = {}) const requires math::in_double::is_possible<L> {
        const auto w = [](auto at, auto a, auto b) XACT_INLINE_LAMBDA { return a * math::in_double::exp(b * at); };
        return math::in_double::begin(w, math::finite(x), alpha, beta);
    }
    template <class L> XACT_INLINE L finish(const auto& begun, L x) const {
        const auto f = [](auto at, auto w) XACT_INLINE_LAMBDA { return at * Shape::in_double(w).value; };
        return math::in_double::evaluate_finite(f, x, begun);
    }
    template <class L>
    XACT_INLINE auto begin_derivative(L x, accurate_t = {}) const requires math::in_double::is_possible<L> {
        return begin(x);
    }
    /// S(w) + z w S'(w).
    template <class L> XACT_INLINE L finish_derivative(const auto& begun, L x) const {
        const auto slope = [](auto at, auto w, auto b) XACT_INLINE_LAMBDA {
            using W = decltype(at);
            const W near = at_least(W(-100), at_most(W(100), w));
            const auto [s, steep] = Shape::in_double(near);
            return fma(math::in_double::bounded_exponent(b * at) * near, steep, s);
        };
        return math::in_double::evaluate_finite(slope, x, begun, beta);
    }

    template <value V> V second_derivative(V value) const {
        return V(math::rounded<lanes<V>>(beta) * gate(lanes<V>(value)).curvature());
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.beta); }

    template <value V> basic_exponential_gated<Shape, V> parameter_derivatives(V value) const {
        const auto g = gate(lanes<V>(value));
        return {V(g.by_alpha()), V(g.by_beta())};
    }

private:
    template <class V> XACT_INLINE math::exponential_gate<Shape::template parts, V> gate(V x) const {
        return {math::exact<V>(alpha), math::exact<V>(beta), x};
    }
};

} // namespace v0
} // namespace xact
