#pragma once

#include <concepts>
#include <cstddef>
#include <iterator>
#include <type_traits>

#include <xact/core/facts.hpp>
#include <xact/core/value.hpp>
#include <xact/simd/memory.hpp>

/// What the entry points ask of their arguments.

namespace xact {
inline namespace v0 {

template <class F>
concept has_facts = requires {
    { std::remove_cvref_t<F>::about } -> std::convertible_to<const facts&>;
};

/// A function of one number: f(x) and its derivative.
template <class F>
concept elementwise = has_facts<F> && requires(const F& f, float x) {
    { f(x) } -> std::same_as<float>;
    { f.derivative(x) } -> std::same_as<float>;
};

/// A function of two numbers, the activated a and the value b: f(a, b) and dy·∂f/∂a, dy·∂f/∂b.
template <class F>
concept gated_function = has_facts<F> && requires(const F& f, float a) {
    { f(a, a) } -> std::same_as<float>;
    f.backward(a, a, a);
};

/// A function of three numbers, and dy times its derivatives by each; see core/ternary.hpp.
template <class F>
concept ternary_function = has_facts<F> && requires(const F& f, float a) {
    { f(a, a, a) } -> std::same_as<float>;
    f.backward(a, a, a, a);
};

/// A function of a whole row; see core/rowwise.hpp.
template <class F>
concept rowwise = has_facts<F> && std::remove_cvref_t<F>::is_rowwise;

namespace detail {

template <class F> constexpr bool declares_fast() {
    if constexpr (requires { F::has_fast; }) return F::has_fast;
    return false;
}
template <class F> inline constexpr bool has_fast = declares_fast<F>();
template <template <class...> class C, class... Part>
inline constexpr bool has_fast<C<Part...>> = declares_fast<C<Part...>>() || (has_fast<Part> || ...);

} // namespace detail

/// Whether a functor has a fast version, for some types at least: it says so by `has_fast = true`, or a functor that it
/// is made of does.
template <class F>
concept has_fast_version = detail::has_fast<std::remove_cvref_t<F>>;

template <class F, class V = float>
concept has_second_derivative = requires(const F& f, V x) {
    f.second_derivative(x);
};
template <class F, class V = float>
concept has_derivative_from_output = requires(const F& f, V y) {
    f.derivative_from_output(y);
};
template <class F, class V = float>
concept has_backward = requires(const F& f, V x) {
    f.backward(x, x);
};
/// The value in two halves, which loops run apart: f(x, tier) = finish(begin(x, tier), x), and the derivative.
template <class F, class V, class A>
concept has_value_halves = requires(const F& f, V x, A tier) {
    f.finish(f.begin(x, tier), x);
};
template <class F, class V, class A>
concept has_derivative_halves = requires(const F& f, V x, A tier) {
    f.finish_derivative(f.begin_derivative(x, tier), x);
};
template <class F, class V = float>
concept has_parameter_derivatives = requires(const F& f, V x) {
    f.parameter_derivatives(x);
};
template <class F, class V = float>
concept has_gated_parameter_derivatives = requires(const F& f, V x) {
    f.parameter_derivatives(x, x);
};
template <class F>
concept has_validate = requires(const F& f) {
    f.validate();
};

/// A contiguous range whose size is known: a vector, an array, a span, an Eigen::Map, a built-in array.
template <class X>
concept readable = requires(const std::remove_reference_t<X>& x) {
    { std::size(x) } -> std::convertible_to<std::size_t>;
    requires storage<std::remove_cv_t<std::remove_pointer_t<decltype(std::data(x))>>>;
};
template <class Y>
concept writable = requires(std::remove_reference_t<Y>& y) {
    { std::size(y) } -> std::convertible_to<std::size_t>;
    requires storage<std::remove_pointer_t<decltype(std::data(y))>>;
};

template <class X> using element = std::remove_cv_t<std::remove_pointer_t<decltype(std::data(std::declval<X&>()))>>;

} // namespace v0
} // namespace xact
