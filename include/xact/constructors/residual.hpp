#pragma once

#include <xact/constructors/parts.hpp>

namespace xact {
inline namespace v0 {

/// x + F(x). Where the two cancel, the error is that of the larger.
template <class F> struct residual {
    F function{};

    static constexpr facts about = [] {
        constexpr const facts& f = F::about;
        return facts{.name = detail::composed_name<"residual<", F>,
                     .formula = "x + F(x)",
                     .source = f.source,
                     .limit_at_minus_inf = detail::limit_sum(-infinity, f.limit_at_minus_inf),
                     .limit_at_plus_inf = detail::limit_sum(infinity, f.limit_at_plus_inf),
                     .slope_at_minus_inf = detail::limit_sum(1, f.slope_at_minus_inf),
                     .slope_at_plus_inf = detail::limit_sum(1, f.slope_at_plus_inf),
                     .value = detail::no_bound,
                     .slope = detail::no_bound,
                     .kinks = f.kinks,
                     .domain = f.domain,
                     .parameters = detail::prefixed_parameters<"function.", F>};
    }();

    void validate() const { detail::validate(function); }

    template <class R> R definition(R x) const { return x + function.definition(x); }

    template <value V, tier A = accurate_t> V operator()(V value, A tag = {}) const {
        const lanes<V> x(value);
        return V(x + function(x, tag));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A tag = {}) const {
        return V(1 + function.derivative(lanes<V>(value), tag));
    }

    template <value V, tier A = accurate_t> V backward(V value, V dy, A tag = {}) const requires has_backward<F> {
        const lanes<V> g(dy);
        return V(g + function.backward(lanes<V>(value), g, tag));
    }

    template <value V> V second_derivative(V x) const requires has_second_derivative<F> {
        return function.second_derivative(x);
    }

    template <class Q> using rebound = residual<detail::rebound_part<F, Q>>;

    static constexpr auto parameters(auto& self) requires has_parameters<F> {
        return detail::part_parameters(self.function);
    }

    template <value V> rebound<V> parameter_derivatives(V x) const requires has_parameters<F> {
        return {detail::part_derivatives(function, x)};
    }
};

} // namespace v0
} // namespace xact
