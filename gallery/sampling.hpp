#pragma once

#include <array>
#include <optional>
#include <vector>

#include "function.hpp"

/// What a card's plot shows, as numbers: all of them the library's own.

namespace gallery {

/// Intervals between the x of a curve's samples.
inline constexpr std::size_t steps = 200;

struct range {
    double lo, hi;
    double size() const { return hi - lo; }
    double at(double share) const { return lo + share * size(); }
    bool contains(double v) const { return v >= lo && v <= hi; }
};

struct window {
    range x, y;
};

/// slope·x + offset.
struct straight {
    double slope, offset;
};

struct curves {
    std::array<std::vector<double>, 3> y; ///< f, f', f'' at `steps` + 1 places
    /// Between which samples each of them jumps: between i and i + 1.
    std::array<std::vector<std::size_t>, 3> breaks;
    std::vector<double> kinks, roots, slope_roots;     ///< within the window
    std::array<std::optional<straight>, 2> asymptotes; ///< at -inf and at +inf
};

/// A parameter's curves beside the other ones' defaults.
struct track {
    std::size_t parameter;
    std::vector<double> values; ///< the default among them
    std::size_t start;          ///< where the default is
    std::vector<curves> at;     ///< empty curves at the default
};

struct plot {
    gallery::window window;
    curves usual; ///< with the defaults
    std::vector<track> tracks;
    bool has_curvature;
};

plot sampled(const function&);

} // namespace gallery
