#pragma once

#include <array>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>
#include <xact/core/facts.hpp>

/// The catalogue's functions without their types.

namespace gallery {

/// f, f' and f'' at one x; NaN where there is none.
using jet = std::array<double, 3>;
using evaluator = std::function<jet(double)>;

struct parameter {
    std::string name; ///< as in the source, "p1" and so on where the facts name none
    double value;     ///< the default
};

struct function {
    const xact::facts* about;
    std::string_view family;
    std::size_t position; ///< in the catalogue
    std::vector<parameter> parameters;
    /// The function of one number with these parameters; empty where they are outside its domain, and always for gated
    /// and row-wise functions.
    std::function<evaluator(std::span<const double>)> with;

    bool is_elementwise() const { return with != nullptr; }
    std::vector<double> defaults() const;
};

/// All of them, in the catalogue's order.
std::vector<function> functions();

namespace detail {

/// Where every part of functions.cpp puts its share.
std::vector<function>& registry();

} // namespace detail

} // namespace gallery
