#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <string_view>
#include <tuple>

#include <xact/core/reduce.hpp>
#include <xact/core/register_row.hpp>
#include <xact/core/rowwise.hpp>
#include <xact/math/falling.hpp>
#include <xact/math/fast_row_exp.hpp>
#include <xact/math/product.hpp>

/// What the functions made of e^score share: scores as differences to the largest one, their sums and quotients, and
/// the gradients of these.

namespace xact {
inline namespace v0 {
namespace detail {

/// a·b and a + b in twice the precision of double.
inline math::real real_product(double a, math::real b) {
    const double p = a * b.hi;
    return {p, std::fma(a, b.hi, -p) + a * b.lo};
}
inline math::real real_sum(math::real a, math::real b) {
    const double s = a.hi + b.hi, t = s - a.hi;
    const double low = ((a.hi - (s - t)) + (b.hi - t)) + (a.lo + b.lo), rounded = s + low;
    return {rounded, low - (rounded - s)};
}

/// A factor of the whole row, significand·2^exponent with a significand of magnitude 1/2 to 1. 0 is a number so small
/// that its product with any finite one is 0, and with an infinite one infinite.
template <class V> struct row_factor {
    math::real significand{0.5};
    int exponent = 1;
    bool is_one = true;

    math::dw<V> words() const { return math::as<V>(significand); }

    bool is_moderate() const { return std::abs(exponent) < 60; }
    /// Above 0, and so that the third power is a float.
    bool is_usual() const { return significand.hi > 0 && std::abs(exponent) < 40; }

    /// For moderate exponents.
    XACT_INLINE double power() const { return std::bit_cast<double>(std::uint64_t(1023 + exponent) << 52); }
    XACT_INLINE math::real value() const { return {significand.hi * power(), significand.lo * power()}; }

    explicit row_factor(math::real f) {
        if (f.hi == 1 && f.lo == 0) return;
        is_one = false;
        const double hi = f.hi == 0 ? 0.5 : std::frexp(f.hi, &exponent);
        significand = {hi, std::ldexp(f.lo, -exponent)};
        if (f.hi == 0) exponent = -5000;
    }

    /// 1/τ for any τ > 0.
    static row_factor reciprocal(double tau) {
        row_factor r(math::real{1});
        if (tau == 1) return r;
        r.is_one = false;
        const math::real inverse = math::inverse_of(std::frexp(tau, &r.exponent));
        r.significand = {inverse.hi / 2, inverse.lo / 2};
        r.exponent = 1 - r.exponent;
        return r;
    }
};

/// unit·e^z for z <= 0: as a multiple of 1/unit no e underflows that is not 0 beside a sum that has a 1 in it.
template <class V> struct falling_row {
    using T = typename V::scalar;
    using c = math::exp_coefficients<T>;

    static constexpr T unit = math::falling_unit<T>;

    /// From here on exp() is 0; with an fma because a power of two is.
    static constexpr T lowest = math::is_fused<V> ? -math::falling_limit<T> : math::exp_coefficients<T>::lowest;

    /// z as far as it counts.
    static XACT_INLINE math::dw<V> bounded(math::dw<V> z) noexcept {
        return {at_least(V(lowest), z.hi), select(z.hi >= V(lowest), z.lo, V(0))};
    }

    /// For z from `lowest` to 2^-15, to 1.5 ulp.
    static XACT_INLINE V exp(math::dw<V> z) noexcept {
        if constexpr (math::is_fused<V>) {
            const V sum = fma(z.hi, V(c::log2e), shifter()), k = sum - shifter();
            return exp_of_parts(sum, k, fnma(k, V(c::ln2_1), z.hi) + z.lo);
        } else {
            const auto [significand, exponent] = math::exp(z);
            return math::round(math::scaled<V>{significand, exponent + V(T(math::falling_bias<T>))});
        }
    }

    /// A reference close to m, where |m| is below `near`: for x - reference from `lowest` on, reference + k·ln2_1 is a
    /// number of T for the integer k nearest to (x - reference)/ln 2.
    static constexpr T near = T(sizeof(T) == 4 ? 128 : 4096);
    static T reference(T m) noexcept {
        constexpr T shifter = 3 * near; // whose last place is that of ln2_1, 2^-15 or 2^-39
        return (m + shifter) - shifter;
    }
    static constexpr T reference_step = near * std::numeric_limits<T>::epsilon() * 2;
    /// The same but for 0, from which a tiny x would differ by a number whose square is subnormal: exp() rounds it
    /// away.
    template <class N> static XACT_INLINE N away_from_zero(N reference) noexcept {
        return reference - N(math::far_below_one<T>);
    }
    /// exp of x - reference, with its bits.
    static XACT_INLINE V exp_near(V x, V reference) noexcept {
        const V sum = fma(x - reference, V(c::log2e), shifter()), k = sum - shifter();
        return exp_of_parts(sum, k, x - fma(k, V(c::ln2_1), reference));
    }

    /// exp of f·x - (reference + low) in the same way, for the words f of a usual factor and a reference(f·m).
    static XACT_INLINE V exp_near(V x, math::dw<V> f, V reference, V low) noexcept {
        const V sum = fma(fma(f.hi, x, -reference), V(c::log2e), shifter()), k = sum - shifter();
        return exp_of_words(sum, k, fma(f.hi, x, fnma(k, V(c::ln2_1), -reference)), fma(f.lo, x, -low));
    }
    /// exp of z - reference.
    static XACT_INLINE V exp_near(math::dw<V> z, V reference) noexcept {
        const V sum = fma((z.hi - reference) + z.lo, V(c::log2e), shifter()), k = sum - shifter();
        return exp_of_words(sum, k, z.hi - fma(k, V(c::ln2_1), reference), z.lo);
    }

private:
    /// With no more roundings than exp_of_parts(), since what the first word leaves is added last.
    static XACT_INLINE V exp_of_words(V sum, V k, V difference, V low) noexcept {
        const V rest = fnma(k, V(c::ln2_2), low), r = difference + rest, power = pow2_of_sum(sum);
        return fma(power, difference + fma(r * r, math::polynomial(r, c::q), rest), power);
    }

    static XACT_INLINE V shifter() noexcept { return V(V::template exponent_shifter<math::falling_bias<T>>); }

    /// From k + shifter, k and the difference of the argument to k·ln2_1.
    static XACT_INLINE V exp_of_parts(V sum, V k, V difference) noexcept {
        const V r = fnma(k, V(c::ln2_2), difference), power = pow2_of_sum(sum);
        return fma(power, fma(r * r, math::polynomial(r, c::q), r), power);
    }
};

/// f·(x - reference) without the rounding of the difference, which e^z would magnify by |z|, but not below `lowest`.
/// The reference is the largest x = m, or a number close to it. `Near`: f is 1 and |m| is small, so that x - reference
/// need not be known in two words.
template <class V, bool Near> class shifted {
    using T = typename V::scalar;

public:
    shifted(T m, const row_factor<V>& f) : reference_(m), factor_(f.words()) {
        // Halves keep a difference from overflowing that a small factor makes small again.
        const bool is_small = f.exponent < 0;
        const int bias = std::numeric_limits<T>::max_exponent - 2;
        const int exponent = std::clamp(f.exponent + (is_small ? 1 : 0), -2 * bias, 2 * bias);
        half_ = T(is_small ? 0.5 : 1);
        power_[0] = std::ldexp(T(1), exponent / 2), power_[1] = std::ldexp(T(1), exponent - exponent / 2);
    }

    T reference() const noexcept { return reference_; }

    /// unit·e^z.
    XACT_INLINE V exp(V x) const noexcept { return falling_row<V>::exp((*this)(x)); }

    XACT_INLINE math::dw<V> operator()(V x) const noexcept { return falling_row<V>::bounded(difference(x)); }

    /// Without a bound.
    XACT_INLINE math::dw<V> difference(V x) const noexcept {
        return math::times_power(math::times_power(halves(x), V(power_[0])), V(power_[1]));
    }

    /// f·(x - m) to 2 ulp.
    XACT_INLINE V rounded(V x) const noexcept {
        const math::dw<V> product = halves(x);
        const V r = math::round(product);
        return (select(r == r, r, product.hi) * V(power_[0])) * V(power_[1]);
    }

private:
    XACT_INLINE math::dw<V> halves(V x) const noexcept {
        return math::two_sum(x * V(half_), -V(reference_ * half_)) * factor_;
    }

    T reference_, half_;
    T power_[2];
    math::dw<V> factor_;
};

template <class V> class shifted<V, true> {
    using T = typename V::scalar;

public:
    static XACT_INLINE bool is_near(T m) { return std::abs(m) < falling_row<V>::near; }

    explicit shifted(T m)
        : m_(m), reference_(falling_row<V>::reference(m)), exp_reference_(falling_row<V>::away_from_zero(reference_)) {}

    T reference() const noexcept { return reference_; }

    XACT_INLINE V exp(V x) const noexcept {
        if constexpr (math::is_fused<V>)
            return falling_row<V>::exp_near(bounded(x), V(exp_reference_));
        else
            return falling_row<V>::exp((*this)(x));
    }
    XACT_INLINE V exp_of_score(V s) const noexcept { return exp(s); }
    XACT_INLINE math::dw<V> operator()(V x) const noexcept { return math::two_sum(bounded(x), -V(reference_)); }
    XACT_INLINE V rounded(V x) const noexcept { return x - V(m_); }

private:
    XACT_INLINE V bounded(V x) const noexcept { return at_least(V(reference_ + falling_row<V>::lowest), x); }

    T m_, reference_, exp_reference_;
};

/// f·x less the larger of f·m and the sink, which is small, for a usual factor.
template <class V> class near_scaled {
    using T = typename V::scalar;
    using row = falling_row<V>;

public:
    template <class Sink>
    near_scaled(T m, const row_factor<V>& f, Sink sink)
        : m_(m), factor_(math::times_power(f.words(), V(static_cast<T>(f.power())))) {
        math::real top = real_product(double(m), f.value());
        if (sink.largest(top.hi) != top.hi) top = {sink.largest(top.hi), 0};
        const T near = row::reference(static_cast<T>(top.hi));
        reference_ = row::away_from_zero(near), low_ = static_cast<T>((top.hi - double(near)) + top.lo);
        lowest_score_ = near + row::lowest, lowest_ = static_cast<T>(double(lowest_score_) / f.value().hi);
    }

    T reference() const noexcept { return m_; }

    XACT_INLINE V exp(V x) const noexcept { return exp(at_least(V(lowest_), x), factor_); }
    XACT_INLINE V exp_of_score(V s) const noexcept { return exp(at_least(V(lowest_score_), s), {V(1), V(0)}); }
    XACT_INLINE V rounded(V x) const noexcept { return math::round_product(x - V(m_), factor_); }

private:
    XACT_INLINE V exp(V x, math::dw<V> factor) const noexcept {
        return row::exp_near(x, factor, V(reference_), row::away_from_zero(V(low_)));
    }

    T m_, reference_, low_, lowest_, lowest_score_;
    math::dw<V> factor_;
};

/// f·x + g·b less a small top for usual factors, f above 0. The reference is not below the top, so that the largest
/// e^z, which outweighs the others in many a row, is not above 1 where it would be rounded by twice as much (3.9 ulp).
template <class V> class near_biased {
    using T = typename V::scalar;
    using row = falling_row<V>;

public:
    near_biased(T top, math::dw<V> f, math::dw<V> g)
        : reference_(row::reference(top + row::reference_step)),
          exp_reference_(row::away_from_zero(reference_)),
          x_(f),
          b_(g) {}

    XACT_INLINE V exp(V x, V b) const noexcept {
        const V u = x_.hi * x, v = b_.hi * b, of_u = fma(x_.lo, x, fma(x_.hi, x, -u));
        const math::dw<V> s = math::two_sum(u, v);
        return exp({s.hi, s.lo + (of_u + fma(b_.lo, b, fma(b_.hi, b, -v)))});
    }
    XACT_INLINE V exp_of_score(V s) const noexcept { return exp({s, V(0)}); }

private:
    XACT_INLINE V exp(math::dw<V> z) const noexcept {
        const V hi = at_least(V(reference_ + row::lowest), z.hi);
        return row::exp_near(math::dw<V>{hi, select(hi == z.hi, z.lo, V(0))}, V(exp_reference_));
    }

    T reference_, exp_reference_;
    math::dw<V> x_, b_;
};

/// The same where the factor is 1 and |m| of any size.
template <class V> class unscaled {
    using T = typename V::scalar;

public:
    explicit unscaled(T m) : reference_(m) {}

    T reference() const noexcept { return reference_; }

    XACT_INLINE V exp(V x) const noexcept { return falling_row<V>::exp((*this)(x)); }
    XACT_INLINE math::dw<V> operator()(V x) const noexcept {
        return falling_row<V>::bounded(math::two_sum(x, -V(reference_)));
    }
    XACT_INLINE V rounded(V x) const noexcept { return x - V(reference_); }

private:
    T reference_;
};

/// The same in the fast tier, with the nearest power of two instead of e^m.
template <class V> class fast_shifted {
public:
    explicit fast_shifted(float m) : m_(m), exponent_(nearest(m)), exp_(exponent_) {}

    /// m less the logarithm of the power, as exp() has it.
    double beyond_power() const noexcept { return double(m_) - double(exponent_) * math::fast_row_exp<V>::ln2; }

    XACT_INLINE V exp(V x) const noexcept { return exp_(x); }
    XACT_INLINE V exp_of_score(V s) const noexcept { return exp_(s); }
    XACT_INLINE V rounded(V x) const noexcept { return x - V(m_); }

    static float nearest(float m) noexcept {
        constexpr float shifter = 0x1.8p23f;
        return (m * math::exp_coefficients<float>::log2e + shifter) - shifter;
    }

private:
    float m_, exponent_;
    math::fast_row_exp<V> exp_;
};
/// The same from differences to a finite m of at least `farther`, with which those that count are exact.
template <class V> class fast_far_shifted {
public:
    static constexpr float farther = 208;

    explicit fast_far_shifted(float m) : m_(m) {}

    static double beyond_power() noexcept { return 0; }

    XACT_INLINE V exp(V x) const noexcept { return exp_(rounded(x)); }
    XACT_INLINE V exp_of_score(V s) const noexcept { return exp(s); }
    XACT_INLINE V rounded(V x) const noexcept { return x - V(m_); }

private:
    float m_;
    math::fast_row_exp<V> exp_{0};
};
template <class V> class fast_near_scaled {
public:
    template <class Sink>
    fast_near_scaled(float m, const row_factor<V>& f, Sink sink)
        : m_(m),
          factor_(f.value().hi),
          exponent_(fast_shifted<V>::nearest(static_cast<float>(sink.largest(double(m) * factor_)))),
          exp_(exponent_, factor_) {}

    double beyond_power() const noexcept {
        return double(m_) * factor_ - double(exponent_) * math::fast_row_exp<V>::ln2;
    }

    XACT_INLINE V exp(V x) const noexcept { return exp_(x); }
    XACT_INLINE V exp_of_score(V s) const noexcept { return math::fast_row_exp<V>(exponent_)(s); }
    XACT_INLINE V rounded(V x) const noexcept { return (x - V(m_)) * V(static_cast<float>(factor_)); }

private:
    float m_;
    double factor_;
    float exponent_;
    math::fast_row_exp_of_multiples<V> exp_;
};

/// Calls row(shifted) with the kind of shifted that m and the factor ask for.
template <class V, class Row> void with_shifted(typename V::scalar m, const row_factor<V>& f, const Row& row) {
    if (!f.is_one)
        row(shifted<V, false>(m, f));
    else if (shifted<V, true>::is_near(m))
        row(shifted<V, true>(m));
    else
        row(unscaled<V>(m));
}

/// The score that is x.
struct own_score {
    template <class V> XACT_INLINE V operator()(V x) const noexcept { return x; }
};

/// A row whose largest score(in...), m, is not a finite number: the limit where exactly one is +inf - `on` there, `off`
/// elsewhere -, else NaN. Skip: scores of -inf do not count, and are `off` whatever the others are. Inputs of 0 have a
/// finite score.
template <bool Skip, class V, class Score, class Y, class... In>
XACT_LOOP void softmax_limit(typename V::scalar m, const Score& shared, typename V::scalar on, typename V::scalar off,
                             std::size_t n, Y* y, const In*... in) {
    using T = typename V::scalar;
    constexpr T infinity = std::numeric_limits<T>::infinity(), nan = std::numeric_limits<T>::quiet_NaN();
    const Score score = shared;
    row_state<V, row_sum<V>> state{};
    const auto infinite = [&](row_sum<V>&, auto... v) XACT_INLINE_LAMBDA {
        const V s = score(v...);
        return select(s == V(infinity), V(T(1)), select(s == s, V(T(0)), s));
    };
    if (m == infinity) row_pass_here<V>(infinite, state, n, T(0), outputs<>(), inputs<In...>(in...));
    const bool is_one = finite_total<V>(state) == 1, is_gone = Skip && m == -infinity;
    const auto limit = [&, at_top = V(is_one ? on : nan), elsewhere = V(is_one || is_gone ? off : nan),
                        off = V(off)](auto... v) XACT_INLINE_LAMBDA {
        const V s = score(v...), other = Skip ? select(s == V(-infinity), off, elsewhere) : elsewhere;
        return select(s == V(infinity), at_top, other);
    };
    transform_here<V>(limit, n, outputs<Y>(y), inputs<In...>(in...));
}

/// y = e^z/(Σ e^z + w) for scores z(in...) less the largest, and unit·w. Errors: 3.5 ulp at any row length.
template <class V, class Z, class Y, class... In>
void softmax_of(const Z& z, math::dw<V> beside, std::size_t n,
                const std::array<typename V::scalar, sizeof...(In)>& padding, Y* y, const In*... in) {
    using T = typename V::scalar;
    // Only y of the arithmetic type can hold e^z between the passes; a narrower one would round twice.
    constexpr bool keeps = std::same_as<T, Y>;
    row_state<V, row_sum<V>> state{};
    const auto term = [z](row_sum<V>&, auto... v) { return z.exp(v...); };
    if constexpr (keeps)
        row_pass<V>(term, state, n, padding, outputs<Y>(y), inputs<In...>(in...));
    else
        row_pass<V>(term, state, n, padding, outputs<>(), inputs<In...>(in...));
    const math::dw<V> inverse = inverse_total<V>(state, beside);
    if constexpr (keeps)
        transform<V>([inverse](V e) { return math::round_product(e, inverse); }, n, outputs<Y>(y), inputs<Y>(y));
    else
        transform<V>([inverse, z](auto... v) { return math::round_product(z.exp(v...), inverse); }, n, outputs<Y>(y),
                     inputs<In...>(in...));
}

/// Scores that count as more than anything where they are NaN, which a largest one would pass over. Without Skip that
/// changes nothing: a NaN spreads over the row in any case.
template <bool Skip, class V> XACT_INLINE V nan_above_all(V s) noexcept {
    return Skip ? select(s == s, s, V(std::numeric_limits<typename V::scalar>::infinity())) : s;
}

/// A finite score beside those of the row, which takes its part of the sum.
struct sink_score {
    double score;

    XACT_INLINE double largest(double m) const noexcept { return std::max(m, score); }
    template <class W> XACT_INLINE W largest(W m) const noexcept { return at_least(W(score), m); }
};
/// What stands beside the sum as a multiple of the largest e^score.
struct largest_share {
    double share;

    template <class N> XACT_INLINE N largest(N m) const noexcept { return m; }
    template <class Z, class V> XACT_INLINE V term(const Z& z, V m) const noexcept {
        return V(static_cast<typename V::scalar>(share)) * z.exp(m);
    }
};
struct no_sink {
    template <class T> XACT_INLINE T largest(T m) const noexcept { return m; }
};

/// What the scores of a row are: `of` makes them of the inputs, of which the first is x. Skip: there are elements that
/// do not count, whose scores are -inf.
template <bool Skip = false, class Of = own_score, class Sink = no_sink> struct row_scores {
    static constexpr bool skips = Skip;

    Of of{};
    Sink sink{};
};
/// Those of f·x for a usual f.
template <class V, class Sink> struct scaled_row_scores : row_scores<false, own_score, Sink> { row_factor<V> factor; };

/// Those of f·x + g·b for usual factors, of which `of` only rounds the largest.
template <class V> struct biased_score {
    math::dw<V> x, b;

    XACT_INLINE V operator()(V v, V w) const noexcept { return fma(x.hi, v, b.hi * w); }
};
template <class V, class Sink> using biased_row_scores = row_scores<false, biased_score<V>, Sink>;

/// All passes over a row of the arithmetic type in one function, where the largest score is close to 0
/// (Shifted::is_near), and of long ones in the fast tier also where it is not; else it returns false, and y is not
/// written. Kind says what is summed, and what is made of the sums.
template <class V, class Kind, class Scores = row_scores<>> struct near_row {
    static constexpr bool is_scaled = requires(Scores s) { s.factor; };
    static constexpr bool is_biased = requires(Scores s) { s.of.b; };
    using Shifted = std::conditional_t<is_biased, near_biased<V>, typename Kind::template shifted_type<V, is_scaled>>;
    using T = typename V::scalar;
    using state_type = typename Kind::template state<V>;

    static constexpr bool has_far = std::same_as<Shifted, fast_shifted<V>>;
    static constexpr double near = has_far ? double(fast_far_shifted<V>::farther) : double(falling_row<V>::near);
    static constexpr T nothing = -std::numeric_limits<T>::infinity();

    Scores scores{};

    template <class... In> XACT_INLINE bool compute(T* y, std::size_t n, std::size_t whole, const In*... in) const {
        if constexpr (!is_biased)
            if (fits_registers<V>(n)) return of_short_row(y, n, in...);
        return of_row(y, n, whole, in...);
    }

    /// The same of short rows of float, groups of them, with those of a second input, or how many elements count.
    template <class... Second>
    XACT_LOOP bool compute_rows(const T* x, T* y, std::size_t n, std::size_t rows, Second... second) const {
        return with_blocks<V>(n, [&](auto blocks) XACT_INLINE_LAMBDA {
            using row = register_row<V, blocks>;
            constexpr std::size_t length = blocks * row_block<V>;
            const auto each = [&](const auto& f, std::size_t r) XACT_INLINE_LAMBDA {
                const row v(x + r * n, n, nothing);
                if constexpr (sizeof...(Second) == 0)
                    return each_of(f, v);
                else if constexpr ((std::same_as<decltype(second(r)), std::size_t> && ...))
                    return each_of(f, (..., first_of(v, second(r))));
                else
                    return each_of(f, v, row(second(r), n, T(0))...);
            };
            const auto scores_of = [&](std::size_t r) XACT_INLINE_LAMBDA { return each(scores.of, r); };
            row_lanes<W> lanes;
            double m[rows_at_once<V>];
            auto is_near = W(0) == W(0);
            for (std::size_t r = 0; r < rows; ++r) {
                if (!lanes.add(r, each_of(order, scores_of(r)).wide_largest())) continue;
                const W top = lanes.largest();
                simd::store(top, m + lanes.first(r));
                is_near = is_near & (math::abs(largest_of(top)) < W(near));
            }
            if (any(!is_near)) return false;
            alignas(64) T terms[rows_at_once<V> * length];
            typename Kind::template row_results<V> results;
            const auto shifted_of = [&](std::size_t r) XACT_INLINE_LAMBDA { return shifted_by(static_cast<T>(m[r])); };
            for (std::size_t r = 0; r < rows; ++r) {
                const Shifted z = shifted_of(r);
                row_state<V, state_type> state{};
                const auto terms_of_row = [&]() XACT_INLINE_LAMBDA {
                    if constexpr (is_biased)
                        return each([&](V v, V w) XACT_INLINE_LAMBDA { return z.exp(v, w); }, r);
                    else
                        return scores_of(r).with_state(state, [&](state_type& s, V v) XACT_INLINE_LAMBDA {
                            return Kind::term(z, static_cast<T>(m[r]), s, v);
                        });
                };
                const row e = terms_of_row();
                e.sum_to(state);
                add_sink(z, static_cast<T>(m[r]), state);
                if constexpr (Kind::keeps) e.store(terms + r * length, length);
                results.add(r, state, z, m[r]);
            }
            for (std::size_t r = 0; r < rows; ++r)
                each_of(results.body(r, shifted_of(r)), Kind::keeps ? row(terms + r * length, length, 0) : scores_of(r))
                    .store(y + r * n, n);
            return true;
        });
    }

private:
    using W = double_lanes<V>;

    /// The first elements of a row; -inf for the others.
    template <class Row> static XACT_INLINE Row first_of(const Row& v, std::size_t valid) {
        alignas(64) static constexpr auto numbers = [] {
            std::array<T, blocks_in_registers<V> * row_block<V>> all{};
            for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<T>(i);
            return all;
        }();
        return each_of([end = V(static_cast<T>(valid))](V s, V i)
                           XACT_INLINE_LAMBDA { return select(i < end, s, V(nothing)); },
                       v, Row(numbers.data(), numbers.size(), T(0)));
    }

    template <std::size_t N> static constexpr std::array<T, N> padding() {
        std::array<T, N> all{};
        all[0] = nothing;
        return all;
    }

    static constexpr auto order = [](V s) XACT_INLINE_LAMBDA { return nan_above_all<Scores::skips>(s); };

    /// The largest score, the sink included, of that of a row, or of the largest x where there is a factor.
    template <class N> XACT_INLINE N largest_of(N m) const {
        if constexpr (is_scaled)
            return scores.sink.largest(N(m * N(scores.factor.value().hi)));
        else
            return scores.sink.largest(m);
    }
    static XACT_INLINE bool is_near_zero(double score) { return std::abs(score) < near; }
    XACT_INLINE Shifted shifted_by(T m) const {
        if constexpr (is_scaled)
            return Shifted(m, scores.factor, scores.sink);
        else if constexpr (is_biased)
            return Shifted(static_cast<T>(largest_of(double(m))), scores.of.x, scores.of.b);
        else
            return Shifted(static_cast<T>(largest_of(double(m))));
    }

    template <class Z, class State, class... W>
    static XACT_INLINE V term(const Z& z, T m, State& state, const auto& of, W... v) noexcept {
        if constexpr (is_biased)
            return z.exp(v...);
        else
            return Kind::term(z, m, state, of(v...));
    }

    template <class Z> XACT_INLINE void add_sink(const Z& z, T m, row_state<V, state_type>& state) const {
        static constexpr auto in_one_lane = [] {
            std::array<T, V::size> lanes{};
            lanes[0] = 1;
            return lanes;
        }();
        const auto add = [&](V e) XACT_INLINE_LAMBDA { state[0].sum.add(e * simd::load<V>(in_one_lane.data())); };
        if constexpr (requires { scores.sink.score; }) {
            // What the score has beyond T counts by itself; beyond the largest number it would be infinite.
            const double score = std::max(scores.sink.score, -0x1p100);
            const T rounded = static_cast<T>(score);
            const V e = z.exp_of_score(V(rounded));
            add(fma(e, V(static_cast<T>(score - double(rounded))), e));
        }
        if constexpr (requires { scores.sink.share; }) add(scores.sink.term(z, V(m)));
        (void)m;
    }

    template <class... In> XACT_LOOP bool of_short_row(T* y, std::size_t n, const In*... in) const {
        return with_blocks<V>(n, [&](auto blocks) XACT_INLINE_LAMBDA {
            using row = register_row<V, blocks>;
            const auto of_inputs = [&]<std::size_t... I>(std::index_sequence<I...>) XACT_INLINE_LAMBDA {
                return each_of(scores.of, row(in, n, I == 0 ? nothing : T(0))...);
            };
            const row v = of_inputs(std::index_sequence_for<In...>{});
            const T m = each_of(order, v).largest();
            if (!is_near_zero(largest_of(double(m)))) return false;
            const Shifted z = shifted_by(m);
            row_state<V, state_type> state{};
            const auto terms =
                v.with_state(state, [&](state_type& s, V e) XACT_INLINE_LAMBDA { return Kind::term(z, m, s, e); });
            terms.sum_to(state);
            add_sink(z, m, state);
            each_of(Kind::template finish<V>(z, m, state), Kind::keeps ? terms : v).store(y, n);
            return true;
        });
    }

    template <class... In> XACT_LOOP bool of_row(T* y, std::size_t n, std::size_t whole, const In*... in) const {
        const auto of = scores.of;
        constexpr auto outside = padding<sizeof...(In)>();
        const auto ordered = [&](auto... v) XACT_INLINE_LAMBDA { return order(of(v...)); };
        const T m = maximum_here<V>(ordered, n, outside, inputs<In...>(in...));
        const double largest = largest_of(double(m));
        if (is_near_zero(largest)) return finish_row(shifted_by(m), m, y, n, whole, in...);
        if constexpr (has_far)
            if (std::abs(largest) <= double(std::numeric_limits<T>::max()))
                return of_far_row(largest, m, y, n, whole, in...);
        return false;
    }
    template <class... In>
    XACT_LOOP bool of_far_row(double largest, T m, T* y, std::size_t n, std::size_t whole, const In*... in) const {
        return finish_row(fast_far_shifted<V>(static_cast<T>(largest)), m, y, n, whole, in...);
    }

    template <class Z, class... In>
    XACT_INLINE bool finish_row(const Z& z, T m, T* y, std::size_t n, std::size_t whole, const In*... in) const {
        const auto of = scores.of;
        constexpr auto outside = padding<sizeof...(In)>();
        row_state<V, state_type> state{};
        const auto summand = [&](state_type& s, auto... v) XACT_INLINE_LAMBDA { return term(z, m, s, of, v...); };
        const auto pass = [&](auto out) XACT_INLINE_LAMBDA {
            row_pass_by<V, loop::callers>(summand, state, n, outside, out, inputs<In...>(in...));
        };
        if constexpr (Kind::keeps)
            pass(outputs<T>(y));
        else
            pass(outputs<>());
        add_sink(z, m, state);
        const auto value = Kind::template finish<V>(z, m, state);
        if constexpr (Kind::keeps)
            last_pass<V>(value, n, outputs<T>(y), inputs<T>(y), whole);
        else if constexpr (std::same_as<decltype(of), const own_score>)
            last_pass<V>(value, n, outputs<T>(y), inputs<In...>(in...), whole);
        else
            last_pass<V>([value, of](auto... v) XACT_INLINE_LAMBDA { return value(of(v...)); }, n, outputs<T>(y),
                         inputs<In...>(in...), whole);
        return true;
    }
};

/// Whether near_row computes rows of X to Y.
template <class V, class X, class Y>
inline constexpr bool has_near_rows =
    math::is_fused<V>&& std::same_as<typename V::scalar, X>&& std::same_as<typename V::scalar, Y>;

/// Columns up to this length are computed side by side by near_columns: of more, each on a page of its own, those that
/// are transposed are quicker.
template <class V> inline constexpr std::size_t near_column_length = 2 * row_block<V>;

/// The tier that rows have: the fast one is for float, where there is a quick e^x.
template <class V, tier A>
using row_tier = std::conditional_t<fast_tier<A> && math::has_fast_one_plus_exp<V>, fast_t, accurate_t>;

/// Calls use(tier) for near_row of n elements: rows as short as those columns, which have their bits, gain nothing from
/// the fast tier.
template <class V, tier A, class Use> XACT_INLINE auto with_near_tier(std::size_t n, const Use& use) {
    if constexpr (fast_tier<row_tier<V, A>>)
        if (n > near_column_length<V>) return use(fast);
    return use(accurate);
}

/// Whether it has computed a row of these scores.
template <class V, template <tier> class Kind, class Scores, class Y, tier A, class... In>
XACT_INLINE bool is_near_row_of(const Scores& scores, Y* y, std::size_t n, std::size_t whole, A, const In*... in) {
    if constexpr (has_near_rows<V, std::tuple_element_t<0, std::tuple<In...>>, Y>)
        return with_near_tier<V, A>(n, [&](auto t) XACT_INLINE_LAMBDA {
            return near_row<V, Kind<decltype(t)>, Scores>{scores}.compute(y, n, whole, in...);
        });
    else
        return (void)scores, (void)y, (void)n, (void)whole, (..., (void)in), false;
}
/// How many of the first rows it has computed at once, beside a second input, if there is one (compute_rows).
template <class V, template <tier> class Kind, class Scores, class X, class Y, tier A, class... Second>
std::size_t near_rows_done_of(const Scores& scores, const X* x, Y* y, std::size_t n, std::size_t rows, A,
                              const Second&... second) {
    if constexpr (has_near_rows<V, X, Y> && sizeof(Y) == 4) {
        if (fits_registers<V>(n))
            return with_near_tier<V, A>(n, [&](auto t) {
                using kind = Kind<decltype(t)>;
                const auto some = [&](std::size_t first, std::size_t count) {
                    return near_row<V, kind, Scores>{scores}.compute_rows(x + first * n, y + first * n, n, count,
                                                                          second.from(first)...);
                };
                return by_groups<V>(rows, some, kind::keeps ? n : 1);
            });
    }
    return (void)scores, (void)x, (void)y, (void)n, (void)rows, (..., (void)second), 0;
}

/// The same of the scores f·x, for a usual f.
template <class V, class Use, class Sink = no_sink>
XACT_INLINE auto with_near_scores(const row_factor<V>& f, const Use& use, Sink sink = {}) {
    using plain = row_scores<false, own_score, Sink>;
    if (f.is_one) return use(plain{{}, sink});
    return f.is_usual() ? use(scaled_row_scores<V, Sink>{{{}, sink}, f}) : decltype(use(plain{{}, sink})){};
}
template <class V, template <tier> class Kind, class X, class Y, tier A = accurate_t>
XACT_INLINE bool is_near_row(const row_factor<V>& f, const X* x, Y* y, std::size_t n, std::size_t whole = 0, A a = {}) {
    return with_near_scores<V>(
        f, [&](const auto& scores) XACT_INLINE_LAMBDA { return is_near_row_of<V, Kind>(scores, y, n, whole, a, x); });
}
template <class V, template <tier> class Kind, class X, class Y, tier A = accurate_t>
std::size_t near_rows_done(const row_factor<V>& f, const X* x, Y* y, std::size_t n, std::size_t rows, A a = {}) {
    return with_near_scores<V>(
        f, [&](const auto& scores) { return near_rows_done_of<V, Kind>(scores, x, y, n, rows, a); });
}

/// What the kinds have in each tier.
template <tier A> struct tier_kind {
    static constexpr bool is_fast = fast_tier<A>;
    template <class V, bool IsScaled>
    using shifted_type = std::conditional_t<IsScaled, std::conditional_t<is_fast, fast_near_scaled<V>, near_scaled<V>>,
                                            std::conditional_t<is_fast, fast_shifted<V>, shifted<V, true>>>;
    template <class V> using sums = std::conditional_t<is_fast, part_sums<V>, lane_sums<V>>;
};

template <tier A> struct softmax_kind : tier_kind<A> {
    template <class V> using state = row_sum<V, typename tier_kind<A>::template sums<V>>;
    static constexpr bool keeps = true; ///< the terms, in y

    template <class Z, class V> static XACT_INLINE V term(const Z& z, typename V::scalar, state<V>&, V x) noexcept {
        return z.exp(x);
    }
    template <class V, class Z> static auto finish(const Z&, typename V::scalar, const row_state<V, state<V>>& sums) {
        return times<V>(inverse_total<V>(sums, {V(0), V(0)}));
    }

    /// The same of some rows of float.
    template <class V> class row_results {
        using W = double_lanes<V>;

    public:
        template <class Z>
        XACT_INLINE void add(std::size_t r, const row_state<V, state<V>>& sums, const Z&, double) noexcept {
            if (!lanes_.add(r, wide_total<V>(sums, &state<V>::sum))) return;
            const std::size_t first = lanes_.first(r);
            const W inverse = W(1) / lanes_.sums();
            simd::store(inverse, hi_ + first);
            simd::store(inverse - simd::load<W>(hi_ + first), lo_ + first);
        }
        template <class Z> XACT_INLINE auto body(std::size_t r, const Z&) const noexcept {
            return times<V>({V(hi_[r]), V(lo_[r])});
        }

    private:
        row_lanes<W> lanes_;
        float hi_[rows_at_once<V>], lo_[rows_at_once<V>];
    };

    /// The same of a register of columns: term(x, e^(x - reference)) is summed, and value(x, term) is the result.
    template <class V> struct columns {
        V largest, reference;
        math::dw<V> inverse{V(0), V(0)};

        XACT_INLINE V term(V, V e) const noexcept { return e; }
        XACT_INLINE void finish(double_lanes<V> low, double_lanes<V> high) noexcept {
            using W = double_lanes<V>;
            const wide<typename V::arch> exact{W(1) / low, W(1) / high};
            inverse.hi = narrow(exact);
            const auto rounded = widen(inverse.hi);
            inverse.lo = narrow(wide<typename V::arch>{exact.low - rounded.low, exact.high - rounded.high});
        }
        XACT_INLINE V value(V, V e) const noexcept { return math::round_product(e, inverse); }
    };

private:
    template <class V> static XACT_INLINE auto times(math::dw<V> inverse) noexcept {
        return [inverse](V e) XACT_INLINE_LAMBDA {
            if constexpr (softmax_kind::is_fast)
                return e * inverse.hi;
            else
                return math::round_product(e, inverse);
        };
    }
};

/// As near_row, of columns side by side, whose elements are `inner` apart: a register of columns at a time, as long as
/// their largest elements are close to 0. Returns how many columns that were. n is at most near_column_length.
template <class V, class Kind>
XACT_LOOP std::size_t near_columns(const typename V::scalar* x, typename V::scalar* y, std::size_t n, std::size_t inner,
                                   std::size_t columns) {
    using W = double_lanes<V>;
    using row = falling_row<V>;
    constexpr std::size_t lanes = row_block<V>;
    const std::size_t used = std::bit_ceil(std::min(n, lanes));
    const V shifter(3 * row::near);
    V e[near_column_length<V>];
    for (V& v : e) v = V(0);
    std::size_t column = 0;
    for (; column + V::size <= columns; column += V::size) {
        const auto load = [from = x + column, inner](std::size_t i) { return simd::load<V>(from + i * inner); };
        V m(-std::numeric_limits<float>::infinity());
        for (std::size_t i = 0; i < n; ++i) m = at_least(m, load(i));
        if (any(!(math::abs(m) < V(row::near)))) break;
        const V reference = (m + shifter) - shifter, lowest = reference + V(row::lowest);
        const V exp_reference = row::away_from_zero(reference);
        typename Kind::template columns<V> of{m, reference};
        for (std::size_t i = 0; i < n; ++i) {
            const V v = load(i);
            e[i] = of.term(v, row::exp_near(at_least(lowest, v), exp_reference));
        }

        // The tree of a row's lanes, but for those that are 0.
        W low[lanes], high[lanes];
        for (std::size_t i = 0; i < used; ++i) {
            const auto both = widen(e[i] + e[lanes + i]);
            low[i] = both.low, high[i] = both.high;
        }
        const auto total = [used](W* sums) {
            for (std::size_t half = used / 2; half > 0; half /= 2)
                for (std::size_t i = 0; i < half; ++i) sums[i] = sums[i] + sums[i + half];
            return sums[0];
        };
        const W sum_of_low = total(low), sum_of_high = total(high);
        of.finish(sum_of_low, sum_of_high);
        for (std::size_t i = 0; i < n; ++i) simd::store(of.value(load(i), e[i]), y + i * inner + column);
    }
    return column;
}
/// How many of the first columns it has computed.
template <class V, class Kind, class X, class Y>
std::size_t near_columns_done(const row_factor<V>& f, const X* x, Y* y, std::size_t n, std::size_t inner,
                              std::size_t columns) {
    if constexpr (has_near_rows<V, X, Y> && sizeof(Y) == 4)
        if (f.is_one && n <= near_column_length<V>) return near_columns<V, Kind>(x, y, n, inner, columns);
    return (void)f, (void)x, (void)y, (void)n, (void)inner, (void)columns, 0;
}

/// y = softmax of f·x; the limits of softmax_limit.
template <class V, class X, class Y>
XACT_APART void any_softmax_row(const row_factor<V>& f, const X* x, Y* y, std::size_t n) {
    using T = typename V::scalar;
    constexpr T nothing = -std::numeric_limits<T>::infinity();
    const T m = row_maximum<V>(x, n);
    if (!std::isfinite(m)) return softmax_limit<false, V>(m, own_score{}, T(1), T(0), n, y, x);
    with_shifted<V>(m, f, [&](auto z) { softmax_of<V>(z, math::dw<V>{V(0), V(0)}, n, {nothing}, y, x); });
}

template <class V, class X, class Y, tier A = accurate_t>
void softmax_row(const row_factor<V>& f, const X* x, Y* y, std::size_t n, A a = {}) {
    if (!is_near_row<V, softmax_kind>(f, x, y, n, 0, a)) any_softmax_row<V>(f, x, y, n);
}

/// A sum over a row of gradients, and the largest of them, from which the caller sees that it may have overflowed.
template <class V> struct gradient_state {
    lane_sums<V> sum;
    V largest{0};
};

template <class V> struct gradient_total {
    math::dw<V> sum;
    typename V::scalar largest = 0;

    explicit gradient_total(const row_state<V, gradient_state<V>>& state) : sum(total<V>(state)) {
        for (const gradient_state<V>& s : state) {
            typename V::scalar lane[V::size];
            simd::store(s.largest, lane);
            for (const auto v : lane) largest = std::max(largest, v);
        }
    }
};

/// A sum, and the largest of what is seen. Two take turns, or each would wait for the one before.
template <class V> struct sum_and_largest {
    lane_sums<V> sum;
    V largest{0}, other{0};

    XACT_INLINE void see(V v) noexcept {
        const V m = at_least(largest, v);
        largest = other, other = m;
    }
};
template <class V> XACT_INLINE typename V::scalar largest_of(const row_state<V, sum_and_largest<V>>& state) {
    using T = typename V::scalar;
    V m(T(0));
    for (const auto& s : state) m = at_least(m, at_least(s.largest, s.other));
    std::array<T, V::size> lanes;
    simd::store(m, lanes.data());
    return fold(lanes, [](T a, T b) { return a > b ? a : b; });
}

/// p·v, 0 where p is 0 whatever v is if Skip.
template <bool Skip, class V> XACT_INLINE V share_of(V p, V v) noexcept {
    return Skip ? select(p == 0, p, p * v) : p * v;
}

/// The gradient at `top`, where the first of the largest y is; 0 where no y is a number.
template <class T, class DY> XACT_INLINE T gradient_at(std::size_t top, const DY* dy, std::size_t n) {
    return top < n ? pad<T>(dy[top]) : T(0);
}

/// Rows up to this length are read once more for the gradient at the largest output.
template <class V> inline constexpr std::size_t short_row = 8 * row_block<V>;

/// The smallest of the first gradients of a longer row, NaN if none of them counts.
template <class V, class Y, class DY> XACT_LOOP typename V::scalar small_gradient(const Y* y, const DY* dy) {
    using T = typename V::scalar;
    constexpr T nothing = -std::numeric_limits<T>::infinity();
    const auto counting = [](V p, V g) XACT_INLINE_LAMBDA { return select(p == 0, V(nothing), -math::abs(g)); };
    const T m = maximum_here<V>(counting, short_row<V>, {T(0), T(0)}, inputs<Y, DY>(y, dy));
    if (m == nothing) return std::numeric_limits<T>::quiet_NaN();
    return std::copysign(m, pad<T>(dy[0]));
}

/// Whether a gradient is of another size than all those that count: c + mean is that of all.
template <class T> XACT_INLINE bool outweighs(T c, T mean) { return std::abs(c) > 16 * std::abs(c + mean); }

/// What a gradient is multiplied by at last: nothing; or a moderate factor, which large gradients may not take.
template <class V> struct no_factor {
    static constexpr bool takes_short_rows = true; ///< also alone

    template <class DY> static XACT_INLINE bool is_safe(const DY*, std::size_t) noexcept { return true; }
    XACT_INLINE V operator()(V d) const noexcept { return d; }
};
template <class V> struct gradient_factor {
    using T = typename V::scalar;

    static constexpr bool takes_short_rows = false;

    math::dw<V> words;
    T largest; ///< that a gradient may be

    XACT_INLINE explicit gradient_factor(const row_factor<V>& f)
        : words(math::times_power(f.words(), V(static_cast<T>(f.power())))),
          largest(f.exponent > 0 ? std::ldexp(T(1), std::numeric_limits<T>::max_exponent - 4 - f.exponent) : 0) {}

    static XACT_INLINE bool takes(const row_factor<V>& f) { return f.is_moderate(); }

    template <class DY> XACT_INLINE bool is_safe(const DY* dy, std::size_t n) const noexcept {
        const auto magnitude = [](V g) XACT_INLINE_LAMBDA { return math::abs(g); };
        return largest == 0 || maximum_here<V>(magnitude, n, {T(0)}, inputs<DY>(dy)) < largest;
    }
    XACT_INLINE V operator()(V d) const noexcept { return math::round_product(d, words); }
};

/// The gradient of softmax of a row, with c one of the gradients: g - ⟨g, y⟩ is (g - c) - ⟨g - c, y⟩ + c·rest; this
/// does not see that the stored y and the rest sum to 1 only nearly. Of an output that may round to 1 it keeps its
/// digits if c is the gradient there; else c is a small one, for which a longer row is not read once more, if the first
/// outputs are not all 0. The fast tier has no c.
template <bool Skip, class V, class Factor, tier A = accurate_t> struct moderate_softmax_gradient {
    using T = typename V::scalar;

    Factor factor;
    T rest;

    /// False, and nothing is written, where a difference might overflow, or a gradient is not finite.
    template <class Y, class DY, class DX>
    XACT_INLINE bool operator()(const Y* y, const DY* dy, DX* dx, std::size_t n, std::size_t whole) const {
        if (!factor.is_safe(dy, n)) return false;
        if constexpr (Factor::takes_short_rows)
            if (fits_registers<V>(n)) return of_short_row(y, dy, dx, n);
        return of_row(y, dy, dx, n, whole);
    }

    /// The same of short rows of float, groups of them.
    template <class Y, class DY, class DX>
    XACT_LOOP bool compute_rows(const Y* y, const DY* dy, DX* dx, std::size_t n, std::size_t rows) const {
        using W = double_lanes<V>;
        return with_blocks<V>(n, [&](auto blocks) XACT_INLINE_LAMBDA {
            using row = register_row<V, blocks>;
            if (!factor.is_safe(dy, n * rows)) return false;
            row_lanes<W> lanes;
            float m[rows_at_once<V>], c[rows_at_once<V>], mean[rows_at_once<V>];
            for (std::size_t r = 0; !is_fast && r < rows; ++r)
                if (lanes.add(r, row(y + r * n, n, 0).wide_largest())) simd::store(lanes.largest(), m + lanes.first(r));
            for (std::size_t r = 0; r < rows; ++r) {
                const row p(y + r * n, n, 0), g(dy + r * n, n, 0);
                c[r] = is_fast ? T(0) : gradient_at<T>(p.index_of(m[r]), dy + r * n, n);
                if (lanes.add(r, each_of(term(c[r]), p, g).wide_sum()))
                    simd::store(lanes.sums(), mean + lanes.first(r));
            }
            for (std::size_t r = 0; r < rows; ++r)
                if (!is_moderate(mean[r] = mean_of(mean[r] + T(0), c[r]))) return false;
            for (std::size_t r = 0; r < rows; ++r)
                each_of(product(c[r], mean[r]), row(y + r * n, n, 0), row(dy + r * n, n, 0)).store(dx + r * n, n);
            return true;
        });
    }

private:
    static constexpr bool is_fast = fast_tier<A>;

    template <class Y, class DY, class DX>
    XACT_LOOP bool of_short_row(const Y* y, const DY* dy, DX* dx, std::size_t n) const {
        return with_blocks<V>(n, [&](auto blocks) XACT_INLINE_LAMBDA {
            const register_row<V, blocks> p(y, n, 0), g(dy, n, 0);
            const T c = is_fast ? T(0) : gradient_at<T>(p.index_of(p.largest()), dy, n);
            const T mean = mean_of(each_of(term(c), p, g).sum(), c);
            if (!is_moderate(mean)) return false;
            each_of(product(c, mean), p, g).store(dx, n);
            return true;
        });
    }
    template <class Y, class DY, class DX>
    XACT_LOOP bool of_row(const Y* y, const DY* dy, DX* dx, std::size_t n, std::size_t whole) const {
        if constexpr (is_fast) {
            using state_type = row_sum<V, part_sums<V>>;
            row_state<V, state_type> state{};
            const auto of = [of = term(T(0))](state_type&, V p, V g) XACT_INLINE_LAMBDA { return of(p, g); };
            row_pass_here<V>(of, state, n, T(0), outputs<>(), inputs<Y, DY>(y, dy));
            return finish_row(T(0), finite_total<V>(state), y, dy, dx, n, whole);
        }
        T largest = 0;
        const auto mean_beside = [&](T c) XACT_INLINE_LAMBDA {
            row_state<V, sum_and_largest<V>> state{};
            const auto of = [of = term(c)](sum_and_largest<V>& s, V p, V g) XACT_INLINE_LAMBDA {
                s.see(p);
                return of(p, g);
            };
            row_pass_here<V>(of, state, n, T(0), outputs<>(), inputs<Y, DY>(y, dy));
            largest = largest_of<V>(state);
            return mean_of(finite_total<V>(state), c);
        };
        const bool is_long = n > short_row<V>;
        const auto at_top = [&]() XACT_INLINE_LAMBDA { return gradient_at<T>(top_here<V>(y, n), dy, n); };
        // Where none of the first outputs counts, few may: one that outweighs the others is then not first guessed.
        const T small = is_long ? small_gradient<V>(y, dy) : std::numeric_limits<T>::quiet_NaN();
        const bool is_small = small == small;
        T c = is_small ? small : at_top(), mean = mean_beside(c);
        if (is_long && (largest > T(0.5) ? is_small : outweighs(c, mean)))
            c = largest > T(0.5) ? at_top() : T(0), mean = mean_beside(c);
        return finish_row(c, mean, y, dy, dx, n, whole);
    }
    template <class Y, class DY, class DX>
    XACT_INLINE bool finish_row(T c, T mean, const Y* y, const DY* dy, DX* dx, std::size_t n, std::size_t whole) const {
        if (!is_moderate(mean) && !row_has_nan<V>(y, n)) return false;
        last_pass_back<V>(product(c, mean), n, outputs<DX>(dx), inputs<Y, DY>(y, dy), whole);
        return true;
    }

    static XACT_INLINE V beside(V g, V c) noexcept { return is_fast ? g : g - c; }
    static XACT_INLINE auto term(T c) {
        return [c = V(c)](V p, V g) XACT_INLINE_LAMBDA { return share_of<Skip>(p, beside(g, c)); };
    }
    XACT_INLINE auto product(T c, T mean) const {
        return [f = factor, c = V(c), mean = V(mean)](V p, V g)
                   XACT_INLINE_LAMBDA { return share_of<Skip>(p, f(beside(g, c) - mean)); };
    }
    XACT_INLINE T mean_of(T sum, T c) const { return rest == 0 ? sum : sum - c * rest; }
    static XACT_INLINE bool is_moderate(T mean) {
        return std::abs(mean) < std::ldexp(T(1), std::numeric_limits<T>::max_exponent - 28);
    }
};

/// dx = f·y ⊙ (dy - ⟨dy, y⟩), of any size.
template <bool Skip, class V, class Y, class DY, class DX>
XACT_APART void any_softmax_gradient(const row_factor<V>& f, typename V::scalar rest, const Y* y, const DY* dy, DX* dx,
                                     std::size_t n, std::size_t whole) {
    using T = typename V::scalar;
    if constexpr (sizeof(T) == 4)
        if (!f.is_one && gradient_factor<V>::takes(f))
            if (moderate_softmax_gradient<Skip, V, gradient_factor<V>>{gradient_factor<V>(f), rest}(y, dy, dx, n,
                                                                                                    whole))
                return;
    const std::size_t top = top_here<V>(y, n);
    const bool is_small = n > short_row<V> && gradient_at<T>(top, y, n) <= T(0.5);
    T c = is_small ? small_gradient<V>(y, dy) : gradient_at<T>(top, dy, n);
    if (!(c == c)) c = gradient_at<T>(top, dy, n);
    const auto mean_of = [&](T unit) {
        row_state<V, gradient_state<V>> state{};
        const auto term = [c = V(c * unit), unit = V(unit)](gradient_state<V>& s, V p, V g) {
            s.largest = at_least(s.largest, math::abs(g));
            return share_of<Skip>(p, g * unit - c);
        };
        row_pass<V>(term, state, n, T(0), outputs<>(), inputs<Y, DY>(y, dy));
        gradient_total<V> t(state);
        t.sum.hi = t.sum.hi - V(rest == 0 ? T(0) : c * unit * rest);
        return t;
    };
    gradient_total<V> t = mean_of(1);
    // Halves neither overflow in the sum nor in the differences.
    const bool huge = t.largest > std::numeric_limits<T>::max() / 4;
    const T half = huge ? T(0.5) : T(1);
    if (huge) t = mean_of(half);
    if (is_small && outweighs(c * half, T(t.sum.hi))) c = 0, t = mean_of(half);
    const V mean = t.sum.hi, exponent(f.exponent + (huge ? 1 : 0));
    const auto product = [c = V(c * half), mean, half = V(half), f = f.words(), exponent](V p, V g) {
        const V d = (g * half - c) - mean;
        const math::moderate<V> m(d);
        const V r = math::full_product(math::scaled<V>{(d * m.power) * f, m.exponent + exponent}, p);
        return Skip ? select(p == 0, p, r) : r;
    };
    transform<V>(product, n, outputs<DX>(dx), inputs<Y, DY>(y, dy), std::max(n, whole));
}

/// How many of the first rows of the gradient below are short, and have been computed at once.
template <bool Skip, class V, class Y, class DY, class DX, tier A = accurate_t>
std::size_t softmax_gradients_done(const row_factor<V>& f, const Y* y, const DY* dy, DX* dx, std::size_t n,
                                   std::size_t rows, A = {}) {
    if constexpr (std::same_as<typename V::scalar, float>) {
        const auto done = [&](auto factor, auto t) {
            const moderate_softmax_gradient<Skip, V, decltype(factor), decltype(t)> gradient{factor, 0};
            const auto some = [&](std::size_t first, std::size_t count) {
                return gradient.compute_rows(y + first * n, dy + first * n, dx + first * n, n, count);
            };
            return by_groups<V>(rows, some, n);
        };
        if (!fits_registers<V>(n)) return 0;
        if (f.is_one) return done(no_factor<V>{}, row_tier<V, A>{});
        if (gradient_factor<V>::takes(f)) return done(gradient_factor<V>(f), accurate);
    }
    return (void)f, (void)y, (void)dy, (void)dx, (void)n, (void)rows, 0;
}

/// dx = f·y ⊙ (dy - ⟨dy, y⟩) from y = softmax(f·x). `rest`: what y lacks to a sum of 1. Skip: where y is 0, dx is 0
/// whatever dy is there. `whole`: see last_pass.
template <bool Skip, class V, class Y, class DY, class DX, tier A = accurate_t>
XACT_INLINE void softmax_gradient(const row_factor<V>& f, typename V::scalar rest, const Y* y, const DY* dy, DX* dx,
                                  std::size_t n, std::size_t whole = 0, A = {}) {
    using moderate = moderate_softmax_gradient<Skip, V, no_factor<V>, row_tier<V, A>>;
    if (f.is_one && moderate{{}, rest}(y, dy, dx, n, whole)) return;
    any_softmax_gradient<Skip, V>(f, rest, y, dy, dx, n, whole);
}

template <class V> double as_number(math::dw<V> sum) {
    using T = typename V::scalar;
    return double(T(sum.hi)) + double(T(sum.lo));
}

/// Σ e^z + w in units, w's share of it, and for each input v of the scores (x, and what is added to them) the mean of
/// v - m with the weights y = e^z/(Σ e^z + w), less m·rest: Σ y v - m. m has the inputs of the largest score.
template <std::size_t N> struct score_means {
    double whole, rest;
    std::array<double, N> of;
};

/// Sums that go with those of e^z, one for each input.
template <class V> struct moment_state { lane_sums<V> sum, first, second; };

/// v - m for each input, and infinite nowhere: where it would be e^z is 0.
template <class V, std::size_t N> struct score_differences {
    std::array<typename V::scalar, N> m;

    template <class... W> XACT_INLINE std::array<V, N> operator()(W... v) const noexcept {
        std::array<V, N> all{v...};
        for (std::size_t k = 0; k < N; ++k) all[k] = math::finite(all[k] - V(m[k]));
        return all;
    }
};

/// What the inputs of a pass are behind the end of a row: x, the one at `at`, is -inf, or +inf where its factor is
/// negative.
template <class T, std::size_t N> constexpr std::array<T, N> score_padding(std::size_t at, bool is_negative) {
    std::array<T, N> all{};
    all[at] = is_negative ? std::numeric_limits<T>::infinity() : -std::numeric_limits<T>::infinity();
    return all;
}

template <class V, class Z, class... In>
score_means<sizeof...(In)> means_of(const Z& z, bool is_negative, math::dw<V> beside,
                                    const std::array<typename V::scalar, sizeof...(In)>& m, std::size_t n,
                                    const In*... in) {
    using T = typename V::scalar;
    constexpr std::size_t count = sizeof...(In);
    using state_type = moment_state<V>;
    row_state<V, state_type> state{};
    const auto term = [z, differences = score_differences<V, count>{m}](state_type& s, auto... v) {
        const V e = z.exp(v...);
        const auto d = differences(v...);
        s.first.add(e * d[0]);
        if constexpr (count > 1) s.second.add(e * d[1]);
        return e;
    };
    row_pass<V>(term, state, n, score_padding<T, count>(0, is_negative), outputs<>(), inputs<In...>(in...));
    score_means<count> means;
    means.whole = as_number(total<V>(state) + beside), means.rest = as_number(beside) / means.whole;
    means.of[0] = as_number(total<V>(state, &state_type::first)) / means.whole - means.rest * double(m[0]);
    if constexpr (count > 1)
        means.of[1] = as_number(total<V>(state, &state_type::second)) / means.whole - means.rest * double(m[1]);
    return means;
}

/// Σ g y, and Σ g y (v - Σ y v) for each input v of the scores: how Σ g y changes with the factors of the inputs.
template <std::size_t N> struct score_moments {
    double sum, rest;
    std::array<double, N> of;
};

template <class V, class Z, class DY, class... In>
score_moments<sizeof...(In)> moments_of(const Z& z, bool is_negative, math::dw<V> beside,
                                        const std::array<typename V::scalar, sizeof...(In)>& m, std::size_t n,
                                        const DY* dy, const In*... in) {
    using T = typename V::scalar;
    constexpr std::size_t count = sizeof...(In);
    using state_type = moment_state<V>;
    const score_means<count> means = means_of<V>(z, is_negative, beside, m, n, in...);
    std::array<V, count> mean;
    for (std::size_t k = 0; k < count; ++k) mean[k] = V(means.of[k]);
    row_state<V, state_type> state{};
    const auto term = [z, mean, differences = score_differences<V, count>{m}](state_type& s, V g, auto... v) {
        const V p = g * z.exp(v...);
        const auto d = differences(v...);
        s.first.add(p * (d[0] - mean[0]));
        if constexpr (count > 1) s.second.add(p * (d[1] - mean[1]));
        return p;
    };
    row_pass<V>(term, state, n, score_padding<T, count + 1>(1, is_negative), outputs<>(), inputs<DY, In...>(dy, in...));
    score_moments<count> moments;
    moments.sum = as_number(total<V>(state)) / means.whole, moments.rest = means.rest;
    moments.of[0] = as_number(total<V>(state, &state_type::first)) / means.whole;
    if constexpr (count > 1) moments.of[1] = as_number(total<V>(state, &state_type::second)) / means.whole;
    return moments;
}

/// The gradient of the factor f of the scores f·x; NaN where the largest x is not finite.
template <class V, class X, class DY>
double factor_gradient(const row_factor<V>& f, const X* x, const DY* dy, std::size_t n) {
    using T = typename V::scalar;
    const T m = row_maximum<V>(x, n);
    double result = std::numeric_limits<double>::quiet_NaN();
    if (std::isfinite(m))
        with_shifted<V>(m, f, [&](auto z) {
            result = moments_of<V>(z, false, math::dw<V>{V(0), V(0)}, {m}, n, dy, x).of[0];
        });
    return result;
}

inline void validate_temperature(std::string_view function, double tau) {
    if (!(tau > 0) || !std::isfinite(tau)) fail_parameter(function, "tau", tau, "above 0 and finite");
}

} // namespace detail
} // namespace v0
} // namespace xact
