#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include <xact/core/facts.hpp>

#include "support/catch.hpp"
#include "support/parameters.hpp"

/// That the facts name the parameters.

namespace test {

/// What C++, and the textual form of lookup by name, can spell; of a functor that is part of another, with its name
/// before a dot.
inline bool is_identifier(std::string_view name) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    char before = '.';
    for (const char c : name) {
        if (!(is_letter(c) || (before != '.' && (is_digit(c) || c == '.')))) return false;
        before = c;
    }
    return before != '.';
}

/// The facts name each of so many members that `parameters` ties.
inline void check_parameter_names(const xact::words& names, std::size_t tied) {
    CHECK(names.count == tied);
    for (const std::string_view name : names) {
        INFO(name);
        CHECK(is_identifier(name));
        CHECK(std::count(names.begin(), names.end(), name) == 1);
    }
}

template <class F> void check_parameter_names() { check_parameter_names(F::about.parameters, tied_parameters<F>()); }

} // namespace test
