#pragma once

#include <array>
#include <concepts>

/// xact's default coefficients of the rational units, for the peers, which may not see xact's headers (-ffast-math) and
/// have no defaults of their own.

namespace bench {

template <class T> struct pau_coefficients {
    std::array<T, 6> a; ///< of the numerator, from the constant on
    std::array<T, 4> b; ///< of the denominator, from the linear one on; for pau_a without sign
};
extern const pau_coefficients<float> pau_a_floats, pau_b_floats;
extern const pau_coefficients<double> pau_a_doubles, pau_b_doubles;

template <class T> const pau_coefficients<T>& pau_a_coefficients() {
    if constexpr (std::same_as<T, float>)
        return pau_a_floats;
    else
        return pau_a_doubles;
}
template <class T> const pau_coefficients<T>& pau_b_coefficients() {
    if constexpr (std::same_as<T, float>)
        return pau_b_floats;
    else
        return pau_b_doubles;
}

} // namespace bench
