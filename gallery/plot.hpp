#pragma once

#include <string>

#include "sampling.hpp"

/// A card's plot, and the numbers that gallery.js draws it from for other parameters.

namespace gallery {

/// An <svg> element; the label is for those who do not see it.
std::string drawing(const plot&, const std::string& label);

/// What the drawings refer to: once on the page, before them.
std::string shared_parts();

/// What lines and marks mean, a list.
std::string legend();

/// As JSON: the window, the curves for the defaults and, a slider each, those for other parameters.
std::string data(const plot&);

} // namespace gallery
