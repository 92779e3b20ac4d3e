#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/falling.hpp>

namespace xact {
inline namespace v0 {

/// PELU: an ELU with learnt height a and width b, whose slope is continuous.
template <class P> struct basic_pelu {
    P a = P(1);
    P b = P(1);

    static constexpr facts about{.name = "pelu",
                                 .formula = "x >= 0 ? (a/b) x : a expm1(x/b)",
                                 .source = "arXiv:1605.09332",
                                 .limit_at_minus_inf = -1,
                                 .limit_at_plus_inf = infinity,
                                 .kinks = {0},
                                 .parameters = {"a", "b"}};

    /// Throws unless a > 0 and b > 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (a <= 0) detail::fail_parameter(about.name, "a", double(a), "above 0");
        if (b <= 0) detail::fail_parameter(about.name, "b", double(b), "above 0");
    }

    template <class R> R definition(R x) const {
        using std::expm1;
        return x >= 0 ? R(R(a) / R(b) * x) : R(R(a) * expm1(x / R(b)));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(select(x >= 0, math::limit_product(slope<L>(), x),
                        math::expm1_product(math::exact<L>(a), scaled_input(x))));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const math::dw<L> z = scaled_input(x, -0x1p-90f);
        return V(select(x >= 0, math::round(slope<L>()), math::exp_product(slope<L>(), z)));
    }

    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value);
        const auto factor = slope<L>() * math::inverse<L>(b);
        return V(select(x >= 0, L(0), math::exp_product(factor, scaled_input(x))));
    }

    template <value V> V derivative_from_output(V value) const {
        using L = lanes<V>;
        const L y(value), inverse = math::inverse<L>(b).hi;
        return V(select(y >= 0, math::round(slope<L>()), (y + math::rounded<L>(a)) * inverse));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.a, self.b); }

    template <value V> basic_pelu<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value), y = math::finite(x), one(1);
        const math::dw<L> inverse = math::inverse<L>(b), unit{one, L(0)};
        const L ratio = math::limit_product(inverse, x), by_b = -(math::round(slope<L>()) * inverse.hi);
        return {V(select(x >= 0, ratio, math::expm1_product(unit, scaled_input(x)))),
                V(select(x >= 0, x * by_b, y * (by_b * math::exp_product(unit, scaled_input(x)))))};
    }

private:
    /// a/b.
    template <class V> XACT_INLINE math::dw<V> slope() const { return math::exact<V>(a) * math::inverse<V>(b); }

    /// x/b, for x <= 0; up to `last`, beyond which a slope does not see it.
    template <class V> XACT_INLINE math::dw<V> scaled_input(V x, typename V::scalar last = 0) const {
        return at_most(V(last), math::finite(x)) * math::inverse<V>(b);
    }
};

using pelu = basic_pelu<double>;

} // namespace v0
} // namespace xact
