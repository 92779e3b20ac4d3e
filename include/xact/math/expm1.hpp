#pragma once

#include <xact/math/exp.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// e^x - 1 for every x, in single words, to 1.4 ulp (float), 1.8 ulp (double): 2^k (1 + t) - 1, whose two parts do not
/// cancel. The power of two is half as large on the way, so that it overflows where the result does.
template <class V> XACT_INLINE V expm1(V x) noexcept {
    using T = typename V::scalar;
    const V z = at_least(V(T(sizeof(T) == 4 ? -20 : -40)), at_most(V(exp_coefficients<T>::highest), x));
    const auto [power, rest] = split_exp<-1>(without_subnormals(z));
    const V r = fma(power, rest, power - V(T(0.5)));
    return select(abs(x) < V(T(sizeof(T) == 4 ? 0x1p-30 : 0x1p-60)), x, r + r);
}

} // namespace math
} // namespace v0
} // namespace xact
