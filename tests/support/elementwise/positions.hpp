#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <vector>

#include "support/function.hpp"
#include "support/inputs.hpp"

namespace test {

/// One NaN is as good as another; anything else has the same bits.
template <class T> bool same(T a, T b) {
    return (std::isnan(a) && std::isnan(b)) || std::bit_cast<bits_of<T>>(a) == std::bit_cast<bits_of<T>>(b);
}

/// n inputs of moderate size, and every third one special, so that a lane's neighbours take other branches than it.
template <class T> std::vector<T> mixed_inputs(std::size_t n);

/// That every element has the bits of the scalar call, whatever its place in an array, or in a register.
template <class T> void check_entry_points(const function& f, way how);
template <class T> void check_registers(const function& f, way how);

} // namespace test
