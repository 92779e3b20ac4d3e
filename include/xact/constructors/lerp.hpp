#pragma once

#include <xact/constructors/parts.hpp>

namespace xact {
inline namespace v0 {

/// α F + (1 - α) G: between two functions, or beyond them. α is learnt, often as the sigmoid of a weight. Where the two
/// terms cancel, the error is that of the larger.
template <class F, class G, class P = double> struct lerp {
    F first{};
    G second{};
    P alpha = P(0.5);

    static constexpr facts about = [] {
        constexpr const facts &f = F::about, &g = G::about;
        const auto middle = [](double a, double b) { return detail::limit_sum(0.5 * a, 0.5 * b); };
        return facts{
            .name = detail::composed_name<"lerp<", F, G>,
            .formula = "α F(x) + (1 - α) G(x)",
            .source = detail::joined_sources<F, G>,
            .limit_at_minus_inf = middle(f.limit_at_minus_inf, g.limit_at_minus_inf),
            .limit_at_plus_inf = middle(f.limit_at_plus_inf, g.limit_at_plus_inf),
            .slope_at_minus_inf = middle(f.slope_at_minus_inf, g.slope_at_minus_inf),
            .slope_at_plus_inf = middle(f.slope_at_plus_inf, g.slope_at_plus_inf),
            .value = detail::no_bound,
            .slope = detail::no_bound,
            .kinks = detail::joined(f.kinks, g.kinks),
            .domain = detail::intersection(f.domain, g.domain),
            .parameters = detail::joined({"alpha"}, detail::joined(detail::prefixed_parameters<"first.", F>,
                                                                   detail::prefixed_parameters<"second.", G>))};
    }();

    void validate() const {
        detail::validate(first);
        detail::validate(second);
    }

    template <class R> R definition(R x) const {
        return R(R(alpha) * first.definition(x)) + R((1 - R(alpha)) * second.definition(x));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A tag = {}) const {
        const lanes<V> x(value);
        return V(mixed(first(x, tag), second(x, tag)));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A tag = {}) const {
        const lanes<V> x(value);
        return V(mixed(first.derivative(x, tag), second.derivative(x, tag)));
    }

    template <value V, tier A = accurate_t>
    V backward(V value, V dy, A tag = {}) const requires has_backward<F> || has_backward<G> {
        const lanes<V> x(value), g(dy);
        return V(mixed(backward_of(first, x, g, tag), backward_of(second, x, g, tag)));
    }

    template <value V>
    V second_derivative(V value) const requires has_second_derivative<F> && has_second_derivative<G> {
        const lanes<V> x(value);
        return V(mixed(first.second_derivative(x), second.second_derivative(x)));
    }

    template <class Q> using rebound = lerp<detail::rebound_part<F, Q>, detail::rebound_part<G, Q>, Q>;

    static constexpr auto parameters(auto& self) {
        return std::tuple_cat(std::tie(self.alpha), detail::part_parameters(self.first),
                              detail::part_parameters(self.second));
    }

    /// F - G by α.
    template <value V> rebound<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value), share = math::rounded<L>(alpha);
        return {detail::part_derivatives(first, value, V(share)),
                detail::part_derivatives(second, value, V(math::round(L(1) - math::exact<L>(alpha)))),
                V(first(x) - second(x))};
    }

private:
    template <class V> XACT_INLINE V mixed(V f, V g) const {
        const math::dw<V> share = math::exact<V>(alpha);
        return math::limit_product(share, f) + math::limit_product(V(1) - share, g);
    }
};

} // namespace v0
} // namespace xact
