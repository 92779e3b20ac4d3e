#pragma once

#include <xact/math/logistic_quotient.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// tanh(x) = (1 - e)·σ(2|x|) with the sign of x and its slope 4 σ(2|x|)·σ(-2|x|) from e = e^-2|x|, as factors of
/// products, right to 1 ulp before they are rounded. V is fused.
template <class V> class tanh_quotient {
    using T = typename V::scalar;
    static constexpr T limit = T(sizeof(T) == 4 ? 30 : 300);

public:
    /// What value() comes in, so that it has a low word however small x is.
    static constexpr T unit = T(sizeof(T) == 4 ? 0x1p-32 : 0x1p-64);

    XACT_INLINE explicit tanh_quotient(V x) noexcept
        : x_(x), e_(precise_short_exp(V(T(-2)) * at_most(V(limit), abs(x)))), gate_(e_) {}

    /// Not negative where slope() is right; value() is so everywhere.
    XACT_INLINE V margin() const noexcept { return V(limit) - abs(x_); }

    /// tanh(x)/unit.
    XACT_INLINE dw<V> value() const noexcept {
        const V base = e_.power - V(T(1)), expm1 = fma(e_.power, e_.rest, base);
        const V expm1_low = fma(e_.power, e_.rest, base - expm1), factor = flip_sign(V(-1 / unit), x_);
        return gate_.product({expm1 * factor, expm1_low * factor});
    }

    /// A quarter of the slope.
    XACT_INLINE dw<V> quarter_slope() const noexcept { return gate_.product(gate_.complement()); }

private:
    V x_;
    power_and_rest<V> e_;
    logistic_quotient<V> gate_;
};

} // namespace math
} // namespace v0
} // namespace xact
