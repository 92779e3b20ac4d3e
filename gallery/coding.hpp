#pragma once

#include <span>
#include <string>

/// How curves travel to the page: about one character a number, which gallery.js decodes.

namespace gallery {

/// Numbers on a scale that is linear at 0 and logarithmic far out, asinh(y/1e-4)·fineness: their relative error is
/// 1/(2·fineness) at most, from 1e-3 on. Of these integers the second differences, each in base64 digits of 5 bits, the
/// least significant first, bit 5 of a digit: another one follows, bit 0 of the number: its sign (as in source maps).
/// NaN is a '!', after which differences start again; ±1e30 stands for infinities.
std::string coded(std::span<const double> values, double fineness);

} // namespace gallery
