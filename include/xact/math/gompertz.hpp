#pragma once

#include <xact/math/exp.hpp>

namespace xact {
inline namespace v0 {

namespace math {

/// e^-w, w = β e^z: the Gompertz function. The inner exponential carries 8 bits more than the type, since its error is
/// that of the outer one's argument.
template <class V> struct gompertz {
    dw<V> z;                    // bounded
    scaled<V> inner;            // e^z
    dw<V> w;                    // bounded
    typename V::condition shut; // where it had to be: e^-w is 0 beside any power of z
    scaled<V> outer;            // e^-w

    XACT_INLINE gompertz(dw<V> unbounded_z, dw<V> beta) noexcept {
        z = exp_bounded(unbounded_z);
        inner = precise_exp(z);
        const dw<V> unbounded = beta * summand(inner);
        w = -exp_bounded(-unbounded);
        shut = w.hi < unbounded.hi;
        outer = exp(-w);
    }

    /// e^z·e^-w, which vanishes at both ends although its first factor does not.
    XACT_INLINE V product() const noexcept {
        const V p = scale(round(inner.significand * outer.significand), inner.exponent + outer.exponent);
        return select(shut, V(typename V::scalar(0)), p);
    }
};

} // namespace math

} // namespace v0
} // namespace xact
