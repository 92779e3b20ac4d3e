#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/fast_tanh.hpp>
#include <xact/math/logistic.hpp>
#include <xact/math/tanh.hpp>

namespace xact {
inline namespace v0 {

/// The hyperbolic tangent.
struct tanh {
    static constexpr facts about{.name = "tanh",
                                 .formula = "tanh(x)",
                                 .source = "elementary",
                                 .limit_at_minus_inf = -1,
                                 .limit_at_plus_inf = 1,
                                 .slope_at_plus_inf = 0};
    static constexpr bool has_fast = true;

    template <class R> static R definition(R x) {
        using std::tanh;
        return tanh(x);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        if constexpr (fast_tier<A> && math::has_fast_quotients<lanes<V>>) return V(math::fast_tanh(lanes<V>(value)));
        return V(math::tanh(lanes<V>(value)));
    }

    /// 4σ(2x) σ(-2x), which keeps the tail that 1 - tanh² loses.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        if constexpr (fast_tier<A> && math::has_fast_quotients<lanes<V>>)
            return V(math::fast_tanh_slope(lanes<V>(value)));
        return V(slope(lanes<V>(value)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(-2 * ((*this)(x)*slope(x)));
    }

    /// 1 - y².
    template <value V> V derivative_from_output(V value) const {
        const lanes<V> y(value);
        return V((1 - y) * (1 + y));
    }

private:
    template <class V> static XACT_INLINE V slope(V x) { return math::sigmoid_slope<2>(x + x); }
};

} // namespace v0
} // namespace xact
