#pragma once

#include <optional>
#include <span>
#include <string>

#include "function.hpp"
#include "speeds.hpp"

namespace gallery {

/// The whole page, which asks for nothing else.
std::string page(std::span<const function>, const std::optional<speeds>&);

} // namespace gallery
