#pragma once

#include <cmath>

#include <xact/core/forward.hpp>
#include <xact/math/sincos.hpp>

namespace xact {
inline namespace v0 {

/// The cosine less the input; falls monotonically, level once a period.
struct cos_minus_id {
    static constexpr facts about{.name = "cos_minus_id",
                                 .formula = "cos(x) - x",
                                 .source = "arXiv:1710.05941",
                                 .limit_at_minus_inf = infinity,
                                 .limit_at_plus_inf = -infinity,
                                 .slope_at_minus_inf = no_limit,
                                 .slope_at_plus_inf = no_limit,
                                 .roots = {0.73908513321516064},
                                 .slope_roots = {-1.5707963267948966, 4.7123889803846899},
                                 .roots_everywhere_from = 3.9269908169872415,
                                 .aliases = {"cosid"}};

    template <class R> static R definition(R x) {
        using std::cos;
        return cos(x) - x;
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const auto infinite = math::abs(x) > L(std::numeric_limits<typename L::scalar>::max());
        return V(select(infinite, -x, math::round(-x + math::angle<L>::of(x).cos())));
    }

    /// -1 - sin(x) = -2 sin²(x/2 + π/4), which keeps its digits at its double roots.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const auto s = math::angle<L>::template of<1>(L(0.5) * L(value)).sin();
        return V(L(-2) * math::round(s * s));
    }

    template <value V> V second_derivative(V value) const {
        return V(-math::short_angle<lanes<V>>::of(lanes<V>(value)).cos());
    }
};

} // namespace v0
} // namespace xact
