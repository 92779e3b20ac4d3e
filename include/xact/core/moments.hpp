#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include <xact/core/reduce.hpp>

/// Sums over a row in double registers, whatever the row holds, and what follows of them in twice the precision of
/// double: means, deviations. A float's square or sixth power neither overflows nor vanishes in double; rows of double
/// are multiplied by a power of two where theirs might.

namespace xact {
inline namespace v0 {
namespace detail {

template <class V> using double_lanes = vec<double, typename V::arch>;

template <class W> struct total_state {
    lane_sums<W> sum, exact;
};

/// Σ term(in...) over a row, the terms being computed in double from each element of the inputs. For float the error is
/// 2^-52 of the sum of magnitudes, for double 2^-100: there no partial sum is rounded.
template <class V, class Term, class... In>
math::real row_total(std::size_t n, const Term& term, inputs<In...> in) {
    using W = double_lanes<V>;
    constexpr bool exactly = sizeof(typename V::scalar) == 8;
    constexpr std::size_t block = row_block<W>;
    const auto add = [term](total_state<W>& s, auto... v) {
        const W t = term(v...);
        if constexpr (!exactly) return t;
        s.exact.add(t);
        return W(0);
    };
    row_state<W, total_state<W>> state{};
    const std::size_t whole = n / block * block;
    row_pass<W>(add, state, whole, 0, outputs<>(), in);
    if (whole < n) {
        // No number makes every term 0: the terms of what fills the last block are taken out of it.
        std::array<double, block> terms;
        const std::size_t left = n - whole;
        const auto last_block = [&](const In*... x) {
            const auto padded = [left](const auto* p) {
                std::array<std::remove_cvref_t<decltype(*p)>, block> copy{};
                std::copy_n(p, left, copy.begin());
                return copy;
            };
            const auto compute = [&](const std::array<In, block>&... copy) {
                for (std::size_t r = 0; r < block; r += W::size)
                    simd::store(term(simd::load<W>(copy.data() + r)...), terms.data() + r);
            };
            compute(padded(x)...);
        };
        std::apply(last_block, advance(in, whole).at);
        std::fill(terms.begin() + static_cast<std::ptrdiff_t>(left), terms.end(), 0.0);
        for (std::size_t r = 0; r < row_registers<W>; ++r) {
            const W t = simd::load<W>(terms.data() + r * W::size);
            (exactly ? state[r].exact : state[r].sum).add(t);
        }
    }
    const math::dw<W> t = total<W>(state, exactly ? &total_state<W>::exact : &total_state<W>::sum);
    return {static_cast<double>(t.hi), static_cast<double>(t.lo)};
}

// Arithmetic on the few numbers that a row has, to 2^-100.

inline math::real sum_of(double a, double b) noexcept {
    const double s = a + b, t = s - a;
    return {s, (a - (s - t)) + (b - t)};
}
inline math::real operator+(math::real a, math::real b) noexcept {
    const math::real s = sum_of(a.hi, b.hi);
    return std::isfinite(s.hi) ? sum_of(s.hi, s.lo + (a.lo + b.lo)) : math::real{s.hi};
}
inline math::real operator*(math::real a, math::real b) noexcept {
    const double p = a.hi * b.hi;
    if (!std::isfinite(p)) return {p};
    return sum_of(p, std::fma(a.hi, b.hi, -p) + (a.hi * b.lo + a.lo * b.hi));
}
inline math::real operator-(math::real a) noexcept { return {-a.hi, -a.lo}; }

/// a/b, exact where the quotient is a number.
inline math::real operator/(math::real a, double b) noexcept {
    const double q = a.hi / b;
    if (!std::isfinite(q)) return {q};
    return sum_of(q, (std::fma(-q, b, a.hi) + a.lo) / b);
}
inline math::real root_of(math::real a) noexcept {
    const double r = std::sqrt(a.hi);
    if (!std::isfinite(r) || r == 0) return {r};
    return sum_of(r, (std::fma(-r, r, a.hi) + a.lo) / (r + r));
}
inline math::real inverse_of(math::real a) noexcept {
    const double r = 1 / a.hi;
    if (!std::isfinite(r) || r == 0) return {r};
    return sum_of(r, r * (std::fma(-r, a.hi, 1.0) - r * a.lo));
}

/// The largest |x| of a row; NaN may be passed over.
template <class V, class X> XACT_LOOP typename V::scalar row_magnitude(const X* x, std::size_t n) {
    using T = typename V::scalar;
    constexpr std::size_t ways = 4;
    V m[ways];
    for (V& lane : m) lane = V(0);
    std::size_t i = 0;
    for (; i + ways * V::size <= n; i += ways * V::size)
        for (std::size_t k = 0; k < ways; ++k) m[k] = at_least(m[k], math::abs(simd::load<V>(x + i + k * V::size)));
    for (; i + V::size <= n; i += V::size) m[0] = at_least(m[0], math::abs(simd::load<V>(x + i)));
    std::array<T, V::size> lanes;
    simd::store(at_least(at_least(m[0], m[1]), at_least(m[2], m[3])), lanes.data());
    T largest = fold(lanes, [](T a, T b) { return a > b ? a : b; });
    for (; i < n; ++i) largest = std::max(largest, std::abs(pad<T>(x[i])));
    return largest;
}

/// A power of two for a row of double whose squares might overflow or, if nothing is added to them, vanish.
template <class V, class X> double power_for_squares(const X* x, std::size_t n, bool may_vanish) {
    if constexpr (sizeof(typename V::scalar) == 4) return 1;
    const double m = static_cast<double>(row_magnitude<V>(x, n));
    return m > 0x1p500 ? 0x1p-540 : m < 0x1p-500 && !may_vanish ? 0x1p600 : 1;
}

/// A power of two for a row of gradients, so that its sums and its products with a row's outputs do not overflow.
template <class V, class DY> double power_for_gradients(const DY* dy, std::size_t n) {
    constexpr bool single = sizeof(typename V::scalar) == 4;
    const double m = static_cast<double>(row_magnitude<V>(dy, n));
    return m > (single ? 0x1p80 : 0x1p900) ? (single ? 0x1p-48 : 0x1p-124) : 1;
}

/// y = (x - centre)/deviation for the elements of a row, and what its gradient needs.
template <class V, bool Centred> class row_norm {
    using T = typename V::scalar;
    using W = double_lanes<V>;

public:
    /// The squares of what is left of the elements have the mean `variance`; `centre` and its root have been multiplied
    /// by `power`, as the sums they come from.
    row_norm(double power, math::real centre, math::real variance) : power_(power), centre_(centre) {
        // Of a row that is all 0, or all the same, nothing is left to divide.
        if (!(variance.hi >= 0x1p-1000)) variance = variance.hi == variance.hi ? math::real{0x1p-1000} : variance;
        math::real deviation = root_of(variance);
        if constexpr (sizeof(T) == 4) {
            // In float, the elements themselves may be too large, or the deviation too small.
            const double size = std::max(deviation.hi, std::abs(centre.hi));
            const double p = size > 0x1p60 && std::isfinite(size) ? 0x1p-64 : deviation.hi < 0x1p-60 ? 0x1p64 : 1;
            power_ = p, centre_ = scaled(centre, p), deviation = scaled(deviation, p);
        }
        inverse_ = inverse_of(deviation);
        const double before = power_ < 1 ? (Centred ? 0.5 : 1) : power_;
        lane_before_ = V(before), lane_after_ = V(power_ / before);
        lane_centre_ = math::as<V>(scaled(centre_, before / power_)), lane_inverse_ = math::as<V>(inverse_);
    }

    /// In two words.
    XACT_INLINE math::dw<V> operator()(V x) const noexcept {
        return math::times_power(left_of(x) * lane_inverse_, lane_after_);
    }
    /// Rounded.
    XACT_INLINE V rounded(V x) const noexcept {
        if constexpr (Centred)
            return math::round(left_of(x) * lane_inverse_) * lane_after_;
        else
            return math::round_product(x * lane_before_, lane_inverse_) * lane_after_;
    }

    static math::real scaled(math::real a, double power) noexcept { return {a.hi * power, a.lo * power}; }

private:
    double power_;
    math::real centre_, inverse_;
    V lane_before_, lane_after_;
    math::dw<V> lane_centre_, lane_inverse_;
};

} // namespace detail
} // namespace v0
} // namespace xact
