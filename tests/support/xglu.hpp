#pragma once

#include <cmath>
#include <limits>

#include "support/catch.hpp"

/// What the units have in common that widen a gate's range.

namespace test {

/// The unit F and its derivative by α where the gate is shut, half open and open.
template <class F> void check_widened_range() {
    constexpr float inf = std::numeric_limits<float>::infinity();
    CHECK(F{}(0.0f, 3.0f) == 1.5f);
    const F f{.alpha = 0.5};
    CHECK(f(inf, 2.0f) == 3);
    CHECK(f(-inf, 2.0f) == -1);
    CHECK(f.backward(inf, 2.0f, 1.0f).da == 0);
    CHECK(f.parameter_derivatives(inf, 2.0f).alpha == 2);
    CHECK(f.parameter_derivatives(-inf, 2.0f).alpha == -2);
    CHECK(f.parameter_derivatives(0.0f, 2.0f).alpha == 0);
    CHECK(std::isnan(F{}(-inf, inf)));
}

} // namespace test
