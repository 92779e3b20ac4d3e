#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/falling.hpp>

namespace xact {
inline namespace v0 {

/// MPELU: an ELU with learnt height α and rate β; CELU is β = 1/α.
template <class P> struct basic_mpelu {
    P alpha = P(1);
    P beta = P(1);

    static constexpr facts about{.name = "mpelu",
                                 .formula = "x > 0 ? x : α expm1(β x)",
                                 .source = "arXiv:1606.00305",
                                 .limit_at_minus_inf = -1,
                                 .limit_at_plus_inf = infinity,
                                 .kinks = {0},
                                 .parameters = {"alpha", "beta"}};

    /// Throws unless β >= 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (beta < 0) detail::fail_parameter(about.name, "beta", double(beta), "at least 0");
    }

    template <class R> R definition(R x) const {
        using std::expm1;
        return x > 0 ? x : R(R(alpha) * expm1(R(beta) * x));
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        const lanes<V> x(value);
        return V(select(x > 0, x, math::expm1_product(math::exact<lanes<V>>(alpha), scaled_input(x))));
    }

    /// f'(0) = α β.
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        const math::dw<L> z = scaled_input(x, -0x1p-90f);
        return V(select(x > 0, L(1), math::exp_product(slope<L>(), z)));
    }

    template <value V> V second_derivative(V value) const {
        const lanes<V> x(value);
        const auto factor = slope<lanes<V>>() * math::exact<lanes<V>>(beta);
        return V(select(x > 0, lanes<V>(0), math::exp_product(factor, scaled_input(x))));
    }

    /// For α > 0, where the sign of y tells the branch.
    template <value V> V derivative_from_output(V value) const {
        const lanes<V> y(value), below = (y + math::rounded<lanes<V>>(alpha)) * math::rounded<lanes<V>>(beta);
        return V(select(y > 0, lanes<V>(1), below));
    }

    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.beta); }

    template <value V> basic_mpelu<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value), y = math::finite(x), zero(0);
        const math::dw<L> unit{L(1), zero};
        const L by_beta = y * math::exp_product(math::exact<L>(alpha), scaled_input(x));
        return {V(select(x > 0, zero, math::expm1_product(unit, scaled_input(x)))),
                V(keep_nan(x, select(x > 0, zero, by_beta)))};
    }

private:
    /// α β.
    template <class V> XACT_INLINE math::dw<V> slope() const { return math::exact<V>(alpha) * math::exact<V>(beta); }

    /// β x, for x <= 0; up to `last`, beyond which a slope does not see it.
    template <class V> XACT_INLINE math::dw<V> scaled_input(V x, typename V::scalar last = 0) const {
        return at_most(V(last), math::finite(x)) * math::exact<V>(beta);
    }
};

using mpelu = basic_mpelu<double>;

} // namespace v0
} // namespace xact
