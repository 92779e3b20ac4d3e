#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/sinc.hpp>

namespace xact {
inline namespace v0 {

/// The cardinal sine plus the input.
struct sinc_plus_id {
    static constexpr facts about{.name = "sinc_plus_id",
                                 .formula = "sin(x) / x + x",
                                 .source = "arXiv:1710.05941",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = 1,
                                 .roots = {-0.87672621539506246}};

    template <class R> static R definition(R x) {
        using std::sin;
        if (x < R(1e-10) && x > R(-1e-10)) return 1 - x * x / 6 + x;
        return sin(x) / x + x;
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const auto infinite = math::abs(x) > L(std::numeric_limits<typename L::scalar>::max());
        return V(select(infinite, x, math::round(x + math::sinc_parts<L>(x).value)));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return V(lanes<V>(1) + math::sinc_parts<lanes<V>>(lanes<V>(value)).slope);
    }

    template <value V> V second_derivative(V value) const {
        return V(math::sinc_parts<lanes<V>>(lanes<V>(value)).curvature());
    }
};

} // namespace v0
} // namespace xact
