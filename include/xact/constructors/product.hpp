#pragma once

#include <xact/constructors/parts.hpp>

namespace xact {
inline namespace v0 {

/// F·G, both of the same x (act_gate is the product of functions of two inputs). Where one is 0 the product is 0, also
/// beside an infinity. A factor that underflows takes the product with it.
template <class F, class G> struct product {
    F first{};
    G second{};

    static constexpr facts about = [] {
        using detail::limit_times;
        constexpr const facts &f = F::about, &g = G::about;
        const auto slope = [](double u, double u_slope, double v, double v_slope) {
            return detail::limit_sum(limit_times(u_slope, v), limit_times(u, v_slope));
        };
        return facts{.name = detail::composed_name<"product<", F, G>,
                     .formula = "F(x) G(x)",
                     .source = detail::joined_sources<F, G>,
                     .limit_at_minus_inf = limit_times(f.limit_at_minus_inf, g.limit_at_minus_inf),
                     .limit_at_plus_inf = limit_times(f.limit_at_plus_inf, g.limit_at_plus_inf),
                     .slope_at_minus_inf =
                         slope(f.limit_at_minus_inf, f.slope_at_minus_inf, g.limit_at_minus_inf, g.slope_at_minus_inf),
                     .slope_at_plus_inf =
                         slope(f.limit_at_plus_inf, f.slope_at_plus_inf, g.limit_at_plus_inf, g.slope_at_plus_inf),
                     .value = detail::no_bound,
                     .slope = detail::no_bound,
                     .kinks = detail::joined(f.kinks, g.kinks),
                     .roots = detail::joined(f.roots, g.roots),
                     .domain = detail::intersection(f.domain, g.domain),
                     .parameters = detail::joined(detail::prefixed_parameters<"first.", F>,
                                                  detail::prefixed_parameters<"second.", G>)};
    }();

    void validate() const {
        detail::validate(first);
        detail::validate(second);
    }

    template <class R> R definition(R x) const { return first.definition(x) * second.definition(x); }

    template <value V, tier A = accurate_t> V operator()(V value, A tag = {}) const {
        const lanes<V> x(value);
        return V(detail::vanishing_product(first(x, tag), second(x, tag)));
    }

    /// F' G + F G'.
    template <value V, tier A = accurate_t> V derivative(V value, A tag = {}) const {
        using detail::vanishing_product;
        const lanes<V> x(value);
        return V(vanishing_product(first.derivative(x, tag), second(x, tag)) +
                 vanishing_product(first(x, tag), second.derivative(x, tag)));
    }

    template <value V, tier A = accurate_t>
    V backward(V value, V dy, A tag = {}) const requires has_backward<F> || has_backward<G> {
        using detail::part_backward;
        using detail::vanishing_product;
        const lanes<V> x(value), g(dy);
        return V(part_backward(first, x, vanishing_product(g, second(x, tag)), tag) +
                 part_backward(second, x, vanishing_product(g, first(x, tag)), tag));
    }

    /// F'' G + 2 F' G' + F G''.
    template <value V>
    V second_derivative(V value) const requires has_second_derivative<F> && has_second_derivative<G> {
        using detail::vanishing_product;
        const lanes<V> x(value);
        const lanes<V> mixed = vanishing_product(first.derivative(x), second.derivative(x));
        return V(vanishing_product(first.second_derivative(x), second(x)) + (mixed + mixed) +
                 vanishing_product(first(x), second.second_derivative(x)));
    }

    template <class Q> using rebound = product<detail::rebound_part<F, Q>, detail::rebound_part<G, Q>>;

    static constexpr auto parameters(auto& self) requires detail::any_parameters<F, G> {
        return std::tuple_cat(detail::part_parameters(self.first), detail::part_parameters(self.second));
    }

    template <value V> rebound<V> parameter_derivatives(V x) const requires detail::any_parameters<F, G> {
        return {detail::part_derivatives(first, x, second(x)), detail::part_derivatives(second, x, first(x))};
    }
};

template <class F, class G> product(F, G) -> product<F, G>;

} // namespace v0
} // namespace xact
