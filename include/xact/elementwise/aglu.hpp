#pragma once

#include <cmath>
#include <tuple>

#include <xact/elementwise/swish.hpp>
#include <xact/math/richards.hpp>

namespace xact {
inline namespace v0 {

/// AGLU: the input, gated by apa: SiLU for λ = 1, GoLU for λ = 0.
template <class P> struct basic_aglu {
    P kappa = P(1);
    P lambda = P(1);

    static constexpr facts about{.name = "aglu",
                                 .formula = "x (1 + λ e^(-κ x))^(-1/λ)",
                                 .source = "arXiv:2407.08567",
                                 .limit_at_minus_inf = -0.0,
                                 .limit_at_plus_inf = infinity,
                                 .slope_roots = {-1.2784645427610738},
                                 .parameters = {"kappa", "lambda"}};
    static constexpr bool has_fast = true;

    /// Throws unless 0 <= λ <= 2^40.
    void validate() const requires std::is_arithmetic_v<P> {
        if (lambda < 0 || lambda > P(0x1p40))
            detail::fail_parameter(about.name, "lambda", double(lambda), "between 0 and 2^40");
    }

    template <class R> R definition(R x) const {
        using std::exp;
        using std::log1p;
        const R e = exp(-R(kappa) * x), l(lambda);
        return l == R(0) ? R(x * exp(-e)) : R(x * exp(-log1p(l * e) / l));
    }

    template <value V, tier A = accurate_t> XACT_INLINE V operator()(V value, A tier = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(math::either(
            math::is_one<L>(lambda), [&] { return swish()(x, tier); },
            [&] {
                const auto c = curve(x);
                return scale(math::limit_product(c.value.significand, bounded(c, x)), c.value.exponent);
            }));
    }

    /// With z = -κ x and q = 1/(λ + e^(κx)): (1 - z q) times the gate.
    template <value V, tier A = accurate_t> V derivative(V value, A tier = {}) const {
        using L = lanes<V>;
        const L x(value);
        return V(math::either(
            math::is_one<L>(lambda), [&] { return swish().derivative(x, tier); },
            [&] {
                const auto c = curve(x);
                return math::round((L(1) - height(c, x) * math::summand(c.quotient)) * c.value);
            }));
    }

    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const L x(value);
        const auto c = curve(x);
        const L rate = c.slope_rate();
        return V(math::round_product(math::rounded<L>(kappa) * fnma(height(c, x).hi, rate, L(2)), c.slope()));
    }

    /// Swish where it is one, whose loops have nothing else to decide.
    template <class Use> void simplest(const Use& use) const requires std::is_arithmetic_v<P> {
        lambda == 1 ? swish().simplest(use) : use(*this);
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.kappa, self.lambda); }

    /// x² f q/x, and f (ln(1 + λ e^(-κx))/λ² - q/λ), whose first term the authors' fused backward omits.
    template <value V> basic_aglu<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value);
        const auto c = curve(x);
        const L y = bounded(c, math::finite(x)), z = select(argument(x).hi < c.z.hi, copysign(L(1), x), y);
        return {V(z * math::round_product(z, c.slope())), V(y * math::round_product(c.by_lambda(), c.value))};
    }

private:
    constexpr basic_swish<P> swish() const { return {kappa}; }

    template <class V> XACT_INLINE math::dw<V> argument(V x) const {
        return -(math::finite(x) * math::exact<V>(kappa));
    }

    template <class V> XACT_INLINE math::richards<V> curve(V x) const {
        return {math::exact<V>(lambda), math::inverse<V>(lambda), argument(x)};
    }

    /// x, or its sign where the gate is 0.
    template <class V> static XACT_INLINE V bounded(const math::richards<V>& c, V x) {
        return select(c.shut, copysign(V(1), x), x);
    }

    /// z, as far as it counts.
    template <class V> XACT_INLINE math::dw<V> height(const math::richards<V>& c, V x) const {
        const math::dw<V> z = argument(x);
        return select(c.shut | (z.hi < c.z.hi), c.z, z);
    }
};

using aglu = basic_aglu<double>;

} // namespace v0
} // namespace xact
