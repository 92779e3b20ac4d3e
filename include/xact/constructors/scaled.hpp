#pragma once

#include <xact/constructors/parts.hpp>

namespace xact {
inline namespace v0 {

/// s F(k x + c) + d: F in other units. k x + c is rounded once, which the conditioning of F amplifies; where s F and d
/// cancel the error is that of the larger.
template <class F, class P = double> struct scaled {
    F function{};
    P s = P(1);
    P k = P(1);
    P c = P(0);
    P d = P(0);

    static constexpr facts about = [] {
        facts f = F::about;
        f.name = detail::composed_name<"scaled<", F>;
        f.formula = "s F(k x + c) + d";
        f.limit_at_minus_inf += 0.0, f.limit_at_plus_inf += 0.0; // -0 + 0 is 0
        f.value = f.slope = detail::no_bound;
        f.parameters = detail::joined({"s", "k", "c", "d"}, detail::prefixed_parameters<"function.", F>);
        f.aliases = {};
        return f;
    }();

    void validate() const { detail::validate(function); }

    template <class R> R definition(R x) const { return R(R(s) * function.definition(R(R(k) * x + R(c)))) + R(d); }

    template <value V, tier A = accurate_t> V operator()(V value, A tag = {}) const {
        using L = lanes<V>;
        return V(detail::affine(math::exact<L>(s), function(argument(L(value)), tag), math::exact<L>(d)));
    }

    /// s k F'(k x + c).
    template <value V, tier A = accurate_t> V derivative(V value, A tag = {}) const {
        using L = lanes<V>;
        return V(math::limit_product(steepness<L>(), function.derivative(argument(L(value)), tag)));
    }

    template <value V, tier A = accurate_t> V backward(V value, V dy, A tag = {}) const requires has_backward<F> {
        using L = lanes<V>;
        return V(math::limit_product(steepness<L>(), function.backward(argument(L(value)), L(dy), tag)));
    }

    /// s k² F''(k x + c).
    template <value V> V second_derivative(V value) const requires has_second_derivative<F> {
        using L = lanes<V>;
        const math::dw<L> factor = steepness<L>() * math::exact<L>(k);
        return V(math::limit_product(factor, function.second_derivative(argument(L(value)))));
    }

    template <class Q> using rebound = scaled<detail::rebound_part<F, Q>, Q>;

    static constexpr auto parameters(auto& self) {
        return std::tuple_cat(std::tie(self.s, self.k, self.c, self.d), detail::part_parameters(self.function));
    }

    template <value V> rebound<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value), z = argument(x), factor = math::rounded<L>(s);
        const L by_c = math::limit_product(math::exact<L>(s), function.derivative(z));
        return {detail::part_derivatives(function, V(z), V(factor)), V(function(z)),
                V(detail::vanishing_product(by_c, x)), V(by_c), V(keep_nan(x, L(1)))};
    }

private:
    template <class V> XACT_INLINE V argument(V x) const {
        return detail::affine(math::exact<V>(k), x, math::exact<V>(c));
    }
    template <class V> XACT_INLINE math::dw<V> steepness() const { return math::exact<V>(s) * math::exact<V>(k); }
};

} // namespace v0
} // namespace xact
