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

/// The same from tables, in float and single words, for |z| <= 40. The exponents are held as sums of which only the
/// last, small terms are rounded.
template <class V> struct table_gompertz {
    V x;
    dw<V> z;       // order·x
    V w, s;        // -w is w·(1 + s) + ...
    V w_low;       // ... this
    V power, rest; // e^-w is power·(1 + rest) ...
    V unit;        // times this

    XACT_INLINE table_gompertz(V bounded_x, dw<V> order, dw<V> minus_beta) noexcept : x(bounded_x), z(x * order) {
        const table_exp<V> e(z);
        const V factor = e.power * minus_beta.hi, product = e.hi * factor;
        make(e, factor, product, fma(e.hi, e.power * minus_beta.lo, product_error(e.hi, factor, product)));
    }
    /// For an order of 1 or -1, z being ±x, and β = 1.
    XACT_INLINE table_gompertz(V bounded_x, V exact_z) noexcept : x(bounded_x), z(exact_z, V(0)) {
        const table_exp<V> e(z);
        make(e, -e.power, e.hi * -e.power, V(0));
    }

private:
    /// From e^z and its product with -β, e.power times which is `factor`.
    XACT_INLINE void make(const table_exp<V>& e, V factor, V product, V product_low) noexcept {
        // Where e^-w is negligible it is an exact 0; numbers that underflow are dear.
        const auto shut = product < V(-120);
        w = at_least(V(-120), product), w_low = select(shut, V(0), fma(e.lo, factor, product_low));
        s = e.r + e.tail, w_low = fma(w_low, s, w_low);
        const V whole = fma(w, s, w);
        // Where e^-w is small it is held as a multiple of 2^-64.
        const auto small = whole < V(-40);
        const V shifter = select(small, V(short_exp_shifter<V, 64>), V(short_exp_shifter<V, 0>));
        unit = select(small, V(0x1p-64f), V(1));
        const V sum = short_exp_sum(whole, shifter), k = sum - shifter;
        const V r = fma(w, e.r, fnma(k, V(short_exp_table<V::size>::step_1), w));
        const V r_low = fma(w, e.tail, fnma(k, V(short_exp_table<V::size>::step_2), w_low)) + short_exp_offset(sum);
        const V both = r + r_low;
        power = select(shut, V(0), short_exp_power(sum));
        rest = select(shut, V(0), r + fma(both * both, polynomial(both, short_exp_table<V::size>::p), r_low));
    }
};

/// e^-w for w = e^z, z = ±x.
template <class V> XACT_INLINE V gompertz_value(V x, V sign) noexcept {
    const V zero(typename V::scalar(0)), one(typename V::scalar(1));
    if constexpr (has_exp_table<V>) {
        const V bounded = at_least(V(-40), at_most(V(40), x));
        const table_gompertz<V> g(bounded, bounded * sign);
        return fma(g.power, g.rest, g.power) * g.unit;
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
        const table_gompertz<V> g(bounded, bounded * sign);
        const V w = fma(g.w, g.s, g.w), w_low = fma(g.w, g.s, g.w - w) + g.w_low;
        const V q = w * g.power, q_low = w_low * g.power;
        const V usual = (q + fma(q, g.rest, fma(q_low, g.rest, q_low))) * -g.unit;
        const auto far = x * sign < V(-40);
        return any(far) ? select(far, exp(x * sign), usual) : usual;
    } else {
        return gompertz<V>(dw<V>{x * sign, zero}, dw<V>{one, zero}).product();
    }
}

} // namespace math
} // namespace v0
} // namespace xact
