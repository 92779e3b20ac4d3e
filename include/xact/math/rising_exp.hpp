#pragma once

#include <limits>

#include <xact/math/exp.hpp>

namespace xact {
inline namespace v0 {
namespace math {

/// Whether 1 + e^a is cheap in one word: from short powers in float, and in double, where there are 4 ulp to spend.
template <class V>
inline constexpr bool has_rising_exp = has_short_exp<V> || (is_fused<V> && sizeof(typename V::scalar) == 8);

/// e^a·2^-Bias = power·(1 + rest) for a >= 0. From `limit` on it is infinite, so that what is divided by it is 0, not a
/// subnormal number.
template <class V, int Bias = 0> struct rising_exp {
    using T = typename V::scalar;
    static constexpr T limit = sizeof(T) == 4 ? T(Bias == 0 ? 88.735 : 110.916) : T(Bias == 0 ? 709.8 : 798.6),
                       unit = 1 / (Bias == 0 ? T(1) : falling_unit<T>);
    static_assert(Bias == 0 || Bias == falling_bias<T>);

    V power, rest;

    rising_exp() = default;
    XACT_INLINE explicit rising_exp(V a) noexcept {
        make(a, [](V r) XACT_INLINE_LAMBDA { return r; });
    }
    XACT_INLINE explicit rising_exp(dw<V> a) noexcept {
        make(a.hi, [lo = a.lo](V r) XACT_INLINE_LAMBDA { return r + lo; });
    }

    /// Of a·b, unrounded, b in steps as short_exp_of_steps takes it.
    static XACT_INLINE rising_exp of_steps(V a, dw<V> b) noexcept {
        const V sum = at_most(V(last), fma(a, b.hi, V(shifter)));
        rising_exp e;
        e.power = short_exp_power(sum), e.rest = short_exp_rest_of_steps(a, b, sum, V(shifter));
        return e;
    }

    /// (1 + e^a)·2^-Bias: the larger number is added last, so that hardly more than that is rounded.
    XACT_INLINE V with_one() const noexcept { return power + fma(power, rest, V(unit)); }
    /// The same in two words, where it is finite.
    XACT_INLINE dw<V> pair_with_one() const noexcept { return fast_two_sum(power, fma(power, rest, V(unit))); }

private:
    static constexpr T shifter = has_short_exp<V> ? T(short_exp_shifter<V, -Bias>) : T(0),
                       last = shifter + T(V::size * (Bias + 128) - 1);

    /// The sum stays where the power is finite, and leaves to the rest what lies beyond.
    template <class AddLow> XACT_INLINE void make(V a, AddLow add_low) noexcept {
        if constexpr (has_short_exp<V>) {
            const V sum = at_most(V(last), short_exp_sum(a, V(shifter)));
            power = short_exp_power(sum);
            rest = short_exp_rest(short_exp_remainder(a, sum - V(shifter)) + add_low(short_exp_offset(sum)));
        } else {
            using c = exp_coefficients<T>;
            constexpr T place = V::template exponent_shifter<-Bias>;
            constexpr T highest = place + T(std::numeric_limits<T>::max_exponent - 1 + Bias);
            const V sum = at_most(V(highest), fma(a, V(c::log2e), V(place))), k = sum - V(place);
            const V r = add_low(fnma(k, V(c::ln2_2), fnma(k, V(c::ln2_1), a)));
            power = pow2_of_sum(sum), rest = exp_excess_plus<rest_right::beside_one>(r, r);
        }
    }
};

} // namespace math
} // namespace v0
} // namespace xact
