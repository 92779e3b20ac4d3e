#include "speeds.hpp"

#include <cmath>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "json.hpp"

namespace gallery {

speeds read_speeds(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error(path + ": cannot be read");
    const std::string text(std::istreambuf_iterator<char>(file), {});
    try {
        const json all = parse_json(text);
        speeds read{all["cpu"].text(), all["compiler"].text(), all["type"].text(), {}};
        for (const json& one : all["results"].elements()) {
            if (one["contestant"].text() != "xact") continue;
            speed& of = read.of[one["function"].text()];
            double& way = one["direction"].text() == "forward" ? of.forward : of.backward;
            if (std::isnan(way)) way = one["ns_per_element"]["median"].number(); // the smallest size comes first
        }
        return read;
    } catch (const std::runtime_error& e) {
        throw std::runtime_error(path + ": not what xact_bench --json writes: " + e.what());
    }
}

} // namespace gallery
