#pragma once

#include <xact/constructors/parts.hpp>

namespace xact {
inline namespace v0 {

/// F + G. Where they cancel, the error is that of the larger.
template <class F, class G> struct sum {
    F first{};
    G second{};

    static constexpr facts about = [] {
        constexpr const facts &f = F::about, &g = G::about;
        return facts{.name = detail::composed_name<"sum<", F, G>,
                     .formula = "F(x) + G(x)",
                     .source = detail::joined_sources<F, G>,
                     .limit_at_minus_inf = detail::limit_sum(f.limit_at_minus_inf, g.limit_at_minus_inf),
                     .limit_at_plus_inf = detail::limit_sum(f.limit_at_plus_inf, g.limit_at_plus_inf),
                     .slope_at_minus_inf = detail::limit_sum(f.slope_at_minus_inf, g.slope_at_minus_inf),
                     .slope_at_plus_inf = detail::limit_sum(f.slope_at_plus_inf, g.slope_at_plus_inf),
                     .value = detail::no_bound,
                     .slope = detail::no_bound,
                     .kinks = detail::joined(f.kinks, g.kinks),
                     .domain = detail::intersection(f.domain, g.domain),
                     .parameters = detail::joined(detail::prefixed_parameters<"first.", F>,
                                                  detail::prefixed_parameters<"second.", G>)};
    }();

    void validate() const {
        detail::validate(first);
        detail::validate(second);
    }

    template <class R> R definition(R x) const { return first.definition(x) + second.definition(x); }

    template <value V, tier A = accurate_t> V operator()(V value, A tag = {}) const {
        const lanes<V> x(value);
        return V(first(x, tag) + second(x, tag));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A tag = {}) const {
        const lanes<V> x(value);
        return V(first.derivative(x, tag) + second.derivative(x, tag));
    }

    template <value V, tier A = accurate_t>
    V backward(V value, V dy, A tag = {}) const requires has_backward<F> || has_backward<G> {
        const lanes<V> x(value), g(dy);
        return V(backward_of(first, x, g, tag) + backward_of(second, x, g, tag));
    }

    template <value V>
    V second_derivative(V value) const requires has_second_derivative<F> && has_second_derivative<G> {
        const lanes<V> x(value);
        return V(first.second_derivative(x) + second.second_derivative(x));
    }

    template <class Q> using rebound = sum<detail::rebound_part<F, Q>, detail::rebound_part<G, Q>>;

    static constexpr auto parameters(auto& self) requires detail::any_parameters<F, G> {
        return std::tuple_cat(detail::part_parameters(self.first), detail::part_parameters(self.second));
    }

    template <value V> rebound<V> parameter_derivatives(V x) const requires detail::any_parameters<F, G> {
        return {detail::part_derivatives(first, x), detail::part_derivatives(second, x)};
    }
};

template <class F, class G> sum(F, G) -> sum<F, G>;

} // namespace v0
} // namespace xact
