#pragma once

#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/mixed_gate.hpp>
#include <xact/math/normal_in_double.hpp>

namespace xact {
inline namespace v0 {

/// SAU: a leaky ReLU smoothed by a normal density of width 1/n, the exact convolution. Two write-ups misprint it (a
/// term a/x, or x/2 for (1 + α) x/2).
template <class P> struct basic_sau {
    P alpha = P(0.15);
    P n = P(20000);

    static constexpr facts about{.name = "sau",
                                 .formula = "α x + (1 - α) (x Φ(n x) + φ(n x)/n)",
                                 .source = "arXiv:2109.13210",
                                 .limit_at_minus_inf = -infinity,
                                 .limit_at_plus_inf = infinity,
                                 .slope_at_minus_inf = 0.15,
                                 .roots = {-0.000037353047904481958},
                                 .parameters = {"alpha", "n"}};
    static constexpr bool few_at_once = true;

    /// Throws unless n > 0.
    void validate() const requires std::is_arithmetic_v<P> {
        if (n <= 0) detail::fail_parameter(about.name, "n", double(n), "above 0");
    }

    template <class R> R definition(R x) const {
        using std::atan;
        using std::erfc;
        using std::exp;
        using std::sqrt;
        const R z = R(n) * x, d = 1 - R(alpha), root_2 = sqrt(R(2));
        const R density = exp(-(z * z) / 2) / sqrt(8 * atan(R(1)));
        return z < 0 ? R(R(alpha) * x + d / R(n) * (density + z * erfc(-z / root_2) / 2))
                     : R(x + d / R(n) * (density - z * erfc(z / root_2) / 2));
    }

    /// With t = |n x|: x or α x, and (1 - α)/n (φ(t) - t Φ(-t)).
    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const auto f = [](auto x, auto a, auto at_scale, auto inverse) XACT_INLINE_LAMBDA {
                using W = decltype(x);
                const math::in_double::normal m(x * at_scale);
                const W integral = m.e * fnma(m.t, m.mills, W(math::inverse_sqrt_2pi.hi));
                return fma((W(1) - a) * inverse, integral, x * select(x < 0, a, W(1)));
            };
            return V(math::in_double::evaluate_finite(f, L(value), alpha, n, math::inverse<L>(n)));
        } else {
            const L x(value), y = math::finite(x);
            const auto m = (width<L>() * math::inverse<L>(n)) * math::normal_of_words<L>(scaled_input(x)).integral();
            const math::dw<L> line = y * select(x < 0, math::exact<L>(alpha), math::dw<L>{L(1), L(0)});
            const L sum = math::round(line + math::summand(m)), outer = select(x < 0, math::rounded<L>(alpha), L(1));
            return V(select(y == x, sum, math::limit_product(math::dw<L>{outer, L(0)}, x)));
        }
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        using L = lanes<V>;
        if constexpr (math::in_double::is_possible<L>) {
            const auto slope = [](auto x, auto a, auto at_scale) XACT_INLINE_LAMBDA {
                const math::in_double::normal m(x * at_scale);
                return fma(1 - a, m.distribution(), a);
            };
            return V(math::in_double::evaluate_finite(slope, L(value), alpha, n));
        } else {
            const L x(value);
            const math::gate_range<L> range{math::exact<L>(alpha), {L(1), L(0)}, width<L>()};
            return V(math::mixed_gate_slope(x < 0, range, math::normal_of_words<L>(scaled_input(x)).lower()));
        }
    }

    /// (1 - α) n φ(n x).
    template <value V> V second_derivative(V value) const {
        using L = lanes<V>;
        const auto density = math::normal_of_words<L>(scaled_input(L(value))).density();
        return V(math::round_product(width<L>().hi * math::rounded<L>(n), density));
    }

    static constexpr auto parameters(auto& self) { return std::tie(self.alpha, self.n); }

    template <value V> basic_sau<V> parameter_derivatives(V value) const {
        using L = lanes<V>;
        const L x(value), inverse = math::inverse<L>(n).hi;
        const math::normal_of_words<L> at(scaled_input(x));
        const L m = math::round_product(inverse, at.integral());
        return {V(at_most(L(0), x) - m), V(math::round_product(-(width<L>().hi * inverse) * inverse, at.density()))};
    }

private:
    /// 1 - α.
    template <class V> XACT_INLINE math::dw<V> width() const { return math::normalized(V(1) - math::exact<V>(alpha)); }

    template <class V> XACT_INLINE math::dw<V> scaled_input(V x) const { return math::finite(x) * math::exact<V>(n); }
};

using sau = basic_sau<double>;

} // namespace v0
} // namespace xact
