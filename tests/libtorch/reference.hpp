#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// libtorch's functions. Its headers are behind this one, since they take the compiler a minute.

namespace test::libtorch {

/// f(x), and dx for dy = 1 as autograd computes it.
template <class T> struct results { std::vector<T> value, slope; };

/// The function of that name in reference.cpp, with x in one tensor. T is float or double.
template <class T> results<T> compute(std::string_view name, std::span<const T> x);

/// f(a, b) element by element, and what autograd says of a and b.
template <class T> struct gated_results { std::vector<T> value, da, db; };
template <class T> gated_results<T> compute(std::string_view name, std::span<const T> a, std::span<const T> b);

/// The function of each row of row_length, and dx for this dy.
template <class T>
results<T> compute_rows(std::string_view name, std::span<const T> x, std::span<const T> dy, std::size_t row_length);

/// "1.13.0".
std::string version();

} // namespace test::libtorch
