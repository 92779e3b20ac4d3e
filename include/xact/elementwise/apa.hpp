#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/elementwise/sigmoid.hpp>
#include <xact/math/logistic.hpp>
#include <xact/math/richards.hpp>

namespace xact {
inline namespace v0 {

/// APA: an adaptive parametric activation between the sigmoid, λ = 1, and the Gumbel distribution, λ = 0.
template <class P> struct basic_apa {
    P kappa = P(1);
    P lambda = P(1);

    static constexpr facts about{.name = "apa",
                                 .formula = "(1 + λ e^(-κ x))^(-1/λ)",
                                 .source = "arXiv:2407.08567",
                                 .limit_at_minus_inf = 0,
                                 .limit_at_plus_inf = 1,
                                 .slope_at_plus_inf = 0,
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
        return l == R(0) ? R(exp(-e)) : R(exp(-log1p(l * e) / l));
    }

    template <value V, tier A = accurate_t> XACT_INLINE V operator()(V value, A tier = {}) const {
        using L = lanes<V>;
        const L x(value);
        const auto scaled = [&] { return math::sigmoid(-argument(x)); };
        const auto general = [&] {
            return math::either(math::is_one<L>(lambda), scaled, [&] { return math::round(curve(argument(x)).value); });
        };
        return V(math::either(
            is_sigmoid<L>(), [&] { return sigmoid{}(x, tier); }, general));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A tier = {}) const {
        using L = lanes<V>;
        const L x(value);
        const auto scaled = [&] { return math::sigmoid_slope_product(math::exact<L>(kappa), argument(x)); };
        const auto general = [&] {
            return math::either(math::is_one<L>(lambda), scaled,
                                [&] { return math::round(math::exact<L>(kappa) * curve(argument(x)).slope()); });
        };
        return V(math::either(
            is_sigmoid<L>(), [&] { return sigmoid{}.derivative(x, tier); }, general));
    }

    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const auto c = curve(argument(L(value)));
        const L k = math::rounded<L>(kappa);
        return V(math::round_product((k * k) * c.slope_rate(), c.slope()));
    }

    /// The sigmoid where it is one, whose loops have nothing to decide.
    template <class Use> void simplest(const Use& use) const requires std::is_arithmetic_v<P> {
        kappa == 1 && lambda == 1 ? use(sigmoid{}) : use(*this);
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.kappa, self.lambda); }

    /// With q = 1/(λ + e^(κx)): x f q, and f (ln(1 + λ e^(-κx))/λ² - q/λ), whose first term some code omits.
    template <value V> basic_apa<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value);
        const auto z = argument(x);
        const auto c = curve(z);
        const L bounded = select(c.shut | (z.hi < c.z.hi), copysign(L(1), x), math::finite(x));
        return {V(math::round_product(bounded, c.slope())), V(math::round_product(c.by_lambda(), c.value))};
    }

private:
    template <class L> XACT_INLINE auto is_sigmoid() const {
        const auto of_kappa = math::is_one<L>(kappa), of_lambda = math::is_one<L>(lambda);
        return of_kappa & of_lambda;
    }

    /// -κ x.
    template <class V> XACT_INLINE math::dw<V> argument(V x) const {
        return -(math::finite(x) * math::exact<V>(kappa));
    }

    template <class V> XACT_INLINE math::richards<V> curve(math::dw<V> z) const {
        return {math::exact<V>(lambda), math::inverse<V>(lambda), z};
    }
};

using apa = basic_apa<double>;

} // namespace v0
} // namespace xact
