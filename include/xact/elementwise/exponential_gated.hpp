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
        if constexpr (is_in_double<L>) {
            const auto f = [](auto x, auto a, auto b) XACT_INLINE_LAMBDA {
                return x * Shape::in_double(a * math::in_double::exp(b * x)).value;
            };
            return V(math::in_double::evaluate_finite(f, L(value), alpha, beta));
        } else {
            return V(gate(L(value)).value());
        }
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (is_in_double<L>) {
            // S(w) + z w S'(w).
            const auto slope = [](auto x, auto a, auto b) XACT_INLINE_LAMBDA {
                using W = decltype(x);
                const W z = math::in_double::bounded_exponent(b * x), w = a * math::in_double::exp_within(z);
                const W near = at_least(W(-100), at_most(W(100), w));
                const auto [s, steep] = Shape::in_double(near);
                return fma(z * near, steep, s);
            };
            return V(math::in_double::evaluate_finite(slope, L(value), alpha, beta));
        } else {
            return V(gate(L(value)).slope());
        }
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
    template <class V>
    static constexpr bool is_in_double = math::in_double::is_possible<V> && requires(vec<double, typename V::arch> w) {
        Shape::in_double(w);
    };

    template <class V> XACT_INLINE math::exponential_gate<Shape::template parts, V> gate(V x) const {
        return {math::exact<V>(alpha), math::exact<V>(beta), x};
    }
};

} // namespace v0
} // namespace xact
