#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <span>

#include "support/inputs.hpp"

namespace test {

/// One NaN is as good as another; anything else has the same bits.
template <class T> bool same_bits(T a, T b) {
    return (std::isnan(a) && std::isnan(b)) || std::bit_cast<bits_of<T>>(a) == std::bit_cast<bits_of<T>>(b);
}
template <class T> bool same_bits(std::span<const T> a, std::span<const T> b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](T u, T v) { return same_bits(u, v); });
}

} // namespace test
