#pragma once

#include <array>
#include <cmath>
#include <tuple>

#include <xact/core/forward.hpp>
#include <xact/math/rational.hpp>

namespace xact {
inline namespace v0 {

/// Padé activation unit, version B (safe PAU): a rational function without poles. The coefficients a_0 … a_5 and b_1 …
/// b_4 are learnt. They start as a leaky ReLU of slope 0.01, or from gelu() or swish(): least-squares fits on [-3, 3],
/// with maximum errors of 1.3e-2 (the corner at 0), 4.5e-4 and 4.7e-7 (script: tests/certificates/pau.py).
template <class P> struct basic_pau_b {
    std::array<P, 6> a{P(0.012616631573029346), P(0.50499999999998746), P(2.7641500605025926),
                       P(4.5890490965461268),   P(2.5626737946934175),  P(0.46821286193863654)};
    std::array<P, 4> b{P(-5.0920906447945802e-13), P(9.0872259337561783), P(-1.5180771599052955e-12),
                       P(0.92715418205722167)};

    static constexpr facts about{
        .name = "pau_b",
        .formula = "Σ a_i x^i / (1 + |Σ b_j x^j|)",
        .source = "arXiv:1907.06732",
        .limit_at_minus_inf = -infinity,
        .limit_at_plus_inf = infinity,
        .slope_at_minus_inf = 0.46821286193863654 / 0.92715418205722167,
        .slope_at_plus_inf = 0.46821286193863654 / 0.92715418205722167,
        .kinks = {0},
        .roots = {-0.6344200842770821, -0.26772353184408415, -0.029524752013291407},
        .slope_roots = {-2.2257856985873774, -1.2785915498504925, -0.42639232422349366, -0.11742514546730762},
        .parameters = {"a", "b"}};

    /// Coefficients fitted to GELU.
    static basic_pau_b gelu() {
        return {
            {P(-0.0004427153368945145), P(0.5), P(0.40284380254683982), P(0.07535219154292408),
             P(-0.011772782098862481), P(-0.00352474635701983)},
            {P(8.5876526357404968e-15), P(0.15070438308584105), P(2.1388608900124696e-15), P(-0.0070494927140399037)}};
    }
    /// Coefficients fitted to Swish with β = 1.
    static basic_pau_b swish() {
        return {
            {P(4.6316721976917559e-07), P(0.49999999536500722), P(0.24998766778777895), P(0.053239717413570517),
             P(0.0057919050025185504), P(0.00027375966893169421)},
            {P(-1.7771283863170359e-05), P(0.10648830209437748), P(-1.718582369914133e-06), P(0.00054764828040257656)}};
    }

    template <class R> R definition(R x) const {
        using std::abs;
        R numerator(0), sum(0), x_power(1);
        for (std::size_t i = 0; i < 6; ++i) {
            numerator = numerator + R(a[i]) * x_power;
            x_power = x_power * x;
            if (i < 4) sum = sum + R(b[i]) * x_power;
        }
        return numerator / (1 + abs(sum));
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

    template <value V> basic_pau_b<V> parameter_derivatives(V value) const {
        const lanes<V> x(value);
        const math::rational<lanes<V>, kind> r(math::finite(x), a, b);
        basic_pau_b<V> g;
        for (std::size_t i = 0; i < 6; ++i) g.a[i] = V(keep_nan(x, r.numerator_term(i)));
        for (std::size_t j = 0; j < 4; ++j) g.b[j] = V(keep_nan(x, r.denominator_term(j + 1, b[j])));
        return g;
    }

private:
    static constexpr math::denominator kind = math::denominator::absolute_sum;
};

using pau_b = basic_pau_b<double>;

} // namespace v0
} // namespace xact
