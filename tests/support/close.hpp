#pragma once

#include <cmath>

namespace test {

/// Whether the two differ by no more than that part of `expected`.
inline bool close(double computed, double expected, double part) {
    return std::abs(computed - expected) <= part * std::abs(expected);
}

} // namespace test
