#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

#include <xact/simd/config.hpp>

/// How xact says that a call was wrong: std::invalid_argument with the function, the argument and the numbers; without
/// exceptions the same message on stderr, and abort. Every check is made before anything is written.

namespace xact {
inline namespace v0 {
namespace detail {

[[noreturn]] inline void fail(const std::string& message) {
#if defined(__cpp_exceptions)
    throw std::invalid_argument(message);
#else
    std::fprintf(stderr, "%s\n", message.c_str());
    std::abort();
#endif
}

/// "xact::forward(gelu)", what every message starts with.
struct call {
    const char* entry;
    std::string_view function;

    std::string text() const { return "xact::" + std::string(entry) + "(" + std::string(function) + "): "; }
};

/// A range as the checks see it.
struct argument {
    const char* name;
    const void* data;
    std::size_t size;
    std::size_t element_size;
};

[[noreturn]] inline void fail_sizes(call c, argument a, argument b) {
    fail(c.text() + a.name + " has " + std::to_string(a.size) + " elements, " + b.name + " has " +
         std::to_string(b.size));
}
[[noreturn]] inline void fail_overlap(call c, argument a, argument b) {
    const auto distance = reinterpret_cast<std::intptr_t>(b.data) - reinterpret_cast<std::intptr_t>(a.data);
    fail(c.text() + a.name + " and " + b.name + " overlap in part: " + b.name + " starts " + std::to_string(distance) +
         " bytes after " + a.name + ", which has " + std::to_string(a.size * a.element_size) + " bytes");
}

// Inlined, and what fails takes copies, so that no range is written to memory that is not at fault: the checks of five
// ranges otherwise take as long as a thousand floats.
XACT_INLINE void check_same_size(const call& c, const argument& a, const argument& b) {
    if (a.size != b.size) fail_sizes(c, a, b);
}

/// Two ranges, one of them written, share nothing.
XACT_INLINE void check_no_overlap(const call& c, const argument& a, const argument& b) {
    const auto first = reinterpret_cast<std::uintptr_t>(a.data), second = reinterpret_cast<std::uintptr_t>(b.data);
    const std::size_t bytes_a = a.size * a.element_size, bytes_b = b.size * b.element_size;
    if (bytes_a == 0 || bytes_b == 0 || first + bytes_a <= second || second + bytes_b <= first) return;
    fail_overlap(c, a, b);
}

/// Two ranges, one of them written, are the same range of the same element size or share nothing.
XACT_INLINE void check_no_partial_overlap(const call& c, const argument& a, const argument& b) {
    if (a.data == b.data && a.element_size == b.element_size && a.size == b.size) return;
    check_no_overlap(c, a, b);
}

/// That x has the shape (outer, channels, inner).
inline void check_channels(const call& c, const argument& x, std::size_t channels, std::size_t inner) {
    if (channels == 0) fail(c.text() + "there are no channels");
    if (inner == 0) fail(c.text() + "inner is 0");
    if (x.size % (channels * inner) != 0)
        fail(c.text() + x.name + " has " + std::to_string(x.size) + " elements, not a multiple of " +
             std::to_string(channels) + " channels times inner = " + std::to_string(inner));
}

/// `must` says which rows are allowed: "a multiple of group = 4".
[[noreturn]] inline void fail_row_length(std::string_view function, std::size_t row_length, const std::string& must) {
    fail("xact::" + std::string(function) + ": row_length is " + std::to_string(row_length) + ", must be " + must);
}

/// A number with six decimals, or in scientific notation where these would not show it.
inline std::string number_text(double x) {
    const double size = x < 0 ? -x : x;
    if (!(size > 0 && size < 1e-3) && !(size >= 1e9)) return std::to_string(x);
    char text[32];
    std::snprintf(text, sizeof text, "%g", x);
    return text;
}

[[noreturn]] inline void fail_parameter(std::string_view function, const char* parameter, double value,
                                        const std::string& domain) {
    fail("xact::" + std::string(function) + ": " + parameter + " = " + number_text(value) + ", must be " + domain);
}

} // namespace detail
} // namespace v0
} // namespace xact
