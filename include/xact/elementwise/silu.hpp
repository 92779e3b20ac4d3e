#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/fast_logistic.hpp>
#include <xact/math/fast_silu.hpp>
#include <xact/math/gate.hpp>
#include <xact/math/near_silu.hpp>

namespace xact {
inline namespace v0 {

/// SiLU, or Swish with β = 1: the input, gated by its own sigmoid.
struct silu {
    static constexpr facts about{.name = "silu",
                                 .formula = "x σ(x)",
                                 .source = "arXiv:1702.03118",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_roots = {-1.2784645427610738}};
    static constexpr bool has_fast = true;

    template <class R> static R definition(R x) {
        using std::exp;
        return x / (1 + exp(-x));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        if constexpr (fast_tier<A> && math::has_fast_one_plus_exp<lanes<V>>)
            return V(math::fast_logistic_gate(lanes<V>(value), lanes<V>(value)));
        return V(math::logistic_gate(lanes<V>(value)));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> x(value);
        if constexpr (fast_tier<A> && math::has_fast_quotients<lanes<V>>) return V(math::fast_silu_slope(x));
        return V(detail::attempted_derivative(*this, x));
    }

    template <class V, tier A = accurate_t>
    XACT_INLINE auto quick_derivative(V x, A = {}) const
        requires(math::has_near_pieces<V, math::near_silu_pieces> && !fast_tier<A>) {
        return math::near_logistic_gate_slope(x);
    }
    template <class V> XACT_INLINE auto far_derivative(V x) const { return math::gate_slope_beyond(x, 110); }
    template <class V> XACT_INLINE V anywhere_derivative(V x) const { return math::logistic_gate_slope(x); }

    template <class V, tier A = accurate_t>
    XACT_INLINE auto begin_derivative(V x, A = {}) const
        requires(math::has_rising_exp<V> && !math::has_near_pieces<V, math::near_silu_pieces> &&
                 !(fast_tier<A> && math::has_fast_quotients<V>)) {
        return math::begin_logistic_gate_slope(x);
    }
    template <class V> XACT_INLINE V finish_derivative(const auto& begun, V x) const {
        return math::finish_logistic_gate_slope(begun, x);
    }

    template <class V, fast_tier A>
    XACT_INLINE auto begin_derivative(V x, A) const requires math::has_quotient_halves<V> {
        return math::begin_quotient<math::fast_silu_slope_quotient>(x);
    }
    template <class V> XACT_INLINE V finish_derivative(const math::begun_quotient<V>& begun, V) const {
        return math::half_and_quotient<math::fast_silu_slope_quotient>(begun);
    }

    template <value V, tier A = accurate_t> V second_derivative(V value, A = {}) const {
        const lanes<V> x(value);
        const auto a = math::bounded_magnitude(x);
        return V(math::logistic_gate_curvature(lanes<V>(2), a.hi, math::make_logistic(a)));
    }
};

} // namespace v0
} // namespace xact
