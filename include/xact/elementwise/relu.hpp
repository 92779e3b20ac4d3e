#pragma once

#include <xact/core/forward.hpp>
#include <xact/math/open_product.hpp>

namespace xact {
inline namespace v0 {

/// ReLU: the positive part.
struct relu {
    static constexpr facts about{.name = "relu",
                                 .formula = "max(0, x)",
                                 .source = "Fukushima 1969; Nair & Hinton 2010",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = infinity,
                                 .kinks = {0}};
    static constexpr bool few_at_once = true;

    template <class R> static R definition(R x) { return x > 0 ? x : R(0); }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        return V(at_least(lanes<V>(0), lanes<V>(value)));
    }

    /// f'(0) = 0.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return backward(value, V(lanes<V>(1)));
    }

    /// dy where x > 0, else 0, also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        return V(where_positive(lanes<V>(value), lanes<V>(dy)));
    }

    /// f(x) b, and f'(x) b dy and f(x) dy.
    template <class V> XACT_INLINE V product(V x, V b) const { return math::open_product(x, x, b); }
    template <class V> XACT_INLINE auto gradients(V x, V b, V dy) const { return math::open_gradients(x, x, b, dy); }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(keep_nan(x, lanes<V>(0)));
    }

    template <value V> V derivative_from_output(V y) const { return derivative(y); }
};

} // namespace v0
} // namespace xact
