#pragma once

#include <xact/learnable/pau.hpp>

namespace xact {
inline namespace v0 {

/// Version A, for basic_pau.
struct pau_a_version {
    static constexpr math::denominator kind = math::denominator::absolute_terms;
    static constexpr pau_coefficients<double> leaky_relu{
        {0.012616631573032035, 0.50499999999999945, 2.7641500605022356, 4.5890490965449722, 2.5626737946925893,
         0.46821286193845119},
        {1.1297977430785547e-14, 9.0872259337524515, 2.3247365034323492e-14, 0.92715418205634403}};
    static constexpr pau_coefficients<double> gelu{
        {-0.0011621422489654775, 0.50941767880217204, 0.41636291575632417, 0.11952169695387595, 0.016299856236875906,
         0.0013612552617625335},
        {0.054546205373813363, 0.18694855779791988, 0.020169384699513074, 2.8640749334323697e-09}};
    static constexpr pau_coefficients<double> swish{
        {4.2655032819321588e-07, 0.50000109685091476, 0.24999719875808166, 0.053245258558779644, 0.0057932150782566104,
         0.00027387993643443595},
        {5.6026499994241028e-06, 0.10648581137370544, 1.6172004005311971e-06, 0.00054756316984487096}};

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
};

/// Padé activation unit, version A: a rational function without poles. The coefficients a_0 … a_5 and b_1 … b_4 are
/// learnt. They start as a leaky ReLU of slope 0.01, or from gelu() or swish(): least-squares fits on [-3, 3], with
/// maximum errors of 1.3e-2 (the corner at 0), 1.8e-3 and 4.9e-7 (script: tests/certificates/pau.py).
template <class P> using basic_pau_a = basic_pau<pau_a_version, P>;
using pau_a = basic_pau_a<double>;

} // namespace v0
} // namespace xact
