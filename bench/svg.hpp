#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "text.hpp"

/// Elements of charts; the page's style colours them by their class.

namespace bench {

/// About, and rather more, at 11 px without serifs: fonts differ.
inline double text_width(std::string_view text, bool is_bold = false) {
    constexpr std::string_view wide = "MWmw@%", narrow = "Iijlt.,:;'|! ";
    double sum = 0;
    for (const char c : text) {
        if (wide.find(c) != wide.npos)
            sum += 11;
        else if (narrow.find(c) != narrow.npos)
            sum += 4.5;
        else
            sum += c >= 'A' && c <= 'Z' ? 8.5 : 7;
    }
    return is_bold ? 1.13 * sum : sum;
}

/// To a tenth of a unit.
inline std::string number(double x) {
    std::string text = format("%.1f", x);
    if (text.ends_with(".0")) text.resize(text.size() - 2);
    return text == "-0" ? "0" : text;
}

/// From the anchor (x, y), which is on the baseline.
inline std::string text_at(double x, double y, const char* css_class, std::string_view text) {
    return format("<text x=\"%s\" y=\"%s\" class=\"%s\">", number(x).c_str(), number(y).c_str(), css_class) +
           escaped(text) + "</text>";
}

inline std::string line(double x1, double y1, double x2, double y2, const char* css_class) {
    return format("<path class=\"%s\" d=\"M%s %sL%s %s\"/>", css_class, number(x1).c_str(), number(y1).c_str(),
                  number(x2).c_str(), number(y2).c_str());
}

inline std::string rectangle(double x, double y, double w, double h, const char* css_class) {
    return format("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>", css_class, number(x).c_str(),
                  number(y).c_str(), number(std::max(w, 0.0)).c_str(), number(h).c_str());
}

} // namespace bench
