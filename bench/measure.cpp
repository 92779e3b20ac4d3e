#include "measure.hpp"

#include <algorithm>
#include <chrono>

namespace bench {
namespace {

double seconds_of(const routine& run, std::size_t calls) {
    using clock = std::chrono::steady_clock;
    const auto start = clock::now();
    for (std::size_t i = 0; i < calls; ++i) run();
    return std::chrono::duration<double>(clock::now() - start).count();
}

double median(std::vector<double> v) {
    if (v.empty()) return 0;
    const auto middle = v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2);
    std::ranges::nth_element(v, middle);
    if (v.size() % 2 == 1) return *middle;
    return (*middle + *std::max_element(v.begin(), middle)) / 2;
}

/// How many calls take about as long as a sample should.
std::size_t calls_for(const routine& run, double sample_seconds) {
    if (sample_seconds == 0) return 1;
    run(); // caches, and lazily bound symbols
    std::size_t calls = 1;
    for (;;) {
        const double s = seconds_of(run, calls);
        if (s >= sample_seconds) return calls;
        const double wanted = s > 0 ? 1.2 * sample_seconds / s : 16;
        calls = static_cast<std::size_t>(static_cast<double>(calls) * std::clamp(wanted, 1.5, 16.0)) + 1;
    }
}

} // namespace

std::vector<timing> race(const std::vector<routine>& contestants, std::size_t n, const race_options& options,
                         const routine& before) {
    std::vector<std::size_t> calls;
    for (const routine& run : contestants) calls.push_back(calls_for(run, options.sample_seconds));

    std::vector<timing> result(contestants.size());
    for (timing& t : result) t.rounds.resize(static_cast<std::size_t>(options.rounds));
    for (std::size_t round = 0; round < static_cast<std::size_t>(options.rounds); ++round) {
        for (std::size_t turn = 0; turn < contestants.size(); ++turn) {
            const std::size_t i = (turn + round) % contestants.size();
            // The caches are its own again before its time starts; a call that is itself a sample has no use for them.
            if (calls[i] > 1) contestants[i]();
            if (before) before();
            const double s = seconds_of(contestants[i], calls[i]);
            result[i].rounds[round] = s * 1e9 / (static_cast<double>(calls[i]) * static_cast<double>(n));
        }
    }
    for (timing& t : result) {
        t.median = median(t.rounds);
        t.minimum = *std::ranges::min_element(t.rounds);
    }
    return result;
}

double ratio(const timing& a, const timing& b) {
    std::vector<double> r;
    for (std::size_t i = 0; i < std::min(a.rounds.size(), b.rounds.size()); ++i) r.push_back(a.rounds[i] / b.rounds[i]);
    return median(std::move(r));
}

} // namespace bench
