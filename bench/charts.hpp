#pragma once

#include <span>
#include <string>
#include <vector>

#include "figures.hpp"

/// The charts of the report, each one an <svg> element; report.css colours them.

namespace bench {

/// How a contestant looks, the same everywhere on the page.
class palette {
public:
    explicit palette(std::span<const contestant* const> all);
    /// Class of report.css: "xact", "fast", or "peer0" and so on.
    std::string css_class(const contestant&) const;
    /// Where the shape's centre is (x, y), about `size` wide.
    std::string marker(const contestant&, double x, double y, double size) const;

private:
    std::size_t peer_index(const contestant&) const;
    std::vector<const contestant*> peers_;
};

/// From here on no digit of a float is right: drawn with infinity and NaN in a lane of its own.
inline constexpr double no_digit_right = 0x1p23;

/// Nanoseconds per float against the largest error, both on logarithmic scales. Empty where no error was measured.
std::string scatter_chart(const row&, const palette&);

/// The rows of one function in one direction at each size, side by side, and the machine's own limit at that size.
std::string bar_chart(std::span<const row* const> sizes, const figures&, const palette&);

/// "4,096 floats", "64 M floats".
std::string size_text(std::size_t n);

/// The figures of one contestant in words, for a tooltip.
std::string tooltip(const row&, const result&);

} // namespace bench
