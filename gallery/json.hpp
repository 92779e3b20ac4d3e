#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gallery {

/// A JSON value.
struct json {
    using list = std::vector<json>;
    using object = std::map<std::string, json, std::less<>>;
    std::variant<std::nullptr_t, bool, double, std::string, list, object> value;

    /// The member of an object, the text of a string, the number (NaN for null), the elements of a list. Throw
    /// std::runtime_error where there is none.
    const json& operator[](std::string_view name) const;
    const std::string& text() const;
    double number() const;
    const list& elements() const;
};

/// Throws std::runtime_error with the place where the text is not JSON.
json parse_json(std::string_view text);

} // namespace gallery
