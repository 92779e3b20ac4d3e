#pragma once

#include <cstddef>
#include <vector>

#include "contestants.hpp"

/// Contestants measured against each other, in turns, so that a machine that is slow for a while is slow for all of
/// them.

namespace bench {

/// Nanoseconds per element.
struct timing {
    double median = 0;
    double minimum = 0;
    std::vector<double> rounds; ///< the same index is the same moment for every contestant of a race
};

struct race_options {
    int rounds = 15;
    double sample_seconds = 200e-6; ///< how long one contestant runs in one round; 0: one call
};

/// Runs each for `rounds` rounds, starting each round with another one; n elements in a call. `before` runs ahead of
/// each sample, outside of its time; with it a sample must be one call.
std::vector<timing> race(const std::vector<routine>& contestants, std::size_t n, const race_options& options,
                         const routine& before = {});

/// The median over the rounds of time(a)/time(b).
double ratio(const timing& a, const timing& b);

} // namespace bench
