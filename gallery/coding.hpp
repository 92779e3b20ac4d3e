#pragma once

#include <span>
#include <string>

/// How curves travel to the page: about one character a number, which gallery.js decodes.

namespace gallery {

/// Numbers on a scale that is linear at 0 and logarithmic far out, asinh(y/scale_unit)·scale_steps: a relative step of
/// 1/4096 from 1e-3 on, an absolute one of 2e-8 at 0. Of these integers the second differences, each in base64 digits
/// of 5 bits, the least significant first, bit 5 of a digit: another one follows, bit 0 of the number: its sign (as in
/// source maps). NaN is a '!', after which differences start again.
std::string coded(std::span<const double> values);

inline constexpr double scale_unit = 1e-4, scale_steps = 4096;

} // namespace gallery
