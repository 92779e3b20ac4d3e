#pragma once

#include <string>
#include <vector>

#include "session.hpp"

namespace bench {

struct figures {
    timing fma;
    std::vector<std::pair<size_class, copy_limits>> copies;
    std::vector<row> rows;
};

/// Throws std::runtime_error where the file cannot be written.
void write_json(const std::string& path, const session&, const figures&);

} // namespace bench
