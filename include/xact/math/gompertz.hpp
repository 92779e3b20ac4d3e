#pragma once

#include <xact/math/exp.hpp>
#include <xact/math/exp_table.hpp>

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
        // e^z may be infinite.
        const dw<V> unbounded = select(beta.hi == V(typename V::scalar(0)), beta, beta * summand(inner));
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

/// -w = -β e^z from tables, in single words, for |z| <= 40: as w·(1 + r + tail) + low, of which only the
/// last, small terms are rounded.
template <class V> struct gompertz_exponent {
    using T = typename V::scalar;

    V w, low, r, tail;
    V sum; // of -w/ln 2 and its shifter

    gompertz_exponent() = default;
    XACT_INLINE gompertz_exponent(dw<V> z, dw<V> minus_beta) noexcept {
        const table_exp<V> e(z);
        const V factor = bounded(e.power * minus_beta.hi), product = e.hi * factor;
        make(e, factor, product, fma(product, minus_beta.lo / minus_beta.hi, product_error(e.hi, factor, product)));
    }
    /// For a z of one word and β = 1.
    XACT_INLINE explicit gompertz_exponent(V z) noexcept {
        const table_exp<V> e({z, V(0)});
        const V factor = bounded(-e.power);
        make(e, factor, e.hi * factor, V(0));
    }

    /// -w, with what its rounding took.
    XACT_INLINE dw<V> value() const noexcept {
        const V s = r + tail, hi = fma(w, s, w);
        return {hi, fma(w, s, w - hi) + low};
    }

    // In units in which e^-w is normal as long as it counts; at the lowest sum its bits are 0.
    static constexpr T unit = sizeof(T) == 4 ? T(0x1p-64) : T(0x1p-128);
    static constexpr int bias = sizeof(T) == 4 ? 64 : 128;
    static XACT_INLINE V shifter() noexcept { return short_shifter<V, bias>(); }

private:
    /// Far enough for e^-w to be 0.
    static XACT_INLINE V bounded(V factor) noexcept { return at_least(V(sizeof(T) == 4 ? -256 : -2048), factor); }

    /// From e^z and its product with -β, e.power times which is `factor`.
    XACT_INLINE void make(const table_exp<V>& e, V factor, V product, V product_low) noexcept {
        w = product, r = e.r, tail = e.tail;
        const V s = r + tail, small = fma(e.lo, factor, product_low);
        low = fma(small, s, small);
        constexpr int lowest = std::numeric_limits<T>::max_exponent - 1 + bias;
        if constexpr (has_short_exp<V>)
            sum = at_least(shifter() - V(T(V::size * lowest)), short_exp_sum(fma(w, s, w), shifter()));
        else
            sum = at_least(shifter() - V(T(lowest)), fma(fma(w, s, w), V(exp_coefficients<T>::log2e), shifter()));
    }
};

/// e^-w = power·(1 + rest)·unit.
template <class V> struct table_gompertz {
    V power, rest;
    static constexpr typename V::scalar unit = gompertz_exponent<V>::unit;

    XACT_INLINE explicit table_gompertz(const gompertz_exponent<V>& z) noexcept {
        const V k = z.sum - z.shifter();
        if constexpr (has_short_exp<V>) {
            using table = short_exp_table<V::size>;
            const V r = fma(z.w, z.r, fnma(k, V(table::step_1), z.w));
            const V low = fma(z.w, z.tail, fnma(k, V(table::step_2), z.low)) + short_exp_offset(z.sum), both = r + low;
            power = short_exp_power(z.sum);
            rest = r + fma(product_beside_one(both, both), polynomial(both, table::p), low);
        } else {
            using c = exp_coefficients<typename V::scalar>;
            const V r = fma(z.w, z.r, fnma(k, V(c::ln2_1), z.w));
            const V low = fma(z.w, z.tail, fnma(k, V(c::ln2_2), z.low));
            power = pow2_of_sum(z.sum);
            rest = r + exp_excess_plus<rest_right::beside_one>(r + low, low);
        }
    }
};

/// e^-w for w = e^z, z = ±x.
template <class V> XACT_INLINE V gompertz_value(V x, V sign) noexcept {
    const V zero(typename V::scalar(0)), one(typename V::scalar(1));
    if constexpr (has_exp_table<V>) {
        const V bounded = at_least(V(-40), at_most(V(40), x));
        const table_gompertz<V> g(gompertz_exponent<V>(bounded * sign));
        return fma(g.power, g.rest, g.power) * V(g.unit);
    } else {
        return round(gompertz<V>(dw<V>{x * sign, zero}, dw<V>{one, zero}).outer);
    }
}

/// e^z·e^-w, its derivative but for the sign.
template <class V> XACT_INLINE V gompertz_slope(V x, V sign) noexcept {
    const V zero(typename V::scalar(0)), one(typename V::scalar(1));
    if constexpr (has_exp_table<V>) {
        const V y = without_subnormals(x);
        const V bounded = at_least(V(-40), at_most(V(40), y));
        const gompertz_exponent<V> z(bounded * sign);
        const table_gompertz<V> g(z);
        const dw<V> w = z.value();
        const V q = w.hi * g.power, q_low = w.lo * g.power;
        const V usual = (q + fma(q, g.rest, fma(q_low, g.rest, q_low))) * V(-g.unit);
        const auto far = x * sign < V(-40);
        return any(far) ? select(far, exp(x * sign), usual) : usual;
    } else {
        return gompertz<V>(dw<V>{x * sign, zero}, dw<V>{one, zero}).product();
    }
}

} // namespace math
} // namespace v0
} // namespace xact
