#pragma once

#include <xact/learnable/pau.hpp>

namespace xact {
inline namespace v0 {

/// Version B, for basic_pau.
struct pau_b_version {
    static constexpr math::denominator kind = math::denominator::absolute_sum;
    static constexpr pau_coefficients<double> leaky_relu{
        {0.012616631573029346, 0.50499999999998746, 2.7641500605025926, 4.5890490965461268, 2.5626737946934175,
         0.46821286193863654},
        {-5.0920906447945802e-13, 9.0872259337561783, -1.5180771599052955e-12, 0.92715418205722167}};
    static constexpr pau_coefficients<double> gelu{
        {-0.0004427153368945145, 0.5, 0.40284380254683982, 0.07535219154292408, -0.011772782098862481,
         -0.00352474635701983},
        {8.5876526357404968e-15, 0.15070438308584105, 2.1388608900124696e-15, -0.0070494927140399037}};
    static constexpr pau_coefficients<double> swish{
        {4.6316721976917559e-07, 0.49999999536500722, 0.24998766778777895, 0.053239717413570517, 0.0057919050025185504,
         0.00027375966893169421},
        {-1.7771283863170359e-05, 0.10648830209437748, -1.718582369914133e-06, 0.00054764828040257656}};

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
};

/// Padé activation unit, version B (safe PAU): a rational function without poles. The coefficients a_0 … a_5 and b_1 …
/// b_4 are learnt. They start as a leaky ReLU of slope 0.01, or from gelu() or swish(): least-squares fits on [-3, 3],
/// with maximum errors of 1.3e-2 (the corner at 0), 4.5e-4 and 4.7e-7 (script: tests/certificates/pau.py).
template <class P> using basic_pau_b = basic_pau<pau_b_version, P>;
using pau_b = basic_pau_b<double>;

} // namespace v0
} // namespace xact
