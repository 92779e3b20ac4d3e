#pragma once

#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/double_word.hpp>

namespace xact {
inline namespace v0 {

/// The identity between two bounds, constant outside.
template <class P> struct basic_clamp {
    P lo = P(-1);
    P hi = P(1);

    static constexpr facts about{.name = "clamp",
                                 .formula = "min(max(x, lo), hi)",
                                 .source = "Collobert 2004",
                                 .limit_at_minus_inf = -1,
                                 .limit_at_plus_inf = 1,
                                 .slope_at_plus_inf = 0,
                                 .kinks = {-1, 1},
                                 .parameters = {"lo", "hi"},
                                 .aliases = {"clip"}};
    static constexpr bool few_at_once = true;

    /// Throws unless lo < hi; either may be infinite.
    void validate() const requires std::is_arithmetic_v<P> {
        if (!(lo < hi))
            detail::fail_parameter(about.name, "lo", double(lo), "below hi = " + detail::number_text(double(hi)));
    }

    template <class R> R definition(R x) const { return x <= R(lo) ? R(lo) : x >= R(hi) ? R(hi) : x; }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        return V(at_most(math::rounded<lanes<V>>(hi), at_least(math::rounded<lanes<V>>(lo), lanes<V>(value))));
    }

    /// f'(lo) = f'(hi) = 0.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return backward(value, V(lanes<V>(1)));
    }

    /// dy where lo < x < hi, else 0, also for an infinite or NaN dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A = {}) const {
        using L = lanes<V>;
        return V(where_between(math::rounded<L>(lo), L(value), math::rounded<L>(hi), L(dy)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        return V(keep_nan(x, lanes<V>(0)));
    }

    template <value V> V derivative_from_output(V y) const { return derivative(y); }

    static constexpr auto parameters(auto& self) { return std::tie(self.lo, self.hi); }

    template <value V> basic_clamp<V> parameter_derivatives(V value) const {
        const lanes<V> x(value), zero(0), one(1);
        return {V(keep_nan(x, select(x <= math::rounded<lanes<V>>(lo), one, zero))),
                V(keep_nan(x, select(x >= math::rounded<lanes<V>>(hi), one, zero)))};
    }
};

using clamp = basic_clamp<double>;

} // namespace v0
} // namespace xact
