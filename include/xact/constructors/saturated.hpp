#pragma once

#include <xact/constructors/parts.hpp>

namespace xact {
inline namespace v0 {

/// The part of F below c, moved to the origin, and the same turned about it: odd, and bounded where F is bounded below.
/// The error is a few ulps of F(c); near 0 it is below 2^-21 (float), 2^-44 (double) relative where F has no kinks.
template <class F, class P = double> struct saturated {
    F function{};
    P c = P(1);

    // At infinity it is ±(F(c) - F(-inf)), which the facts of F do not tell unless that is infinite.
    static constexpr facts about = [] {
        constexpr const facts& f = F::about;
        // 0, and those of F below c on both sides.
        points kinks{0};
        for (const double at : f.kinks)
            if (!(at >= 1)) kinks = detail::joined(detail::joined(kinks, {at - 1}), {1 - at});
        constexpr double end = detail::is_infinite(f.limit_at_minus_inf) ? f.limit_at_minus_inf : no_limit;
        return facts{.name = detail::composed_name<"saturated<", F>,
                     .formula = "x <= 0 ? F(x + c) - F(c) : F(c) - F(c - x)",
                     .source = "arXiv:2205.11775",
                     .limit_at_minus_inf = end,
                     .limit_at_plus_inf = -end,
                     .slope_at_minus_inf = f.slope_at_minus_inf,
                     .slope_at_plus_inf = f.slope_at_minus_inf,
                     .value = detail::no_bound,
                     .slope = detail::no_bound,
                     .kinks = kinks,
                     .parameters = detail::joined({"c"}, detail::prefixed_parameters<"function.", F>)};
    }();

    void validate() const { detail::validate(function); }

    template <class R> R definition(R x) const {
        const R top = function.definition(R(c));
        return x <= 0 ? R(function.definition(R(x + R(c))) - top) : R(top - function.definition(R(R(c) - x)));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A tag = {}) const {
        using L = lanes<V>;
        const L x(value);
        // What rounding takes from c - |x| moves F by F' times that: all of it for |x| below an ulp of c.
        const math::dw<L> below = argument(x);
        const L correction = detail::vanishing_product(function.derivative(below.hi, tag), below.lo);
        L size = (function(math::rounded<L>(c), tag) - function(below.hi, tag)) - correction;
        if constexpr (F::about.kinks.count == 0) {
            // Near 0 the integral of F' between the two, by Gauss's rule of two points.
            const L t = math::abs(x), near(typename L::scalar(sizeof(typename L::scalar) == 4 ? 0.1875 : 0x1p-8));
            const auto slope_at = [&](double share) {
                return function.derivative(fnma(t, L(share), math::rounded<L>(c)), tag);
            };
            const L slopes = slope_at(0.21132486540518713) + slope_at(0.78867513459481287);
            size = select(t < near, t * (L(0.5) * slopes), size);
        }
        return V(size * copysign(L(1), x));
    }

    /// F'(c - |x|).
    template <value V, tier A = accurate_t> V derivative(V value, A tag = {}) const {
        return V(function.derivative(argument(lanes<V>(value)).hi, tag));
    }

    template <value V, tier A = accurate_t> V backward(V value, V dy, A tag = {}) const requires has_backward<F> {
        return V(function.backward(argument(lanes<V>(value)).hi, lanes<V>(dy), tag));
    }

    /// -sgn(x) F''(c - |x|).
    template <value V> V second_derivative(V value) const requires has_second_derivative<F> {
        const lanes<V> x(value);
        return V(function.second_derivative(argument(x).hi) * copysign(lanes<V>(1), -x));
    }

    template <class Q> using rebound = saturated<detail::rebound_part<F, Q>, Q>;

    static constexpr auto parameters(auto& self) {
        return std::tuple_cat(std::tie(self.c), detail::part_parameters(self.function));
    }

    /// The same difference of ∂F/∂p, and for c of F'.
    template <value V> rebound<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value), top = math::rounded<L>(c), sign = copysign(L(1), x), below = argument(x).hi;
        auto by_part = detail::part_derivatives(function, V(top), V(sign));
        if constexpr (has_parameters<F>) {
            const auto by_part_below = detail::part_derivatives(function, V(below), V(sign));
            std::array<V, detail::parameter_count<F>> lower{};
            std::size_t k = 0;
            detail::for_each_parameter(by_part_below, [&](const V& p) { lower[k++] = p; });
            k = 0;
            detail::for_each_parameter(by_part, [&](V& p) { p = V(L(p) - L(lower[k++])); });
        }
        return {by_part, V((function.derivative(top) - function.derivative(below)) * sign)};
    }

private:
    /// c - |x|.
    template <class V> XACT_INLINE math::dw<V> argument(V x) const {
        const math::dw<V> below = math::two_sum(-math::abs(x), math::rounded<V>(c));
        return {below.hi, select(below.lo == below.lo, below.lo, V(0))};
    }
};

} // namespace v0
} // namespace xact
