#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/exponential_gate.hpp>
#include <xact/math/in_double.hpp>
#include <xact/math/piece_gate.hpp>

namespace xact {
inline namespace v0 {

/// Whether S is known on pieces of float (math/odd_pieces.hpp).
template <class Shape>
concept has_pieces_of_float = requires {
    Shape::template pieces<16>::limit;
};

/// Named only where there are some.
template <class Shape, std::size_t N> struct pieces_of { using type = typename Shape::template pieces<N>; };

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

    /// αe^(βx), in double where S has no pieces.
    template <class L> XACT_INLINE auto begin(L x, accurate_t = {}) const requires math::in_double::is_possible<L> {
        if constexpr (has_pieces<L>)
            return piece_gate<L>::begin(alpha, beta, x);
        else
            return begin_derivative(x);
    }
    template <class L> XACT_INLINE L finish(const auto& begun, L x) const {
        const auto f = [](auto at, auto w) XACT_INLINE_LAMBDA { return at * Shape::in_double(w).value; };
        if constexpr (has_pieces<L>)
            return math::either(
                piece_gate<L>::is_possible(alpha, beta),
                [&]() XACT_INLINE_LAMBDA { return piece_gate<L>::finish(begun, x); },
                [&] { return math::in_double::evaluate_finite(f, x, begin_derivative(x)); });
        else
            return math::in_double::evaluate_finite(f, x, begun);
    }
    template <class L>
    XACT_INLINE auto begin_derivative(L x, accurate_t = {}) const requires math::in_double::is_possible<L> {
        const auto w = [](auto at, auto a, auto b) XACT_INLINE_LAMBDA { return a * math::in_double::exp(b * at); };
        return math::in_double::begin(w, math::finite(x), alpha, beta);
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

    static constexpr bool has_default_loop = std::is_arithmetic_v<P> && has_pieces_of_float<Shape>;

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.beta); }

    template <value V> basic_exponential_gated<Shape, V> parameter_derivatives(V value) const {
        const auto g = gate(lanes<V>(value));
        return {V(g.by_alpha()), V(g.by_beta())};
    }

private:
    template <class V>
    static constexpr bool has_pieces = has_pieces_of_float<Shape>&& math::has_accurate_tanh_pieces<V>;
    template <class V> using piece_gate = math::piece_gate<typename pieces_of<Shape, V::size>::type, V>;

    template <class V> XACT_INLINE math::exponential_gate<Shape::template parts, V> gate(V x) const {
        return {math::exact<V>(alpha), math::exact<V>(beta), x};
    }
};

} // namespace v0
} // namespace xact
