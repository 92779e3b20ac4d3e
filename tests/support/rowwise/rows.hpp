#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

#include "support/row_function.hpp"
#include "support/same_bits.hpp"
#include "support/ulp.hpp"

/// Rows to try a function on, and what judges them.

namespace test {

inline constexpr double deviations[] = {0.01, 1, 10, 50, 1e4};

/// A row of normally distributed numbers.
template <class T> std::vector<T> normal_row(std::size_t n, double deviation, unsigned seed = 1) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal(0, deviation);
    std::vector<T> x(n);
    for (T& v : x) v = static_cast<T>(normal(random));
    return x;
}

/// A row in which everything happens: ties, a dominating element, tails that end below the smallest number, -inf.
template <class T> std::vector<T> hard_row(std::size_t n) {
    std::vector<T> x = normal_row<T>(n, 3);
    const T deepest = std::log(std::numeric_limits<T>::min());
    for (std::size_t i = 0; i < n; ++i) {
        if (i % 5 == 1) x[i] = 40 + static_cast<T>(i % 3);
        if (i % 7 == 2) x[i] = 40 + deepest * static_cast<T>(1.2 * double(i) / double(n));
        if (i % 11 == 3) x[i] = -std::numeric_limits<T>::infinity();
        if (i % 13 == 4) x[i] = std::numeric_limits<T>::lowest();
    }
    return x;
}

/// The shortest row from n elements on that f takes.
std::size_t row_like(const row_function& f, std::size_t n);
/// Those of the lengths, each replaced by the shortest from there on that f takes, without repetitions.
std::vector<std::size_t> lengths_like(const row_function& f, std::vector<std::size_t> lengths);
/// 1 … last, as far as f takes them.
std::vector<std::size_t> lengths_to(const row_function& f, std::size_t last);

/// What backward is called with: the inputs or the outputs.
template <class T>
const std::vector<T>& backward_input(const row_function& f, const std::vector<T>& x, const std::vector<T>& y) {
    return f.is.backward_from_input ? x : y;
}

/// A backward from outputs gets them rounded.
template <class R, class T>
void check_row_gradient(const row_function& f, const std::vector<T>& x, const std::vector<T>& dy);

/// Rows at every offset, alone and among others, in place, and with guards around.
template <class T> void check_row_positions(const row_function& f, bool fast);
/// Rows among as many as are computed at once, and some more, with the bits that each has alone; also where a few of
/// them are not what rows usually are.
template <class T> void check_many_rows(const row_function& f, bool fast);
/// Rows that caches do not hold together, with the bits that one has alone, wherever they begin.
template <class T> void check_far_rows(const row_function& f, bool fast);
template <class T> void check_parallel_rows(const row_function& f, bool fast);

/// A NaN makes NaN of the row's outputs, unless the functor says `nan_stays_local`; and large numbers do not.
template <class T> void check_row_nan(const row_function& f, bool fast);

} // namespace test
