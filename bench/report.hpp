#pragma once

#include <span>
#include <string>

#include "figures.hpp"

/// The figures as one HTML page, which needs nothing but itself.

namespace bench {

class session;

/// Where the figures of a page come from.
struct provenance {
    std::string cpu, caches, compiler, date, command;
    std::string errors; ///< what they are the largest over
};

std::string report_page(const provenance&, std::span<const contestant* const>, const figures&);

/// Of this run, which `command` started. Throws std::runtime_error where the file cannot be written.
void write_report(const std::string& path, const session&, const figures&, const std::string& command);

} // namespace bench
