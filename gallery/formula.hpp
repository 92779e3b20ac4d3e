#pragma once

#include <string>
#include <string_view>

/// A formula as in the facts, in HTML: variables in italics, exponents raised, indices lowered, and what depends on a
/// condition line by line behind a brace.

namespace gallery {

std::string typeset(std::string_view formula);

/// The name of a parameter: a Greek letter for "alpha", a lowered index for "a_1".
std::string typeset_name(std::string_view name);

} // namespace gallery
