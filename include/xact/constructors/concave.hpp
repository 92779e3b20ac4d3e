#pragma once

#include <xact/constructors/parts.hpp>

namespace xact {
inline namespace v0 {

/// -F(-x): F turned about the origin, concave where F is convex. It has F's errors.
template <class F> struct concave {
    F function{};

    static constexpr facts about = [] {
        constexpr const facts& f = F::about;
        return facts{.name = detail::composed_name<"concave<", F>,
                     .formula = "-F(-x)",
                     .source = "arXiv:2205.11775",
                     .limit_at_minus_inf = 0.0 - f.limit_at_plus_inf,
                     .limit_at_plus_inf = 0.0 - f.limit_at_minus_inf,
                     .slope_at_minus_inf = f.slope_at_plus_inf,
                     .slope_at_plus_inf = f.slope_at_minus_inf,
                     .value = f.value,
                     .slope = f.slope,
                     .kinks = detail::negated(f.kinks),
                     .roots = detail::negated(f.roots),
                     .slope_roots = detail::negated(f.slope_roots),
                     .domain = {-f.domain.hi, -f.domain.lo},
                     .parameters = detail::prefixed_parameters<"function.", F>};
    }();

    void validate() const { detail::validate(function); }

    template <class R> R definition(R x) const { return -function.definition(R(-x)); }

    template <value V, tier A = accurate_t> V operator()(V value, A tag = {}) const {
        return V(-function(-lanes<V>(value), tag));
    }

    /// F'(-x).
    template <value V, tier A = accurate_t> V derivative(V value, A tag = {}) const {
        return V(function.derivative(-lanes<V>(value), tag));
    }

    template <value V, tier A = accurate_t> V backward(V value, V dy, A tag = {}) const requires has_backward<F> {
        return V(function.backward(-lanes<V>(value), lanes<V>(dy), tag));
    }

    /// -F''(-x).
    template <value V> V second_derivative(V value) const requires has_second_derivative<F> {
        return V(-function.second_derivative(-lanes<V>(value)));
    }

    /// F' from F(-x) = -y.
    template <value V> V derivative_from_output(V y) const requires has_derivative_from_output<F> {
        return V(function.derivative_from_output(-lanes<V>(y)));
    }

    template <class Q> using rebound = concave<detail::rebound_part<F, Q>>;

    static constexpr auto parameters(auto& self) requires has_parameters<F> {
        return detail::part_parameters(self.function);
    }

    template <value V> rebound<V> parameter_derivatives(V value) const requires has_parameters<F> {
        using L = lanes<V>;
        return {detail::part_derivatives(function, V(-L(value)), V(L(-1)))};
    }
};

} // namespace v0
} // namespace xact
