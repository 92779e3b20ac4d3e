#pragma once

#include <algorithm>
#include <bit>
#include <concepts>

#include <xact/math/double_word.hpp>
#include <xact/math/far_angle.hpp>
#include <xact/math/far_angle_in_double.hpp>

namespace xact {
inline namespace v0 {
namespace math {

// sin r = r + r³·S(r²) and cos r = 1 - r²/2 + r⁴·C(r²) for |r| <= 0.8: S has degree 3, C 2 in float (2^-32.1, 2^-32.5),
// 6 and 5 in double (2^-62.8, 2^-63.5); script: tests/certificates/sincos.sollya.
// r is x less k·π/2, π/2 in three words (Cody and Waite). k·quarter_1 is so close to x that their difference is a
// number; two more products are subtracted in double words: |r| may be 2^-30 (float), 2^-60 (double), and r is still
// right to its second word. Farther out far_angle_in_double.hpp reduces floats, and far_angle.hpp doubles, lane by
// lane.
template <class T> struct sincos_coefficients;

template <> struct sincos_coefficients<float> {
    static constexpr float quarter_1 = 0x1.921fb6p0f, quarter_2 = -0x1.777a5cp-25f, quarter_3 = -0x1.ee59dap-50f,
                           inverse = 0x1.45f306p-1f;
    static constexpr std::array<float, 4> s{-0x1.555556p-3f, 0x1.11116p-7f, -0x1.a0439cp-13f, 0x1.76878cp-19f};
    static constexpr std::array<float, 3> c{0x1.555548p-5f, -0x1.6c0b08p-10f, 0x1.999a6cp-16f};
    static constexpr float farthest = 0x1p17f;    // where k·quarter_2 is below 2^-8, and no more than the grid of x
    static constexpr float negligible = 0x1p-30f; // below it sin x is x, and x³ must not be computed
};

template <> struct sincos_coefficients<double> {
    static constexpr double quarter_1 = 0x1.921fb54442d18p0, quarter_2 = 0x1.1a62633145c07p-54,
                            quarter_3 = -0x1.f1976b7ed8fbcp-110, inverse = 0x1.45f306dc9c883p-1;
    static constexpr std::array<double, 7> s{-0x1.5555555555555p-3, 0x1.111111111108fp-7,   -0x1.a01a01a007f31p-13,
                                             0x1.71de3a41d9f97p-19, -0x1.ae643fd56254bp-26, 0x1.61166a89c451dp-33,
                                             -0x1.a64997b490402p-41};
    static constexpr std::array<double, 6> c{0x1.5555555555548p-5,   -0x1.6c16c16c149a9p-10, 0x1.a01a019befa6bp-16,
                                             -0x1.27e4f77ebfeacp-22, 0x1.1ee98deec25efp-29,  -0x1.8f7e4238c5e71p-37};
    static constexpr double farthest = 0x1p26;
    static constexpr double negligible = 0x1p-60;
};

inline constexpr real quarter_turn{0x1.921fb54442d18p0, 0x1.1a62633145c07p-54};

/// Sine and cosine of one angle, each to 0.22 ulp before it is rounded.
template <class V> struct sine_and_cosine { dw<V> sin, cos; };

/// An angle as a multiple of π/2 and what is left. Its sine keeps its relative accuracy at every root, where the angle
/// was one number; where it was two, it is right to 2^-40 (float), 2^-95 (double) of the angle.
/// One whose sine or cosine is a result is short: what is left of it is rounded, in half the time.
template <class V, bool IsShort = false> class angle {
    using T = typename V::scalar;
    using constants = sincos_coefficients<T>;
    friend class angle<V, !IsShort>;

public:
    /// The angle x + Eighths·π/4.
    template <int Eighths = 0> static XACT_INLINE angle of(V x) noexcept {
        return of<Eighths, false>(dw<V>{x, V(T(0))}, [&] { return std::array<V, 1>{x}; });
    }
    template <int Eighths = 0> static XACT_INLINE angle of(dw<V> x) noexcept {
        return of<Eighths>(x, [&] { return std::array<V, 2>{x.hi, x.lo}; });
    }
    /// An angle that two words do not hold: x is what they can of it, words() the whole as a sum.
    template <int Eighths = 0, bool HasLow = true, class Words>
    static XACT_INLINE angle of(dw<V> x, const Words& words) noexcept {
        angle a = near<Eighths, HasLow>(x);
        const auto is_far = abs(x.hi) > V(constants::farthest);
        if (any(is_far)) {
            auto all = words();
            if constexpr (IsShort)
                for (V& word : all) word = flip_sign(word, x.hi);
            a.replace(is_far, far<Eighths>(all));
        }
        return a;
    }

    /// The angle x·factor; where that overflows, of the largest number of its sign: there x has no digit that counts.
    template <int Eighths = 0> static XACT_INLINE angle of_product(dw<V> x, dw<V> factor) noexcept {
        const dw<V> p = x * factor;
        return of<Eighths>(p, [&] {
            const V largest(std::numeric_limits<T>::max());
            const auto overflows = (abs(p.hi) > largest) & (abs(x.hi) <= largest);
            const V low = select(abs(p.hi) <= largest, p.lo, V(T(0)));
            return std::array<V, 2>{select(overflows, copysign(largest, p.hi), p.hi), low};
        });
    }
    template <int Eighths = 0> static XACT_INLINE angle of_product(V x, dw<V> factor) noexcept {
        return of_product<Eighths>(dw<V>{x, V(T(0))}, factor);
    }

    /// The angle q·π/2 for a q that is finite, |q| < 2^21.
    static XACT_INLINE angle of_quarters(V q) noexcept {
        angle a;
        a.argument_.hi = q;
        if constexpr (IsShort) q = abs(q);
        a.turns_ = q + shifter();
        const dw<V> rest = (q - (a.turns_ - shifter())) * as<V>(quarter_turn);
        a.set_rest(rest);
        if constexpr (!IsShort) {
            a.argument_ = rest;
            a.is_small_ = abs(q) < V(constants::negligible);
        }
        return a;
    }

    XACT_INLINE dw<V> sin() const noexcept requires(!IsShort) {
        return select(is_small_, argument_, fast_two_sum(words<false>()));
    }
    /// 0 for an angle below 2^-30 (float), 2^-60 (double): where its square is nothing beside it.
    XACT_INLINE dw<V> sin_unless_small() const noexcept requires(!IsShort) { return fast_two_sum(words<false>()); }
    XACT_INLINE dw<V> cos() const noexcept requires(!IsShort) { return fast_two_sum(words<true>()); }
    XACT_INLINE sine_and_cosine<V> both() const noexcept requires(!IsShort) { return {sin(), cos()}; }
    /// To 1.6 ulp, without fma to 1.7.
    XACT_INLINE V sin() const noexcept requires IsShort { return flip_sign(rounded<false>(), argument_.hi); }
    XACT_INLINE V cos() const noexcept requires IsShort { return rounded<true>(); }

private:
    static XACT_INLINE dw<V> fast_two_sum(dw<V> a) noexcept { return math::fast_two_sum(a.hi, a.lo); }

    /// Whether the multiple of π/2 is odd, and the sign that it gives sin or cos, as the sign of a number.
    XACT_INLINE typename V::condition is_odd() const noexcept { return has_lowest_bit(turns_); }
    template <bool Cosine> XACT_INLINE V sign() const noexcept {
        const V turns = Cosine ? turns_ + V(T(1)) : turns_;
        return V(simd::shift_left<8 * sizeof(T) - 2>(turns.b));
    }

    template <bool Cosine> XACT_INLINE V rounded() const noexcept {
        const V one(T(1)), half(T(0.5)), r = rest_.hi, beside_0 = without_subnormals(r), square = beside_0 * beside_0;
        const V s = fma(r, square * polynomial(square, constants::s), r);
        const V c = fma(square, fma(square, polynomial(square, constants::c), -half), one);
        return flip_sign(select(is_odd(), Cosine ? s : c, Cosine ? c : s), sign<Cosine>());
    }

    /// sin or cos, the words as they come: the second up to an eighth of the first.
    template <bool Cosine> XACT_INLINE dw<V> words() const noexcept {
        const V one(T(1)), half(T(0.5)), r = rest_.hi;
        const V square = r * r, square_error = product_error(r, r, square);
        const V sine_low = fma(square * r, polynomial(square, constants::s), rest_.lo * fnma(half, square, one));
        const V cosine = fnma(half, square, one);
        const V cosine_low = fma(square * square, polynomial(square, constants::c),
                                 fnma(r, rest_.lo, fnma(half, square_error, fnma(half, square, one - cosine))));
        const dw<V> s{r, sine_low}, c{cosine, cosine_low}, w = select(is_odd(), Cosine ? s : c, Cosine ? c : s);
        return {flip_sign(w.hi, sign<Cosine>()), flip_sign(w.lo, sign<Cosine>())};
    }

    XACT_INLINE void set_rest(dw<V> rest) noexcept {
        if constexpr (IsShort)
            rest_.hi = round(rest);
        else
            rest_ = rest;
    }

    template <int Eighths, bool HasLow> static XACT_INLINE angle near(dw<V> x) noexcept {
        angle a;
        a.argument_ = x;
        if constexpr (IsShort) {
            static_assert(Eighths == 0);
            a.template reduce_short<HasLow>(abs(x.hi), flip_sign(x.lo, x.hi));
        } else {
            a.is_small_ = Eighths == 0 ? abs(x.hi) < V(constants::negligible) : as_condition<V>(false);
            a.template reduce<Eighths, HasLow>();
        }
        return a;
    }

    XACT_INLINE void replace(typename V::condition is_far, const angle& far) noexcept {
        turns_ = select(is_far, far.turns_, turns_);
        rest_.hi = select(is_far, far.rest_.hi, rest_.hi);
        if constexpr (!IsShort) rest_.lo = select(is_far, far.rest_.lo, rest_.lo);
    }

    static XACT_INLINE V shifter() noexcept {
        return V(V::template exponent_shifter<1 - std::numeric_limits<T>::max_exponent>);
    }

    /// The first product with π/2 is subtracted exactly. Of one word the second one is with one rounding, so that what
    /// is left keeps its relative accuracy, and the third with another one that counts where the second did not. With a
    /// low word these are added first, to 2^-48 of the angle.
    template <bool HasLow> XACT_INLINE void reduce_short(V hi, V lo) noexcept {
        if constexpr (is_fused<V>) {
            const V q2(constants::quarter_2), q3(constants::quarter_3);
            turns_ = fma(hi, V(constants::inverse), shifter());
            const V k = turns_ - shifter(), first = fnma(k, V(constants::quarter_1), hi);
            if constexpr (HasLow) {
                const V correction = fnma(k, q2, lo);
                rest_.hi = (first + correction) + fnma(k, q3, fnma(k, q2, lo - correction));
            } else {
                rest_.hi = fnma(k, q3, fnma(k, q2, first));
            }
        } else {
            angle<V> a;
            a.argument_ = {hi, lo};
            a.is_small_ = as_condition<V>(false);
            a.template reduce<0, HasLow>();
            turns_ = a.turns_;
            rest_.hi = round(a.rest_);
        }
    }

    template <int Eighths, bool HasLow> XACT_INLINE void reduce() noexcept {
        static_assert(Eighths >= -1 && Eighths <= 1);
        const V zero(T(0)), q1(constants::quarter_1), q2(constants::quarter_2), q3(constants::quarter_3);
        const V high = select(is_small_, zero, argument_.hi);
        dw<V> x{high, HasLow ? select(is_small_, zero, argument_.lo) : zero};
        V k = zero;
        if constexpr (Eighths == 0) {
            turns_ = fma(high, V(constants::inverse), shifter());
            k = turns_ - shifter();
        } else {
            // A multiple of π/2 less or more a half. A small x is not on the grid of quarter_1: its digits below go
            // into the low word.
            const V part(T(0.5) * T(Eighths)), grid(T(1.5));
            turns_ = fma(high, V(constants::inverse), part) + shifter();
            k = (turns_ - shifter()) - part;
            const V coarse = select(abs(high) < V(T(0.5)), (high + grid) - grid, high);
            x = {coarse, (high - coarse) + x.lo};
        }
        V r = x.hi;
        if constexpr (is_fused<V>) {
            r = fnma(k, q1, r);
        } else {
            const V p = k * q1;
            r = (r - p) - product_error(k, q1, p);
        }
        const V p = k * q2, p_low = fma(k, q3, product_error(k, q2, p));
        if constexpr (HasLow || Eighths != 0) {
            // r is a multiple of the last place of what is added to it.
            const dw<V> correction = two_sum(x.lo, -p);
            const dw<V> sum = math::fast_two_sum(r, correction.hi);
            rest_ = {sum.hi, sum.lo + (correction.lo - p_low)};
        } else {
            const dw<V> sum = math::fast_two_sum(r, -p);
            rest_ = {sum.hi, sum.lo - p_low};
        }
    }

    /// Not always inlined, lest near angles wait for registers (measured: pinn_wavelet's slope took 1.17 times as
    /// long).
    template <int Eighths, std::size_t N> static angle far_apart(const std::array<V, N>& words) noexcept {
        return far_in_double<Eighths>(words);
    }
    /// The sum of the words.
    template <int Eighths, std::size_t N> static XACT_INLINE angle far(const std::array<V, N>& words) noexcept {
        if constexpr (std::same_as<T, double>)
            return far_by_lanes<Eighths>(words);
        else if constexpr (IsShort)
            return far_in_double<Eighths>(words);
        else
            return far_apart<Eighths>(words);
    }

    template <int Eighths, std::size_t N>
    static XACT_INLINE angle far_in_double(const std::array<V, N>& words) noexcept {
        using W = vec<double, typename V::arch>;
        const auto q = far_quarters<typename V::arch>::template of<Eighths>(words);
        const wide<typename V::arch> rest{q.rest.low * W(quarter_turn.hi), q.rest.high * W(quarter_turn.hi)};
        angle a;
        a.turns_ = V((q.turns.b & V(std::bit_cast<float>(3)).b) | shifter().b);
        a.rest_.hi = narrow(rest);
        if constexpr (!IsShort) {
            const wide<typename V::arch> hi = widen(a.rest_.hi);
            a.rest_.lo = narrow(wide<typename V::arch>{rest.low - hi.low, rest.high - hi.high});
        }
        a.rest_.hi = a.rest_.hi + (words[0] - words[0]); // NaN for an infinity
        return a;
    }

    template <int Eighths, std::size_t N> static angle far_by_lanes(const std::array<V, N>& words) noexcept {
        T lanes[N][V::size], hi[V::size], lo[V::size], whole[V::size];
        for (std::size_t n = 0; n < N; ++n) words[n].b.store_unaligned(lanes[n]);
        for (std::size_t i = 0; i < V::size; ++i) {
            whole[i] = lo[i] = 0, hi[i] = std::numeric_limits<T>::quiet_NaN();
            const auto is_number = [i](const T(&word)[V::size]) {
                return std::abs(word[i]) <= std::numeric_limits<T>::max();
            };
            if (!std::all_of(lanes, lanes + N, is_number)) continue;
            turn sum{Eighths < 0 ? std::uint64_t(7) << 61 : std::uint64_t(Eighths) << 61, 0};
            for (std::size_t n = 0; n < N; ++n) sum = sum + turn_of(lanes[n][i]);
            const quarter_turns q = in_quarters(sum);
            whole[i] = q.whole, hi[i] = q.hi, lo[i] = q.lo;
        }
        using batch = typename V::batch;
        angle a;
        a.turns_ = V(batch::load_unaligned(whole)) + shifter();
        a.set_rest(dw<V>{V(batch::load_unaligned(hi)), V(batch::load_unaligned(lo))} * as<V>(quarter_turn));
        return a;
    }

    V turns_;        // the multiple in the low bits, which count
    dw<V> rest_;     // at most 0.8; of a short angle's magnitude, its first word
    dw<V> argument_; // the angle, which is its own sine where it is small; of a short one what has its sign
    typename V::condition is_small_;
};

template <class V> using short_angle = angle<V, true>;

/// f of the angle factor·x, for a functor's parameter. An x that nothing multiplies is one word.
template <class V, class P, class F> XACT_INLINE V of_short_angle(V x, P factor, const F& f) noexcept {
    return either(
        is_one<V>(factor), [&]() XACT_INLINE_LAMBDA { return f(short_angle<V>::of(x)); },
        [&]() XACT_INLINE_LAMBDA { return f(short_angle<V>::of_product(x, exact<V>(factor))); });
}
/// sin(factor·x) and cos(factor·x).
template <class V, class P> XACT_INLINE V sine_of_product(V x, P factor) noexcept {
    return of_short_angle(x, factor, [](const auto& a) XACT_INLINE_LAMBDA { return a.sin(); });
}
template <class V, class P> XACT_INLINE V cosine_of_product(V x, P factor) noexcept {
    return of_short_angle(x, factor, [](const auto& a) XACT_INLINE_LAMBDA { return a.cos(); });
}

} // namespace math
} // namespace v0
} // namespace xact
