#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

#include <xact/core/facts.hpp>

#include "support/gated_function.hpp"
#include "support/gated_support.hpp"
#include "support/inputs.hpp"
#include "support/ulp.hpp"

/// Inputs to try a function of two on, and what judges their positions.

namespace test {

/// Every exponent of a beside usual numbers.
template <class T> triples<T> triples_beside_usual(const xact::facts& about, std::size_t n) {
    triples<T> t = usual_triples<T>(n);
    const triples<T> wide_sample = sample_triples<T>(about, n);
    for (std::size_t i = 0; i < n; ++i)
        if (std::abs(wide_sample.a[i]) < T(0x1p100)) t.a[i] = wide_sample.a[i];
    return t;
}

/// Every length up to four registers and a bit, every offset; out of place and in place of each input.
template <class T> void check_gated_positions(const gated_function& f, bool fast);
template <class T> void check_gated_registers(const gated_function& f, bool fast);

} // namespace test
