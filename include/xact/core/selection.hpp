#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <xact/core/error.hpp>
#include <xact/core/reduce.hpp>

/// The k largest elements of a row, without sorting it. NaN counts as larger than +inf, zeros of either sign are equal,
/// and of equal elements the first are taken: exactly k, whatever the register width and the number of threads.
///
/// The k-th largest is bracketed: a pass counts how many elements are not below a number between the ends, which then
/// becomes one of them. The first numbers come from a sample, the next ones from a line through the counts at the ends,
/// or from halving the bracket's bits where that does not get on: half a dozen passes are usual, a few dozen the worst
/// case. What is inside the last bracket fits a buffer on the stack.

namespace xact {
inline namespace v0 {
namespace detail {

/// What elements are compared by.
struct by_value {
    template <class V> XACT_INLINE V operator()(V x) const noexcept { return x; }
};
struct by_magnitude {
    template <class V> XACT_INLINE V operator()(V x) const noexcept { return math::abs(x); }
    XACT_INLINE float operator()(float x) const noexcept { return std::abs(x); }
    XACT_INLINE double operator()(double x) const noexcept { return std::abs(x); }
};

/// An integer that orders numbers as they do themselves, without a gap; -0 is 0. NaNs lie beyond the infinities.
template <class T> simd::bits_of<T> order_key(T x) noexcept {
    const auto bits = std::bit_cast<simd::bits_of<T>>(x);
    return bits >= 0 ? bits : std::numeric_limits<simd::bits_of<T>>::min() - bits;
}
template <class T> T from_order_key(simd::bits_of<T> key) noexcept {
    return std::bit_cast<T>(key >= 0 ? key : std::numeric_limits<simd::bits_of<T>>::min() - key);
}

/// The largest number below x, which all are above that are not below x; of -inf NaN, which all are above, too.
template <class T> T next_below(T x) noexcept { return from_order_key<T>(order_key(x) - 1); }

/// How many elements `holds` is true of; it is asked with registers and with single numbers.
template <class V, class X, class Predicate>
XACT_LOOP std::size_t row_count(const X* x, std::size_t n, Predicate holds) {
    using T = typename V::scalar;
    constexpr std::size_t ways = 4, turn = ways * V::size;
    constexpr std::size_t turns = std::size_t{1} << 22; // lanes count exactly up to 2^24
    std::size_t count = 0, i = 0;
    while (i + V::size <= n) {
        V lanes[ways];
        for (V& c : lanes) c = V(0);
        const std::size_t end = i + std::min((n - i) / turn, turns) * turn;
        for (; i < end; i += turn)
            for (std::size_t k = 0; k < ways; ++k)
                lanes[k] = lanes[k] + select(holds(simd::load<V>(x + i + k * V::size)), V(1), V(0));
        if (n - i < turn)
            for (; i + V::size <= n; i += V::size)
                lanes[0] = lanes[0] + select(holds(simd::load<V>(x + i)), V(1), V(0));
        std::array<T, V::size> sum;
        simd::store((lanes[0] + lanes[1]) + (lanes[2] + lanes[3]), sum.data());
        for (const T lane : sum) count += static_cast<std::size_t>(lane);
    }
    for (; i < n; ++i) count += holds(pad<T>(x[i])) ? 1 : 0;
    return count;
}

/// The smallest and the largest element that is a number, and how many are none.
template <class T> struct row_range {
    T lowest = std::numeric_limits<T>::infinity(), highest = -lowest;
    std::size_t nans = 0;

    void add(T v) noexcept {
        lowest = v < lowest ? v : lowest, highest = v > highest ? v : highest;
        nans += v == v ? 0 : 1;
    }
};
template <class V, class X, class Score>
XACT_LOOP row_range<typename V::scalar> range_of(const X* x, std::size_t n, Score score) {
    using T = typename V::scalar;
    constexpr std::size_t ways = 2;
    row_range<T> range;
    V low[ways], high[ways];
    for (std::size_t k = 0; k < ways; ++k) low[k] = V(range.lowest), high[k] = V(range.highest);
    bool has_nan = false;
    std::size_t i = 0;
    const auto add = [&](std::size_t k, V v) {
        // The one that is there already stays beside a NaN.
        low[k] = select(v < low[k], v, low[k]), high[k] = select(v > high[k], v, high[k]);
        return v != v;
    };
    for (; i + ways * V::size <= n; i += ways * V::size)
        has_nan |= any(add(0, score(simd::load<V>(x + i))) | add(1, score(simd::load<V>(x + i + V::size))));
    std::array<T, 2 * ways * V::size> lanes;
    for (std::size_t k = 0; k < ways; ++k) {
        simd::store(low[k], lanes.data() + 2 * k * V::size);
        simd::store(high[k], lanes.data() + (2 * k + 1) * V::size);
    }
    if (i > 0)
        for (const T lane : lanes) range.add(lane);
    for (; i < n; ++i) range.add(score(pad<T>(x[i])));
    if (has_nan) range.nans = row_count<V>(x, n, [](auto v) { return v != v; });
    return range;
}

/// The k-th largest element of a row, and where the k largest end: they are all elements above it, and those equal to
/// it that lie before `ties_end`.
template <class T> struct selection {
    T threshold;
    std::size_t ties_end;

    /// Whether it has the element i, which compares as v.
    bool takes(T v, std::size_t i) const noexcept {
        if (threshold != threshold) return v != v && i < ties_end;
        return i < ties_end ? !(v < threshold) : !(v <= threshold);
    }
};

/// Where the first `wanted` elements that equal `value`, which may be NaN, end.
template <class V, class X, class Score>
std::size_t end_of_ties(const X* x, std::size_t n, std::size_t wanted, typename V::scalar value, Score score) {
    const auto equals = [score, value](auto v) {
        const auto s = score(v), t = decltype(s)(value);
        return (s == t) | ((s != s) & (t != t));
    };
    constexpr std::size_t block = 16 * V::size;
    std::size_t begin = 0;
    for (; begin + block < n; begin += block) {
        const std::size_t ties = row_count<V>(x + begin, block, equals);
        if (ties >= wanted) break;
        wanted -= ties;
    }
    while (wanted > 0) wanted -= equals(pad<typename V::scalar>(x[begin++])) ? 1 : 0;
    return begin;
}

/// The elements between two numbers, both included, of which there are at most as many as the buffer holds.
template <class V, class X, class Score, class T>
XACT_LOOP std::size_t gather_between(const X* x, std::size_t n, T low, T high, T* buffer, Score score) {
    std::size_t found = 0, i = 0;
    const auto add = [&](std::size_t end) {
        for (; i < end; ++i) {
            const T v = score(pad<T>(x[i]));
            if (v >= low && v <= high) buffer[found++] = v;
        }
    };
    while (i + V::size <= n) {
        const V v = score(simd::load<V>(x + i));
        if (any((v >= V(low)) & (v <= V(high))))
            add(i + V::size);
        else
            i += V::size;
    }
    add(n);
    return found;
}

/// A bracket around the k-th largest element: it is `low`, `high` or between them; `from_low` elements are not below
/// `low`, and `above_high` are above `high`.
template <class T> struct bracket {
    T low, high;
    std::size_t from_low, above_high;

    std::size_t inside() const noexcept { return from_low - above_high; }
    bool is_point() const noexcept { return !(low < high); }

    /// With `from_middle` elements that are not below `middle`.
    void cut(std::size_t k, T middle, std::size_t from_middle) noexcept {
        if (from_middle >= k)
            low = middle, from_low = from_middle;
        else
            high = next_below(middle), above_high = from_middle;
    }
    T halving() const noexcept { return from_order_key<T>(std::midpoint(order_key(high), order_key(low))); }

    /// Where a line through the counts at the ends is k.
    T on_line(std::size_t k) const noexcept {
        const double share = (double(from_low - k) + 0.5) / double(inside());
        return static_cast<T>(double(low) + (double(high) - double(low)) * share);
    }
};

/// Narrows a bracket until `enough` elements are inside, or it is one point.
template <class V, class X, class Score>
void narrow(bracket<typename V::scalar>& b, const X* x, std::size_t n, std::size_t k, std::size_t enough, Score score) {
    using T = typename V::scalar;
    const auto cut = [&](T middle) {
        if (!(middle > b.low && middle <= b.high)) return false;
        b.cut(k, middle, row_count<V>(x, n, [score, middle](auto v) {
                  const auto s = score(v);
                  return !(s < decltype(s)(middle));
              }));
        return true;
    };
    if (n >= 2048) { // sorting the sample takes as long as counting so many elements a few times
        constexpr std::size_t sample_size = 32, margin = 5;
        T sample[sample_size];
        std::size_t size = 0;
        for (std::size_t i = 0; i < sample_size; ++i) {
            const T v = score(pad<T>(x[n / sample_size * i]));
            if (v == v) sample[size++] = v;
        }
        std::sort(sample, sample + size, std::greater<T>());
        const std::size_t place = k * size / n;
        if (place + margin < size) cut(sample[place + margin]);
        if (place >= margin && place - margin < size) cut(from_order_key<T>(order_key(sample[place - margin]) + 1));
    }
    bool gets_on = true;
    while (b.inside() > enough && !b.is_point()) {
        const std::size_t before = b.inside();
        if (!gets_on || !cut(b.on_line(k))) cut(b.halving());
        gets_on = b.inside() <= before / 2;
    }
}

/// The k largest of n elements, for 1 <= k <= n.
template <class V, class X, class Score = by_value>
selection<typename V::scalar> select_largest(const X* x, std::size_t n, std::size_t k, Score score = {}) {
    using T = typename V::scalar;
    const row_range<T> range = range_of<V>(x, n, score);
    if (k <= range.nans) {
        const T nan = std::numeric_limits<T>::quiet_NaN();
        return {nan, end_of_ties<V>(x, n, k, nan, score)};
    }
    constexpr std::size_t enough = 8;
    bracket<T> b{range.lowest, range.highest, n, range.nans};
    if (n > enough) narrow<V>(b, x, n, k, enough, score);
    std::size_t ties = b.inside(), wanted = k - b.above_high;
    T threshold = b.low;
    if (!b.is_point()) {
        T buffer[enough];
        const auto kth = buffer + (wanted - 1), end = buffer + gather_between<V>(x, n, b.low, b.high, buffer, score);
        std::nth_element(buffer, kth, end, std::greater<T>());
        threshold = *kth;
        wanted -= static_cast<std::size_t>(std::count_if(buffer, kth, [&](T v) { return v > threshold; }));
        ties = static_cast<std::size_t>(std::count(buffer, end, threshold));
    }
    return {threshold, wanted == ties ? n : end_of_ties<V>(x, n, wanted, threshold, score)};
}

/// kept(in...) for the elements that a selection takes, judged by the first input; 0 for the others.
template <class V, class Score, class Kept, class Out, class X, class... In>
void transform_selected(selection<typename V::scalar> s, std::size_t n, Score score, const Kept& kept, outputs<Out> out,
                        inputs<X, In...> in) {
    using T = typename V::scalar;
    const auto above = [&](T limit, std::size_t begin, std::size_t end) {
        const auto body = [limit = V(limit), score, kept](V v, auto... more) {
            return select(!(score(v) <= limit), kept(v, more...), V(0));
        };
        transform<V>(body, end - begin, advance(out, begin), advance(in, begin));
    };
    const bool is_nan = s.threshold != s.threshold;
    above(is_nan ? std::numeric_limits<T>::infinity() : next_below(s.threshold), 0, s.ties_end);
    if (is_nan)
        std::fill(std::get<0>(out.at) + s.ties_end, std::get<0>(out.at) + n, pad<Out>(T(0)));
    else
        above(s.threshold, s.ties_end, n);
}

/// Calls body(score).
template <class Body> void with_score(bool magnitude, const Body& body) {
    if (magnitude)
        body(by_magnitude());
    else
        body(by_value());
}

/// How many elements of a row a function takes that is given k, or a fraction of the row where k is 0.
inline std::size_t number_taken(double k, double fraction, std::size_t n) {
    if (k > 0) return static_cast<std::size_t>(k);
    return std::max<std::size_t>(1, static_cast<std::size_t>(fraction * double(n) + 0.5));
}
inline void validate_number_taken(std::string_view function, double k, double fraction) {
    if (!(k >= 0 && k < 0x1p53 && k == std::floor(k))) fail_parameter(function, "k", k, "an integer, 0 or more");
    if (!(fraction > 0 && fraction <= 1)) fail_parameter(function, "fraction", fraction, "above 0, and at most 1");
}
inline void check_number_taken(std::string_view function, double k, std::size_t n) {
    if (k > double(n)) fail_row_length(function, n, "at least k = " + std::to_string(static_cast<std::size_t>(k)));
}

/// The indices of a row, those of its largest elements first, for definitions.
template <class R> std::vector<std::size_t> largest_first(std::span<const R> x, bool magnitude = false) {
    std::vector<std::size_t> order(x.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto size = [&](std::size_t i) { return magnitude && x[i] < 0 ? -x[i] : x[i]; };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return size(i) > size(j); });
    return order;
}

} // namespace detail
} // namespace v0
} // namespace xact
