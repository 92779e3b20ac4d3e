#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/inputs.hpp"

/// For entry points that no suite covers: inputs, bits and messages.

namespace test {

/// n moderate numbers, every third one special.
template <class T> std::vector<T> assorted_inputs(std::size_t n, unsigned seed) {
    using limits = std::numeric_limits<T>;
    const T special[] = {0, -T(0), limits::infinity(), -limits::infinity(), limits::quiet_NaN(), limits::max(), T(1)};
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal(0, 3);
    std::vector<T> x(n);
    for (std::size_t i = 0; i < n; ++i)
        x[i] = i % 3 == 2 ? special[random() % std::size(special)] : static_cast<T>(normal(random));
    return x;
}

/// n numbers within ±4.
template <class T> std::vector<T> moderate_inputs(std::size_t n, unsigned seed) {
    std::mt19937_64 random(seed);
    std::vector<T> x(n);
    for (T& v : x) v = static_cast<T>(8 * (static_cast<double>(random() >> 11) * 0x1p-53) - 4);
    return x;
}

/// One NaN is as good as another; anything else has the same bits.
template <class T> bool equal(T a, T b) {
    return (std::isnan(a) && std::isnan(b)) || std::bit_cast<bits_of<T>>(a) == std::bit_cast<bits_of<T>>(b);
}

/// The message of the std::invalid_argument that call() throws; empty if it throws none.
template <class Call> std::string message(const Call& call) {
    try {
        call();
    } catch (const std::invalid_argument& e) { return e.what(); }
    return {};
}

} // namespace test
