#pragma once

#include <xact/elementwise/swish.hpp>
#include <xact/math/fast_quick_gelu.hpp>

namespace xact {
inline namespace v0 {

/// The sigmoid approximation of GELU: Swish with β = 1.702.
struct quick_gelu {
    static constexpr facts about{.name = "quick_gelu",
                                 .formula = "x σ(1.702 x)",
                                 .source = "arXiv:1606.08415",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_roots = {-0.75115425544128897},
                                 .aliases = {"gelu_quick"}};
    static constexpr bool has_fast = true;

    template <class R> static R definition(R x) { return general.definition(x); }

    template <value V, tier A = accurate_t> V operator()(V x, A tier = {}) const { return general(x, tier); }

    /// f' is at most 1.0998.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> x(value);
        if constexpr (fast_tier<A> && math::has_fast_quotients<lanes<V>>) return V(math::fast_quick_gelu_slope(x));
        return V(detail::attempted_derivative(*this, x));
    }

    template <class L, tier A = accurate_t>
    XACT_INLINE auto quick_derivative(L x, A = {}) const
        requires(math::has_near_pieces<L, math::near_silu_pieces> && !fast_tier<A>) {
        return general.quick_derivative(x);
    }
    template <class L> XACT_INLINE auto far_derivative(L x) const { return general.far_derivative(x); }
    template <class L> XACT_INLINE L anywhere_derivative(L x) const { return general.anywhere_derivative(x); }

    template <class V, fast_tier A>
    XACT_INLINE auto begin_derivative(V x, A) const requires math::has_quotient_halves<V> {
        return math::begin_quotient<math::fast_quick_gelu_slope_quotient>(x);
    }
    template <class V> XACT_INLINE V finish_derivative(const math::begun_quotient<V>& begun, V) const {
        return math::half_and_quotient<math::fast_quick_gelu_slope_quotient>(begun);
    }

    template <value V> V second_derivative(V x) const { return general.second_derivative(x); }

private:
    static constexpr swish general{.beta = 1.702};
};

} // namespace v0
} // namespace xact
