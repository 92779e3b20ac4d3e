#pragma once

#include <cstdio>
#include <string>
#include <string_view>

/// Text for tables and pages.

namespace bench {

template <class... T> std::string format(const char* pattern, T... values) {
    char text[400];
    std::snprintf(text, sizeof text, pattern, values...);
    return text;
}

/// For HTML: between tags, and in quoted attributes.
inline std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        switch (c) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '"':
                safe += "&quot;";
                break;
            default:
                safe += c;
        }
    }
    return safe;
}

} // namespace bench
