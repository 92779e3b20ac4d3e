#include "contestants.hpp"

#include <algorithm>

namespace bench {
namespace {

struct registration {
    int column;
    std::string_view name;
    void (*fill)(contestant&);
};

// Peers register before main() in any order, so the list must exist whenever the first of them asks.
std::vector<registration>& registrations() {
    static std::vector<registration> all;
    return all;
}

std::vector<contestant> filled() {
    auto all = registrations();
    std::ranges::stable_sort(all, {}, &registration::column);
    std::vector<contestant> result;
    for (const registration& r : all) {
        if (result.empty() || result.back().name() != r.name)
            result.emplace_back(std::string(r.name), r.column < column::plain);
        r.fill(result.back());
    }
    return result;
}

} // namespace

entry::entry(int column, std::string_view name, void (*fill)(contestant&)) {
    registrations().push_back({column, name, fill});
}

const std::vector<contestant>& contestants() {
    static const std::vector<contestant> all = filled();
    return all;
}

const kernel* contestant::find(std::string_view function, direction way) const {
    const auto found =
        std::ranges::find_if(kernels_, [&](const kernel& k) { return k.function == function && k.way == way; });
    return found == kernels_.end() ? nullptr : &*found;
}

void contestant::elementwise(std::string_view function, elementwise_forward* f, elementwise_backward* b) {
    if (f)
        add({std::string(function), direction::forward,
             [f](const arrays& a) { return [f, a] { f(a.x, a.out, a.n); }; }});
    if (b)
        add({std::string(function), direction::backward,
             [b](const arrays& a) { return [b, a] { b(a.x, a.dy, a.out, a.n); }; }});
}

void contestant::gated(std::string_view function, gated_forward* f, gated_backward* b) {
    if (f)
        add({std::string(function), direction::forward,
             [f](const arrays& a) { return [f, a] { f(a.x, a.gate, a.out, a.n); }; }});
    if (b)
        add({std::string(function), direction::backward,
             [b](const arrays& a) { return [b, a] { b(a.x, a.gate, a.dy, a.out, a.gate_out, a.n); }; }});
}

void contestant::rowwise(std::string_view function, rowwise_forward* f, rowwise_backward* b) {
    if (f)
        add({std::string(function), direction::forward,
             [f](const arrays& a) { return [f, a] { f(a.x, a.out, a.n, a.row_length); }; }});
    if (b)
        add({std::string(function), direction::backward,
             [b](const arrays& a) { return [b, a] { b(a.x, a.dy, a.out, a.n, a.row_length); }; }});
}

} // namespace bench
