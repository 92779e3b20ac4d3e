#include "json.hpp"

#include <charconv>
#include <limits>
#include <stdexcept>

namespace gallery {
namespace {

class reader {
public:
    explicit reader(std::string_view text) : text_(text) {}

    json document() {
        json all = value();
        skip_space();
        if (at_ != text_.size()) fail("something follows the value");
        return all;
    }

private:
    [[noreturn]] void fail(const char* what) const {
        throw std::runtime_error("not JSON at byte " + std::to_string(at_) + ": " + what);
    }
    void skip_space() {
        while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
    }
    bool take(std::string_view token) {
        skip_space();
        if (!text_.substr(at_).starts_with(token)) return false;
        at_ += token.size();
        return true;
    }
    void expect(std::string_view token, const char* what) {
        if (!take(token)) fail(what);
    }

    json value() {
        if (take("{")) return {object()};
        if (take("[")) return {list()};
        if (take("\"")) return {string()};
        if (take("true")) return {true};
        if (take("false")) return {false};
        if (take("null")) return {nullptr};
        return {number()};
    }
    json::object object() {
        json::object members;
        if (take("}")) return members;
        do {
            expect("\"", "a member has no name");
            std::string name = string();
            expect(":", "a colon is missing");
            members.insert_or_assign(std::move(name), value());
        } while (take(","));
        expect("}", "an object does not end");
        return members;
    }
    json::list list() {
        json::list elements;
        if (take("]")) return elements;
        do elements.push_back(value());
        while (take(","));
        expect("]", "a list does not end");
        return elements;
    }
    /// Characters beyond ASCII as they are; \u only below 128, which xact_bench needs no more of.
    std::string string() {
        std::string read;
        for (; at_ < text_.size(); ++at_) {
            char c = text_[at_];
            if (c == '"') {
                ++at_;
                return read;
            }
            if (c == '\\') {
                if (++at_ >= text_.size()) break;
                c = text_[at_];
                if (c == 'u') {
                    unsigned code = 0;
                    const std::string_view digits = text_.substr(at_ + 1, 4);
                    const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16).ptr;
                    if (digits.size() < 4 || end != digits.data() + 4) fail("an escape has no four digits");
                    at_ += 4;
                    c = code < 0x80 ? static_cast<char>(code) : '?';
                } else if (c == 'n' || c == 't' || c == 'r') {
                    c = ' ';
                }
            }
            read += c;
        }
        fail("a string does not end");
    }
    double number() {
        double read = 0;
        const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), read);
        if (error != std::errc()) fail("there is no value");
        at_ = static_cast<std::size_t>(end - text_.data());
        return read;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

template <class T> const T& as(const json& j, const char* what) {
    if (const T* found = std::get_if<T>(&j.value)) return *found;
    throw std::runtime_error(std::string("there is no ") + what);
}

} // namespace

const json& json::operator[](std::string_view name) const {
    const object& members = as<object>(*this, "object");
    const auto found = members.find(name);
    if (found == members.end()) throw std::runtime_error("there is no '" + std::string(name) + "'");
    return found->second;
}

const std::string& json::text() const { return as<std::string>(*this, "string"); }
const json::list& json::elements() const { return as<list>(*this, "list"); }

double json::number() const {
    if (std::holds_alternative<std::nullptr_t>(value)) return std::numeric_limits<double>::quiet_NaN();
    return as<double>(*this, "number");
}

json parse_json(std::string_view text) { return reader(text).document(); }

} // namespace gallery
