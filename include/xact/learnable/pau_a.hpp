#pragma once

#include <array>
#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/rational.hpp>

namespace xact {
inline namespace v0 {

/// Padé activation unit, version A: a rational function without poles. The coefficients a_0 … a_5 and b_1 … b_4 are
/// learnt. They start as a leaky ReLU of slope 0.01, or from gelu() or swish(): least-squares fits on [-3, 3], with
/// maximum errors of 1.3e-2 (the corner at 0), 1.8e-3 and 4.9e-7 (script: tests/certificates/pau.py).
template <class P> struct basic_pau_a {
    std::array<P, 6> a{P(0.012616631573032035), P(0.50499999999999945), P(2.7641500605022356),
                       P(4.5890490965449722),   P(2.5626737946925893),  P(0.46821286193845119)};
    std::array<P, 4> b{P(1.1297977430785547e-14), P(9.0872259337524515), P(2.3247365034323492e-14),
                       P(0.92715418205634403)};

    static constexpr facts about{
        .name = "pau_a",
        .formula = "Σ a_i x^i / (1 + Σ |b_j| |x|^j)",
        .source = "arXiv:1907.06732",
        .limit_at_minus_inf = -infinity,
        .limit_at_plus_inf = infinity,
        .slope_at_minus_inf = 0.46821286193845119 / 0.92715418205634403,
        .slope_at_plus_inf = 0.46821286193845119 / 0.92715418205634403,
        .kinks = {0},
        .roots = {-0.63442008427718552, -0.26772353184413011, -0.029524752013297215},
        .slope_roots = {-2.2257856985875126, -1.2785915498506025, -0.4263923242235654, -0.11742514546733011},
        .parameters = {"a", "b"}};

    /// Coefficients fitted to GELU.
    static basic_pau_a gelu() {
        return {{P(-0.0011621422489654775), P(0.50941767880217204), P(0.41636291575632417), P(0.11952169695387595),
                 P(0.016299856236875906), P(0.0013612552617625335)},
                {P(0.054546205373813363), P(0.18694855779791988), P(0.020169384699513074), P(2.8640749334323697e-09)}};
    }
    /// Coefficients fitted to Swish with β = 1.
    static basic_pau_a swish() {
        return {
            {P(4.2655032819321588e-07), P(0.50000109685091476), P(0.24999719875808166), P(0.053245258558779644),
             P(0.0057932150782566104), P(0.00027387993643443595)},
            {P(5.6026499994241028e-06), P(0.10648581137370544), P(1.6172004005311971e-06), P(0.00054756316984487096)}};
    }

    template <class R> R definition(R x) const {
        using std::abs;
        R numerator(0), sum(0), x_power(1);
        for (std::size_t i = 0; i < 6; ++i) {
            numerator = numerator + R(a[i]) * x_power;
            x_power = x_power * x;
            if (i < 4) sum = sum + abs(R(b[i]) * x_power);
        }
        return numerator / (1 + sum);
    }

    template <value V, tier A = accurate_t> V operator()(V value, A = {}) const {
        return V(math::rational_value<kind>(lanes<V>(value), a, b));
    }

    template <value V, tier A = accurate_t> V derivative(V value, A = {}) const {
        return V(math::rational_slope<kind>(lanes<V>(value), a, b));
    }

    template <class L> XACT_INLINE auto quick(L x) const requires math::has_quick_rational<L> {
        return math::quick_rational<L, kind>(x, a, b).value();
    }
    template <class L> XACT_INLINE auto quick_derivative(L x) const requires math::has_quick_rational<L> {
        return math::quick_rational<L, kind>(x, a, b).slope();
    }
    template <class L> XACT_INLINE auto far(L x) const { return math::far_rational(x, a, b); }
    template <class L> XACT_INLINE auto far_derivative(L x) const { return math::far_rational_slope(x, a, b); }

    static constexpr auto parameters(auto& self) { return std::tie(self.a, self.b); }

    template <value V> basic_pau_a<V> parameter_derivatives(V value) const {
        const lanes<V> x(value);
        const math::rational<lanes<V>, kind> r(math::finite(x), a, b);
        basic_pau_a<V> g;
        for (std::size_t i = 0; i < 6; ++i) g.a[i] = V(keep_nan(x, r.numerator_term(i)));
        for (std::size_t j = 0; j < 4; ++j) g.b[j] = V(keep_nan(x, r.denominator_term(j + 1, b[j])));
        return g;
    }

private:
    static constexpr math::denominator kind = math::denominator::absolute_terms;
};

using pau_a = basic_pau_a<double>;

} // namespace v0
} // namespace xact
