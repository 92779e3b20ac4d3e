#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <utility>

#include <xact/core/facts.hpp>
#include <xact/core/parameters.hpp>

#include "support/catch.hpp"

/// That the facts name the parameters.

namespace test {

/// What C++, and the textual form of lookup by name, can spell.
inline bool is_identifier(std::string_view name) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    return !name.empty() && is_letter(name[0]) &&
           std::all_of(name.begin(), name.end(), [&](char c) { return is_letter(c) || is_digit(c); });
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

template <class F> void check_parameter_names() {
    std::size_t tied = 0;
    if constexpr (xact::has_parameters<F>) tied = std::tuple_size_v<decltype(F::parameters(std::declval<F&>()))>;
    check_parameter_names(F::about.parameters, tied);
}

} // namespace test
