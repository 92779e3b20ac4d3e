#include "session.hpp"

#include <algorithm>
#include <stdexcept>

#include "npy.hpp"

namespace bench {
namespace {

/// The elements of `all` with the names in `wanted`, or all of them.
template <class T, class Name>
std::vector<const T*> chosen_of(const std::vector<T>& all, const std::vector<std::string>& wanted, const char* what,
                                Name name_of) {
    std::vector<const T*> chosen;
    const auto is_wanted = [&](const T& t) {
        return wanted.empty() || std::ranges::find(wanted, name_of(t)) != wanted.end();
    };
    for (const T& t : all)
        if (is_wanted(t)) chosen.push_back(&t);
    for (const std::string& w : wanted) {
        if (std::ranges::any_of(all, [&](const T& t) { return name_of(t) == w; })) continue;
        std::string names;
        for (const T& t : all) names += (names.empty() ? "" : ", ") + name_of(t);
        throw std::invalid_argument("there is no " + std::string(what) + " '" + w + "'; there are: " + names);
    }
    return chosen;
}

/// --input may hold millions of numbers, and right answers take a microsecond each.
std::vector<float> at_even_distances(const std::vector<float>& all, std::size_t most) {
    const std::size_t step = (all.size() + most - 1) / most;
    std::vector<float> some;
    for (std::size_t i = 0; i < all.size(); i += step) some.push_back(all[i]);
    return some;
}

} // namespace

session::session(const options& o)
    : options_(o),
      functions_(chosen_of(bench::functions(), o.functions, "function", [](const function& f) { return f.name; })),
      contestants_(
          chosen_of(bench::contestants(), o.contestants, "contestant", [](const contestant& c) { return c.name(); })) {
    constexpr std::size_t most = 200'000;
    if (!o.input.empty()) input_ = read_floats(o.input);
    if (o.errors) check_.emplace(at_even_distances(input_, most));
}

race_options session::race_at(size_class size) const {
    // A call on memory is a sample by itself, and a long one.
    if (size.n == memory.n) return {std::max(3, options_.rounds / 3), 0};
    return {options_.rounds, 200e-6};
}

buffers& session::arrays_of(std::size_t n) { return buffers_.try_emplace(n, n, input_).first->second; }

std::optional<accuracy> session::error_of(const function& f, const contestant& c, const kernel& k) {
    if (!check_) return std::nullopt;
    const std::tuple key(f.name, k.way, c.name());
    const auto known = errors_.find(key);
    if (known != errors_.end()) return known->second;
    return errors_.emplace(key, check_->measure(f, k)).first->second;
}

row session::measure(const function& f, direction way, size_class size) {
    row measured{&f, way, size, {}};
    std::vector<routine> runs;
    const arrays a = arrays_of(size.n).of(f, way);
    for (const contestant* c : contestants_) {
        const kernel* k = c->find(f.name, way);
        if (!k) continue;
        measured.results.push_back({c, {}, error_of(f, *c, *k)});
        runs.push_back(k->prepare(a));
    }
    std::vector<timing> times = race(runs, size.n, race_at(size));
    for (std::size_t i = 0; i < times.size(); ++i) measured.results[i].time = std::move(times[i]);
    return measured;
}

copy_limits session::measure_copy(size_class size) { return bench::measure_copy(arrays_of(size.n), race_at(size)); }
timing session::measure_fma() { return bench::measure_fma(race_at(l1)); }

} // namespace bench
