#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/fast_gelu.hpp>
#include <xact/math/gate.hpp>
#include <xact/math/near_gelu.hpp>
#include <xact/math/normal.hpp>
#include <xact/math/normal_pieces.hpp>

namespace xact {
inline namespace v0 {

/// GELU, the exact (erf) form: the input, gated by the normal distribution function.
struct gelu {
    static constexpr facts about{.name = "gelu",
                                 .formula = "x Φ(x)",
                                 .source = "arXiv:1606.08415",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_roots = {-0.75179152469356446}};
    static constexpr bool few_at_once = true;
    static constexpr bool has_fast = true;

    template <class R> static R definition(R x) {
        using std::erfc;
        using std::sqrt;
        return x / 2 * erfc(-x / sqrt(R(2)));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        if constexpr (fast_tier<A> && math::has_pieces<lanes<V>, math::gelu_pieces>)
            return V(math::fast_gelu(lanes<V>(value)));
        using L = lanes<V>;
        const L x(value);
        return V(detail::attempted_value(*this, x));
    }

    /// Φ(x) + x φ(x); for x < 0 as e^(-x²/2) (R(|x|) - |x|/√(2π)).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        if constexpr (fast_tier<A> && math::has_pieces<lanes<V>, math::gelu_slope_pieces>)
            return V(math::fast_gelu_slope(lanes<V>(value)));
        using L = lanes<V>;
        const L x(value);
        return V(detail::attempted_derivative(*this, x));
    }

    template <class L, tier A = accurate_t>
    XACT_INLINE auto quick(L x, A = {}) const requires(math::has_near_gelu<L> && !fast_tier<A>) {
        return math::near_gate<math::near_gelu_pieces<typename L::scalar>>(x);
    }
    template <class L, tier A = accurate_t>
    XACT_INLINE auto quick_derivative(L x, A = {}) const requires(math::has_near_gelu<L> && !fast_tier<A>) {
        return math::near_gate_slope<math::near_gelu_pieces<typename L::scalar>>(x);
    }
    template <class L> XACT_INLINE auto far(L x) const { return math::gate_beyond(x, negligible_from<L>); }
    template <class L> XACT_INLINE auto far_derivative(L x) const {
        return math::gate_slope_beyond(x, negligible_from<L>);
    }
    template <class L> XACT_INLINE L anywhere(L x) const {
        if constexpr (math::has_normal_pieces<L>) {
            return math::normal_gate(x);
        } else if constexpr (math::is_fused<L> && sizeof(typename L::scalar) == 8) {
            return math::falling_normal_gate(x);
        } else {
            const math::normal n(x);
            return math::gate(x < 0, x, copysign(n.t, x), n.lower());
        }
    }
    template <class L> XACT_INLINE L anywhere_derivative(L x) const {
        if constexpr (math::has_normal_pieces<L>) {
            return math::normal_gate_slope(x);
        } else if constexpr (math::is_fused<L> && sizeof(typename L::scalar) == 8) {
            return math::falling_normal_gate_slope(x);
        } else {
            const math::normal n(x);
            const auto difference = n.mills - n.t * math::as<L>(math::inverse_sqrt_2pi);
            return math::gate_slope(x < 0, math::round(difference * n.e));
        }
    }

    /// φ(x) (2 - x²).
    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        const math::normal n(x);
        const auto factor = lanes<V>(2) - math::two_product(n.t, n.t);
        return V(math::round(factor * n.density()));
    }

private:
    /// From where on x·Φ(-|x|) is 0.
    template <class L>
    static constexpr typename L::scalar negligible_from = sizeof(typename L::scalar) == 4
                                                              ? math::normal_limit
                                                              : math::normal_coefficients<typename L::scalar>::highest;
};

} // namespace v0
} // namespace xact
