#pragma once

#include <array>

#include <xact/math/exp.hpp>
#include <xact/math/fast_one_plus_exp.hpp>
#include <xact/math/fast_pieces.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// e^z = 2^n·2^(j/32)·e^r in float, with 2^(j/32) from registers, |r| <= 0.0109 and e^r = 1 + r + r²·P(r), 2^-33.2;
// script: tests/certificates/fast_exp.sollya.
template <std::size_t N> struct fast_exp_table;

template <> struct fast_exp_table<32> {
    alignas(64) static constexpr std::array<float, 32> power{
        0x1p0f,        0x1.059b0ep0f, 0x1.0b5586p0f, 0x1.11301ep0f, 0x1.172b84p0f, 0x1.1d4874p0f, 0x1.2387a6p0f,
        0x1.29e9ep0f,  0x1.306fep0f,  0x1.371a74p0f, 0x1.3dea64p0f, 0x1.44e086p0f, 0x1.4bfdaep0f, 0x1.5342b6p0f,
        0x1.5ab07ep0f, 0x1.6247ecp0f, 0x1.6a09e6p0f, 0x1.71f75ep0f, 0x1.7a1148p0f, 0x1.82589ap0f, 0x1.8ace54p0f,
        0x1.93737cp0f, 0x1.9c4918p0f, 0x1.a5503cp0f, 0x1.ae89fap0f, 0x1.b7f77p0f,  0x1.c199bep0f, 0x1.cb720ep0f,
        0x1.d5818ep0f, 0x1.dfc974p0f, 0x1.ea4afap0f, 0x1.f50766p0f};
    static constexpr std::array<float, 2> p{0x1.000088p-1f, 0x1.555568p-3f};
};

/// Whether V has a quick e^z: from that table, or with fewer registers from the powers of a sigmoid.
template <class V> inline constexpr bool has_fast_exp = has_pieces<V, fast_exp_table> || has_fast_one_plus_exp<V>;

/// Where to bound x: e^x is 0 so far below, there e^-416, that scale() is quick again.
template <class V> inline constexpr float fast_exp_lowest = has_pieces<V, fast_exp_table> ? -450 : 2 * short_exp_lowest;

/// e^(z/2), whose power of two is that of a float where only e^z is infinite.
template <class V> XACT_INLINE V fast_exp_root(V z) noexcept {
    const fast_short_exp<V, short_exp_range::bounded_relative> root(product_beside_one(z, V(-0.5f)));
    return root.power * root.one_plus_rest();
}

/// factor·e^z for z from fast_exp_lowest to 170.
template <class V> XACT_INLINE V fast_exp_product(V factor, V z) noexcept {
    if constexpr (has_pieces<V, fast_exp_table>) {
        using table = fast_exp_table<32>;
        using c = exp_coefficients<float>;
        // A multiple of 1/32, of which scale() takes the floor; the sum's last bits are j.
        const V shifter(0x1.8p18f), sum = fma(z, V(c::log2e), shifter), k = sum - shifter;
        const V r = fnma(k, V(c::ln2_2), fnma(k, V(c::ln2_1), z));
        const V product = factor * simd::lookup(table::power, sum);
        return scale(fma(product * r, fma(r, polynomial(r, table::p), V(1)), product), k);
    } else {
        const V root = fast_exp_root(z);
        return (factor * root) * root;
    }
}

/// e^x.
template <class V> XACT_INLINE V fast_exp(V x) noexcept {
    const V bounded = at_least(V(fast_exp_lowest<V>), at_most(V(exp_coefficients<float>::highest), x));
    if constexpr (has_pieces<V, fast_exp_table>) {
        return fast_exp_product(V(1), bounded);
    } else {
        const V root = fast_exp_root(bounded);
        return root * root;
    }
}

// For x <= 0; where x is positive, e^x stands for a number from 0 to 1.

/// factor·e^x.
template <class V> XACT_INLINE V fast_falling_exp_product(V factor, V x) noexcept {
    return factor * fast_falling_exp(abs(x));
}

/// e^x = power·(1 + rest), to an absolute error.
template <class V> XACT_INLINE power_and_rest<V> split_fast_falling_exp(V x) noexcept {
    const fast_short_exp<V> e(at_most(V(18), abs(x)));
    return {e.power, e.rest()};
}

/// e^x - 1, not positive.
template <class V> XACT_INLINE V fast_expm1(V x) noexcept {
    const auto [power, rest] = split_fast_falling_exp(x);
    return fma(power, rest, power - V(1));
}

/// factor·(e^x - 1).
template <class V> XACT_INLINE V fast_expm1_product(V factor, V x) noexcept {
    const auto [power, rest] = split_fast_falling_exp(x);
    return fma(factor, power - V(1), (factor * power) * rest);
}

} // namespace math
} // namespace v0
} // namespace xact
