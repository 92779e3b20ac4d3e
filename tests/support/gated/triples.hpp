#pragma once

#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

#include <xact/core/facts.hpp>

#include "support/gated_function.hpp"
#include "support/gated_support.hpp"
#include "support/inputs.hpp"
#include "support/ulp.hpp"

/// Inputs to try a function of two on, and what judges their positions.

namespace test {

/// Every exponent and sign of a beside any of b and of dy, and the neighbours of a's break points.
template <class T> triples<T> sample_triples(const xact::facts& about, std::size_t n) {
    std::mt19937_64 random(7);
    triples<T> t;
    t.a = near_break_points<T>(about, 16);
    const std::vector<T> more = sample<T>(n);
    t.a.insert(t.a.end(), more.begin(), more.end());
    const std::vector<T> others = sample<T>(t.size());
    for (std::size_t i = 0; i < t.size(); ++i) {
        t.b.push_back(others[random() % others.size()]);
        t.dy.push_back(others[random() % others.size()]);
    }
    return t;
}

/// a where the gate opens, beside moderate b and dy: all lanes of a register are usual ones.
template <class T> triples<T> usual_triples(std::size_t n) {
    std::mt19937_64 random(13);
    std::uniform_real_distribution<double> wide(-24, 24), near(-4, 4);
    std::normal_distribution<double> normal(0, 4);
    triples<T> t(n);
    for (std::size_t i = 0; i < n; ++i) {
        t.a[i] = static_cast<T>(i % 2 == 0 ? near(random) : wide(random));
        t.b[i] = static_cast<T>(normal(random));
        t.dy[i] = static_cast<T>(normal(random));
    }
    return t;
}

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
