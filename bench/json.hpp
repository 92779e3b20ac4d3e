#pragma once

#include <string>

#include "figures.hpp"
#include "session.hpp"

namespace bench {

/// Throws std::runtime_error where the file cannot be written.
void write_json(const std::string& path, const session&, const figures&);

} // namespace bench
