#include "machine.hpp"

#include <fstream>

#if __has_include(<unistd.h>)
#include <unistd.h>
#endif

namespace bench {

std::string cpu_name() {
    std::string name = "unknown CPU", family, model;
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line) && !line.empty();) { // the first core's lines
        const auto value_of = [&](const char* key, std::string& value) {
            const auto colon = line.find(": ");
            if (colon != line.npos && line.substr(0, line.find_last_not_of(" \t", colon - 1) + 1) == key)
                value = line.substr(colon + 2);
        };
        value_of("model name", name), value_of("cpu family", family), value_of("model", model);
    }
    // "AMD EPYC" alone is any of five generations.
    if (!family.empty() && !model.empty()) name += ", family " + family + " model " + model;
    return name;
}

std::string cache_sizes() {
    std::string text;
#if defined(_SC_LEVEL1_DCACHE_SIZE) && defined(_SC_LEVEL2_CACHE_SIZE) && defined(_SC_LEVEL3_CACHE_SIZE)
    const auto add = [&](const char* name, long bytes) {
        if (bytes <= 0) return;
        const bool large = bytes >= (1 << 20);
        if (!text.empty()) text += ", ";
        text += std::string(name) + " " + std::to_string(bytes >> (large ? 20 : 10)) + (large ? " MiB" : " KiB");
    };
    add("L1", sysconf(_SC_LEVEL1_DCACHE_SIZE));
    add("L2", sysconf(_SC_LEVEL2_CACHE_SIZE));
    add("L3", sysconf(_SC_LEVEL3_CACHE_SIZE));
#endif
    return text;
}

std::string compiler() { return XACT_BENCH_COMPILER; }

} // namespace bench
