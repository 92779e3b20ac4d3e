#pragma once

#include <cmath>
#include <cstddef>
#include <string>

#include <xact/core/moments.hpp>
#include <xact/elementwise/exp.hpp>
#include <xact/elementwise/log.hpp>
#include <xact/rowwise/scores.hpp>

/// Softmax of rows that come in parts, as attention has them: a state for each part, with or without the sum of vectors
/// that its scores weight, and what two parts are together. Merging is associative but for roundings.

namespace xact {
inline namespace v0 {

/// Of the scores seen so far the largest, and Σ e^(score - largest); of none, or of -inf alone, it is as it begins.
/// Where the largest is +inf the sum is their number.
struct softmax_state {
    double largest = -infinity, sum = 0;

    /// ln Σ e^score.
    double log_sum_exp() const { return largest + log{}(sum); }
};

/// The state of a row, its sum to 4 ulp of double.
template <readable X> softmax_state softmax_state_of(const X& x) {
    using S = element<const X>;
    using V = vec<compute_type<S>>;
    using W = vec<double>;
    const S* const data = std::data(x);
    const std::size_t n = std::size(x);
    const double m = static_cast<double>(detail::row_maximum<V>(data, n));
    const auto total = [&](const auto& term) { return detail::row_total<V>(n, term, detail::inputs<S>(data)).hi; };
    if (!std::isfinite(m))
        return {m, total([m](W v) { return keep_nan(v, select(v == W(m), W(m > 0 ? 1 : 0), W(0))); })};
    const detail::unscaled<W> z(m);
    return {m, total([z](W v) { return z.exp(v); }) / detail::falling_row<W>::unit};
}

/// The state of two parts together, and what their weighted sums are multiplied by before they are added.
struct merged_softmax {
    softmax_state state;
    double first, second;
};
inline merged_softmax merge_softmax(const softmax_state& a, const softmax_state& b) {
    const double m = a.largest > b.largest ? a.largest : b.largest;
    const auto factor = [m](double largest) { return largest == m ? 1.0 : exp{}(largest - m); };
    const double first = factor(a.largest), second = factor(b.largest);
    return {{m, first * a.sum + second * b.sum}, first, second};
}

/// The same with weighted sums of vectors, u of the part a and v of the part b: afterwards a is the state of both, and
/// u its weighted sum. Divided by a.sum it is the mean. Throws std::invalid_argument where u and v differ in length or
/// overlap in part.
template <writable U, readable W> void merge_softmax(softmax_state& a, U&& u, const softmax_state& b, const W& v) {
    const merged_softmax both = merge_softmax(a, b);
    detail::apply(
        sequential, {"merge_softmax", "softmax_state"},
        [first = both.first, second = both.second]<class V>(V of_a, V of_b) {
            return fma(of_b, V(second), of_a * V(first));
        },
        detail::view("u", u), detail::array_view<const element<U>>{"u", std::data(u), std::size(u)},
        detail::view("v", v));
    a = both.state;
}

} // namespace v0
} // namespace xact
