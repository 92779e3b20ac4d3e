#pragma once

#include <array>

/// xact's default coefficients of the rational units, for the peers, which may not see xact's headers (-ffast-math) and
/// have no defaults of their own.

namespace bench {

struct pau_coefficients {
    std::array<float, 6> a; ///< of the numerator, from the constant on
    std::array<float, 4> b; ///< of the denominator, from the linear one on; for pau_a without sign
};
extern const pau_coefficients pau_a_coefficients, pau_b_coefficients;

} // namespace bench
