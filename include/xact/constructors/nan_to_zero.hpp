#pragma once

#include <xact/constructors/parts.hpp>

namespace xact {
inline namespace v0 {

/// F, and 0 with slope 0 where x is NaN: for networks that are to survive faults of the memory. Everything else in
/// xact gives NaN for NaN. It has F's errors.
template <class F> struct nan_to_zero {
    F function{};

    static constexpr facts about = [] {
        facts f = F::about;
        f.name = detail::composed_name<"nan_to_zero<", F>;
        f.formula = "x is NaN ? 0 : F(x)";
        f.parameters = detail::prefixed_parameters<"function.", F>;
        f.aliases = {};
        return f;
    }();

    void validate() const { detail::validate(function); }

    template <class R> R definition(R x) const { return x == x ? function.definition(x) : R(0); }

    template <value V, tier A = accurate_t> V operator()(V value, A tag = {}) const {
        const lanes<V> x(value);
        return V(or_zero(x, function(x, tag)));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A tag = {}) const {
        const lanes<V> x(value);
        return V(or_zero(x, function.derivative(x, tag)));
    }

    /// 0 where x is NaN, whatever dy.
    template <value V, tier A = accurate_t> V backward(V value, V dy, A tag = {}) const {
        const lanes<V> x(value);
        return V(or_zero(x, backward_of(function, x, lanes<V>(dy), tag)));
    }

    template <value V> V second_derivative(V value) const requires has_second_derivative<F> {
        const lanes<V> x(value);
        return V(or_zero(x, function.second_derivative(x)));
    }

    template <class Q> using rebound = nan_to_zero<detail::rebound_part<F, Q>>;

    static constexpr auto parameters(auto& self) requires has_parameters<F> {
        return detail::part_parameters(self.function);
    }

    template <value V> rebound<V> parameter_derivatives(V value) const requires has_parameters<F> {
        auto g = function.parameter_derivatives(value);
        detail::for_each_parameter(g, [&](V& p) { p = V(or_zero(lanes<V>(value), lanes<V>(p))); });
        return {g};
    }

private:
    template <class V> static XACT_INLINE V or_zero(V x, V y) { return select(x == x, y, V(0)); }
};

} // namespace v0
} // namespace xact
