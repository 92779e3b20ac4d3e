#pragma once

#include <functional>
#include <limits>
#include <map>
#include <string>

/// What xact_bench measured, from the file that its --json writes.

namespace gallery {

/// In ns per element, of arrays in the first cache; NaN where not measured.
struct speed {
    double forward = std::numeric_limits<double>::quiet_NaN(), backward = forward;
};

struct speeds {
    std::string cpu, compiler, type;
    std::map<std::string, speed, std::less<>> of;
};

/// Throws std::runtime_error where the file cannot be read or is not such a file.
speeds read_speeds(const std::string& path);

} // namespace gallery
