#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {

/// The multiquadratic: the upper branch of a hyperbola, |x| rounded off at 0.
struct multiquadratic {
    static constexpr facts about{.name = "multiquadratic",
                                 .formula = "√(1 + x²)",
                                 .source = "Hardy 1971",
                                 .limit_at_minus_inf = infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = -1};

    template <class R> static R definition(R x) {
        using std::sqrt;
        return sqrt(1 + x * x);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value), a = bounded(x);
        return V(select(math::abs(x) > a, math::abs(x), root(a)));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> x(value), a = bounded(x);
        return V(copysign(a, x) / root(a));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> r = 1 / root(bounded(lanes<V>(value)));
        return V(r * r * r);
    }

private:
    /// |x| as far as the square is no infinity; beyond it f(x) is |x|.
    template <class V> static XACT_INLINE V bounded(V x) {
        return at_most(V(typename V::scalar(sizeof(typename V::scalar) == 4 ? 0x1p40 : 0x1p300)), math::abs(x));
    }

    template <class V> static XACT_INLINE V root(V a) { return sqrt(fma(a, a, V(1))); }
};

} // namespace v0
} // namespace xact
