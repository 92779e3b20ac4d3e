#pragma once

#include <xact/constructors/parts.hpp>

namespace xact {
inline namespace v0 {

/// F of G. G's error is amplified by the conditioning of F, |y F'(y)/F(y)| at y = G(x): much where F is near a root.
template <class F, class G> struct compose {
    F outer{};
    G inner{};

    static constexpr facts about = [] {
        constexpr const facts &f = F::about, &g = G::about;
        return facts{
            .name = detail::composed_name<"compose<", F, G>,
            .formula = "F(G(x))",
            .source = detail::joined_sources<F, G>,
            .limit_at_minus_inf = detail::limit_at(f, g.limit_at_minus_inf),
            .limit_at_plus_inf = detail::limit_at(f, g.limit_at_plus_inf),
            .slope_at_minus_inf = detail::limit_times(detail::slope_at(f, g.limit_at_minus_inf), g.slope_at_minus_inf),
            .slope_at_plus_inf = detail::limit_times(detail::slope_at(f, g.limit_at_plus_inf), g.slope_at_plus_inf),
            .value = detail::no_bound,
            .slope = detail::no_bound,
            .kinks = f.kinks.count == 0 ? g.kinks : detail::joined(detail::unknown_kinks, g.kinks),
            .domain = g.domain,
            .parameters =
                detail::joined(detail::prefixed_parameters<"outer.", F>, detail::prefixed_parameters<"inner.", G>)};
    }();

    void validate() const {
        detail::validate(outer);
        detail::validate(inner);
    }

    template <class R> R definition(R x) const { return outer.definition(inner.definition(x)); }

    template <value V, tier A = accurate_t> V operator()(V value, A tag = {}) const {
        return V(outer(inner(lanes<V>(value), tag), tag));
    }

    /// F'(G(x)) G'(x).
    template <value V, tier A = accurate_t> V derivative(V value, A tag = {}) const {
        const lanes<V> x(value);
        return V(detail::vanishing_product(outer.derivative(inner(x, tag), tag), inner.derivative(x, tag)));
    }

    /// Through both, as each says.
    template <value V, tier A = accurate_t>
    V backward(V value, V dy, A tag = {}) const requires has_backward<F> || has_backward<G> {
        const lanes<V> x(value);
        return V(detail::part_backward(inner, x, backward_of(outer, inner(x, tag), lanes<V>(dy), tag), tag));
    }

    /// F''(G(x)) G'(x)² + F'(G(x)) G''(x).
    template <value V>
    V second_derivative(V value) const requires has_second_derivative<F> && has_second_derivative<G> {
        using detail::vanishing_product;
        const lanes<V> x(value), y = inner(x), slope = inner.derivative(x);
        const lanes<V> bent = vanishing_product(vanishing_product(outer.second_derivative(y), slope), slope);
        return V(bent + vanishing_product(outer.derivative(y), inner.second_derivative(x)));
    }

    template <class Q> using rebound = compose<detail::rebound_part<F, Q>, detail::rebound_part<G, Q>>;

    static constexpr auto parameters(auto& self) requires detail::any_parameters<F, G> {
        return std::tuple_cat(detail::part_parameters(self.outer), detail::part_parameters(self.inner));
    }

    template <value V> rebound<V> parameter_derivatives(V x) const requires detail::any_parameters<F, G> {
        const V y = inner(x);
        return {detail::part_derivatives(outer, y), detail::part_derivatives(inner, x, outer.derivative(y))};
    }
};

template <class F, class G> compose(F, G) -> compose<F, G>;

} // namespace v0
} // namespace xact
