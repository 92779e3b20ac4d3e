#pragma once

#include <xact/constructors/parts.hpp>

namespace xact {
inline namespace v0 {

/// The larger of two numbers, the first on ties.
struct larger {
    template <class V> static XACT_INLINE constexpr auto is_first(V a, V b) { return a >= b; }
    static constexpr detail::literal constructor{"max_of<"};
    static constexpr std::string_view formula = "max(F(x), G(x))";
};

/// The smaller of two numbers, the first on ties.
struct smaller {
    template <class V> static XACT_INLINE constexpr auto is_first(V a, V b) { return a <= b; }
    static constexpr detail::literal constructor{"min_of<"};
    static constexpr std::string_view formula = "min(F(x), G(x))";
};

/// The larger or smaller of F and G, the first on ties, with its derivatives; max_of and min_of.
template <class Order, class F, class G> struct extremum {
    F first{};
    G second{};

    static constexpr facts about = [] {
        constexpr const facts &f = F::about, &g = G::about;
        const auto limit = [](double a, double b) {
            return a != a || b != b ? no_limit : Order::is_first(a, b) ? a : b;
        };
        // Of two that have the same limit either may be the winner.
        const auto slope = [](double a, double a_slope, double b, double b_slope) {
            if (a != a || b != b || (a == b && a_slope != b_slope)) return no_limit;
            return Order::is_first(a, b) ? a_slope : b_slope;
        };
        return facts{.name = detail::composed_name<Order::constructor, F, G>,
                     .formula = Order::formula,
                     .source = detail::joined_sources<F, G>,
                     .limit_at_minus_inf = limit(f.limit_at_minus_inf, g.limit_at_minus_inf),
                     .limit_at_plus_inf = limit(f.limit_at_plus_inf, g.limit_at_plus_inf),
                     .slope_at_minus_inf =
                         slope(f.limit_at_minus_inf, f.slope_at_minus_inf, g.limit_at_minus_inf, g.slope_at_minus_inf),
                     .slope_at_plus_inf =
                         slope(f.limit_at_plus_inf, f.slope_at_plus_inf, g.limit_at_plus_inf, g.slope_at_plus_inf),
                     .value = detail::no_bound,
                     .slope = detail::no_bound,
                     .kinks = detail::joined(detail::unknown_kinks, detail::joined(f.kinks, g.kinks)),
                     .domain = detail::intersection(f.domain, g.domain),
                     .parameters = detail::joined(detail::prefixed_parameters<"first.", F>,
                                                  detail::prefixed_parameters<"second.", G>)};
    }();

    void validate() const {
        detail::validate(first);
        detail::validate(second);
    }

    template <class R> R definition(R x) const {
        const R f = first.definition(x), g = second.definition(x);
        return Order::is_first(f, g) ? f : g;
    }

    template <value V, tier A = accurate_t> V operator()(V value, A tag = {}) const {
        const lanes<V> x(value);
        const auto p = values(x, tag);
        return V(winner(p, p.f, p.g));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A tag = {}) const {
        const lanes<V> x(value);
        return V(winner(values(x, tag), first.derivative(x, tag), second.derivative(x, tag)));
    }

    template <value V, tier A = accurate_t>
    V backward(V value, V dy, A tag = {}) const requires has_backward<F> || has_backward<G> {
        const lanes<V> x(value), g(dy);
        return V(winner(values(x, tag), backward_of(first, x, g, tag), backward_of(second, x, g, tag)));
    }

    template <value V>
    V second_derivative(V value) const requires has_second_derivative<F> && has_second_derivative<G> {
        const lanes<V> x(value);
        return V(winner(values(x, accurate), first.second_derivative(x), second.second_derivative(x)));
    }

    template <class Q> using rebound = extremum<Order, detail::rebound_part<F, Q>, detail::rebound_part<G, Q>>;

    static constexpr auto parameters(auto& self) requires detail::any_parameters<F, G> {
        return std::tuple_cat(detail::part_parameters(self.first), detail::part_parameters(self.second));
    }

    /// 0 for the one that does not win.
    template <value V> rebound<V> parameter_derivatives(V value) const requires detail::any_parameters<F, G> {
        using L = lanes<V>;
        const auto p = values(L(value), accurate);
        return {detail::part_derivatives(first, value, V(winner(p, L(1), L(0)))),
                detail::part_derivatives(second, value, V(winner(p, L(0), L(1))))};
    }

private:
    template <class V> struct pair { V f, g; };
    template <class V, class A> XACT_INLINE pair<V> values(V x, A tag) const { return {first(x, tag), second(x, tag)}; }

    /// NaN where either function is NaN.
    template <class V> static XACT_INLINE V winner(pair<V> p, V of_first, V of_second) {
        return keep_nan(p.f, keep_nan(p.g, select(Order::is_first(p.f, p.g), of_first, of_second)));
    }
};

} // namespace v0
} // namespace xact
