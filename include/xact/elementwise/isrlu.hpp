#pragma once

#include <cmath>
#include <tuple>

#include <xact/elementwise/isru.hpp>

namespace xact {
inline namespace v0 {

/// The inverse square root linear unit: the identity above 0, ISRU below.
template <class P> struct basic_isrlu {
    P alpha = P(1);

    static constexpr facts about{.name = "isrlu",
                                 .formula = "x >= 0 ? x : x / √(1 + α x²)",
                                 .source = "arXiv:1710.09967",
                                 .limit_at_minus_inf = -1,
                                 .limit_at_plus_inf = infinity,
                                 .parameters = {"alpha"}};

    /// Throws unless α > 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(alpha > 0)) detail::fail_parameter(about.name, "alpha", double(alpha), "greater than 0");
    }

    template <class R> R definition(R x) const { return x >= 0 ? x : below().definition(x); }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value);
        return V(select(x >= 0, x, below()(x)));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> x(value);
        return V(select(x >= 0, lanes<V>(1), below().derivative(x)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(select(x >= 0, lanes<V>(0), below().second_derivative(x)));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha); }

    template <value V> basic_isrlu<V> parameter_derivatives(V value) const {
        const lanes<V> x(value);
        return {V(select(x >= 0, lanes<V>(0), below().parameter_derivatives(x).alpha))};
    }

private:
    XACT_INLINE basic_isru<P> below() const { return {alpha}; }
};

using isrlu = basic_isrlu<double>;

} // namespace v0
} // namespace xact
