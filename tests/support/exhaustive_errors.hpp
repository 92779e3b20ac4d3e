#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include <xact/core/facts.hpp>
#include <xact/simd/vec.hpp>

/// What sweeps over all 2^32 floats found, so that no run finds more.

namespace test {

/// The largest errors in ulp of a function and of its derivative, of AVX-512's and AVX2's the larger, as
/// `xact_accuracy --exhaustive NAME` prints them. A change of a kernel that moves one of them needs that sweep again.
struct exhaustive_error {
    std::string_view name;
    double value, slope;
};

inline constexpr std::array exhaustive_errors{
    exhaustive_error{"elu", 1.16, 0.58},        exhaustive_error{"exp", 1.01, 1.01},
    exhaustive_error{"sigmoid", 2.00, 1.98},    exhaustive_error{"tanh", 1.10, 1.98},
    exhaustive_error{"softplus", 1.75, 2.00},   exhaustive_error{"mish", 1.53, 1.94},
    exhaustive_error{"gelu", 1.84, 1.84},       exhaustive_error{"quick_gelu", 2.00, 1.98},
    exhaustive_error{"hard_swish", 1.50, 0.67}, exhaustive_error{"selu", 1.73, 1.62},
    exhaustive_error{"silu", 2.00, 1.99},       exhaustive_error{"swish", 2.00, 1.99},
    exhaustive_error{"gelu_tanh", 1.99, 1.98},  exhaustive_error{"golu", 1.58, 1.63},
};

struct float_bounds {
    double value, slope;
};

/// The bounds of the facts, or what such a sweep found with these instructions.
inline float_bounds bounds_of(const xact::facts& about) {
    float_bounds b{about.value.ulp, about.slope.ulp};
    if (xact::vec<float>::size < 8) return b;
    for (const exhaustive_error& e : exhaustive_errors)
        if (e.name == about.name) b = {std::min(b.value, e.value + 0.005), std::min(b.slope, e.slope + 0.005)};
    return b;
}

} // namespace test
