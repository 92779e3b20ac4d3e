#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/fast_logistic.hpp>
#include <xact/math/fast_softplus.hpp>
#include <xact/math/logistic.hpp>
#include <xact/math/softplus.hpp>
#include <xact/math/tanh.hpp>

namespace xact {
inline namespace v0 {

/// Softplus: a smooth ReLU, exact for every x (no threshold beyond which it becomes the identity).
template <class P> struct basic_softplus {
    P beta = P(1);

    static constexpr facts about{.name = "softplus",
                                 .formula = "ln(1 + e^(β x)) / β",
                                 .source = "Dugas et al. 2001",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = infinity,
                                 .parameters = {"beta"},
                                 .aliases = {"soft_relu", "bnll"}};
    static constexpr bool has_fast = true;
    static constexpr bool has_default_loop = std::is_arithmetic_v<P>;

    /// Throws where β = 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (beta == 0) detail::fail_parameter(about.name, "beta", double(beta), "other than 0");
    }

    template <class R> R definition(R x) const {
        using std::exp;
        using std::log1p;
        const R z = R(beta) * x;
        return (z > 0 ? R(z + log1p(exp(-z))) : R(log1p(exp(z)))) / R(beta);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        const L x(value);
        if constexpr (fast_tier<A> && math::has_pieces<L, math::softplus_pieces>)
            return V(math::either(
                math::is_one<L>(beta), [&] { return math::fast_softplus(x); }, [&] { return (*this)(x, accurate); }));
        if constexpr (math::is_fused<L>) {
            return V(finish(begin(x), x));
        } else {
            const auto z = scaled_input(x);
            const auto tail = math::softplus_tail(math::bounded_magnitude(z));
            return V(select(z.hi > 0, x, L(0)) + math::round(math::inverse<L>(beta) * tail));
        }
    }

    /// e^-|βx| in units.
    template <class V, tier A = accurate_t>
    XACT_INLINE auto begin(V x, A = {}) const
        requires(math::is_fused<V> && !(fast_tier<A> && math::has_pieces<V, math::softplus_pieces>)) {
        return math::either(
            math::is_one<V>(beta),
            [&] { return math::falling_exp(math::without_subnormals(math::falling_argument_beside_one(x))); },
            [&] { return math::falling_exp(math::falling_argument(scaled_input(x))); });
    }
    template <class V> XACT_INLINE V finish(V e, V x) const {
        return math::either(
            math::is_one<V>(beta),
            [&] { return math::add_falling_log(at_least(math::without_subnormals(V(0)), x), e); },
            [&] {
                const V base = select(scaled_input(x).hi > 0, x, V(0));
                return math::add_falling_log(base, e, math::inverse<V>(beta));
            });
    }

    /// σ(β x).
    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        const lanes<V> x(value);
        if constexpr (fast_tier<A> && math::has_fast_quotients<lanes<V>>)
            return V(math::either(
                math::is_one<lanes<V>>(beta), [&] { return math::fast_sigmoid(x); },
                [&] { return math::fast_sigmoid(math::rounded<lanes<V>>(beta) * x); }));
        return V(math::either(
            math::is_one<lanes<V>>(beta), [&] { return math::sigmoid(x); },
            [&] { return math::sigmoid(scaled_input(x)); }));
    }

    /// β σ(β x) σ(-β x).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        return V(math::sigmoid_slope_product(math::exact<L>(beta), scaled_input(L(value))));
    }

    /// -expm1(-β y).
    template <value V> V derivative_from_output(V value) const {
        const auto z = math::exact<lanes<V>>(beta) * math::dw<lanes<V>>{math::finite(lanes<V>(value)), 0};
        const auto a = math::bounded_magnitude(z);
        const auto e = math::expm1_nonpositive(-a);
        // For β < 0 the product β y is still not negative.
        return V(keep_nan(lanes<V>(value), -math::round(e)));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.beta); }

    /// (x σ(β x) - f)/β = -(|β x| σ(-|β x|) + ln(1 + e^-|β x|))/β², which does not cancel.
    template <value V> basic_softplus<V> parameter_derivatives(V value) const {
        const auto z = scaled_input(lanes<V>(value));
        const auto a = math::bounded_magnitude(z);
        const auto inverse = math::inverse<lanes<V>>(beta).hi;
        const auto sum = math::round_product(a.hi, math::make_logistic(a).lower) + math::round(math::softplus_tail(a));
        return {V(-(sum * inverse) * inverse)};
    }

private:
    template <class V> XACT_INLINE math::dw<V> scaled_input(V x) const {
        return math::finite(x) * math::exact<V>(beta);
    }
};

using softplus = basic_softplus<double>;

} // namespace v0
} // namespace xact
