#pragma once

#include <string>

/// Where the figures come from.

namespace bench {

std::string cpu_name();
/// Such as "L1 48 KiB, L2 2 MiB, L3 300 MiB"; empty where the system does not say.
std::string cache_sizes();
/// The compiler, its version and its flags.
std::string compiler();

} // namespace bench
