#include "figures.hpp"

#include <algorithm>

namespace bench {

const result* row::find(std::string_view contestant) const {
    const auto found = std::ranges::find_if(results, [&](const result& r) { return r.who->name() == contestant; });
    return found == results.end() ? nullptr : &*found;
}

std::optional<double> row::time_over_xact(const result& r) const {
    const result* counterpart = r.from_output ? find("xact from y") : nullptr;
    if (!counterpart) counterpart = find("xact");
    if (!counterpart) return std::nullopt;
    return ratio(r.time, counterpart->time);
}

const result* row::fastest_peer() const {
    const result* fastest = nullptr;
    const auto time = [&](const result& r) { return time_over_xact(r).value_or(r.time.median); };
    for (const result& r : results)
        if (!r.who->is_xact() && (!fastest || time(r) < time(*fastest))) fastest = &r;
    return fastest;
}

std::size_t row::peers() const {
    return static_cast<std::size_t>(std::ranges::count_if(results, [](const result& r) { return !r.who->is_xact(); }));
}

std::vector<const result*> row::undominated_peers() const {
    std::vector<const result*> undominated;
    const auto beats = [](const result& tier, const result& peer) {
        const bool as_accurate = !tier.error || !peer.error || tier.error->max_ulp <= peer.error->max_ulp;
        return as_accurate && ratio(peer.time, tier.time) >= 0.98; // rounds differ by more where both do the same
    };
    for (const result& peer : results) {
        if (peer.who->is_xact()) continue;
        const auto is_beaten = [&](const result& r) { return r.who->is_xact() && beats(r, peer); };
        if (std::ranges::none_of(results, is_beaten)) undominated.push_back(&peer);
    }
    return undominated;
}

} // namespace bench
