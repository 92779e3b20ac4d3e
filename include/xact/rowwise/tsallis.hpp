#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

#include <xact/math/log.hpp>
#include <xact/rowwise/scores.hpp>

/// What sparsemax and the entmaxes share. With m the row's largest element and β = α - 1 they are
///     y_i = u_i^(1/β),  u_i = 1 + β (x_i - m - s) where that is positive, else 0,
/// with the threshold s >= 0 that makes the row sum to 1: ln Σ e^(x - m) as β goes to 0, where y is softmax.
///
/// The threshold is found by Newton's method on (Σ y)^β, which is convex in s for β <= 1, and linear for equal
/// elements: from s = 0 on it never passes the root, and leaves out more elements in each step; with larger β it is
/// kept within a bracket. Steps are of sums in double, or in two doubles for a row of double, in an order that depends
/// on nothing but the row. As soon as few elements are left they are gathered, so that a row is read two or three
/// times.

namespace xact {
inline namespace v0 {
namespace detail {

/// ln(1 + w) for w from -1, exclusively, to 0, relative to its own size.
template <class V> XACT_INLINE math::dw<V> log1p_nonpositive(math::dw<V> w) noexcept {
    using T = typename V::scalar;
    const auto near = w.hi > V(T(-0.25));
    const math::dw<V> some{V(T(-0.25)), V(T(0))}, two{V(T(2)), V(T(0))};
    const math::dw<V> v = select(near, w, some), u = math::normalized(V(T(1)) + select(near, some, w));
    const math::dw<V> l = math::log(u.hi);
    return select(near, math::log_ratio(math::normalized(v) / math::normalized(two + v)),
                  math::dw<V>{l.hi, l.lo + u.lo / u.hi});
}

/// u^(1/β), for the u = 1 + w of a row of T, and its slope in u over 1/β.
template <class V> struct power_and_slope {
    math::dw<V> power;
    V slope;
};

/// β = 1.
struct first_power {
    static constexpr double beta = 1;
    static constexpr bool is_exact = true; ///< sums are as accurate as double words

    template <class T, class V> static XACT_INLINE power_and_slope<V> sum_term(math::dw<V>, math::dw<V> u) noexcept {
        return {u, V(1)};
    }
    template <class V> static XACT_INLINE V rounded(math::dw<V>, math::dw<V> u) noexcept { return math::round(u); }
    /// y^(1 - β), the slope as a function of the output.
    template <class V> static XACT_INLINE V weight(V) noexcept { return V(1); }
};

/// β = 1/2.
struct second_power {
    static constexpr double beta = 0.5;
    static constexpr bool is_exact = true;

    template <class T, class V> static XACT_INLINE power_and_slope<V> sum_term(math::dw<V>, math::dw<V> u) noexcept {
        return {u * u, u.hi};
    }
    template <class V> static XACT_INLINE V rounded(math::dw<V>, math::dw<V> u) noexcept { return math::round(u * u); }
    template <class V> static XACT_INLINE V weight(V y) noexcept { return sqrt(y); }
};

/// Any β > 0.
struct any_power {
    static constexpr bool is_exact = false;

    double beta;

    template <class T, class V> XACT_INLINE power_and_slope<V> sum_term(math::dw<V> w, math::dw<V> u) const noexcept {
        if constexpr (sizeof(T) == 4) {
            const V y = math::exp(math::log1p(w.hi) / V(beta));
            return {{y, V(0)}, y / u.hi};
        } else {
            const math::dw<V> y =
                math::summand(math::precise_exp(math::exp_bounded(log1p_nonpositive(w) * inverse<V>())));
            return {y, y.hi / u.hi};
        }
    }
    template <class V> XACT_INLINE V rounded(math::dw<V> w, math::dw<V>) const noexcept {
        return math::round(math::exp(math::exp_bounded(log1p_nonpositive(w) * inverse<V>())));
    }
    template <class V> XACT_INLINE V weight(V y) const noexcept {
        const math::dw<V> exponent = math::as<V>(real_sum({1}, {-beta}));
        return math::round(math::exp(math::exp_bounded(exponent * math::log(y))));
    }

private:
    template <class V> XACT_INLINE math::dw<V> inverse() const noexcept { return math::as<V>(math::inverse_of(beta)); }
};

/// u - 1 and u of x.
template <class V, class Power> class thresholded_score {
public:
    thresholded_score(const Power& power, typename V::scalar m, math::real s)
        : m_(m), s_(math::as<V>(s)), beta_(math::as<V>({power.beta})) {}

    struct parts {
        math::dw<V> w, u;
    };
    XACT_INLINE parts operator()(V x) const noexcept {
        const math::dw<V> v = math::two_sum(x, -m_) - s_;
        const math::dw<V> w = std::same_as<Power, first_power> ? v : beta_ * math::normalized(v);
        return {w, math::normalized(V(1) + w)};
    }

    /// Whether u is above 0 by more than the errors of s and of its own.
    static XACT_INLINE typename V::condition counts(math::dw<V> u) noexcept {
        using T = typename V::scalar;
        return u.hi > V(T(sizeof(T) == 4 ? 0x1p-43 : Power::is_exact ? 0x1p-90 : 0x1p-53));
    }

private:
    V m_;
    math::dw<V> s_, beta_;
};

template <class V> struct threshold_state {
    lane_sums<V> sum, high, low, slope;
    V count{0};
};

/// Σ y - 1 at s, its slope's magnitude, and how many y are not 0.
struct threshold_sums {
    double excess, slope;
    std::size_t count;
};

/// T: the arithmetic type of the row, which x may store in less.
template <class T, class Power, class X>
threshold_sums sums_at(const Power& power, T m, math::real s, const X* x, std::size_t n) {
    using V = vec<double>;
    using state_type = threshold_state<V>;
    row_state<V, state_type> state{};
    const auto term = [power, score = thresholded_score<V, Power>(power, double(m), s)](state_type& sums, V v) {
        const auto [w, u] = score(v);
        const auto counts = u.hi > V(0);
        const math::dw<V> zero{V(0), V(0)}, one{V(1), V(0)};
        const auto [y, slope] = power.template sum_term<T>(select(counts, w, zero), select(counts, u, one));
        sums.slope.add(select(counts, slope, V(0)));
        sums.count = sums.count + select(counts, V(1), V(0));
        const V hi = keep_nan(v, select(counts, y.hi, V(0)));
        if constexpr (sizeof(T) == 4) return hi;
        // A pass adds four summands in single words before they go to its sum.
        sums.high.add(hi), sums.low.add(select(counts, y.lo, V(0)));
        return V(0);
    };
    row_pass<V>(term, state, n, -std::numeric_limits<double>::infinity(), outputs<>(), inputs<X>(x));
    const math::dw<V> hi = total<V>(state, sizeof(T) == 4 ? &state_type::sum : &state_type::high);
    const math::dw<V> lo = total<V>(state, &state_type::low);
    double count = 0;
    for (const state_type& r : state) {
        double lanes[V::size];
        simd::store(r.count, lanes);
        for (const double lane : lanes) count += lane;
    }
    const math::real all = real_sum({double(hi.hi), double(hi.lo)}, {double(lo.hi), double(lo.lo)});
    return {real_sum(all, {-1}).hi, as_number(total<V>(state, &state_type::slope)), static_cast<std::size_t>(count)};
}

/// Copies the elements that are not at most `bound`; how many they are, more than `room` where they do not fit.
template <class V, class X>
XACT_LOOP std::size_t gather_above(typename V::scalar bound, const X* x, std::size_t n, X* kept, std::size_t room) {
    using T = typename V::scalar;
    std::size_t count = 0;
    const auto keep = [&](X v) {
        if (pad<T>(v) <= bound) return true;
        if (count < room) kept[count] = v;
        return ++count <= room;
    };
    std::size_t i = 0;
    for (; i + V::size <= n; i += V::size)
        if (any(!(simd::load<V>(x + i) <= V(bound))))
            for (std::size_t k = 0; k < V::size; ++k)
                if (!keep(x[i + k])) return count;
    for (; i < n; ++i)
        if (!keep(x[i])) return count;
    return count;
}

/// The threshold s of a row whose largest element m is finite; NaN where it has a NaN.
template <class V, class Power, class X>
math::real find_threshold(const Power& power, typename V::scalar m, const X* x, std::size_t n) {
    using T = typename V::scalar;
    constexpr std::size_t room = 1024;
    std::array<X, room> kept;
    const double beta = power.beta;
    const X* from = x;
    std::size_t count = n;
    // The elements that count at s, some more for rounding.
    const auto gather = [&](double s) {
        const double slack = 8 * double(std::numeric_limits<T>::epsilon()) * (std::abs(double(m)) + 1 / beta + s);
        const T bound = static_cast<T>(double(m) - 1 / beta + s - slack);
        const std::size_t found = gather_above<V>(bound, x, n, kept.data(), room);
        if (found <= room) from = kept.data(), count = found;
    };
    gather(0);

    const double tolerance = sizeof(T) == 4 ? 0x1p-46 : Power::is_exact ? 0x1p-80 : 0x1p-57;
    math::real s{0};
    double low = 0, high = -1.0000001 * std::expm1(-beta * std::log(double(n))) / beta; // that of equal elements
    for (int steps = 0; steps < 200; ++steps) {
        const threshold_sums at = sums_at<T>(power, m, s, from, count);
        if (std::isnan(at.excess)) return {at.excess, 0};
        if (from == x && at.excess >= 0 && at.count <= room) gather(s.hi);
        double step = at.excess / at.slope;
        if (std::abs(at.excess) > 0x1p-20) {
            const double all = 1 + at.excess;
            step = -all * std::expm1(-beta * std::log(all)) / (beta * at.slope);
        }
        if (at.excess == 0) break;
        (at.excess > 0 ? low : high) = s.hi;
        const math::real next = real_sum(s, {step});
        if (beta <= 1) {
            s = next;
            if (std::abs(step) <= tolerance) break;
        } else {
            // Where an element is about to leave the slope is infinite, and a small step no sign of being close.
            const bool halves = steps % 2 == 1 || !(next.hi > low && next.hi < high);
            s = halves ? math::real{(low + high) / 2} : next;
            if (high - low <= std::max(tolerance, 0x1p-50 * high)) break;
        }
    }
    // The bracket is of single words.
    for (int step = 0; step < 2 && beta > 1; ++step) {
        const threshold_sums at = sums_at<T>(power, m, s, from, count);
        if (const double last = at.excess / at.slope; std::abs(last) <= 0x1p-44) s = real_sum(s, {last});
    }
    return s;
}

/// The row's outputs. With several +inf, with a NaN, or of -inf alone it is NaN; with one +inf 1 there, 0 elsewhere.
template <class V, class Power, class X, class Y>
void tsallis_row(const Power& power, const X* x, Y* y, std::size_t n) {
    using T = typename V::scalar;
    const T m = row_maximum<V>(x, n);
    if (!std::isfinite(m)) return softmax_limit<false, V>(m, own_score{}, T(1), T(0), n, y, x);
    const math::real s = find_threshold<V>(power, m, x, n);
    if (std::isnan(s.hi)) {
        std::fill_n(y, n, pad<Y>(std::numeric_limits<T>::quiet_NaN()));
        return;
    }
    const auto output = [power, score = thresholded_score<V, Power>(power, m, s)](V v) {
        const auto [w, u] = score(v);
        const auto counts = score.counts(u);
        if (!any(counts)) return V(0);
        const math::dw<V> zero{V(0), V(0)}, one{V(1), V(0)};
        return select(counts, power.rounded(select(counts, w, zero), select(counts, u, one)), V(0));
    };
    transform<V>(output, n, outputs<Y>(y), inputs<X>(x));
}

/// dx = r ⊙ (g - ⟨g, r⟩/Σ r), r = y^(1 - β) where y is above 0, and 0 elsewhere.
template <class V, class Power, class Y, class DY, class DX>
void tsallis_gradient(const Power& power, const Y* y, const DY* dy, DX* dx, std::size_t n) {
    using T = typename V::scalar;
    // Differences to the gradient c at the largest y, so that a constant gradient gives exactly 0.
    const std::size_t top = row_find<V>(y, n, row_maximum<V>(y, n));
    const T c = top < n ? pad<T>(dy[top]) : T(0);
    const auto weight = [power](V p) {
        const auto counts = p > V(0);
        return keep_nan(p, select(counts, power.weight(select(counts, p, V(1))), V(0)));
    };
    struct state_type {
        lane_sums<V> sum, weights;
        V largest{0};
    };
    const auto mean_of = [&](T unit, T& largest) {
        row_state<V, state_type> state{};
        const auto term = [weight, c = V(c * unit), unit = V(unit)](state_type& s, V p, V g) {
            const V r = weight(p);
            s.weights.add(r);
            s.largest = at_least(s.largest, math::abs(g));
            return share_of<true>(r, g * unit - c);
        };
        row_pass<V>(term, state, n, T(0), outputs<>(), inputs<Y, DY>(y, dy));
        for (const state_type& r : state) {
            T lanes[V::size];
            simd::store(r.largest, lanes);
            for (const T v : lanes) largest = std::max(largest, v);
        }
        return V(as_number(total<V>(state)) / as_number(total<V>(state, &state_type::weights)));
    };
    T largest(0), unit(1);
    V mean = mean_of(unit, largest);
    // Smaller numbers neither overflow in the sum nor in the differences.
    if (largest > std::numeric_limits<T>::max() * T(0x1p-30)) unit = T(0x1p-30), mean = mean_of(unit, largest);
    transform<V>([weight, mean, c = V(c * unit), unit = V(unit), back = V(1 / unit)](
                     V p, V g) { return share_of<true>(weight(p), (g * unit - c) - mean) * back; },
                 n, outputs<DX>(dx), inputs<Y, DY>(y, dy));
}

/// For the definitions: the differences to the largest element, from the largest down, that count at s = 0.
template <class R> std::vector<R> falling_differences(std::span<const R> x, const R& beta) {
    R m = x[0];
    for (const R& v : x) m = v > m ? v : m;
    std::vector<R> d;
    for (const R& v : x)
        if (beta * (v - m) > R(-1)) d.push_back(v - m);
    std::sort(d.begin(), d.end(), [](const R& a, const R& b) { return a > b; });
    return d;
}

} // namespace detail
} // namespace v0
} // namespace xact
