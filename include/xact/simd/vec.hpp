#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>

#include <xsimd/xsimd.hpp>

#include <xact/simd/config.hpp>
#include <xact/simd/native.hpp>

static_assert(XSIMD_VERSION_MAJOR >= 8, "xact: xsimd 8.1 or newer is needed");

/// vec<T, Arch>: the register type of every kernel, a thin skin over xsimd::batch whose operations mean the same in
/// xsimd 8.1 to 14 and under every compiler (NaN in minima and maxima, one rounding for each operator).

namespace xact {
inline namespace v0 {

using default_arch = xsimd::default_arch;

namespace simd {

template <class T> using bits_of = std::conditional_t<sizeof(T) == 4, std::int32_t, std::int64_t>;

template <class T, class A> using register_of = typename xsimd::batch<T, A>::register_type;

/// Whether fma rounds once on registers of this architecture.
template <class T, class A> inline constexpr bool has_fma = requires(register_of<T, A> r) { native::fma(r, r, r); };

/// Hides a product from the optimiser. gcc contracts a·b + c to one fma wherever it sees both operations, and what it
/// sees depends on inlining: the body and the tail of a loop, or a scalar, would differ in their last bit.
template <class B> XACT_INLINE void pin([[maybe_unused]] B& b) noexcept {
#if defined(__GNUC__) && !defined(__clang__)
#if defined(__FMA__)
    if constexpr (sizeof(b.data) == 64)
        asm("" : "+v"(b.data));
    else
        asm("" : "+x"(b.data));
#elif defined(__aarch64__)
    asm("" : "+w"(b.data));
#endif
#endif
}

template <class To, class T, class A> XACT_INLINE xsimd::batch<To, A> bits_as(const xsimd::batch<T, A>& b) noexcept {
#if XSIMD_VERSION_MAJOR >= 11
    return xsimd::bitwise_cast<To>(b);
#else
    return xsimd::bitwise_cast<xsimd::batch<To, A>>(b);
#endif
}

/// The bit pattern of each lane, shifted as an integer.
template <int Bits, class T, class A> XACT_INLINE xsimd::batch<T, A> shift_left(xsimd::batch<T, A> x) noexcept {
    using native_register = register_of<T, A>;
    if constexpr (requires(native_register r) { native::shift_left<Bits>(r); })
        return native::shift_left<Bits>(static_cast<native_register>(x));
    else
        return bits_as<T>(bits_as<bits_of<T>>(x) << Bits);
}
template <int Bits, class T, class A> XACT_INLINE xsimd::batch<T, A> shift_right(xsimd::batch<T, A> x) noexcept {
    using native_register = register_of<T, A>;
    if constexpr (requires(native_register r) { native::shift_right<Bits>(r); })
        return native::shift_right<Bits>(static_cast<native_register>(x));
    else
        return bits_as<T>(bits_as<bits_of<T>>(x) >> Bits);
}

/// The sum of the bit patterns of each lane, as integers.
template <class T, class A>
XACT_INLINE xsimd::batch<T, A> add_bits(xsimd::batch<T, A> x, xsimd::batch<T, A> y) noexcept {
    return bits_as<T>(bits_as<bits_of<T>>(x) + bits_as<bits_of<T>>(y));
}

} // namespace simd

/// A lane-wise condition on vec<T, A>.
template <class T, class A = default_arch> struct mask {
    xsimd::batch_bool<T, A> b;

    friend XACT_INLINE mask operator&(mask p, mask q) noexcept { return {p.b & q.b}; }
    friend XACT_INLINE mask operator|(mask p, mask q) noexcept { return {p.b | q.b}; }
    friend XACT_INLINE mask operator!(mask p) noexcept { return {~p.b}; }
    friend XACT_INLINE bool any(mask p) noexcept { return xsimd::any(p.b); }

    /// One bit a lane, the first one lowest.
    friend XACT_INLINE std::uint64_t bits(mask p) noexcept {
        using native_register = typename xsimd::batch_bool<T, A>::register_type;
        if constexpr (sizeof(native_register) <= sizeof(std::uint64_t)) { // bits already
            return static_cast<native_register>(p.b);
        } else if constexpr (requires(native_register r) { simd::native::sign_bits(r); }) {
            return simd::native::sign_bits(static_cast<native_register>(p.b));
        } else {
            bool lanes[xsimd::batch<T, A>::size];
            p.b.store_unaligned(lanes);
            std::uint64_t all = 0;
            for (std::size_t i = xsimd::batch<T, A>::size; i-- > 0;) all = all << 1 | (lanes[i] ? 1u : 0u);
            return all;
        }
    }
};

/// `size` lanes of T (float or double) in one register of the architecture A.
template <class T, class A = default_arch> struct vec {
    static_assert(std::same_as<T, float> || std::same_as<T, double>);
    using scalar = T;
    using arch = A;
    using batch = xsimd::batch<T, A>;
    using condition = mask<T, A>;
    static constexpr std::size_t size = batch::size;

    batch b;

    vec() = default;
    /// All lanes x, rounded to T.
    template <class U>
    requires std::is_arithmetic_v<U> XACT_INLINE vec(U x)
    noexcept : b(static_cast<T>(x)) {}
    XACT_INLINE vec(batch x) noexcept : b(x) {}
    XACT_INLINE operator batch() const noexcept { return b; }

    /// Lane 0.
    XACT_INLINE explicit operator T() const noexcept {
        T lanes[size];
        b.store_unaligned(lanes);
        return lanes[0];
    }

    friend XACT_INLINE vec operator+(vec x, vec y) noexcept { return x.b + y.b; }
    friend XACT_INLINE vec operator-(vec x, vec y) noexcept { return x.b - y.b; }
    friend XACT_INLINE vec operator/(vec x, vec y) noexcept {
        if constexpr (requires { simd::native::divide(x.native(), y.native()); })
            return batch(simd::native::divide(x.native(), y.native()));
        else
            return x.b / y.b;
    }
    friend XACT_INLINE vec operator*(vec x, vec y) noexcept {
        batch p = x.b * y.b;
        simd::pin(p);
        return p;
    }
    XACT_INLINE vec operator-() const noexcept {
        // The compiler's own, which becomes part of an fma; xsimd 8's with AVX-512 is 0 - x.
        if constexpr (requires { -native(); })
            return batch(-native());
        else
            return b ^ batch(T(-0.0));
    }

    friend XACT_INLINE condition operator<(vec x, vec y) noexcept { return {x.b < y.b}; }
    friend XACT_INLINE condition operator<=(vec x, vec y) noexcept { return {x.b <= y.b}; }
    friend XACT_INLINE condition operator>(vec x, vec y) noexcept { return {x.b > y.b}; }
    friend XACT_INLINE condition operator>=(vec x, vec y) noexcept { return {x.b >= y.b}; }
    friend XACT_INLINE condition operator==(vec x, vec y) noexcept { return {x.b == y.b}; }
    friend XACT_INLINE condition operator!=(vec x, vec y) noexcept { return {~(x.b == y.b)}; } // ditto: false for NaN

    friend XACT_INLINE vec select(condition c, vec yes, vec no) noexcept { return xsimd::select(c.b, yes.b, no.b); }
    friend XACT_INLINE vec sqrt(vec x) noexcept {
        if constexpr (requires { simd::native::sqrt(x.native()); })
            return batch(simd::native::sqrt(x.native()));
        else
            return xsimd::sqrt(x.b);
    }

    /// The largest integer that is not above x.
    friend XACT_INLINE vec floor(vec x) noexcept {
        if constexpr (requires { simd::native::floor(x.native()); }) {
            return batch(simd::native::floor(x.native()));
        } else {
            // xsimd goes through integers where there is no instruction, which cannot hold every number.
            const auto has_fraction =
                vec(xsimd::abs(x.b)) < vec(T(std::int64_t(1) << (std::numeric_limits<T>::digits - 1)));
            return select(has_fraction, vec(xsimd::floor(select(has_fraction, x, vec(T(0))).b)), x);
        }
    }

    /// |magnitude| with the sign of s, be s a zero or a NaN.
    friend XACT_INLINE vec copysign(vec magnitude, vec s) noexcept {
        return xsimd::bitofsign(s.b) | xsimd::abs(magnitude.b);
    }

    /// x, negated where the sign bit of s is set.
    friend XACT_INLINE vec flip_sign(vec x, vec s) noexcept { return x.b ^ xsimd::bitofsign(s.b); }

    /// y where the sign bit of s is set, else 0; not for double without AVX-512, which has no such shift.
    friend XACT_INLINE vec where_signed(vec s, vec y) noexcept {
        return simd::shift_right<8 * sizeof(T) - 1>(s.b) & y.b;
    }

    /// The larger of the two; x where x is NaN.
    friend XACT_INLINE vec at_least(vec limit, vec x) noexcept {
        if constexpr (requires { simd::native::at_least(limit.native(), x.native()); })
            return batch(simd::native::at_least(limit.native(), x.native()));
        else
            return select(x < limit, limit, x);
    }
    /// The smaller of the two; x where x is NaN.
    friend XACT_INLINE vec at_most(vec limit, vec x) noexcept {
        if constexpr (requires { simd::native::at_most(limit.native(), x.native()); })
            return batch(simd::native::at_most(limit.native(), x.native()));
        else
            return select(x > limit, limit, x);
    }

    /// r, and NaN where x is NaN: comparisons are false for NaN, and would turn it into a number.
    friend XACT_INLINE vec keep_nan(vec x, vec r) noexcept {
        if constexpr (requires { simd::native::keep_nan(x.native(), r.native()); })
            return batch(simd::native::keep_nan(x.native(), r.native()));
        else
            return select(x == x, r, x);
    }
    /// y where x > 0, 0 where x <= 0, and NaN where x is NaN.
    friend XACT_INLINE vec where_positive(vec x, vec y) noexcept {
        if constexpr (requires { simd::native::where_positive(x.native(), y.native()); })
            return batch(simd::native::where_positive(x.native(), y.native()));
        else
            return keep_nan(x, select(x > 0, y, vec(T(0))));
    }
    /// y where x >= 0, 0 where x < 0, and NaN where x is NaN.
    friend XACT_INLINE vec unless_negative(vec x, vec y) noexcept {
        if constexpr (requires { simd::native::unless_negative(x.native(), y.native()); })
            return batch(simd::native::unless_negative(x.native(), y.native()));
        else
            return keep_nan(x, select(x >= 0, y, vec(T(0))));
    }
    /// 1 where x >= 0, y where x < 0, and NaN where x is NaN.
    friend XACT_INLINE vec one_unless_negative(vec x, vec y) noexcept {
        if constexpr (requires { simd::native::one_unless_negative(x.native(), y.native()); })
            return batch(simd::native::one_unless_negative(x.native(), y.native()));
        else
            return keep_nan(x, select(x >= 0, vec(T(1)), y));
    }
    /// y where x is not 0, else 0; y is NaN where x is.
    friend XACT_INLINE vec unless_zero(vec x, vec y) noexcept {
        if constexpr (requires { simd::native::unless_zero(x.native(), y.native()); })
            return batch(simd::native::unless_zero(x.native(), y.native()));
        else
            return select(x == 0, vec(T(0)), y);
    }

    /// The number above x, and the one below it; of an infinity outwards itself, inwards the largest number.
    friend XACT_INLINE vec next_above(vec x) noexcept {
        using limits = std::numeric_limits<T>;
        const vec largest(limits::max()), most_of_an_ulp(limits::epsilon() * T(0.6)), magnitude = xsimd::abs(x.b);
        const vec next = at_least(x + vec(limits::denorm_min()), fma(at_most(largest, magnitude), most_of_an_ulp, x));
        return at_least(-largest, next);
    }
    friend XACT_INLINE vec next_below(vec x) noexcept { return -next_above(-x); }

    /// y where low < x < high, else 0, and NaN where x is NaN. For bounds that a loop leaves alone.
    friend XACT_INLINE vec where_between(vec low, vec x, vec high, vec y) noexcept {
        // With AVX-512 a comparison takes as long as two differences.
        if constexpr (requires { simd::native::unless_negative(x.native(), y.native()); })
            return unless_negative(at_most(next_below(high) - x, x - next_above(low)), y);
        else
            return keep_nan(x, select((x > low) & (x < high), y, vec(T(0))));
    }

    /// y where |x| <= last, else 0, and NaN where x is NaN.
    friend XACT_INLINE vec where_within(vec x, vec last, vec y) noexcept {
        const vec magnitude = xsimd::abs(x.b);
        if constexpr (requires { simd::native::unless_negative(x.native(), y.native()); })
            return unless_negative(last - magnitude, y);
        else
            return keep_nan(x, select(magnitude <= last, y, vec(T(0))));
    }

    /// y where x is positive and finite; elsewhere what ln(x) is: -inf at 0, inf at inf, NaN below 0 and for NaN.
    friend XACT_INLINE vec with_logarithm_limits(vec x, vec y) noexcept {
        using limits = std::numeric_limits<T>;
        if constexpr (requires { simd::native::with_logarithm_limits(x.native(), y.native()); })
            return batch(simd::native::with_logarithm_limits(x.native(), y.native()));
        else
            return select(x > 0, select(x < vec(limits::infinity()), y, x),
                          select(x == 0, vec(-limits::infinity()), vec(limits::quiet_NaN())));
    }
    /// -1, 0 or 1 with the sign of x.
    friend XACT_INLINE vec sign(vec x) noexcept {
        if constexpr (requires { simd::native::sign(x.native()); })
            return batch(simd::native::sign(x.native()));
        else
            return select(x > 0, vec(T(1)), select(x < 0, vec(T(-1)), x));
    }
    /// y where x > 0, -0 where x <= 0; NaN where both are NaN.
    friend XACT_INLINE vec shut_unless_positive(vec x, vec y) noexcept {
        if constexpr (requires { simd::native::shut_unless_positive(x.native(), y.native()); })
            return batch(simd::native::shut_unless_positive(x.native(), y.native()));
        else
            return select(x <= 0, vec(T(-0.0)), y);
    }
    /// 1 where x > 0, y where x <= 0, and NaN where x is NaN.
    friend XACT_INLINE vec one_where_positive(vec x, vec y) noexcept {
        if constexpr (requires { simd::native::one_where_positive(x.native(), y.native()); })
            return batch(simd::native::one_where_positive(x.native(), y.native()));
        else
            return keep_nan(x, select(x > 0, vec(T(1)), y));
    }

    /// 2^(1 - k) for a normal x of the binade from 2^k on, of either sign; of a subnormal x and 0 infinity, of infinity
    /// and NaN 0.
    friend XACT_INLINE vec inverse_binade(vec x) noexcept { return ~x.b & batch(std::numeric_limits<T>::infinity()); }

    /// Whether the lowest bit is set.
    friend XACT_INLINE condition has_lowest_bit(vec x) noexcept {
        if constexpr (requires { condition{simd::native::has_lowest_bit(x.native())}; })
            return {simd::native::has_lowest_bit(x.native())};
        else
            return copysign(vec(T(1)), vec(simd::shift_left<8 * sizeof(T) - 1>(x.b))) < vec(T(0));
    }

    /// Lanes 0 and 1 exchanged, 2 and 3, …
    friend XACT_INLINE vec swap_neighbours(vec x) noexcept {
        if constexpr (requires { simd::native::swap_neighbours(x.native()); }) {
            return batch(simd::native::swap_neighbours(x.native()));
        } else {
            T lanes[size], swapped[size];
            x.b.store_unaligned(lanes);
            for (std::size_t i = 0; i < size; ++i) swapped[i] = lanes[i ^ 1];
            return batch::load_unaligned(swapped);
        }
    }

    /// x·y + z, rounded once where the architecture can (simd::has_fma), else twice.
    friend XACT_INLINE vec fma(vec x, vec y, vec z) noexcept {
        if constexpr (simd::has_fma<T, A>)
            return batch(simd::native::fma(x.native(), y.native(), z.native()));
        else
            return x * y + z;
    }
    /// z - x·y, as fma.
    friend XACT_INLINE vec fnma(vec x, vec y, vec z) noexcept {
        if constexpr (simd::has_fma<T, A>)
            return batch(simd::native::fnma(x.native(), y.native(), z.native()));
        else
            return z - x * y;
    }
    /// What rounding took from the product: x·y - p for p = x·y rounded. Exact in float, and in double where there is
    /// an fma; without one the halves of a double have 26 and 27 bits, and 2^-104·|x·y| may be missing.
    friend XACT_INLINE vec product_error(vec x, vec y, vec p) noexcept {
        if constexpr (simd::has_fma<T, A>) {
            return batch(simd::native::fms(x.native(), y.native(), p.native()));
        } else {
            const vec xh = x.upper_half(), xl = x - xh, yh = y.upper_half(), yl = y - yh;
            return (((xh * yh - p) + xh * yl) + xl * yh) + xl * yl; // Dekker's order: each sum is exact
        }
    }

    /// 2^k for integers k within the exponents of the normal numbers.
    friend XACT_INLINE vec pow2(vec k) noexcept {
        if constexpr (requires { simd::native::scale(k.native(), k.native()); })
            return scale(vec(T(1)), k);
        else
            return pow2_of_sum(k + vec(exponent_shifter<0>));
    }
    /// Added to an integer k, it puts k + Bias, as an exponent, into the low bits of the sum.
    template <int Bias>
    static constexpr T exponent_shifter = T(1.5) * T(std::int64_t(1) << (std::numeric_limits<T>::digits - 1)) +
                                          T(std::numeric_limits<T>::max_exponent - 1 + Bias);
    /// 2^(k + Bias) from k + exponent_shifter<Bias>, for exponents of normal numbers: the low bits, shifted into place.
    friend XACT_INLINE vec pow2_of_sum(vec sum) noexcept {
        return simd::shift_left<std::numeric_limits<T>::digits - 1>(sum.b);
    }
    /// The integer nearest to x, ties to even, for |x| < 2^21 (float), 2^50 (double).
    friend XACT_INLINE vec round_small(vec x) noexcept {
        const vec shifter(T(1.5) * T(std::int64_t(1) << (std::numeric_limits<T>::digits - 1)));
        return (x + shifter) - shifter;
    }
    /// x·2^k, rounded once, for integers k; without a native instruction k is taken between -2·(bias - 1) and 2·bias.
    friend XACT_INLINE vec scale(vec x, vec k) noexcept {
        if constexpr (requires { simd::native::scale(x.native(), k.native()); }) {
            return batch(simd::native::scale(x.native(), k.native()));
        } else {
            constexpr T bias = std::numeric_limits<T>::max_exponent - 1;
            const vec bounded = at_least(vec(-2 * (bias - 1)), at_most(vec(2 * bias), k));
            const vec half = round_small(bounded * vec(T(0.5)));
            return (x * pow2(half)) * pow2(bounded - half);
        }
    }
    /// 1/x with a relative error of at most 2^-8 (NEON), 2^-11 (SSE, AVX), 2^-14 (AVX-512); exact elsewhere.
    friend XACT_INLINE vec reciprocal_estimate(vec x) noexcept {
        if constexpr (requires { simd::native::reciprocal_estimate(x.native()); })
            return batch(simd::native::reciprocal_estimate(x.native()));
        else
            return vec(T(1)) / x;
    }

    /// 1/√x for x > 0 with a relative error of at most 2^-14 (double with AVX-512); rounded twice elsewhere.
    friend XACT_INLINE vec inverse_root_estimate(vec x) noexcept {
        if constexpr (requires { simd::native::inverse_root_estimate(x.native()); })
            return batch(simd::native::inverse_root_estimate(x.native()));
        else
            return vec(T(1)) / sqrt(x);
    }

    XACT_INLINE auto native() const noexcept { return static_cast<typename batch::register_type>(b); }

    /// The first 12 digits (float), 26 (double).
    XACT_INLINE vec upper_half() const noexcept {
        using bits = simd::bits_of<T>;
        constexpr bits keep = static_cast<bits>(~((bits(1) << (sizeof(T) == 4 ? 12 : 27)) - 1));
        return simd::bits_as<T>(simd::bits_as<bits>(b) & xsimd::batch<bits, A>(keep));
    }
};

namespace simd {

/// How many registers like V the instruction set has.
#if defined(__aarch64__)
template <class V> inline constexpr std::size_t register_count = 32;
#else
template <class V> inline constexpr std::size_t register_count = sizeof(V) == 64 ? 32 : 16;
#endif

} // namespace simd

/// The lanes of a vec<float> in double: the low half, and the high half.
template <class A> struct wide { vec<double, A> low, high; };

template <class A> XACT_INLINE wide<A> widen(vec<float, A> x) noexcept {
    using batch = xsimd::batch<double, A>;
    if constexpr (requires(typename batch::register_type r) { simd::native::widen(x.native(), r, r); }) {
        typename batch::register_type low, high;
        simd::native::widen(x.native(), low, high);
        return {batch(low), batch(high)};
    } else {
        constexpr std::size_t half = batch::size;
        float lanes[2 * half];
        x.b.store_unaligned(lanes);
        double doubles[2 * half];
        for (std::size_t i = 0; i < 2 * half; ++i) doubles[i] = lanes[i];
        return {batch::load_unaligned(doubles), batch::load_unaligned(doubles + half)};
    }
}

/// Each lane rounded to float.
template <class A> XACT_INLINE vec<float, A> narrow(wide<A> x) noexcept {
    using batch = xsimd::batch<float, A>;
    if constexpr (requires { simd::native::narrow(x.low.native(), x.high.native()); }) {
        return batch(simd::native::narrow(x.low.native(), x.high.native()));
    } else {
        constexpr std::size_t half = batch::size / 2;
        double doubles[2 * half];
        x.low.b.store_unaligned(doubles);
        x.high.b.store_unaligned(doubles + half);
        float lanes[2 * half];
        for (std::size_t i = 0; i < 2 * half; ++i) lanes[i] = static_cast<float>(doubles[i]);
        return batch::load_unaligned(lanes);
    }
}

} // namespace v0
} // namespace xact
