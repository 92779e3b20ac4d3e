#pragma once

#include <xact/math/exp.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// ln((1 + s)/(1 - s)) = 2 s + 2/3 s³ + s⁵·M(s²) for |s| <= 0.1717. M has degree 2 (float, 2^-36.7) or 6 (double,
// 2^-66.2), or 3 where a part of a double's digits is enough (2^-44.2). ln(1 + u) = u·U(u) for u in [0, 1], where a
// single word is enough: U has degree 9 (float, 2^-27.4) or 20 (double, 2^-56.5). ln(1 + f) = f + f²·S(f) for f in
// [-0.2929, 0.4143], for single words, too: S has degree 8 (float, 2^-27.8) or 19 (double, 2^-56.7). Script:
// tests/certificates/log.sollya.
template <class T> struct log_coefficients;

template <> struct log_coefficients<float> {
    static constexpr std::array<float, 3> m{0x1.999ap-2f, 0x1.245278p-2f, 0x1.dfa3b4p-3f};
    static constexpr std::array<float, 10> unit{0x1p0f,         -0x1.ffffd2p-2f, 0x1.554ddap-2f, -0x1.ff2556p-3f,
                                                0x1.935568p-3f, -0x1.3a6736p-3f, 0x1.b53c48p-4f, -0x1.d7efa8p-5f,
                                                0x1.4a9226p-6f, -0x1.b22adep-9f};
    static constexpr std::array<float, 9> single{-0x1.fffff8p-2f, 0x1.55555p-2f,   -0x1.000432p-2f,
                                                 0x1.99a416p-3f,  -0x1.5425bap-3f, 0x1.226e72p-3f,
                                                 -0x1.0f40c2p-3f, 0x1.085d96p-3f,  -0x1.38378cp-4f};
};

template <> struct log_coefficients<double> {
    static constexpr std::array<double, 7> m{0x1.9999999999b33p-2, 0x1.249249245774dp-2, 0x1.c71c722df7e32p-3,
                                             0x1.745ce9ae525a5p-3, 0x1.3b1ef62450546p-3, 0x1.0f7ef257e442bp-3,
                                             0x1.0e4c0c630aa16p-3};
    static constexpr std::array<double, 4> short_m{0x1.9999985ed85adp-2, 0x1.249374de51e1dp-2, 0x1.c658f0e6d9821p-3,
                                                   0x1.8ebb5458d9371p-3};
    static constexpr std::array<double, 21> unit{0x1p0,
                                                 -0x1.fffffffffff9fp-2,
                                                 0x1.5555555551052p-2,
                                                 -0x1.fffffffdd4a4bp-3,
                                                 0x1.99999951fb01bp-3,
                                                 -0x1.55554fbe64ea4p-3,
                                                 0x1.2491fed9cfc49p-3,
                                                 -0x1.fffa8bd00015p-4,
                                                 0x1.c6f6a83b8b032p-4,
                                                 -0x1.98d296b9a7e6ep-4,
                                                 0x1.712df6166bbf3p-4,
                                                 -0x1.4b022086f5e76p-4,
                                                 0x1.202df1e817ab3p-4,
                                                 -0x1.d7115508d32afp-5,
                                                 0x1.5a892cb90beap-5,
                                                 -0x1.b632818d90001p-6,
                                                 0x1.c57efadae0fe3p-7,
                                                 -0x1.6b4e60f26fbc4p-8,
                                                 0x1.a25bf104a7c7fp-10,
                                                 -0x1.31f8cd7ab39fap-12,
                                                 0x1.a9067c062fc2ep-16};
    static constexpr std::array<double, 20> single{
        -0x1.0000000000003p-1, 0x1.555555555551bp-2, -0x1.fffffffffded9p-3, 0x1.99999999a1a1cp-3,
        -0x1.55555556e2dbcp-3, 0x1.249249223837p-3,  -0x1.fffffef659556p-4, 0x1.c71c71dde41ecp-4,
        -0x1.9999c9195a2a6p-4, 0x1.745d447ae97efp-4, -0x1.5550726d3a83dp-4, 0x1.3b0ad3f054c74p-4,
        -0x1.24dc7043261cp-4,  0x1.11d7c210ddef5p-4, -0x1.fb6b1be9e2f58p-5, 0x1.cfba056b65f4dp-5,
        -0x1.d16de77ee23ccp-5, 0x1.0b569636a9f6fp-4, -0x1.eb127dea6e4fep-5, 0x1.ab83cb8cc7e02p-6};
};

inline constexpr real ln2{0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};

/// 2·artanh(s) as a double word, to 2^-36 (float), 2^-65 (double) relative.
template <class V> XACT_INLINE dw<V> log_ratio(dw<V> s) noexcept {
    using T = typename V::scalar;
    const dw<V> square = s * s;
    const dw<V> cube = square * s;
    const V fifth = (cube.hi * square.hi) * polynomial(square.hi, log_coefficients<T>::m);
    const dw<V> cubic = cube * as<V>(two_thirds);
    const dw<V> tail = fast_two_sum(cubic.hi, cubic.lo + fifth);
    const dw<V> sum = fast_two_sum(s.hi + s.hi, tail.hi);
    return {sum.hi, sum.lo + ((s.lo + s.lo) + tail.lo)};
}

/// ln(1 + u) for u in [0, 1], to 0.01 ulp also where u is tiny.
template <class V> XACT_INLINE dw<V> log1p_unit(dw<V> u) noexcept {
    using T = typename V::scalar;
    const V one(T(1)), two(T(2)), half(T(0.5));
    const dw<V> v = fast_two_sum(one, u.hi);
    const auto halve = v.hi > V(T(1.41421356));
    // f = v - 1, or v/2 - 1 (exact in its high word) with ln 2 to add.
    const dw<V> f = select(halve, dw<V>{half * v.hi - one, half * (v.lo + u.lo)}, u);
    const dw<V> denominator = fast_two_sum(two, f.hi);
    const dw<V> l = log_ratio(f / dw<V>{denominator.hi, denominator.lo + f.lo});
    const dw<V> constant = as<V>(ln2);
    const dw<V> offset = select(halve, constant, dw<V>{V(T(0)), V(T(0))});
    const dw<V> sum = fast_two_sum(offset.hi, l.hi);
    return {sum.hi, sum.lo + (offset.lo + l.lo)};
}

/// Whether registers like V are taken apart by an instruction.
template <class V> inline constexpr bool has_split = requires(typename V::batch::register_type r) {
    simd::native::split(r, r, r);
};

/// x = 2^exponent·significand with a significand in [0.7, 1.42].
template <class V> struct binary_parts { V exponent, significand; };

/// The parts of a finite x > 0, subnormals included.
template <class V> XACT_INLINE binary_parts<V> split_binary(V x) noexcept {
    using T = typename V::scalar;
    if constexpr (has_split<V>) {
        typename V::batch::register_type significand, exponent;
        simd::native::split(x.native(), significand, exponent);
        const V v{typename V::batch(significand)}, k{typename V::batch(exponent)};
        const auto halve = v > V(T(1.41421356));
        return {select(halve, k + V(T(1)), k), select(halve, V(T(0.5)) * v, v)};
    } else {
        // Unsigned: AVX2 does not shift signed integers of 64 bits.
        using bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
        using ints = xsimd::batch<bits, typename V::arch>;
        using limits = std::numeric_limits<T>;
        constexpr int mantissa = limits::digits - 1;
        const auto subnormal = x < V(limits::min());
        const V y = select(subnormal, x * V(T(bits(1) << (mantissa + 1))), x);
        // By the bits of sqrt(1/2), rounded down, they are moved before the exponent is read, which has a bias.
        constexpr bits one = std::bit_cast<bits>(T(1)), root = std::bit_cast<bits>(T(0.70710678));
        const ints moved = simd::bits_as<bits>(y.b) + ints(one - root), exponent = moved >> mantissa;
        const V v = simd::bits_as<T>((moved & ints((bits(1) << mantissa) - 1)) + ints(root));
        // An integer in the low bits of 1.5·2^mantissa is that number plus the integer.
        constexpr T shifter = T(1.5) * T(bits(1) << mantissa), bias = T(limits::max_exponent - 1);
        const V k = V(simd::bits_as<T>(exponent + ints(std::bit_cast<bits>(shifter)))) - V(shifter + bias);
        return {k - select(subnormal, V(T(mantissa + 1)), V(T(0))), v};
    }
}

/// ln x for finite x > 0, subnormals included, to 2^-35 (float), 2^-64 (double) relative.
template <class V> XACT_INLINE dw<V> log(V x) noexcept {
    using T = typename V::scalar;
    const V one(T(1));
    const auto [k, v] = split_binary(x);
    const dw<V> denominator = two_sum(v, one);
    const dw<V> l = log_ratio(dw<V>{v - one, V(T(0))} / denominator);
    const dw<V> constant = k * as<V>(ln2);
    const dw<V> sum = fast_two_sum(constant.hi, l.hi);
    return {sum.hi, sum.lo + (constant.lo + l.lo)};
}

/// k ln 2 + ln(1 + f) for f in [-0.2929, 0.4143], in single words, k = 0 where f is tiny; to 1.4 ulp (float), 1.8 ulp
/// (double).
template <class V> XACT_INLINE V log_of_parts(V k, V f, V f_low) noexcept {
    using T = typename V::scalar;
    using c = exp_coefficients<T>;
    // k·ln2_1 is exact. The square of a tiny f must not be computed.
    const V first = f + fma(k, V(c::ln2_2), f_low);
    return fma(k, V(c::ln2_1), fma(f, f * polynomial(f, log_coefficients<T>::single), first));
}

/// The same as an unevaluated sum, to 0.2 ulp.
template <class V> XACT_INLINE dw<V> log_words_of_parts(V k, V f, V f_low) noexcept {
    using T = typename V::scalar;
    using c = exp_coefficients<T>;
    const dw<V> first = fast_two_sum(f, fma(k, V(c::ln2_2), f_low)), sum = fast_two_sum(k * V(c::ln2_1), first.hi);
    return {sum.hi, sum.lo + fma(f, f * polynomial(f, log_coefficients<T>::single), first.lo)};
}

/// Finite hi + lo > 0 as 2^exponent·(1 + f).
template <class V> struct split_words {
    V exponent;
    dw<V> f;

    XACT_INLINE explicit split_words(dw<V> x) noexcept {
        using T = typename V::scalar;
        constexpr T largest(std::numeric_limits<T>::max_exponent - 1);
        const auto [k, v] = split_binary(x.hi);
        const V power = pow2(at_least(V(1 - largest), at_most(V(largest), -k)));
        exponent = k, f = fast_two_sum(v - V(T(1)), x.lo * power);
    }
};

/// ln of finite hi + lo > 0, also close to 1, plus k ln 2; to 1.4 ulp (float), 1.8 ulp (double).
template <class V> XACT_INLINE V single_log(dw<V> x, V k) noexcept {
    const split_words<V> s(x);
    return log_of_parts(s.exponent + k, s.f.hi, s.f.lo);
}
template <class V> XACT_INLINE dw<V> single_log_words(dw<V> x, V k) noexcept {
    const split_words<V> s(x);
    return log_words_of_parts(s.exponent + k, s.f.hi, s.f.lo);
}

/// For finite y > -1, (1 + y)·power = 1 + f in [0.7, 1.42], power being 2^-exponent; f is exact unless y is so large
/// that 1 is nothing beside it. V has_split.
template <class V> struct split_sum {
    V exponent, power, f;

    XACT_INLINE explicit split_sum(V y) noexcept {
        using T = typename V::scalar;
        const V one(T(1));
        typename V::batch::register_type significand, k;
        simd::native::split(((one + y) * V(T(0.70710678))).native(), significand, k);
        exponent = V(typename V::batch(k)) + one, power = scale(one, -exponent), f = fma(y, power, power - one);
    }
};

/// ln(1 + y) for finite y > -1, also for a tiny y, and the same plus k ln 2; to 1.4 ulp (float), 1.8 ulp (double).
template <class V> XACT_INLINE V log1p_of_finite(V y) noexcept {
    const V zero(typename V::scalar(0));
    if constexpr (has_split<V>) {
        const split_sum<V> s(y);
        return log_of_parts(s.exponent, s.f, zero);
    } else {
        return single_log(two_sum(V(typename V::scalar(1)), y), zero);
    }
}
template <class V> XACT_INLINE V log1p_of_finite(dw<V> y, V k) noexcept {
    if constexpr (has_split<V>) {
        const split_sum<V> s(y.hi);
        return log_of_parts(s.exponent + k, s.f, y.lo * s.power);
    } else {
        const dw<V> v = two_sum(V(typename V::scalar(1)), y.hi);
        return single_log(dw<V>{v.hi, v.lo + y.lo}, k);
    }
}

/// r where ln x has a value or a limit, x >= 0; NaN elsewhere.
template <class V> XACT_INLINE V where_logarithm(V x, V r) noexcept {
    return select(x >= 0, r, V(std::numeric_limits<typename V::scalar>::quiet_NaN()));
}

/// r where x > 0, -inf where x = 0, NaN where it is negative.
template <class V> XACT_INLINE V where_logarithm_of(V x, V r) noexcept {
    using limits = std::numeric_limits<typename V::scalar>;
    return select(x > 0, r, select(x == 0, V(-limits::infinity()), V(limits::quiet_NaN())));
}

/// ln x for every x, in single words: to 1.4 ulp (float), 1.8 ulp (double); -inf where x = 0, NaN where it is negative.
template <class V> XACT_INLINE V natural_log(V x) noexcept {
    using T = typename V::scalar;
    const auto [k, v] = split_binary(x);
    return with_logarithm_limits(x, log_of_parts(k, v - V(T(1)), V(T(0))));
}

/// ln(1 + x) for every x, in single words: to 1.4 ulp (float), 1.8 ulp (double); -inf where x = -1, NaN below.
template <class V> XACT_INLINE V log1p(V x) noexcept {
    const V sum = V(typename V::scalar(1)) + x;
    return copysign(with_logarithm_limits(sum, log1p_of_finite(x)), x);
}

} // namespace math
} // namespace v0
} // namespace xact
